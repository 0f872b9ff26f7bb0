"""The inbox is the truth, e-mail a copy: each happening once, each person their own."""

import pytest
from django.core import mail
from django.db import transaction

from accounts.models import User
from common import outbox
from common.models import OutboxMessage
from notifications import selectors
from notifications.models import Notification
from notifications.services.notify import notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def an() -> User:
    return User.objects.create_user("an@example.vn", "Demo-2026-portal")


def tell(user: User, key: str = "dossier:1:received", link: str = "/ho-so/1/") -> None:
    notify(user, kind="dossier", title="Hồ sơ đã được tiếp nhận", body="Mã H09-261123-0001.", link=link, key=key)


def test_told_twice_is_one_message_and_one_letter(an: User) -> None:
    for _time in range(2):
        tell(an)
    outbox.drain()
    outbox.drain()
    assert Notification.objects.count() == 1
    assert [letter.to for letter in mail.outbox] == [["an@example.vn"]]
    assert "http://127.0.0.1:8000/ho-so/1/" in mail.outbox[0].body


def test_the_same_letter_has_the_same_id_so_that_a_repeat_is_recognised(an: User) -> None:
    tell(an)
    outbox.drain()
    OutboxMessage.objects.update(done_at=None)
    outbox.drain()
    ids = [letter.message()["Message-ID"] for letter in mail.outbox]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_a_rolled_back_happening_tells_nobody(an: User) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(an)
        raise RuntimeError
    assert not Notification.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_mail_that_fails_waits_and_the_inbox_has_it_anyway(an: User, settings) -> None:
    settings.EMAIL_BACKEND = "no.such.Backend"
    tell(an)
    outbox.drain()
    row = OutboxMessage.objects.get()
    assert (row.attempts, row.done_at) == (1, None)
    assert selectors.unread_count(an) == 1


def test_opening_marks_read_and_leads_to_the_page(an: User, client) -> None:
    tell(an)
    client.force_login(an)
    page = client.get("/thong-bao/").content.decode()
    assert "Hồ sơ đã được tiếp nhận" in page
    answer = client.get(f"/thong-bao/{Notification.objects.get().pk}/")
    assert answer["Location"] == "/ho-so/1/"
    assert selectors.unread_count(an) == 0


def test_a_link_to_another_site_is_not_followed(an: User, client) -> None:
    tell(an, link="https://evil.example/")
    client.force_login(an)
    assert client.get(f"/thong-bao/{Notification.objects.get().pk}/").status_code == 200


def test_another_persons_message_is_not_found_and_stays_unread(an: User, client) -> None:
    tell(an)
    client.force_login(User.objects.create_user("lan@example.vn"))
    assert client.get(f"/thong-bao/{Notification.objects.get().pk}/").status_code == 404
    assert client.post("/thong-bao/da-doc/").status_code == 302
    assert Notification.objects.get().read_at is None
    assert "Hồ sơ đã được" not in client.get("/thong-bao/").content.decode()


def test_marking_all_read(an: User, client) -> None:
    for number in range(3):
        tell(an, key=f"k{number}")
    client.force_login(an)
    client.post("/thong-bao/da-doc/")
    assert selectors.unread_count(an) == 0
    assert client.get("/thong-bao/da-doc/").status_code == 405


def test_the_inbox_costs_the_same_queries_for_one_and_for_many(an: User, client, django_assert_max_num_queries) -> None:
    for number in range(60):
        tell(an, key=f"k{number}")
    client.force_login(an)
    with django_assert_max_num_queries(8):
        client.get("/thong-bao/")
