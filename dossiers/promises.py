"""Promises by a leader's decision: the newest counts, moved on by the pauses that began after it. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from common import clock
from deadlines.calendar import to_datetime, to_moment
from deadlines.selectors import calendar_for
from dossiers.models import Dossier, Extension

Span = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Decided:
    """The promise by decision, and its lines to stand under those of the legal limit."""

    until: datetime
    lines: list[dict[str, Any]]


def decided(dossier: Dossier, pauses: Sequence[Span]) -> Decided | None:
    """What the newest decision promises, if there is one; one query. The pauses up to the decision are in it already."""
    row = dossier.extensions.order_by("created_at").last()
    if row is None:
        return None
    lines = [_line(row.until, said(row))]
    until = row.until
    calendar = calendar_for(dossier.handling_id, clock.local(until).date())
    for begin, end in pauses:
        if end is None or begin < row.created_at:
            continue
        lasted = calendar.elapsed(to_moment(end)) - calendar.elapsed(to_moment(begin))
        until = to_datetime(calendar.moment_after(calendar.elapsed(to_moment(until)) + lasted))
        with translation.override("vi"):
            text = _("Sau đó tạm dừng từ %(begin)s đến %(end)s, hẹn trả lùi lại bằng ấy thời gian làm việc.")
            lines.append(_line(until, text % {"begin": clock.short_at(begin), "end": clock.short_at(end)}))
    return Decided(until, lines)


def said(row: Extension) -> str:
    """The decision in one line, in Vietnamese: it is printed."""
    with translation.override("vi"):
        words = {
            Extension.Ground.EXTEND: _("Xin lỗi và gia hạn một lần: hẹn trả trước đó %(before)s, hẹn trả mới %(until)s."),
            Extension.Ground.REOPEN: _("Mở lại theo quyết định: hẹn trả trước đó %(before)s, hẹn trả mới %(until)s."),
            Extension.Ground.CORRECT: _("Đính chính kết quả: hẹn trả trước đó %(before)s, hẹn trả bản mới %(until)s."),
        }[Extension.Ground(row.ground)]
        return words % {"before": clock.short_at(row.before), "until": clock.short_at(row.until)}


def _line(at: datetime, text: str) -> dict[str, Any]:
    return {"at": at.isoformat(), "text": text}
