"""Reads of the publisher's site: what waits for whom, what is in force, what happened to a draft. Each says its queries."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from agencies.models import Seat
from common.text import fold
from procedures import access
from procedures.models import DraftChange, ProcedureVersion, Publication, VersionDraft


def drafts(seat: Seat, *statuses: str) -> QuerySet[VersionDraft]:
    """Drafts within reach in these states, the last changed first, with ``name`` and their people; content is left out.

    One query a page, one more for the count.
    """
    rows = access.drafts_within(seat).filter(status__in=statuses).annotate(name=KT("content__names__vi"))
    return rows.select_related("procedure", "updated_by__person", "created_by__person").defer("content").order_by("-updated_at")


def counts(seat: Seat) -> dict[str, int]:
    """How many drafts within reach stand in each state. One query."""
    rows = access.drafts_within(seat).order_by().values_list("status").annotate(total=Count("pk"))
    return dict(rows)


def in_force(seat: Seat, query: str = "") -> QuerySet[ProcedureVersion]:
    """Versions in force or with their intake stopped within reach, by code, with ``open_draft``: the draft of the next version.

    ``query`` is part of a code or of a name, no diacritics needed. One query a page, one more for the count.
    """
    shown = (Publication.Status.PUBLISHED, Publication.Status.INTAKE_STOPPED)
    mine = VersionDraft.objects.filter(procedure=OuterRef("procedure"), status__in=VersionDraft.OPEN)
    rows = (
        ProcedureVersion.objects.filter(publication__status__in=shown, procedure__in=access.procedures_within(seat))
        .select_related("procedure__field", "publication")
        .annotate(open_draft=Subquery(mine.values("pk")[:1]))
        .defer("content")
        .order_by("procedure__code")
    )
    if query.strip():
        rows = rows.filter(
            Q(procedure__code__icontains=query.strip()) | Q(procedure__search_entry__folded_title__contains=fold(query))
        )
    return rows


def history(draft: VersionDraft) -> QuerySet[DraftChange]:
    """Everything that was done to a draft, the last first, with who did it and ``undone_by``; the old forms are left out.

    One query a page, one more for the count.
    """
    return draft.changes.select_related("by__person", "undone_by", "undoes").defer(
        "before", "undone_by__before", "undoes__before"
    )


def returned_because(draft: VersionDraft) -> str:
    """Why the draft was last returned; empty when it was not. One query."""
    last = draft.changes.filter(act="return").values_list("operation__reason", flat=True).first()
    return last or ""
