"""What the scanning table shows: its piles, the papers that they can become, what was scanned already, where one goes back to."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from agencies.models import Seat
from dossiers import digitising, scan_order
from dossiers.loaded import load
from dossiers.models import Draft, ScannedPaper, ScanPage, ScanTable, ScanUpload
from dossiers.scan_access import Place

BACK = "ve"
KEYS = 9
"""Papers that a digit names; more are named by their buttons."""


@dataclass(frozen=True)
class Pile:
    """A pile under its paper's name; ``pages`` are (number on the table, page), ``kept`` of them become the paper."""

    key: str
    name: str
    pages: list[tuple[int, ScanPage]]
    kept: int


@dataclass(frozen=True)
class Choice:
    """A paper that a pile can become; ``digit`` is its key, "" for none; ``pages`` of the table are named so already."""

    key: str
    name: str
    digit: str
    pages: int
    files: int
    required: bool


def back_to(request: HttpRequest, place: Place, seat: Seat) -> str:
    """Where the page leads back to: what it was opened from, if that is one of our own addresses."""
    asked = request.GET.get(BACK, "") or request.POST.get(BACK, "")
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    if isinstance(place, Draft):
        return reverse("counter:form", args=[seat.pk, place.counter.pk])
    return reverse("desk_dossier:workspace", args=[seat.pk, place.pk])


def address(place: Place, seat: Seat) -> str:
    """The page of what is scanned for."""
    return reverse(f"desk-scans:{'draft' if isinstance(place, Draft) else 'dossier'}", args=[seat.pk, place.pk])


def board(request: HttpRequest, table: ScanTable, place: Place, seat: Seat, *, at: str = "", told: str = "") -> dict[str, Any]:
    """Everything that changes on the page; seven queries however many pages. ``at``: the page in hand, ``told`` a refusal."""
    table = ScanTable.objects.select_related("changed_by__person").get(pk=table.pk)
    pages = list(table.pages.filter(paper__isnull=True))
    papers = digitising.of(place)
    piles = scan_order.piles(pages)
    waiting = list(table.uploads.exclude(state=ScanUpload.State.SPLIT))
    scanned = [paper for paper in papers if paper.scanned]
    unread = sum(row.reading == ScannedPaper.Reading.WAITING for paper in scanned for row in paper.scanned)
    blank = sum(page.fate == ScanPage.Fate.BLANK for page in pages)
    return {
        "seat": seat,
        "table": table,
        "place": place,
        "told": told,
        "back": back_to(request, place, seat),
        "piles": _shown(piles, place),
        "choices": _choices(papers, piles),
        "others": digitising.others(place, papers),
        "current": at if at in {str(page.pk) for page in pages} else str(pages[0].pk) if pages else "",
        "page_count": len(pages),
        "blank": blank,
        "unnamed": sum(len(pile.leaves) for pile in piles if not pile.key),
        "ready": len({pile.key for pile in piles if pile.key and pile.leaves}),
        "waiting": [upload for upload in waiting if upload.state == ScanUpload.State.WAITING],
        "broken": [upload for upload in waiting if upload.state == ScanUpload.State.BROKEN],
        "scanned": scanned,
        "unread": unread,
        "off": any(row.reading == ScannedPaper.Reading.OFF for paper in scanned for row in paper.scanned),
        "to_sign": 0 if isinstance(place, Draft) else _to_sign(scanned),
        "stamp": f"{table.lock_version}:{len(pages)}:{len(waiting)}:{sum(one.split for one in waiting)}:{unread}",
    }


def _to_sign(scanned: list[digitising.PaperStage]) -> int:
    return sum(row.confirmed_at is not None and row.signed_at is None for paper in scanned for row in paper.scanned)


def _shown(piles: list[scan_order.Pile], place: Place) -> list[Pile]:
    loaded = load(place.version_id, place.case)
    found, number = [], 0
    for pile in piles:
        pages = list(enumerate(pile.pages, start=number + 1))
        number += len(pages)
        found.append(Pile(pile.key, loaded.paper_name(pile.key) if pile.key else "", pages, len(pile.leaves)))
    return found


def _choices(papers: list[digitising.PaperStage], piles: list[scan_order.Pile]) -> list[Choice]:
    counts: dict[str, int] = {}
    for pile in piles:
        counts[pile.key] = counts.get(pile.key, 0) + len(pile.leaves)
    return [
        Choice(
            paper.key,
            paper.name,
            str(paper.number) if paper.number <= KEYS else "",
            counts.get(paper.key, 0),
            paper.files,
            paper.required,
        )
        for paper in papers
    ]
