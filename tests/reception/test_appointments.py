"""A visit booked, moved, given up, kept; a day that is shut after it was booked. Letters are told by the portal's wiring."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.rules import BadPhone
from agencies.models import CalendarDay
from common import clock
from common.actors import SYSTEM
from common.errors import EmptyReason, NotAllowed, NotFound
from common.models import OutboxMessage
from deadlines import selectors as calendars
from notifications.models import Notification
from portal import reception_notices
from reception import access, booking
from reception.models import Appointment
from reception.services import appointments, tickets
from tests.reception.halls import Hall
from tests.world import World

State = Appointment.State


def free(lobby: Hall) -> int:
    return booking.days(lobby.place, lobby.services["A"])[0].slots[0].free


def test_a_slot_holds_as_many_as_its_capacity_and_no_more(lobby: Hall) -> None:
    first, second = lobby.book(), lobby.book(phone="0912345679")
    assert (first.at, first.position, second.at, second.position) == (first.at, 1, first.at, 2)
    assert free(lobby) == 0
    holder = appointments.Holder("Người Thứ Ba", "0912345670")
    with pytest.raises(appointments.SlotGone):
        appointments.book(lobby.services["A"].pk, first.at, holder, key=first.pk)
    appointments.cancel(first.pk, by=SYSTEM)
    again = appointments.book(lobby.services["A"].pk, first.at, holder, key=first.pk)
    assert (again.position, Appointment.objects.count()) == (1, 3)
    assert appointments.book(lobby.services["A"].pk, first.at, holder, key=first.pk) == again
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=again.pk).update(position=2)


def test_what_cannot_be_booked(lobby: Hall) -> None:
    slot = booking.days(lobby.place, lobby.services["A"])[0].slots[0]
    holder = appointments.Holder("Lý Thị Mận", "0912345678")
    for at in (slot.at + timedelta(minutes=1), slot.at - timedelta(days=400), slot.at + timedelta(days=400)):
        with pytest.raises(appointments.SlotGone):
            appointments.book(lobby.services["A"].pk, at, holder, key=lobby.take().pk)
    with pytest.raises(appointments.SlotGone):
        appointments.book(lobby.services["B"].pk, slot.at, holder, key=lobby.take().pk)
    with pytest.raises(BadPhone):
        lobby.book(phone="12")
    for nth in range(appointments.MOST_OPEN):
        lobby.book(nth=nth)
    with pytest.raises(NotAllowed):
        lobby.book(nth=5)
    assert Appointment.objects.count() == appointments.MOST_OPEN


def test_no_slot_stands_on_a_day_off(world: World, lobby: Hall) -> None:
    day = booking.days(lobby.place, lobby.services["A"])[0].day
    CalendarDay.objects.update_or_create(
        day=day,
        agency=world.seats["binh"].agency,
        defaults={"kind": "off", "reason": "Nghỉ", "provenance": "thử", "confidence": "firm"},
    )
    calendars.forget()
    assert day not in [one.day for one in booking.days(lobby.place, lobby.services["A"])]


def test_its_holder_is_told_at_once_and_the_evening_before(world: World, lobby: Hall) -> None:
    row = lobby.book(nth=40, user=world.an)
    booked = Notification.objects.get(user=world.an)
    assert row.shown_code in booked.body
    assert "Mận" not in booked.title + booked.body
    reminder = OutboxMessage.objects.get(topic=reception_notices.REMIND)
    assert clock.local(reminder.available_at).hour == 17
    assert reminder.available_at < row.at
    other = booking.days(lobby.place, lobby.services["A"])[-1].slots[0].at
    appointments.move(row.pk, other, by=SYSTEM)
    reception_notices.remind(reminder.payload)
    assert Notification.objects.filter(user=world.an).count() == 2
    reception_notices.remind(OutboxMessage.objects.filter(topic=reception_notices.REMIND).latest("pk").payload)
    assert Notification.objects.filter(user=world.an, title__startswith="Nhắc").count() == 1


def test_without_an_account_only_by_letter_and_without_an_address_not_at_all(lobby: Hall) -> None:
    lobby.book(email="man@example.vn")
    assert OutboxMessage.objects.filter(topic="mail").count() == 1
    lobby.book(phone="0912345679")
    assert OutboxMessage.objects.filter(topic="mail").count() == 1


def test_code_and_proof_open_it_and_nothing_less(lobby: Hall) -> None:
    row = lobby.book()
    assert access.appointment_by_code(row.code, "5678") == row
    for code, proof in ((row.code, "5679"), ("00000000", "5678"), (row.code, "")):
        with pytest.raises(NotFound):
            access.appointment_by_code(code, proof)


def test_on_the_day_the_code_gives_a_number_of_its_own(lobby: Hall) -> None:
    row = lobby.book()
    with pytest.raises(NotFound):
        tickets.arrive(lobby.place, "00000000")
    Appointment.objects.filter(pk=row.pk).update(at=clock.now() + timedelta(days=2))
    with pytest.raises(tickets.AnotherDay):
        tickets.arrive(lobby.place, row.code)
    Appointment.objects.filter(pk=row.pk).update(at=clock.now())
    ticket = tickets.arrive(lobby.place, row.code)
    assert tickets.arrive(lobby.place, row.code) == ticket
    row.refresh_from_db()
    assert (row.state, ticket.appointment_id) == (State.ARRIVED, row.pk)
    with pytest.raises(NotAllowed):
        appointments.cancel(row.pk, by=SYSTEM)


def test_a_day_is_shut_and_everyone_booked_for_it_is_told_why(world: World, lobby: Hall) -> None:
    row = lobby.book(user=world.an)
    day = clock.local(row.at).date()
    act = {"by": world.officials["dung"], "seat": world.seats["dung"]}
    with pytest.raises(EmptyReason):
        appointments.close_day(day, " ", **act)
    assert appointments.close_day(day, "Mất điện cả khu phố", **act) == 1
    with pytest.raises(NotAllowed):
        appointments.close_day(day, "Nghỉ", **act)
    with pytest.raises(NotFound):
        appointments.close_day(day, "Nghỉ", by=world.officials["binh"], seat=world.seats["binh"])
    row.refresh_from_db()
    assert row.state == State.CLOSED
    assert "Mất điện cả khu phố" in Notification.objects.filter(user=world.an).latest("pk").body
    assert day not in [one.day for one in booking.days(lobby.place, lobby.services["A"])]
    appointments.open_day(lobby.place.closures.get().pk, **act)
    assert booking.days(lobby.place, lobby.services["A"])[0].day == day
