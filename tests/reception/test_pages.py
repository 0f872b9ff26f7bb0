"""The hall as people meet it, through the test client: kiosk, phone, board, booking, window; and what strangers never see."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent
from common import clock
from reception import booking
from reception.models import Appointment, Ticket, Window
from reception.services import tickets
from tests.looks import queries
from tests.reception.halls import Hall
from tests.world import World

CODE = "H09.21.23.01"


def text(response: Any) -> str:
    """What a page says, blanks collapsed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def at_desk(world: World) -> Callable[[str], Client]:
    """An official's browser."""

    def logged_in(who: str) -> Client:
        browser = Client()
        browser.force_login(world.officials[who], backend=settings.AUTHENTICATION_BACKENDS[0])
        return browser

    return logged_in


def test_a_morning_from_the_kiosk_to_the_end_of_the_visit(world: World, lobby: Hall, at_desk: Callable[[str], Client]) -> None:
    kiosk, binh, seat = Client(), at_desk("binh"), world.seats["binh"].pk
    start = reverse("hall:kiosk", args=[CODE])
    assert "Hộ tịch" in text(kiosk.get(start))
    key = re.search(r'name="key" value="([\w-]+)"', kiosk.get(f"{start}?viec=A").content.decode())
    assert key
    sent = {"viec": "A", "uu_tien": "elderly", "key": key[1]}
    slip = kiosk.post(start, sent, follow=True)
    assert "A001" in text(slip)
    assert kiosk.post(start, sent).headers["Location"] == slip.redirect_chain[0][0]
    ticket = Ticket.objects.get()
    phone = reverse("hall:ticket", args=[ticket.public_id])
    assert "Bạn là người tiếp theo" in text(Client().get(phone))

    def act(name: str, **data: Any) -> Any:
        return binh.post(reverse("tickets:act", args=[seat, name]), data)

    act("ngoi", quay=lobby.windows[1].pk)
    act("tiep", quay=lobby.windows[1].pk)
    assert "Mời bạn đến quầy 1" in text(Client().get(phone))
    board = text(Client().get(reverse("hall:board", args=[CODE])))
    assert "A001" in board
    act("bat-dau", so=ticket.pk)
    assert "làm việc từ" in text(binh.get(reverse("tickets:window", args=[seat])))
    act("xong", so=ticket.pk)
    act("xong", so=ticket.pk)
    assert "Số này đã chuyển sang trạng thái khác" in text(binh.get(reverse("tickets:window", args=[seat])))
    assert "Lượt của bạn đã xong" in text(Client().get(phone))
    assert act("pha").status_code == 404


def test_a_visit_booked_moved_and_given_up_without_an_account(lobby: Hall) -> None:
    browser = Client()
    offices = browser.get(reverse("appointments:offices"), {"thu-tuc": "1.001193"})
    assert "Đăng ký khai sinh" in text(offices)
    there = browser.get(reverse("appointments:matters", args=[CODE]), {"thu-tuc": "1.001193"})
    assert there.headers["Location"] == reverse("appointments:times", args=[CODE, "A"]) + "?thu-tuc=1.001193"
    slots = [slot for day in booking.days(lobby.place, lobby.services["A"]) for slot in day.slots]
    details = reverse("appointments:details", args=[CODE, "A", slots[0].key]) + "?thu-tuc=1.001193"
    assert browser.post(details, {"key": uuid.uuid4()}).status_code == 422
    typed = {"name": "Lý Thị Mận", "phone": "0912 345 678", "email": "", "key": uuid.uuid4()}
    page = browser.post(details, typed, follow=True)
    row = Appointment.objects.get()
    assert row.shown_code in text(page)
    assert (row.procedure, row.name) == ("1.001193", "Lý Thị Mận")

    own = reverse("appointments:own", args=[row.public_id])
    stranger = Client()
    assert "Mận" not in text(stranger.get(own))
    assert "0912" not in text(stranger.get(own))
    cancel = reverse("appointments:cancel", args=[row.public_id])
    assert stranger.post(cancel, {"proof": "0000"}).status_code == 422
    assert stranger.post(cancel, {}).status_code == 422
    row.refresh_from_db()
    assert row.state == Appointment.State.BOOKED

    move = reverse("appointments:move", args=[row.public_id])
    browser.post(f"{move}?gio={slots[3].key}")
    row.refresh_from_db()
    assert row.at == slots[3].at
    event = browser.get(reverse("appointments:calendar", args=[row.public_id])).content
    assert event.startswith(b"BEGIN:VCALENDAR\r\n")
    assert max(len(line) for line in event.split(b"\r\n")) <= 75
    assert stranger.post(reverse("appointments:find"), {"code": row.shown_code, "proof": "5678"}).headers["Location"] == own
    stranger.post(cancel)
    row.refresh_from_db()
    assert row.state == Appointment.State.CANCELLED
    assert stranger.get(cancel).headers["Location"] == own


