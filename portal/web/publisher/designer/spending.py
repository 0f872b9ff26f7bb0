"""The time that the steps take together against what the law gives, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from portal.web.publisher.editor.kinds import limit_words
from workflow import language
from workflow.checks.times import Longest, TooManyWays
from workflow.limits import HOURS_A_DAY, BadLimit, parse


@dataclass(frozen=True)
class Spending:
    """``used`` of ``whole`` in words; ``percent`` of it, at most 100 for the bar; ``state``: within, over or unknown."""

    words: str
    state: str
    percent: int = 0


def spending(doc: Mapping[str, Any], limit: str) -> Spending:
    """The longest way through the process against the limit; says why where it cannot be told."""
    try:
        whole = parse(limit)
    except BadLimit:
        return Spending(_("Chưa có thời hạn giải quyết để so sánh."), "unknown")
    try:
        used = Longest(language.load(doc), whole.hours).whole()
    except (language.BadProcess, TooManyWays, KeyError):
        return Spending(_("Chưa cộng được thời gian: còn bước chưa nối hoặc chưa ghi đủ."), "unknown")
    told = {"used": _length(used, whole.unit), "whole": limit_words(limit)}
    percent = int(used * 100 / whole.hours) if whole.hours else 0
    if used > whole.hours:
        over = _length(used - whole.hours, whole.unit)
        return Spending(_("%(used)s trên %(whole)s, quá %(over)s") % {**told, "over": over}, "over", min(percent, 100))
    return Spending(_("%(used)s trên %(whole)s") % told, "within", min(percent, 100))


def _length(hours: Fraction, unit: str) -> str:
    if unit in ("h", "same-day"):
        return _("%(n)s giờ làm việc") % {"n": _number(hours)}
    return _("%(n)s ngày làm việc") % {"n": _number(hours / HOURS_A_DAY)}


def _number(value: Fraction) -> str:
    return f"{round(float(value), 2):g}".replace(".", ",")
