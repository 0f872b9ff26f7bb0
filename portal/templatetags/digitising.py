"""How far a dossier's papers are digitised, for pages of the desk: ``{% load digitising %}{% digitised dossier seat %}``."""

from typing import Any

from django import template

from agencies.models import Seat
from dossiers import digitising, scan_access
from dossiers.models import Dossier

register = template.Library()


@register.inclusion_tag("desk/scans/_digitised.html")
def digitised(dossier: Dossier, seat: Seat) -> dict[str, Any]:
    """The stage of each paper and of the results, and the way to the scanning table; four queries.

    Of a dossier that was filed as files, and to which nobody scanned anything, only the way; one query.
    """
    told: dict[str, Any] = {"dossier": dossier, "seat": seat, "may_scan": scan_access.scans(seat, dossier)}
    if dossier.channel not in digitising.ON_PAPER and not dossier.scanned.exists():
        return told | {"stages": False}
    return told | {"stages": True, "papers": digitising.of(dossier), "results": digitising.results_of(dossier)}


@register.simple_tag
def digitised_tone(stage: int) -> str:
    """The tag's tone (due--…): nothing there, on its way, done."""
    if stage == digitising.NOT_YET:
        return "near"
    return "idle" if stage in (digitising.SCANNED, digitising.EXTRACTED) else "ok"


@register.simple_tag
def digitised_sign(stage: int) -> str:
    """The icon beside it."""
    if stage == digitising.NOT_YET:
        return "alert"
    return "clock" if stage in (digitising.SCANNED, digitising.EXTRACTED) else "check"