def test_a_slot_that_went_meanwhile_leads_back_to_the_others(lobby: Hall) -> None:
    slot = booking.days(lobby.place, lobby.services["A"])[0].slots[0]
    for phone in ("0912345678", "0912345679"):
        lobby.book(phone=phone)
    details = reverse("appointments:details", args=[CODE, "A", slot.key])
    answer = Client().post(details, {"name": "A", "phone": "0912345670", "key": uuid.uuid4()})
    assert answer.status_code == 409
    assert "vừa hết chỗ" in text(answer)
    assert Appointment.objects.count() == 2


def test_who_takes_numbers_for_sport_is_stopped(lobby: Hall) -> None:
    start, browser = reverse("hall:kiosk", args=[CODE]), Client()
    codes = [browser.post(start, {"viec": "A", "key": uuid.uuid4()}).status_code for _n in range(17)]
    assert codes == [302] * 15 + [429] * 2
    assert Ticket.objects.count() == 15


def test_codes_are_not_guessed(lobby: Hall) -> None:
    row = lobby.book()
    tries = [Client().post(reverse("appointments:find"), {"code": row.code, "proof": f"{n:04d}"}).status_code for n in range(12)]
    assert tries == [422] * 10 + [429] * 2


def test_the_day_s_list_names_people_and_looking_is_written_down(
    world: World, lobby: Hall, at_desk: Callable[[str], Client]
) -> None:
    row = lobby.book()
    Appointment.objects.filter(pk=row.pk).update(at=clock.now())
    address = reverse("tickets:appointments", args=[world.seats["binh"].pk])
    assert "Lý Thị Mận" in text(at_desk("binh").get(address))
    assert AuditEvent.objects.filter(action="appointments-looked-at").count() == 1
    assert "Mận" not in text(Client().get(reverse("hall:board", args=[CODE])))


def test_a_leader_sets_up_the_hall_on_pages(world: World, lobby: Hall, at_desk: Callable[[str], Client]) -> None:
    dung, seat = at_desk("dung"), world.seats["dung"].pk
    wrong = {"letter": "1", "name": "", "minutes": "1", "capacity": "x"}
    assert dung.post(reverse("tickets:matter-add", args=[seat]), wrong).status_code == 422
    right = {
        "letter": "c",
        "name": "Chứng thực",
        "procedures": "2.000815, 2.000884",
        "minutes": "10",
        "capacity": "1",
        "active": "on",
    }
    assert dung.post(reverse("tickets:matter-add", args=[seat]), right).status_code == 302
    made = lobby.place.services.get(letter="C")
    assert made.procedures == ["2.000815", "2.000884"]
    booth = {"number": "3", "name": "", "services": [made.pk], "active": "on"}
    assert dung.post(reverse("tickets:booth-add", args=[seat]), booth).status_code == 302
    assert Window.objects.get(number=3).services.get() == made
    assert dung.post(reverse("tickets:booth-add", args=[seat]), booth).status_code == 422
    hall = text(dung.get(reverse("tickets:hall", args=[seat])))
    assert "C. Chứng thực" in hall
    assert dung.get(reverse("tickets:figures", args=[seat])).status_code == 200


def test_lists_cost_the_same_for_one_and_for_many(world: World, lobby: Hall, at_desk: Callable[[str], Client]) -> None:
    binh, seat = at_desk("binh"), world.seats["binh"]
    tickets.sit(lobby.windows[1].pk, by=world.officials["binh"], seat=seat)
    first = lobby.take()
    lobby.book()
    pages = {
        "window": (binh, reverse("tickets:window", args=[seat.pk])),
        "board": (Client(), reverse("hall:board", args=[CODE])),
        "phone": (Client(), reverse("hall:ticket", args=[first.public_id])),
        "kiosk": (Client(), reverse("hall:kiosk", args=[CODE])),
        "day": (binh, reverse("tickets:appointments", args=[seat.pk])),
        "times": (Client(), reverse("appointments:times", args=[CODE, "A"])),
    }
    Appointment.objects.update(at=clock.now())
    few = {name: queries(*page) for name, page in pages.items()}
    for n in range(5):
        lobby.take("B" if n % 2 else "A")
        row = lobby.book(phone=f"09{n:08d}", nth=n)
        Appointment.objects.filter(pk=row.pk).update(at=clock.now(), position=n + 10)
    assert {name: queries(*page) for name, page in pages.items()} == few
    assert few["board"] <= 5
    assert few["phone"] <= 6
    assert few["times"] <= 5


def test_cancelled_by_its_account_without_further_proof(world: World, lobby: Hall) -> None:
    row = lobby.book(user=world.an)
    an = Client()
    an.force_login(world.an, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert row.shown_code in text(an.get(reverse("appointments:own", args=[row.public_id])))
    assert clock.at(row.at) in text(an.get(reverse("appointments:offices")))
    an.post(reverse("appointments:cancel", args=[row.public_id]))
    row.refresh_from_db()
    assert row.state == Appointment.State.CANCELLED
