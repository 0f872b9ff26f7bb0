"""A morning in the hall: numbers, calls, someone who is not there, someone sent on; refusals that change nothing."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from agencies.models import CalendarDay
from audit.models import AuditEvent
from common import clock
from common.errors import NotAllowed, NotFound
from reception import figures, selectors
from reception.models import Closure, Place, Ticket, Window
from reception.services import places, tickets
from tests.reception.halls import Hall, hall
from tests.world import World

State = Ticket.State


def test_numbers_count_up_by_kind_of_matter_and_a_form_sent_twice_gives_one(lobby: Hall) -> None:
    key = uuid.uuid4()
    once = tickets.take(lobby.services["A"], key=key)
    assert tickets.take(lobby.services["A"], key=key) == once
    assert [once.code, lobby.take().code, lobby.take("B").code] == ["A001", "A002", "B001"]
    assert AuditEvent.objects.filter(action="ticket-taken").count() == 3


def test_a_visit_from_the_call_to_the_next_one(world: World, lobby: Hall) -> None:
    binh, seat = world.officials["binh"], world.seats["binh"]
    mine = tickets.sit(lobby.windows[1].pk, by=binh, seat=seat)
    lobby.take()
    lobby.take("B", priority="elderly")
    called = tickets.call_next(mine.pk, by=binh, seat=seat)
    assert called is not None and called.code == "B001"
    assert selectors.at_window(seat, mine) == called == selectors.at_my_window(binh, seat)
    with pytest.raises(NotAllowed):
        tickets.call_next(mine.pk, by=binh, seat=seat)
    tickets.call_again(called.pk, by=binh, seat=seat)
    tickets.serve(called.pk, by=binh, seat=seat)
    following = tickets.call_next(mine.pk, by=binh, seat=seat)
    called.refresh_from_db()
    assert (called.state, called.calls, called.ended_at is not None) == (State.DONE, 2, True)
    assert following is not None and following.code == "A001"
    tickets.finish(following.pk, by=binh, seat=seat)
    assert tickets.call_next(mine.pk, by=binh, seat=seat) is None
    today = figures.by_day(lobby.place)[-1]
    assert (today.taken, today.done, today.gone, today.visit) == (2, 2, 0, 0)
    acts = list(AuditEvent.objects.filter(stream=f"ticket:{called.pk}").values_list("action", flat=True))
    assert acts == ["ticket-taken", "ticket-call", "ticket-again", "ticket-serve", "ticket-finish"]


def test_one_who_is_not_there_comes_back_behind_the_others(world: World, lobby: Hall) -> None:
    binh, seat = world.officials["binh"], world.seats["binh"]
    mine = tickets.sit(lobby.windows[1].pk, by=binh, seat=seat)
    absent, other = lobby.take(), lobby.take()
    tickets.call_next(mine.pk, by=binh, seat=seat)
    tickets.miss(absent.pk, by=binh, seat=seat)
    tickets.bring_back(absent.pk, by=binh, seat=seat)
    assert [one.pk for one in selectors.desk(mine).line] == [other.pk, absent.pk]
    tickets.leave(other.pk)
    with pytest.raises(NotAllowed):
        tickets.leave(other.pk)


def test_sent_to_another_window_it_is_called_there_first(world: World, lobby: Hall) -> None:
    binh, seat = world.officials["binh"], world.seats["binh"]
    first, second = lobby.windows[1], lobby.windows[2]
    tickets.sit(first.pk, by=binh, seat=seat)
    for _n in range(2):
        lobby.take("B")
    sent = tickets.call_next(first.pk, by=binh, seat=seat)
    assert sent is not None
    with pytest.raises(NotAllowed):
        tickets.sit(second.pk, by=binh, seat=seat)
    tickets.serve(sent.pk, by=binh, seat=seat)
    tickets.send(sent.pk, second.pk, by=binh, seat=seat)
    assert sent.pk not in {one.pk for one in selectors.desk(first).line}
    tickets.sit(second.pk, by=binh, seat=seat)
    assert tickets.call_next(second.pk, by=binh, seat=seat) == sent


def test_after_two_with_priority_the_one_who_waits_longest(world: World, lobby: Hall) -> None:
    binh, seat = world.officials["binh"], world.seats["binh"]
    mine = tickets.sit(lobby.windows[1].pk, by=binh, seat=seat)
    order = [lobby.take(), *(lobby.take(priority="disabled") for _n in range(3))]
    called = []
    for _n in range(4):
        one = tickets.call_next(mine.pk, by=binh, seat=seat)
        assert one is not None
        called.append(order.index(one))
        tickets.serve(one.pk, by=binh, seat=seat)
    assert called == [1, 2, 0, 3]


def test_nobody_calls_to_a_window_where_somebody_else_sits(world: World, lobby: Hall) -> None:
    binh, seat = world.officials["binh"], world.seats["binh"]
    lobby.take()
    with pytest.raises(NotAllowed):
        tickets.call_next(lobby.windows[1].pk, by=binh, seat=seat)
    with pytest.raises(NotFound):
        tickets.sit(lobby.windows[1].pk, by=world.officials["mai"], seat=world.seats["mai"])
    with pytest.raises(NotFound):
        tickets.sit(lobby.windows[1].pk, by=world.officials["chi"], seat=world.seats["chi"])
    assert Ticket.objects.get().state == State.WAITING
    assert not Window.objects.filter(clerk__isnull=False).exists()


def test_what_was_forgotten_yesterday_does_not_hold_the_window(world: World, lobby: Hall) -> None:
    binh, seat = world.officials["binh"], world.seats["binh"]
    tickets.sit(lobby.windows[1].pk, by=binh, seat=seat)
    lobby.take()
    old = tickets.call_next(lobby.windows[1].pk, by=binh, seat=seat)
    assert old is not None
    Ticket.objects.filter(pk=old.pk).update(day=clock.today() - timedelta(days=1))
    Window.objects.filter(clerk=binh).update(since=clock.now() - timedelta(days=1))
    assert selectors.at_my_window(binh, seat) is None
    tickets.sit(lobby.windows[1].pk, by=binh, seat=seat)
    new = lobby.take()
    assert tickets.call_next(lobby.windows[1].pk, by=binh, seat=seat) == new
    old.refresh_from_db()
    assert (old.state, old.ended_at) == (State.LEFT, old.recalled_at)


def test_a_shut_hall_gives_no_numbers_and_keeps_none(world: World, lobby: Hall) -> None:
    Closure.objects.create(place=lobby.place, day=clock.today(), reason="Mất điện", by=world.officials["dung"], at=clock.now())
    with pytest.raises(tickets.Shut) as refusal:
        lobby.take()
    assert str(refusal.value.message) == "Mất điện"
    Closure.objects.all().delete()
    assert lobby.take().number == 1


def test_outside_its_hours_a_hall_gives_no_numbers(world: World) -> None:
    CalendarDay.objects.create(
        day=clock.today(), agency=world.seats["binh"].agency, kind="off", reason="Nghỉ", provenance="thử", confidence="firm"
    )
    with pytest.raises(tickets.Shut):
        hall(any_hour=False).take()


def test_the_database_itself_holds_one_number_at_a_window(lobby: Hall) -> None:
    rows = [lobby.take().pk, lobby.take().pk]
    called = {"state": State.CALLED, "window": lobby.windows[1], "called_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk__in=rows).update(**called)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=rows[0]).update(state=State.DONE)


def test_a_leader_opens_a_hall_and_sets_it_up(world: World) -> None:
    dung, seat = world.officials["dung"], world.seats["dung"]
    place = places.open_place(by=dung, seat=seat)
    assert places.open_place(by=dung, seat=seat) == place
    given = {"letter": "A", "name": "Hộ tịch", "fields": [], "procedures": [], "minutes": 10, "capacity": 1, "active": True}
    service = places.save_service(None, by=dung, seat=seat, **given)
    with pytest.raises(NotAllowed):
        places.save_service(None, by=dung, seat=seat, **given)
    window = places.save_window(None, by=dung, seat=seat, number=1, name="", active=True, services=[service])
    assert list(window.services.all()) == [service]
    with pytest.raises(NotFound):
        places.open_place(by=world.officials["binh"], seat=world.seats["binh"])
    assert Place.objects.get().agency == world.seats["binh"].agency
