"""Bảng kê bàn giao: the list with which a centre hands dossiers over to a unit, two signatures under it. Form of the centre."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.template.loader import get_template

from common import jail
from vault import printouts, qr
from vault.printouts import Printout

PAGE = "documents/handover_list.html"
SECONDS = 10


class TooLong(Exception):
    """The list could not be rendered within a request's bounds."""


@dataclass(frozen=True, kw_only=True)
class HandOverLine:
    """One dossier; ``papers`` is how many papers came with it, ``due_at`` None before it was accepted."""

    code: str
    procedure: str
    applicant: str
    papers: int
    received_at: datetime
    due_at: datetime | None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class HandOverList:
    """The list of one hand-over: from whom, to whom, when."""

    agency: str
    parent_agency: str
    place: str
    receiver: str
    giver_name: str
    at: datetime
    lines: Sequence[HandOverLine]


def html(paper: HandOverList) -> str:
    """The whole HTML of the list."""
    code = printouts.code(Printout(printouts.HAND_OVER, paper.agency, paper.at, len(paper.lines)))
    return get_template(PAGE).render({"paper": paper, "qr": qr.svg_data_uri(qr.payload(code)), "site": settings.SITE_URL})


def render_bounded(paper: HandOverList) -> bytes:
    """The list as PDF/UA-1, made in a process of its own for a web request. Raises ``TooLong``."""
    try:
        return jail.run("common.pdfjail", html(paper).encode(), seconds=SECONDS).body
    except jail.Escaped as escaped:
        raise TooLong from escaped
