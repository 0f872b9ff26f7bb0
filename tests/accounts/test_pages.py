"""The account's pages as a person walks them: register, log in and back, forget, change, be told."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.test import Client

from accounts.models import Person, RecoveryCode, User
from accounts.services import recovery
from audit.models import AuditEvent
from common import clock
from notifications.models import Notification
from tests.accounts.stories import NEW, PASSWORD, account, last_code, letters, log_in, log_in_and_confirm

pytestmark = pytest.mark.django_db

SIGNUP = {"full_name": "  Trần  Thị Lan ", "email": "Lan@Example.vn", "phone": "+84 987 654 321", "password1": PASSWORD}


def test_registering_asks_for_the_code_in_the_letter_and_leads_back(client) -> None:
    answer = client.post("/tai-khoan/dang-ky/?next=/nop-ho-so/1/", SIGNUP)
    assert answer.status_code == 302
    user = User.objects.get(email="lan@example.vn")
    assert (user.person.full_name, user.person.phone, user.person.trust) == ("Trần Thị Lan", "0987654321", "declared")
    assert "_auth_user_id" not in client.session
    code = last_code()
    answer = client.post("/tai-khoan/xac-nhan-thu/", {"code": f" {code.lower().replace('-', ' ')} "})
    assert answer.status_code == 302
    assert answer["Location"] == "/nop-ho-so/1/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_registering_a_known_address_looks_the_same_and_warns_its_owner(client) -> None:
    account("lan@example.vn")
    known = client.post("/tai-khoan/dang-ky/", SIGNUP)
    fresh = Client().post("/tai-khoan/dang-ky/", SIGNUP | {"email": "moi@example.vn"})
    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"])
    assert User.objects.filter(email="lan@example.vn").count() == 1
    assert Person.objects.count() == 2
    assert "lan@example.vn: Địa chỉ này đã có tài khoản" in letters()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("full_name", "", "Nhập họ, chữ đệm và tên"),
        ("email", "", "Nhập thư điện tử"),
        ("email", "lan", "Nhập thư điện tử theo dạng"),
        ("phone", "12345", "Nhập số điện thoại có 10 chữ số"),
        ("password1", "ngan", "Mật khẩu phải có ít nhất 10 ký tự"),
        ("password1", "1234567890", "nhiều người dùng nên dễ đoán"),
        ("password1", "lan@example.vn1", "quá giống thư điện tử"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(client, field: str, value: str, words: str) -> None:
    answer = client.post("/tai-khoan/dang-ky/", SIGNUP | {field: value})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not User.objects.exists()


def test_logging_in_leads_back_to_the_page(client) -> None:
    account()
    assert log_in(client, next="/ho-so/?trang=2")["Location"] == "/ho-so/?trang=2"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_logging_in_never_leads_to_another_site(client, elsewhere: str) -> None:
    account()
    assert log_in(client, next=elsewhere)["Location"] == "/"


def test_officials_begin_at_their_seats(client) -> None:
    account(official=True)
    assert log_in(client)["Location"] == "/mot-cua/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client) -> None:
    account()
    known = log_in(client, password="sai-mat-khau-1").content.decode()
    unknown = log_in(client, "ai@example.vn", "sai-mat-khau-1").content.decode()
    assert "Thư điện tử hoặc mật khẩu không đúng" in known
    assert re.sub(r'value="[^"]*"', "", known) == re.sub(r'value="[^"]*"', "", unknown)
    assert AuditEvent.objects.filter(action="login-failed").count() == 2


def test_five_wrong_tries_close_the_door_for_that_address_only(client) -> None:
    account()
    for _try in range(5):
        log_in(client, password="sai-mat-khau-1")
    assert "Bạn đã thử nhiều lần" in log_in(client).content.decode()
    elsewhere = client.post("/tai-khoan/dang-nhap/", {"login": "an@example.vn", "password": PASSWORD}, REMOTE_ADDR="10.9.9.9")
    assert elsewhere.status_code == 302


def test_limits_hold_with_redis_away(client, settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "common.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}
    account()
    answers = [log_in(client, password="sai-mat-khau-1").content.decode() for _try in range(6)]
    assert "Bạn đã thử nhiều lần" in answers[-1]
    assert "Bạn đã thử nhiều lần" not in answers[0]


def test_a_forgotten_password_by_code(client) -> None:
    user = account()
    client.post("/tai-khoan/quen-mat-khau/", {"email": "an@example.vn"})
    assert client.post("/tai-khoan/quen-mat-khau/ma/", {"code": "SAI-MA"}).status_code == 200
    assert client.post("/tai-khoan/quen-mat-khau/ma/", {"code": last_code().lower()}).status_code == 302
    assert client.post("/tai-khoan/quen-mat-khau/mat-khau-moi/", {"password1": NEW}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert "an@example.vn: Mật khẩu đã đặt lại" in letters()
    assert AuditEvent.objects.filter(stream=f"account:{user.pk}", action="password-reset").count() == 1


def test_asking_for_a_code_for_an_unknown_address_looks_the_same(client) -> None:
    account()
    known = client.post("/tai-khoan/quen-mat-khau/", {"email": "an@example.vn"})
    unknown = Client().post("/tai-khoan/quen-mat-khau/", {"email": "ai@example.vn"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_one_address_is_not_flooded_with_letters(client, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    account()
    for _try in range(15):
        Client().post("/tai-khoan/quen-mat-khau/", {"email": "an@example.vn"})
    assert len(letters()) == 10


def test_a_late_code_is_not_sent(client) -> None:
    account()
    client.post("/tai-khoan/quen-mat-khau/", {"email": "an@example.vn"})
    with time_machine.travel(clock.now() + timedelta(minutes=20)):
        assert letters() == []


def test_a_new_address_counts_after_its_code_and_the_old_one_is_told(client) -> None:
    user = account()
    log_in_and_confirm(client)
    client.post("/tai-khoan/thu-dien-tu/", {"email": "moi@example.vn", "action_add": "1"})
    user.refresh_from_db()
    assert user.email == "an@example.vn"
    client.post("/tai-khoan/xac-nhan-thu/", {"code": last_code()})
    user.refresh_from_db()
    assert user.email == "moi@example.vn"
    assert "an@example.vn: Thư điện tử của tài khoản đã đổi" in letters()
    assert log_in(Client(), "moi@example.vn").status_code == 302


def test_a_new_phone_is_told_by_mail_and_in_the_inbox(client) -> None:
    user = account()
    log_in_and_confirm(client)
    assert client.post("/tai-khoan/dien-thoai/", {"phone": "0987 654 321"}).status_code == 302
    user.person.refresh_from_db()
    assert user.person.phone == "0987654321"
    assert Notification.objects.filter(user=user, title="Số điện thoại đã đổi").count() == 1
    assert "an@example.vn: Số điện thoại đã đổi" in letters()


def test_printed_codes_are_shown_once_and_recover_the_account(client) -> None:
    user = account()
    log_in_and_confirm(client)
    codes = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", client.post("/tai-khoan/ma-khoi-phuc/").content.decode())
    assert len(codes) == 8
    assert not re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-", client.get("/tai-khoan/ma-khoi-phuc/").content.decode())
    data = {"email": "an@example.vn", "code": codes[0], "password": NEW}
    assert Client().post("/tai-khoan/khoi-phuc/", data).status_code == 302
    assert Client().post("/tai-khoan/khoi-phuc/", data).status_code == 200
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_guessing_recovery_codes_is_limited(client) -> None:
    account()
    data = {"email": "an@example.vn", "code": "AAAA-BBBB-CCCC", "password": NEW}
    answers = [client.post("/tai-khoan/khoi-phuc/", data).content.decode() for _try in range(6)]
    assert "không khớp" in answers[0]
    assert "Bạn đã thử nhiều lần" in answers[-1]
    assert not RecoveryCode.objects.filter(used_at__isnull=False).exists()


def test_a_new_device_is_told_and_a_known_one_is_not(client) -> None:
    user = account()
    for agent in ("Firefox/140", "Firefox/140", "Chrome/150"):
        Client(HTTP_USER_AGENT=agent).post("/tai-khoan/dang-nhap/", {"login": "an@example.vn", "password": PASSWORD})
    assert Notification.objects.filter(user=user, title="Đăng nhập từ một thiết bị mới").count() == 1
    assert AuditEvent.objects.filter(stream=f"account:{user.pk}", action="login").count() == 3


PAGES = [
    "", "ho-so-ca-nhan/", "dien-thoai/", "ma-khoi-phuc/", "thu-dien-tu/", "mat-khau/", "bao-mat/", "bao-mat/ung-dung/bat/",
    "bao-mat/khoa/", "bao-mat/khoa/them/", "phien/", "lien-ket/", "dang-xuat/",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_account_opens_in_vietnamese(client, page: str) -> None:
    account()
    log_in_and_confirm(client)
    answer = client.get(f"/tai-khoan/{page}")
    assert answer.status_code == 200
    for english in ("Password", "Sign ", "Email", "Cancel", "Code", "security key", "vui lòng"):
        assert english not in re.sub(r"<[^>]*>", "", answer.content.decode())


@pytest.mark.parametrize("page", PAGES[:-1])
def test_a_stranger_is_asked_to_log_in(client, page: str) -> None:
    where = unquote(client.get(f"/tai-khoan/{page}")["Location"])
    assert where == f"/tai-khoan/dang-nhap/?next=/tai-khoan/{page}"


@pytest.mark.parametrize("page", ["dang-nhap/", "dang-ky/", "quen-mat-khau/", "khoi-phuc/"])
def test_the_doors_open_in_vietnamese_without_placeholders(client, page: str) -> None:
    text = client.get(f"/tai-khoan/{page}").content.decode()
    assert "placeholder" not in text
    assert "style=" not in text
    for english in ("Password", "Sign ", "Email", "Remember", "Phone"):
        assert english not in re.sub(r"<[^>]*>", "", text)


def test_the_profile_keeps_what_is_typed_wrong_and_saves_what_is_right(client) -> None:
    user = account()
    log_in(client)
    data = {"full_name": "Nguyễn Văn An", "birth_date": "31/2/1990", "sex": "nam", "address": "12 Đường số 1"}
    wrong = client.post("/tai-khoan/ho-so-ca-nhan/", data).content.decode()
    assert "Ngày sinh phải là ngày có thật" in wrong
    assert "31/2/1990" in wrong
    assert client.post("/tai-khoan/ho-so-ca-nhan/", data | {"birth_date": "2/5/1990"}).status_code == 302
    user.person.refresh_from_db()
    assert (user.person.birth_date.isoformat(), user.person.address) == ("1990-05-02", "12 Đường số 1")


def test_recovered_accounts_are_told(client) -> None:
    user = account()
    recovery.recover(user.email, recovery.issue_codes(user)[0], NEW)
    assert Notification.objects.filter(user=user, title="Tài khoản đã khôi phục").exists()
