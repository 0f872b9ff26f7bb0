"""What holds for every calendar, receipt, limit and pause; and a slow, obvious count that must agree."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from common.clock import VIETNAM
from deadlines.calendar import WorkCalendar, to_moment
from deadlines.policy import ALLOWED, Policy
from deadlines.rules import due, working_between
from tests.deadlines.calendars import office, vietnam

CALENDARS = [
    vietnam(),
    office(saturday_sessions=[["07:30", "11:30"]]),
    office(
        sessions=[["07:00", "11:30"], ["13:30", "17:00"]], off={"2026-11-24": ""}, worked={"2026-11-28": "", "2026-11-29": ""}
    ),
    office(sessions=[["08:00", "12:00"], ["12:00", "15:30"]]),
    office(sessions=[["09:00", "10:00"]], off={f"2026-12-{day:02d}": "" for day in range(1, 21)}),
]
START = datetime(2026, 1, 1, tzinfo=VIETNAM)

calendars = st.sampled_from(CALENDARS)
moments = st.integers(0, 550 * 1440).map(lambda minutes: START + timedelta(minutes=minutes))
policies = st.fixed_dictionaries({key: st.sampled_from(values) for key, values in ALLOWED.items()}).map(Policy.of)
limits = st.one_of(
    st.sampled_from(["same-day", "same-day@15:00", "same-day@09:30"]),
    st.integers(1, 160).map(lambda quarters: f"{quarters / 4}wd"),
    st.integers(1, 200).map(lambda halves: f"{halves / 2}h"),
    st.integers(1, 200).map(lambda days: f"{days}d"),
    st.integers(1, 14).map(lambda months: f"{months}mo"),
)
spans = st.tuples(moments, st.integers(0, 30 * 1440)).map(lambda span: (span[0], span[0] + timedelta(minutes=span[1])))


@given(calendars, moments, limits, policies, st.lists(spans, max_size=3))
@settings(max_examples=50, deadline=None)
def test_a_due_time_lies_in_a_session_and_is_explained(calendar, at, limit, policy, pauses) -> None:
    result = due(at, limit, calendar, pauses, policy)

    assert calendar.is_open(to_moment(result.due_at))
    assert result.due_at >= at.replace(second=0)
    assert result.explanation[-1].at == result.due_at
    assert [line.at for line in result.explanation] == sorted(line.at for line in result.explanation)


@given(calendars, moments, st.integers(1, 120), policies)
@settings(max_examples=50, deadline=None)
def test_a_longer_limit_never_ends_sooner(calendar, at, quarters, policy) -> None:
    for unit, short, long in (
        ("wd", quarters / 4, quarters / 4 + 0.25),
        ("d", quarters, quarters + 1),
        ("h", quarters, quarters + 1),
    ):
        assert due(at, f"{short}{unit}", calendar, (), policy).due_at <= due(at, f"{long}{unit}", calendar, (), policy).due_at


@given(calendars, moments, st.integers(0, 5000), limits, policies)
@settings(max_examples=50, deadline=None)
def test_a_later_receipt_never_ends_sooner(calendar, at, minutes, limit, policy) -> None:
    first, second = (due(moment, limit, calendar, (), policy) for moment in (at, at + timedelta(minutes=minutes)))
    assert first.due_date <= second.due_date
    # Two last days off roll to one Monday, each at its own hour, so days and months keep only the order of dates.
    assert first.due_at <= second.due_at or (limit.endswith(("d", "mo")) and not limit.endswith("wd"))


@given(calendars, moments, limits, policies, st.lists(spans, max_size=3), st.integers(0, 20 * 1440))
@settings(max_examples=50, deadline=None)
def test_pauses_only_postpone_and_longer_ones_more(calendar, at, limit, policy, pauses, more) -> None:
    plain = due(at, limit, calendar, (), policy).due_at
    paused = due(at, limit, calendar, pauses, policy).due_at
    assert plain <= paused
    if len(pauses) == 1:
        begin, end = pauses[0]
        assert paused <= due(at, limit, calendar, [(begin, end + timedelta(minutes=more))], policy).due_at


whole = st.integers(1, 60).map(lambda days: f"{days}wd")


@given(calendars, moments, st.one_of(whole, st.integers(1, 100).map(lambda hours: f"{hours}h")), st.lists(spans, max_size=3))
@settings(max_examples=50, deadline=None)
def test_pauses_add_up(calendar, at, limit, pauses) -> None:
    """Hours wait exactly as long as the clock stood still before they ran out, however many pauses there were."""
    policy = Policy(count_from="hour")
    plain, paused = due(at, limit, calendar, (), policy), due(at, limit, calendar, pauses, policy)
    stood = [minute for begin, end in pauses for minute in (max(begin, at), min(max(end, at), paused.due_at))]
    merged = union(list(zip(stood[::2], stood[1::2], strict=True)))
    waited = sum((working_between(begin, end, calendar) for begin, end in merged), timedelta(0))
    assert working_between(plain.due_at, paused.due_at, calendar) == waited


@given(calendars, moments, limits, policies, spans, spans)
@settings(max_examples=50, deadline=None)
def test_two_pauses_that_touch_are_one(calendar, at, limit, policy, first, second) -> None:
    length = second[1] - second[0]
    apart = [first, (first[1], first[1] + length)]
    assert due(at, limit, calendar, apart, policy) == due(at, limit, calendar, [(first[0], first[1] + length)], policy)


@given(calendars, moments, limits, policies, st.lists(spans, max_size=2), spans)
@settings(max_examples=50, deadline=None)
def test_more_time_never_ends_sooner_nor_outside_a_session(calendar, at, limit, policy, pauses, extension) -> None:
    plain = due(at, limit, calendar, pauses, policy).due_at
    longer = due(at, limit, calendar, pauses, policy, [extension])
    assert plain <= longer.due_at
    assert calendar.is_open(to_moment(longer.due_at))
    assert longer.explanation[-1].at == longer.due_at


def union(spans_: list) -> list:
    """Spans in order, overlapping ones as one."""
    merged: list = []
    for begin, end in sorted(span for span in spans_ if span[0] < span[1]):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


@given(calendars, moments, limits, policies)
@settings(max_examples=50, deadline=None)
def test_closing_is_never_before_the_same_hour(calendar, at, limit, policy) -> None:
    values = {key: getattr(policy, key) for key in ALLOWED}
    same, closing = (due(at, limit, calendar, (), Policy.of({**values, "due_at": end})).due_at for end in ALLOWED["due_at"])
    assert same <= closing and same.date() == closing.date()


@given(calendars, moments, moments, moments)
@settings(max_examples=50, deadline=None)
def test_working_time_adds_up(calendar, a, b, c) -> None:
    assert working_between(a, b, calendar) + working_between(b, c, calendar) == working_between(a, c, calendar)
    assert working_between(a, b, calendar) == -working_between(b, a, calendar)


@given(calendars, moments, st.integers(1, 60))
@settings(max_examples=50, deadline=None)
def test_hours_are_worked_off_exactly(calendar, at, hours) -> None:
    assert working_between(at, due(at, f"{hours}h", calendar).due_at, calendar) == timedelta(hours=hours)


def slow_days(at: datetime, days: int, calendar: WorkCalendar) -> date:
    """Walk day by day, as one does on a paper calendar: the effective day of receipt, then ``days`` working days."""
    day = at.date()
    while not (hours := sessions(day, calendar)) or (day == at.date() and at.time() > hours[-1][1]):
        day += timedelta(days=1)
    while days:
        day += timedelta(days=1)
        days -= 1 if sessions(day, calendar) else 0
    return day


def sessions(day: date, calendar: WorkCalendar) -> list[tuple[time, time]]:
    special = calendar.special.get(day)
    hours = calendar.hours[0]
    if special is not None:
        found = hours.sessions if special.worked else ()
    else:
        found = (hours.sessions, hours.saturday, ())[max(0, day.weekday() - 4)]
    return [(time(*divmod(opening, 60)), time(*divmod(close, 60))) for opening, close in found]


@given(calendars, moments, st.integers(1, 40))
@settings(max_examples=50, deadline=None)
def test_agrees_with_a_count_on_paper(calendar, at, days) -> None:
    assert due(at, f"{days}wd", calendar).due_date == slow_days(at, days, calendar)
