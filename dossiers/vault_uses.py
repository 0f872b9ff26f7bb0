"""What dossiers know of a vault's papers: where each was used, and who looked at what was handed in."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from audit.models import AuditEvent
from dossiers.access import dossiers_of
from dossiers.models import Dossier, DossierFile, PrintedForm

PER_PAGE = 20
NEWEST = 500


@dataclass(frozen=True)
class Use:
    """A dossier that a paper was handed in with."""

    dossier_id: uuid.UUID
    code: str
    procedure: str
    at: datetime


def uses_of(documents: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Use]]:
    """Where these papers of a vault were used, the latest first; one query."""
    rows = (
        DossierFile.objects.filter(document__in=list(documents))
        .order_by("-created_at")
        .values_list("document_id", "dossier_id", "dossier__code", "dossier__version__name", "created_at")
    )
    found: dict[uuid.UUID, list[Use]] = {}
    for document, *row in rows:
        use = Use(*row)
        if use not in found.setdefault(document, []):
            found[document].append(use)
    return found


@dataclass(frozen=True)
class Look:
    """One look of an official at a dossier of the person: which office, in which capacity, at what, in which dossier."""

    at: datetime
    office: str
    role: str
    what: str
    dossier_id: uuid.UUID
    code: str
    procedure: str


def looks_at(user: User, before: int = 0) -> tuple[list[Look], int]:
    """Twenty looks of officials at the user's dossiers, the newest first, and where the next begin (0: none); six queries.

    Of who filed more than 500 dossiers, those of the newest 500. An audit row names no person, nor does the page: an office
    answers for its officials, and the owner may ask it (Luật 91/2025/QH15).
    """
    mine = dossiers_of(user).order_by("-submitted_at").annotate(procedure=F("version__name"))[:NEWEST]
    parts = Dossier.objects.filter(parent__in=[row.pk for row in mine]).annotate(procedure=F("version__name"))
    dossiers = {f"dossier:{row.pk}": row for row in (*mine, *parts)}
    events = AuditEvent.objects.filter(stream__in=list(dossiers), action="view")
    if before:
        events = events.filter(pk__lt=before)
    rows = list(events.order_by("-pk")[: PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    seats = Seat.objects.select_related("agency").in_bulk({_seat(row.actor) for row in shown} - {0})
    names = _names([row.data.get("what", "") for row in shown])
    looks = [_look(row, dossiers[row.stream], seats.get(_seat(row.actor)), names) for row in shown]
    return looks, shown[-1].pk if len(rows) > PER_PAGE else 0


def _look(row: AuditEvent, dossier: Dossier, seat: Seat | None, names: dict[str, str]) -> Look:
    office = seat.agency.name if seat else _("Hệ thống")
    role = seat.get_role_display() if seat else ""
    what = _what(row.data.get("what", ""), names)
    return Look(row.at, office, role, what, dossier.pk, dossier.code, dossier.procedure)  # type: ignore[attr-defined]


def _seat(actor: str) -> int:
    number = actor.rpartition("@")[2]
    return int(number) if number.isdecimal() else 0


def _names(whats: list[str]) -> dict[str, str]:
    """The names of files and forms that were looked at, by their ids; one query each where there are any."""
    files = [what.partition(":")[2] for what in whats if what.startswith(("file:", "pages:"))]
    forms = [what.partition(":")[2] for what in whats if what.startswith("printed:")]
    found: dict[str, str] = {}
    if files:
        found |= {str(pk): name for pk, name in DossierFile.objects.filter(pk__in=files).values_list("pk", "name")}
    if forms:
        found |= {str(row.pk): row.get_kind_display() for row in PrintedForm.objects.filter(pk__in=forms).only("kind")}
    return found


def _what(text: str, names: dict[str, Any]) -> str:
    kind, _colon, about = text.partition(":")
    if kind == "dossier":
        return _("mở hồ sơ")
    if kind == "identity":
        return _("xem số định danh và số điện thoại")
    if kind in ("file", "pages"):
        return _("mở giấy tờ “%(name)s”") % {"name": names.get(about, _("đã thay"))}
    if kind == "printed":
        return _("mở “%(name)s”") % {"name": names.get(about, _("giấy đã in"))}
    return {
        "paper": _("mở giấy tờ thành một bộ"),
        "result": _("mở kết quả"),
        "work-file": _("mở tệp công việc"),
        "scans": _("số hóa giấy tờ"),
        "same-applicant": _("xem các hồ sơ khác của bạn"),
        "handover-list": _("ghi vào danh sách bàn giao"),
    }.get(kind, _("xem hồ sơ"))
