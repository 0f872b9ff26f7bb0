"""Sessions end by themselves and by a changed role; officials have a second factor."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from accounts.services import sessions
from common import clock
from tests.accounts.stories import NEW, PASSWORD, account, log_in, log_in_and_confirm

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("official", "idle"), [(True, 15), (False, 30)])
def test_a_session_ends_after_some_minutes_without_a_request(client, official: bool, idle: int) -> None:
    account(official=official)
    start = clock.now()
    with time_machine.travel(start, tick=False) as moment:
        log_in(client)
        for _request in range(3):
            moment.shift(timedelta(minutes=idle - 1))
            assert client.get("/tai-khoan/").status_code == 200
        moment.shift(timedelta(minutes=idle + 1))
        answer = client.get("/tai-khoan/")
    assert answer["Location"] == "/tai-khoan/dang-nhap/?next=/tai-khoan/"


@pytest.mark.parametrize(("official", "hours"), [(True, 8), (False, 12)])
def test_a_session_ends_after_some_hours_in_all(client, official: bool, hours: int) -> None:
    account(official=official)
    with time_machine.travel(clock.now(), tick=False) as moment:
        log_in(client)
        for _quarter in range(hours * 6):
            moment.shift(timedelta(minutes=10))
            assert client.get("/tai-khoan/phien/").status_code == 200
        moment.shift(timedelta(minutes=10))
        assert client.get("/tai-khoan/phien/").status_code == 302


def test_a_raised_epoch_ends_every_session(client) -> None:
    user = account()
    other = Client()
    log_in(client)
    log_in(other)
    sessions.end_all(user.pk)
    assert [c.get("/tai-khoan/").status_code for c in (client, other)] == [302, 302]


def test_changing_the_password_keeps_this_session_and_ends_the_others(client) -> None:
    account()
    other = Client()
    log_in(client)
    log_in(other)
    assert client.post("/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, "password1": NEW}).status_code == 302
    assert client.get("/tai-khoan/").status_code == 200
    assert other.get("/tai-khoan/").status_code == 302


def test_other_devices_can_be_logged_out(client) -> None:
    account()
    other = Client()
    log_in(client)
    log_in(other)
    client.post("/tai-khoan/phien/")
    assert client.get("/tai-khoan/").status_code == 200
    assert other.get("/tai-khoan/").status_code == 302


def test_a_sensitive_page_asks_for_the_password_again_and_leads_back(client) -> None:
    user = account()
    log_in(client)
    answer = client.post("/tai-khoan/dien-thoai/", {"phone": "0987 654 321"})
    assert unquote(answer["Location"]) == "/tai-khoan/xac-thuc-lai/?next=/tai-khoan/dien-thoai/"
    user.person.refresh_from_db()
    assert user.person.phone == "0912345678"
    assert "Mật khẩu không đúng" in client.post(answer["Location"], {"password": "sai"}).content.decode()


def enrol(client: Client) -> str:
    client.get("/tai-khoan/bao-mat/ung-dung/bat/")
    secret = client.session["mfa.totp.secret"]
    assert client.post("/tai-khoan/bao-mat/ung-dung/bat/", {"code": totp(secret)}).status_code == 302
    return secret


def totp(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_an_official_must_enrol_before_anything_else(client, settings) -> None:
    settings.MFA_REQUIRED_FOR_OFFICIALS = True
    account(official=True)
    log_in_and_confirm(client)
    assert client.get("/thong-bao/")["Location"] == "/tai-khoan/bao-mat/"
    enrol(client)
    assert client.get("/thong-bao/").status_code == 200


def test_a_citizen_need_not_enrol(client, settings) -> None:
    settings.MFA_REQUIRED_FOR_OFFICIALS = True
    account()
    log_in(client)
    assert client.get("/thong-bao/").status_code == 200


def test_totp_is_asked_at_login_and_its_secret_is_sealed(client) -> None:
    user = account(official=True)
    log_in_and_confirm(client)
    secret = enrol(client)
    assert secret not in str(Authenticator.objects.get(user=user, type="totp").data)
    other = Client()
    assert log_in(other)["Location"] == "/tai-khoan/dang-nhap/xac-thuc/"
    assert other.get("/tai-khoan/").status_code == 302
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert other.post("/tai-khoan/dang-nhap/xac-thuc/", {"code": "000000"}).status_code == 200
        assert other.post("/tai-khoan/dang-nhap/xac-thuc/", {"code": totp(secret)}).status_code == 302
        assert other.get("/tai-khoan/").status_code == 200


def test_the_last_factor_of_an_official_stays_where_one_is_required(client, settings) -> None:
    settings.MFA_REQUIRED_FOR_OFFICIALS = True
    user = account(official=True)
    log_in_and_confirm(client)
    enrol(client)
    client.post("/tai-khoan/bao-mat/ung-dung/tat/")
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    assert isinstance(Authenticator.objects.get(user=user, type="totp").wrap(), TOTP)
