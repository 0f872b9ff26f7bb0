"""Who is next, which slots there are, how long one waits: tables, without a database."""

from datetime import date, datetime, timedelta

import pytest

from common.clock import VIETNAM
from common.errors import NotAllowed
from reception import rules, slots
from reception.rules import MOVES, Waiting
from reception.waiting import Estimate, estimate


def at(text: str) -> datetime:
    hour, minute = text.split(":")
    return datetime(2026, 11, 25, int(hour), int(minute), tzinfo=VIETNAM)


def ordinary(key: str, since: str) -> Waiting[str]:
    return Waiting(key, at(since))


def first(key: str, since: str) -> Waiting[str]:
    return Waiting(key, at(since), priority=True)


def booked(key: str, since: str, promised: str) -> Waiting[str]:
    return Waiting(key, at(since), at=at(promised))


def sent(key: str, since: str) -> Waiting[str]:
    return Waiting(key, at(since), sent=True)


LINES = (
    ("by when they came", [ordinary("b", "8:10"), ordinary("a", "8:00")], 0, "ab"),
    ("priority goes first", [ordinary("a", "8:00"), first("p", "8:20")], 0, "pa"),
    ("among them who came first", [first("q", "8:20"), first("p", "8:10")], 0, "pq"),
    ("two ahead, then the one who waits longest", [ordinary("a", "8:00"), *(first(k, "8:20") for k in "pqr")], 0, "pqar"),
    ("who was called before counts", [ordinary("a", "8:00"), first("p", "8:20"), first("q", "8:21")], 1, "paq"),
    ("and twice is enough", [ordinary("a", "8:00"), first("p", "8:20")], 2, "ap"),
    ("with nobody else there is no limit", [first(k, "8:20") for k in "pqrs"], 2, "pqrs"),
    ("an appointment whose time has come", [ordinary("a", "8:00"), booked("h", "8:50", "9:00")], 0, "ha"),
    ("five minutes before counts as come", [ordinary("a", "8:00"), booked("h", "8:50", "9:05")], 0, "ha"),
    ("before its time it waits for all", [booked("h", "8:00", "10:00"), ordinary("a", "8:40"), first("p", "8:50")], 0, "pah"),
    ("the earlier appointment first", [booked("i", "8:30", "9:00"), booked("h", "8:40", "8:45")], 0, "hi"),
    ("appointments before priority", [first("p", "8:00"), booked("h", "8:50", "9:00")], 0, "hp"),
    ("a quarter of an hour late is in time", [ordinary("a", "8:00"), booked("h", "8:45", "8:30")], 0, "ha"),
    ("later than that it waits like everybody", [ordinary("a", "8:00"), booked("h", "8:46", "8:30")], 0, "ah"),
    ("sent by another window before all", [first("p", "8:00"), booked("h", "8:00", "9:00"), sent("s", "8:55")], 0, "shp"),
)


@pytest.mark.parametrize(("waiting", "ahead", "order"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_who_is_next(waiting: list[Waiting[str]], ahead: int, order: str) -> None:
    assert "".join(one.key for one in rules.line(waiting, at("9:00"), ahead=ahead)) == order


@pytest.mark.parametrize(("called", "row"), [([], 0), ([True, False, True], 1), ([True, True, True], 2), ([False, True], 0)])
def test_how_many_were_favoured_in_a_row(called: list[bool], row: int) -> None:
    assert rules.in_a_row(called) == row


STATES = ("waiting", "called", "serving", "done", "missed", "left")
ALLOWED = {
    ("call", "waiting"): "called",
    ("again", "called"): "called",
    ("serve", "called"): "serving",
    ("finish", "called"): "done",
    ("finish", "serving"): "done",
    ("miss", "called"): "missed",
    ("send", "called"): "waiting",
    ("send", "serving"): "waiting",
    ("return", "missed"): "waiting",
    ("leave", "waiting"): "left",
    ("leave", "called"): "left",
    ("leave", "missed"): "left",
}


@pytest.mark.parametrize("act", MOVES)
@pytest.mark.parametrize("state", STATES)
def test_each_move_of_a_number(act: str, state: str) -> None:
    if (act, state) in ALLOWED:
        assert rules.moved(act, state) == ALLOWED[act, state]
    else:
        with pytest.raises(NotAllowed):
            rules.moved(act, state)


@pytest.mark.parametrize(
    ("fields", "procedures", "takes"),
    [([], [], True), (["HT"], [], True), (["DD"], [], False), (["DD"], ["1.1"], True), ([], ["2.2"], False)],
)
def test_which_matter_takes_a_procedure(fields: list[str], procedures: list[str], takes: bool) -> None:
    assert rules.serves(fields, procedures, procedure="1.1", field="HT") is takes


MORNING, AFTERNOON = (7 * 60 + 30, 11 * 60 + 30), (13 * 60, 17 * 60)


@pytest.mark.parametrize(
    ("sessions", "minutes", "count", "last"),
    [((MORNING, AFTERNOON), 15, 32, "16:45"), ((MORNING,), 50, 4, "10:00"), ((), 15, 0, None), (((480, 500),), 30, 0, None)],
)
def test_slots_fill_sessions_and_never_outlast_them(sessions: tuple, minutes: int, count: int, last: str | None) -> None:
    starts = slots.starts(sessions, minutes)
    assert len(starts) == count
    assert last is None or f"{starts[-1] // 60:02d}:{starts[-1] % 60:02d}" == last


def test_a_slot_is_offered_until_half_an_hour_before_and_shows_what_is_left() -> None:
    day = date(2026, 11, 25)
    taken = {at("9:30"): 2, at("9:45"): 1}
    found = slots.of_day(day, (MORNING,), minutes=15, capacity=2, taken=taken, now=at("9:00"))
    assert [(slot.key[-4:], slot.free) for slot in found[:3]] == [("0930", 0), ("0945", 1), ("1000", 2)]
    assert slots.read_key(found[0].key) == at("9:30")
    assert slots.read_key("ngay-mai") is None
    assert found[0].until - found[0].at == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("before", "windows", "lengths", "said"),
    [
        (3, 0, [], None),
        (0, 1, [], Estimate(0, 15, 0)),
        (4, 2, [], Estimate(10, 40, 0)),
        (4, 1, [5, 6, 7, 8, 30], Estimate(20, 40, 5)),
        (0, 1, [5, 6, 7, 8, 30], Estimate(0, 10, 5)),
    ],
)
def test_a_wait_is_a_span_from_what_was_done_today(
    before: int, windows: int, lengths: list[float], said: Estimate | None
) -> None:
    assert estimate(before, windows, lengths, usual=10) == said
