"""Questions and answers of the ``due_date`` command as plain data (interfaces.md): one question, one JSON-ready answer."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from common.clock import VIETNAM
from deadlines.calendar import WorkCalendar
from deadlines.policy import GROUNDS, Policy
from deadlines.rules import Due, due

CalendarOf = Callable[[str | None, datetime], WorkCalendar]


class BadQuestion(ValueError):
    """A question that cannot be read; the message says what is wrong."""


def answer(question: Mapping[str, Any], calendar_of: CalendarOf, policy: Mapping[str, str]) -> dict[str, Any]:
    """Answer ``{"id"?, "at", "limit", "agency"?, "pauses"?: [[from, to, ground?]…], "extensions"?: [[granted, until]…],
    "policy"?: {…}}``.

    Returns ``{"id"?, "due_at", "due_date", "explanation": [{"at", "text"}]}``; due_at and due_date are null while the clock
    stands still. Raises ``BadQuestion`` or another ``ValueError`` whose text a person understands.
    """
    if not isinstance(question, Mapping):
        raise BadQuestion(_("Mỗi dòng phải là một đối tượng JSON."))
    at = read_time(question.get("at"), "at")
    if "limit" not in question:
        raise BadQuestion(_("Thiếu limit."))
    pauses = tuple(_pause(item) for item in _list(question.get("pauses"), "pauses"))
    longer = tuple(_extension(item) for item in _list(question.get("extensions"), "extensions"))
    own = question.get("policy") or {}
    if not isinstance(own, Mapping):
        raise BadQuestion(_("policy phải là các cặp khóa và giá trị."))
    chosen = Policy.of({**policy, **own})
    agency = question.get("agency")
    if agency is not None and not isinstance(agency, str):
        raise BadQuestion(_("agency phải là mã định danh."))
    result = due(at, _text(question["limit"]), calendar_of(agency, at), pauses, chosen, longer)
    return {**({"id": question["id"]} if "id" in question else {}), **as_data(result)}


def as_data(result: Due) -> dict[str, Any]:
    """A due time as JSON-ready data, times with +07:00."""
    return {
        "due_at": None if result.due_at is None else result.due_at.isoformat(),
        "due_date": None if result.due_date is None else result.due_date.isoformat(),
        "explanation": [{"at": line.at.isoformat(), "text": line.text} for line in result.explanation],
    }


def read_time(text: Any, name: str) -> datetime:
    """An ISO 8601 moment; without a zone it is Asia/Ho_Chi_Minh. Raises ``BadQuestion``."""
    if not isinstance(text, str):
        raise BadQuestion(_("{name} phải là thời điểm dạng 2026-11-23T09:00.").format(name=name))
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadQuestion(_("{name}: không đọc được thời điểm “{text}”.").format(name=name, text=text)) from None
    return moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment


def split_pause(text: str) -> list[str | None]:
    """``FROM..TO`` of the command line, ``FROM..`` while open, ``=GROUND`` behind either. Raises ``BadQuestion``."""
    span, equals, ground = text.partition("=")
    begin, dots, end = span.partition("..")
    if not dots:
        raise BadQuestion(_("Viết lần tạm dừng dạng TỪ..ĐẾN, không có “{text}”.").format(text=text))
    return [begin, end or None, *([ground] if equals else [])]


def split_policy(pairs: Iterable[str]) -> dict[str, str]:
    """``KEY=VALUE`` of the command line. Raises ``BadQuestion``."""
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise BadQuestion(_("Viết cách tính dạng KHÓA=GIÁ TRỊ, không có “{text}”.").format(text=pair))
        values[key.strip()] = value.strip()
    return values


def _pause(item: Any) -> tuple[datetime, datetime | None] | tuple[datetime, datetime | None, str]:
    if not isinstance(item, list | tuple) or not 1 <= len(item) <= 3:
        raise BadQuestion(_("Mỗi lần tạm dừng là một cặp [từ, đến]."))
    end = item[1] if len(item) > 1 else None
    span = read_time(item[0], "pauses"), None if end in (None, "") else read_time(end, "pauses")
    if len(item) < 3:
        return span
    if item[2] not in GROUNDS:
        known = ", ".join(GROUNDS)
        raise BadQuestion(_("Lý do tạm dừng chỉ nhận: {known}; không có “{value}”.").format(known=known, value=item[2]))
    return *span, item[2]


def _extension(item: Any) -> tuple[datetime, datetime]:
    if not isinstance(item, list | tuple) or len(item) != 2:
        raise BadQuestion(_("Mỗi lần gia hạn là một cặp [lúc gia hạn, hẹn lại]."))
    return read_time(item[0], "extensions"), read_time(item[1], "extensions")


def _list(value: Any, name: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadQuestion(_("{name} phải là một danh sách.").format(name=name))
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadQuestion(_("limit phải là chữ, ví dụ 3wd."))
    return value
