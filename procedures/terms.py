"""The terms on which an agency offers a procedure, and what the version lets it vary. Pure, no ORM."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from procedures import content as contents
from procedures.content.bodies import CHANNELS
from procedures.content.shape import LEVELS_OF_SERVICE
from workflow import checker, language, limits

OVERRIDES = frozenset({"limit", "fee_text"})
# Working days, working hours and the same day are measured with one rod; calendar days and months each with their own.
_FAMILIES = {"wd": "work", "h": "work", "same-day": "work"}


@dataclass(frozen=True)
class Terms:
    """``service_level`` full, partial or information; ``channels`` through which one files here, the portal is "online".

    ``overrides``: {limit?: {value, text}, fee_text?}. ``valid_to`` is the first day without.
    """

    service_level: str
    channels: tuple[str, ...] = ("online", "counter", "post")
    receiving_points: tuple[str, ...] = ()
    fee_account: str = ""
    overrides: Mapping[str, Any] = field(default_factory=dict)
    valid_from: date = date(2020, 1, 1)
    valid_to: date | None = None

    @property
    def online(self) -> bool:
        """Whether one files here on the portal."""
        return "online" in self.channels and self.service_level != "information"


def highest(content: Mapping[str, Any]) -> str:
    """The highest service level that the version allows."""
    return str(content.get("service_level", LEVELS_OF_SERVICE[0]))


def above(level: str) -> tuple[str, ...]:
    """The service levels higher than this one."""
    return LEVELS_OF_SERVICE[: LEVELS_OF_SERVICE.index(level)]


def beyond(given: Terms, content: Mapping[str, Any]) -> str:
    """Why these terms go beyond what the version lets an agency vary, as a sentence; "" when they do not."""
    if given.service_level not in LEVELS_OF_SERVICE:
        return _("Chọn mức độ dịch vụ.")
    if given.service_level in above(highest(content)):
        return _("Mức độ dịch vụ ở đây không được cao hơn mức của thủ tục.")
    if set(given.channels) - CHANNELS:
        return _("Kênh nộp là trực tuyến, tại quầy hoặc bưu chính.")
    if given.valid_to and given.valid_to <= given.valid_from:
        return _("Ngày ngừng cung cấp phải sau ngày bắt đầu.")
    if set(given.overrides) - OVERRIDES:
        return _("Chỉ thời hạn và lời về phí được ghi riêng cho một nơi.")
    return _limit_beyond(given.overrides["limit"], content) if "limit" in given.overrides else ""


def shorter(own: Any, legal: str) -> str:
    """The limit that holds where an agency has set its own: its own when that is shorter, otherwise the legal one.

    An own limit counted in other units (calendar days against working days) is not compared, so the legal one holds.
    """
    try:
        mine, law = limits.parse(str(own)), limits.parse(legal)
    except limits.BadLimit:
        return legal
    if _FAMILIES.get(mine.unit, mine.unit) != _FAMILIES.get(law.unit, law.unit):
        return legal
    return str(own) if mine.hours < law.hours else legal


def _limit_beyond(own: Any, content: Mapping[str, Any]) -> str:
    if not isinstance(own, Mapping) or not own.get("value") or not own.get("text"):
        return _("Thời hạn riêng phải có giá trị và lời.")
    legal = content["limit"].get("value") or ""
    if shorter(own["value"], legal) != own["value"]:
        return _("Thời hạn riêng phải ngắn hơn thời hạn của thủ tục và cùng cách tính.")
    if contents.is_handled(content):
        problems = checker.check(language.load(content["process"]), legal_limit=own["value"])
        if problems:
            return _("Quy trình không vừa thời hạn riêng: %(why)s") % {"why": problems[0].message}
    return ""
