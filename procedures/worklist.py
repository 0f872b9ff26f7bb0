"""Reads of the publisher's site: what waits for whom, what is in force, what happened to a draft. Each says its queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from agencies.models import Agency, Seat
from common.text import fold, tidy
from procedures import access
from procedures.models import DraftChange, DraftComment, Field, Offering, ProcedureVersion, Publication, VersionDraft

SHOWN = (Publication.Status.PUBLISHED, Publication.Status.INTAKE_STOPPED)
Status = VersionDraft.Status
UNTOUCHED = Q(status=Status.DRAFT, updated_by=None)
"""What an import left and nobody has opened yet."""
LONGEST_QUERY = 100
_OPEN_REMARKS = DraftComment.objects.filter(draft=OuterRef("pk"), answers=None, resolved_at=None).order_by().values("draft")
_REMARKS = Subquery(_OPEN_REMARKS.annotate(total=Count("pk")).values("total"))


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to: words of a name or code (no diacritics needed), a field's code, a handling agency's code."""

    query: str = ""
    field: str = ""
    agency: str = ""

    def __bool__(self) -> bool:
        return bool(self.query or self.field or self.agency)

    def within(self, procedure: str) -> Q:
        """The condition on rows whose procedure is reached by ``procedure`` ("procedure", or "" for procedures themselves)."""
        to = f"{procedure}__" if procedure else ""
        where = Q()
        if self.field:
            where &= Q(**{f"{to}field__code": self.field})
        if self.agency:
            at = Offering.objects.filter(handling__code=self.agency).values("procedure")
            where &= Q(**{f"{procedure or 'pk'}__in": at})
        return where


def drafts(seat: Seat, *statuses: str, wanted: Wanted | None = None, untouched: bool | None = None) -> QuerySet[VersionDraft]:
    """Drafts within reach in these states, the last changed first, with ``name`` and their people; content is left out.

    ``untouched``: those of an import alone, or without them; ``None``: both. One query a page, one more for the count.
    """
    rows = access.drafts_within(seat).filter(status__in=statuses).annotate(name=KT("content__names__vi"), remarks=_REMARKS)
    if untouched is not None:
        rows = rows.filter(UNTOUCHED) if untouched else rows.exclude(UNTOUCHED)
    rows = _narrowed(rows, wanted or Wanted())
    rows = rows.select_related("procedure__field", "updated_by__person", "created_by__person").defer("content")
    return rows.order_by("-updated_at", "pk")


def _narrowed(rows: QuerySet[VersionDraft], wanted: Wanted) -> QuerySet[VersionDraft]:
    rows = rows.filter(wanted.within("procedure"))
    for word in tidy(wanted.query)[:LONGEST_QUERY].split():
        rows = rows.filter(Q(procedure__code__icontains=word) | Q(name__unaccent__icontains=word))
    return rows


def counts(seat: Seat) -> dict[str, int]:
    """How many drafts within reach stand in each state, those that an import left apart as ``untouched``. One query."""
    rows = access.drafts_within(seat).order_by().values("status", new=UNTOUCHED).annotate(total=Count("pk"))
    found: dict[str, int] = {}
    for row in rows:
        key = "untouched" if row["new"] else row["status"]
        found[key] = found.get(key, 0) + row["total"]
    return found


def in_force(seat: Seat, wanted: Wanted | None = None) -> QuerySet[ProcedureVersion]:
    """Versions in force or with their intake stopped within reach, by code, with ``open_draft``: the draft of the next version.

    One query a page, one more for the count.
    """
    wanted = wanted or Wanted()
    mine = VersionDraft.objects.filter(procedure=OuterRef("procedure"), status__in=VersionDraft.OPEN)
    rows = (
        ProcedureVersion.objects.filter(publication__status__in=SHOWN, procedure__in=access.procedures_within(seat))
        .filter(wanted.within("procedure"))
        .select_related("procedure__field", "publication")
        .annotate(open_draft=Subquery(mine.values("pk")[:1]))
        .defer("content")
        .order_by("procedure__code")
    )
    query = tidy(wanted.query)[:LONGEST_QUERY]
    if query:
        rows = rows.filter(Q(procedure__code__icontains=query) | Q(procedure__search_entry__folded_title__contains=fold(query)))
    return rows


def scheduled(seat: Seat, wanted: Wanted | None = None) -> QuerySet[ProcedureVersion]:
    """Versions within reach that wait for their day, the next one first, with ``drafted``: the draft that each was written in.

    One query a page, one more for the count.
    """
    wanted = wanted or Wanted()
    rows = ProcedureVersion.objects.filter(publication__status=Publication.Status.SCHEDULED).filter(wanted.within("procedure"))
    for word in tidy(wanted.query)[:LONGEST_QUERY].split():
        rows = rows.filter(Q(procedure__code__icontains=word) | Q(name__unaccent__icontains=word))
    related = ("procedure__field", "publication")
    drafted = VersionDraft.objects.filter(published_as=OuterRef("pk")).values("pk")[:1]
    rows = rows.filter(procedure__in=access.procedures_within(seat)).select_related(*related).defer("content")
    rows = rows.annotate(drafted=Subquery(drafted))
    return rows.order_by("publication__effective_from", "procedure__code")


def fields(seat: Seat) -> list[Field]:
    """The fields that have a procedure within reach. One query."""
    held = access.procedures_within(seat).filter(field=OuterRef("pk"))
    return list(Field.objects.filter(Exists(held)).order_by("name"))


def agencies(seat: Seat) -> list[Agency]:
    """The agencies at or below the seat's own that handle something. One query."""
    handled = Offering.objects.filter(handling=OuterRef("pk"))
    return list(Agency.objects.filter(Exists(handled), path__startswith=seat.agency.path).order_by("path"))


def models(seat: Seat, query: str, limit: int = 20) -> list[dict[str, Any]]:
    """Procedures within reach to copy from, {code, name}: in force, or a draft that says something. Two queries."""
    words = tidy(query)[:LONGEST_QUERY]
    if not words:
        return []
    version = in_force(seat, Wanted(words)).values_list("procedure__code", "name")[:limit]
    found = dict(version)
    for code, name in drafts(seat, *VersionDraft.OPEN, wanted=Wanted(words)).values_list("procedure__code", "name")[:limit]:
        found.setdefault(code, name)
    return [{"code": code, "name": name} for code, name in sorted(found.items())[:limit]]


def all_fields() -> list[Field]:
    """Every field of administration, for a new procedure. One query."""
    return list(Field.objects.order_by("name"))


def name_of(draft: VersionDraft) -> str:
    """What a draft's procedure is called; its code while it has no name. No query when the procedure is loaded."""
    names = draft.content.get("names")
    return str((names or {}).get("vi") or draft.procedure.code)


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
