"""Why a limit ends when it ends: one line a day, in the words a citizen and a lawyer both read.

Built only when somebody looks: counting a deadline needs no words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.hours import clock
from common.clock import WEEKDAYS
from deadlines.calendar import DAY, WorkCalendar, to_date, to_datetime
from deadlines.counting import Extension, Pause, count, due_moment, receive
from deadlines.limits import Limit, Unit
from deadlines.policy import CLOSING, HOUR, RESTART, Policy

SEPARATE = 15
"""Up to so many working days have a line each; longer limits are told in runs."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation; ``at`` is the moment it speaks of, aware, and lines are in its order."""

    at: datetime
    text: str


class Inputs(NamedTuple):
    """What a due time was computed from, in moments."""

    at: int
    limit: Limit
    calendar: WorkCalendar
    policy: Policy
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()


def explain(inputs: Inputs) -> tuple[Line, ...]:
    """The whole story from receipt to due time; while a pause is open it ends there."""
    due, used = due_moment(*inputs)
    found = list(_extended(inputs, due, used) if inputs.extensions else _story(inputs, due, used))
    found.sort(key=lambda item: item[0])
    return tuple(Line(to_datetime(moment), text) for moment, text in found)


Told = Iterator[tuple[int, str]]


def _story(inputs: Inputs, due: int | None, used: tuple[Pause, ...]) -> Told:
    yield from _receipt(inputs)
    if used and inputs.policy.pause == RESTART:
        yield from _restarts(inputs, due, used)
        return
    for begin, end in used:
        yield from _pause(begin, end, inputs)
    last = used[-1][0] if due is None else due
    if inputs.limit.unit in (Unit.DAY, Unit.MONTH):
        yield from _calendar_days(inputs, due)
    else:
        yield from _days_off(inputs.at // DAY, last // DAY, inputs.calendar)
    if inputs.limit.unit is Unit.WORKING_DAY and inputs.policy.count_from != HOUR:
        yield from _working_days(inputs, due, used)
    elif inputs.limit.unit is Unit.HOUR or inputs.limit.unit is Unit.WORKING_DAY:
        yield from _hours(inputs, last, used)
    if due is not None:
        yield due, _last_line(inputs, due)
        yield from _doubt(inputs, due)


def _extended(inputs: Inputs, due: int | None, used: tuple[Pause, ...]) -> Told:
    """The first promise as it was told when more time was granted, then what was granted and what happened after it."""
    granted = min(extension[0] for extension in inputs.extensions)
    before = inputs._replace(pauses=tuple(pause for pause in inputs.pauses if pause[0] < granted), extensions=())
    first, stopped = due_moment(*before)
    if first is None or first == due:
        yield from _story(inputs, due, used)
        return
    yield from _story(before, first, stopped)
    for moment, until in inputs.extensions:
        if due is not None and moment > due:
            continue
        yield moment, _("{moment}: xin lỗi và hẹn lại, chậm nhất {until}").format(moment=_hour_of(moment), until=_hour_of(until))
    for begin, end in used:
        if begin >= granted:
            yield from _pause(begin, end, inputs)
    if due is not None:
        yield due, _("{day}: hẹn trả lại lúc {hour}").format(day=_worked(due // DAY, inputs.calendar), hour=clock(due % DAY))


def _receipt(inputs: Inputs) -> Told:
    start = receive(inputs.at, inputs.limit, inputs.calendar, inputs.policy)
    if start != inputs.at:
        counts_as = clock(start % DAY) if start // DAY == inputs.at // DAY else _hour_of(start)
        text = _("{day}: nhận lúc {hour}, ngoài giờ làm việc, tính như nhận lúc {start}")
        yield inputs.at, text.format(day=day_name(inputs.at // DAY), hour=clock(inputs.at % DAY), start=counts_as)
    day = day_name(start // DAY)
    if inputs.limit.unit is Unit.SAME_DAY:
        yield max(start, inputs.at), _same_day(day, start, inputs.limit)
    elif inputs.limit.unit is Unit.HOUR or inputs.policy.count_from == HOUR or not inputs.limit.whole:
        yield max(start, inputs.at), _("{day}: bắt đầu tính từ {hour}").format(day=day, hour=clock(start % DAY))
    else:
        yield max(start, inputs.at), _("{day}: ngày nhận, không tính").format(day=day)


def _same_day(day: str, start: int, limit: Limit) -> str:
    if limit.cut_off is None:
        return _("{day}: ngày nhận, trả trong ngày").format(day=day)
    late = start % DAY > limit.cut_off
    text = _("{day}: nhận sau {hour}, trả vào ngày làm việc tiếp theo") if late else _("{day}: nhận trước {hour}, trả trong ngày")
    return text.format(day=day, hour=clock(limit.cut_off))


def _restarts(inputs: Inputs, due: int | None, used: Sequence[Pause]) -> Told:
    for begin, end in used:
        yield from _pause(begin, end, inputs)
    last = used[-1][1]
    if last is None:
        return
    yield last, _("{moment}: tính lại từ đầu").format(moment=_hour_of(last))
    again = Inputs(last, inputs.limit, inputs.calendar, inputs.policy)
    yield from _story(again, due, ())


def _pause(begin: int, end: int | None, inputs: Inputs) -> Told:
    if end is None:
        yield begin, _("{moment}: tạm dừng tính thời gian, chưa có ngày hẹn trả").format(moment=_hour_of(begin))
        return
    if inputs.policy.pause == RESTART:
        yield begin, _("{begin}: tạm dừng đến {end}").format(begin=_hour_of(begin), end=_hour_of(end))
        return
    if inputs.limit.unit in (Unit.DAY, Unit.MONTH):
        waited = _("{count} ngày").format(count=end // DAY - begin // DAY)
    else:
        waited = duration(inputs.calendar.elapsed(end) - inputs.calendar.elapsed(begin))
    text = _("{begin}: tạm dừng đến {end}, không tính {waited}")
    yield begin, text.format(begin=_hour_of(begin), end=_hour_of(end), waited=waited)


def _working_days(inputs: Inputs, due: int | None, used: tuple[Pause, ...]) -> Told:
    """The moment at which the k-th working day is full, for every k: the same arithmetic, told step by step."""
    full: list[tuple[int, int]] = []
    for number in range(1, inputs.limit.whole + (1 if inputs.limit.minutes else 0)):
        moment, _used = due_moment(inputs.at, Limit(Unit.WORKING_DAY, whole=number), inputs.calendar, inputs.policy, used)
        if moment is None or (due is not None and moment // DAY >= due // DAY):
            break
        full.append((number, moment // DAY))
    if inputs.limit.whole <= SEPARATE:
        for number, place in full:
            yield place * DAY, _("{day}: ngày làm việc thứ {number}").format(day=_worked(place, inputs.calendar), number=number)
        return
    for _shift, run in groupby(full, key=lambda item: item[1] - item[0]):
        members = list(run)
        (first, begin), (last, end) = members[0], members[-1]
        if first == last:
            yield begin * DAY, _("{day}: ngày làm việc thứ {number}").format(day=_worked(begin, inputs.calendar), number=first)
            continue
        text = _("{begin} đến {end}: ngày làm việc thứ {first} đến thứ {last}")
        yield begin * DAY, text.format(begin=day_name(begin), end=day_name(end), first=first, last=last)


def _hours(inputs: Inputs, last: int, used: tuple[Pause, ...]) -> Told:
    start = receive(inputs.at, inputs.limit, inputs.calendar, inputs.policy)
    places = [place for place in range(start // DAY, last // DAY + 1) if inputs.calendar.sessions_at(place)]
    if len(places) < 2 or len(places) > SEPARATE:
        return
    for place in places:
        begin, end = max(start, place * DAY), min(last, (place + 1) * DAY - 1)
        minutes = inputs.calendar.elapsed(end) - inputs.calendar.elapsed(begin)
        for stop, resume in used:
            inside = (max(begin, stop), min(end, end if resume is None else resume))
            minutes -= (
                max(0, inputs.calendar.elapsed(inside[1]) - inputs.calendar.elapsed(inside[0])) if inside[0] < inside[1] else 0
            )
        if minutes:
            text = _("{day}: tính {duration}").format(day=_worked(place, inputs.calendar), duration=duration(minutes))
            yield max(begin, place * DAY), text


def _calendar_days(inputs: Inputs, due: int | None) -> Told:
    start = receive(inputs.at, inputs.limit, inputs.calendar, inputs.policy)
    last = count(start, inputs.limit, inputs.calendar, inputs.policy) // DAY
    text = _("{begin} đến {end}: {limit}, tính cả ngày nghỉ")
    first = start // DAY + 1
    yield first * DAY, text.format(begin=day_name(first), end=day_name(last), limit=inputs.limit.text)
    if due is None:
        return
    # With pauses the day that rolled is the postponed one; the days off just before the due day tell it either way.
    place = due // DAY
    while not inputs.calendar.sessions_at(place - 1) and place - 1 >= last:
        place -= 1
    if place < due // DAY:
        text = _("{day}: ngày cuối rơi vào ngày nghỉ ({reason}), chuyển sang ngày làm việc tiếp theo")
        yield place * DAY, text.format(day=day_name(place), reason=_reason(place, inputs.calendar))


def _days_off(first: int, last: int, calendar: WorkCalendar) -> Told:
    """Days off strictly between receipt and due, days of one reason in one line."""
    off = [(place, _reason(place, calendar)) for place in range(first + 1, last) if not calendar.sessions_at(place)]
    # Neighbours with one reason share the key: place minus position is constant in a run.
    for (_shift, reason), run in groupby(enumerate(off), key=lambda item: (item[1][0] - item[0], item[1][1])):
        places = [place for _index, (place, _why) in run]
        if len(places) == 1:
            days = day_name(places[0])
        elif len(places) == 2:
            days = _("{one} và {two}").format(one=day_name(places[0]), two=day_name(places[1]))
        else:
            days = _("{begin} đến {end}").format(begin=day_name(places[0]), end=day_name(places[-1]))
        yield places[0] * DAY, f"{days}: {reason}"


def _last_line(inputs: Inputs, due: int) -> str:
    day, limit = _worked(due // DAY, inputs.calendar), inputs.limit
    if limit.unit is Unit.SAME_DAY or (inputs.policy.due_at == CLOSING and limit.unit is not Unit.HOUR):
        when = _("hẹn trả khi hết giờ làm việc, {hour}").format(hour=clock(due % DAY))
    else:
        when = _("hẹn trả lúc {hour}").format(hour=clock(due % DAY))
    if limit.unit is Unit.WORKING_DAY and limit.minutes and inputs.policy.count_from != HOUR:
        more = duration(limit.minutes)
        whole, _used = due_moment(inputs.at, replace(limit, minutes=0), inputs.calendar, inputs.policy, inputs.pauses)
        if limit.whole and whole is not None and whole // DAY == due // DAY:
            text = _("{day}: ngày làm việc thứ {number} và thêm {more}, {when}")
            return text.format(day=day, number=limit.whole, more=more, when=when)
        return _("{day}: đủ thêm {more}, {when}").format(day=day, more=more, when=when)
    if limit.unit is Unit.WORKING_DAY and inputs.policy.count_from != HOUR:
        return _("{day}: ngày làm việc thứ {number}, {when}").format(day=day, number=limit.whole, when=when)
    if limit.unit is Unit.HOUR or limit.unit is Unit.WORKING_DAY:
        return _("{day}: đủ {limit}, {when}").format(day=day, limit=limit.text, when=when)
    return f"{day}: {when}"


def _doubt(inputs: Inputs, due: int) -> Told:
    """Say so when the promise lies in a year whose days off nobody has published yet."""
    years = [day.year for day in inputs.calendar.special]
    year = to_date(due // DAY).year
    if years and year > max(years):
        yield due, _("Lịch nghỉ năm {year} chưa công bố, ngày hẹn có thể thay đổi").format(year=year)


def _reason(place: int, calendar: WorkCalendar) -> str:
    special = calendar.special.get(to_date(place))
    if special is None or special.worked:
        return _("nghỉ cuối tuần")
    reason = _("nghỉ, {reason}").format(reason=special.reason) if special.reason else _("ngày nghỉ")
    return _("{reason} (dự kiến)").format(reason=reason) if special.estimate else reason


def _worked(place: int, calendar: WorkCalendar) -> str:
    """The day's name, with a word when it is a swapped working day."""
    special = calendar.special.get(to_date(place))
    if special is not None and special.worked:
        return _("{day} (ngày làm bù)").format(day=day_name(place))
    return day_name(place)


def day_name(place: int) -> str:
    """Thứ Ba 24/11/2026 without the year: a receipt's limit rarely leaves it."""
    day = to_date(place)
    return f"{_(WEEKDAYS[day.weekday()])} {day.day}/{day.month}"


def _hour_of(moment: int) -> str:
    return f"{clock(moment % DAY)} {day_name(moment // DAY)}"


def duration(minutes: int) -> str:
    """Working minutes in words: "6 giờ 30 phút làm việc"."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return _("{hours} giờ {minutes} phút làm việc").format(hours=hours, minutes=rest)
    if hours or not rest:
        return _("{hours} giờ làm việc").format(hours=hours)
    return _("{minutes} phút làm việc").format(minutes=rest)
