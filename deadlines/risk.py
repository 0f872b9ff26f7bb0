"""How likely a dossier is to be late, from what is left, what waits before it, and how long such dossiers took. Pure.

Nothing is learnt or fitted: the answer is a share of real dossiers, so that whoever reads it can count along.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from deadlines.explain import duration
from deadlines.limits import WORKING_DAY_MINUTES

ENOUGH = 10
"""So few finished dossiers say too little: then there is no share, only what is left."""
LIKELY, POSSIBLE = 0.5, 0.2


@dataclass(frozen=True, slots=True)
class Risk:
    """``level``: ``late``, ``likely``, ``possible``, ``low`` or ``unknown``; ``share`` of such that needed longer.

    ``needed``: working minutes within which four of five were done, the queue counted in (``None``: unknown).
    """

    level: str
    share: float | None
    needed: int | None
    text: str


def risk(left: int, samples: Sequence[int], *, ahead: int = 0, hands: int = 1, piece: int = 0) -> Risk:
    """``left``: working minutes to the due time; ``samples``: working minutes that finished dossiers took from this step on.

    ``ahead``: open pieces of work of the same unit that are due earlier, each taking ``piece`` minutes of one of ``hands``.
    """
    if left < 0:
        return Risk("late", None, quantile(samples, 0.8), _("Đã quá hạn {amount}.").format(amount=amount(-left)))
    if len(samples) < ENOUGH:
        text = _("Còn {left}. Chưa đủ hồ sơ đã xong để ước lượng.")
        return Risk("unknown", None, None, text.format(left=amount(left)))
    wait = ahead * piece // max(hands, 1)
    longer = sum(wait + took > left for took in samples)
    share = longer / len(samples)
    level = "likely" if share >= LIKELY else "possible" if share >= POSSIBLE else "low"
    text = _("Còn {left}; {longer} trong {count} hồ sơ gần đây cần lâu hơn thế kể từ bước này.")
    said = text.format(left=amount(left), longer=longer, count=len(samples))
    if wait:
        queue = _("Trước hồ sơ này đơn vị còn {ahead} việc, khoảng {wait}.")
        said = f"{said} {queue.format(ahead=ahead, wait=amount(wait))}"
    return Risk(level, share, wait + (quantile(samples, 0.8) or 0), said)


def quantile(samples: Sequence[int], part: float) -> int | None:
    """The smallest sample that ``part`` of them do not exceed; ``None`` of nothing."""
    if not samples:
        return None
    return sorted(samples)[math.ceil(part * len(samples)) - 1]


def amount(minutes: int) -> str:
    """Working minutes in words, whole days where there are any."""
    if minutes >= WORKING_DAY_MINUTES:
        return _("{count} ngày làm việc").format(count=minutes // WORKING_DAY_MINUTES)
    return duration(minutes)
