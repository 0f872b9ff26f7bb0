"""The public catalogue as plain values: a page of summaries, one procedure in full. Each function says its queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.urls import reverse

from common import clock
from procedures import selectors
from procedures.content import steps_of
from procedures.models import Offering, Procedure, ProcedureVersion, Publication
from procedures.search import Filters, find

MOST_HITS = 200
_SHOWN = {
    "papers": ("key", "code", "name", "originals", "copies", "required", "only_if", "note", "template", "eform"),
    "fees": ("code", "name", "kind", "amount", "unit", "basis"),
    "cases": ("code", "name", "hint", "papers", "limit", "fee_text"),
    "results": ("key", "code", "name", "validity"),
    "methods": ("channel", "text", "case", "limit", "fees"),
    "legal_bases": ("code", "name"),
    "returning": ("channel", "text"),
    "documents": ("name", "url"),
}
_TEXTS = ("keywords", "targets", "conditions", "receiving")


@dataclass(frozen=True)
class Asked:
    """What a list is asked for; empty means no matter."""

    q: str = ""
    field: str = ""
    agency: str = ""
    level: str = ""
    service_level: str = ""
    changed_since: datetime | None = None


@dataclass(frozen=True)
class Page:
    """One page out of ``count``: of summaries, or of what left."""

    count: int
    rows: Sequence[Mapping[str, Any]]


NOTHING = Page(0, ())


def page(asked: Asked, number: int, size: int) -> Page:
    """Summaries by code, or by how well they fit ``q``. Two queries; with ``q`` those of search, and one."""
    rows = _rows(asked)
    start = (number - 1) * size
    if not asked.q:
        return Page(rows.count(), [_summary(row) for row in rows.order_by("procedure__code")[start : start + size]])
    filters = Filters(agency=asked.agency, field=asked.field, level=asked.level, service=asked.service_level)
    hits = [hit.pk for hit in find(asked.q, limit=MOST_HITS, filters=filters).hits]
    found = {row.procedure_id: row for row in rows.filter(procedure__in=hits).order_by("procedure__code")}
    ranked = [found[pk] for pk in hits if pk in found]
    return Page(len(ranked), [_summary(row) for row in ranked[start : start + size]])


def gone(asked: Asked, number: int, size: int) -> Page:
    """What left the public list since ``changed_since`` and has not come back, by code. Two queries.

    Field and agency narrow it; level and service level are not known any more of what is gone, nor is it searched in.
    """
    assert asked.changed_since is not None
    rows = Procedure.objects.filter(standing_changed_at__gte=asked.changed_since).exclude(pk__in=selectors.listed().values("pk"))
    if asked.field:
        rows = rows.filter(field__code=asked.field)
    if asked.agency:
        places = Offering.objects.filter(procedure=OuterRef("pk"))
        rows = rows.filter(Exists(places.filter(Q(receiving__code=asked.agency) | Q(handling__code=asked.agency))))
    shown = Publication.objects.filter(procedure=OuterRef("pk"), status__in=selectors.SHOWN)
    copies = Procedure.objects.filter(
        replaces=OuterRef("pk"), replaces_from__lte=clock.today(), publications__status__in=selectors.SHOWN
    )
    newest = ProcedureVersion.objects.filter(procedure=OuterRef("pk"), publication__isnull=False).order_by("-number")
    told = rows.annotate(
        shown=Exists(shown), instead=Subquery(copies.values("code")[:1]), name=Subquery(newest.values("name")[:1])
    )
    start = (number - 1) * size
    return Page(rows.count(), [_tombstone(row) for row in told.order_by("code")[start : start + size]])


def _tombstone(row: Any) -> dict[str, Any]:
    """Why it is not in the list: abolished, another stands in its place, or it is between agencies only."""
    status = "abolished" if not row.shown else "replaced" if row.instead else "internal"
    said = {"code": row.code, "name": row.name or row.code, "status": status}
    return said | {"at": clock.local(row.standing_changed_at).replace(microsecond=0), "replaced_by": row.instead}


def _rows(asked: Asked) -> QuerySet[ProcedureVersion]:
    rows = ProcedureVersion.objects.filter(publication__status__in=selectors.SHOWN, procedure__in=selectors.listed())
    if asked.field:
        rows = rows.filter(procedure__field__code=asked.field)
    if asked.level:
        rows = rows.filter(procedure__search_entry__levels__contains=[asked.level])
    if asked.service_level:
        rows = rows.filter(procedure__search_entry__service_level=asked.service_level)
    if asked.agency:
        offered = Offering.objects.filter(procedure=OuterRef("procedure"), valid_from__lte=clock.today())
        offered = offered.filter(Q(valid_to=None) | Q(valid_to__gt=clock.today()))
        rows = rows.filter(Exists(offered.filter(Q(receiving__code=asked.agency) | Q(handling__code=asked.agency))))
    if asked.changed_since:
        day = clock.local(asked.changed_since).date()
        late = Q(publication__effective_from__gt=day) | Q(created_at__gte=asked.changed_since)
        late |= Q(procedure__standing_changed_at__gte=asked.changed_since)
        if clock.local(asked.changed_since).time() == time(0):
            late |= Q(publication__effective_from=day)
        rows = rows.filter(late)
    return (
        rows.select_related("procedure__field", "procedure__search_entry", "publication")
        .annotate(summary=KT("content__summary"), limit=KT("content__limit__text"), fee=KT("content__fee_text"))
        .defer("content")
    )


def _summary(row: Any) -> dict[str, Any]:
    entry = getattr(row.procedure, "search_entry", None)
    texts = {"summary": row.summary, "limit": row.limit, "fee": row.fee}
    return _head(row) | {
        "service_level": entry.service_level if entry else "information",
        "levels": entry.levels if entry else [],
        **{name: text or "" for name, text in texts.items()},
    }


def _head(row: ProcedureVersion) -> dict[str, Any]:
    procedure, publication = row.procedure, row.publication
    return {
        "code": procedure.code,
        "name": row.name,
        "field": {"code": procedure.field.code, "name": procedure.field.name},
        "status": publication.status,
        "version": row.number,
        "effective_from": publication.effective_from,
        "changed_at": changed_at(row),
        "content_hash": row.content_hash,
        "url": reverse("api-v1:procedure", args=[procedure.code]),
    }


def changed_at(row: ProcedureVersion) -> datetime:
    """When what the public reads last changed: the version was written, its day came, or the procedure's standing changed."""
    begun = datetime.combine(row.publication.effective_from, time(), clock.VIETNAM)
    moved = row.procedure.standing_changed_at or row.created_at
    return max(clock.local(row.created_at), begun, clock.local(moved)).replace(microsecond=0)


def procedure(version: ProcedureVersion) -> dict[str, Any]:
    """Everything public of a version: no process, no rules, nothing of where an import came from. One query."""
    content = version.content
    limit = content.get("limit") or {}
    body = _head(version) | {
        "service_level": content.get("service_level") or ("full" if content.get("form") else "information"),
        "levels": content.get("levels", []),
        "summary": content.get("summary", ""),
        "limit": limit.get("text", ""),
        "fee": content.get("fee_text", ""),
        "names": content["names"],
        "name": content["names"]["vi"],
        "who": content.get("who", ""),
        "agencies": content.get("agencies", {}),
        "non_territorial": bool(content.get("non_territorial")),
        "steps": [{"name": step.name, "text": step.text} for step in steps_of(content)],
        "sets": content.get("sets", 1),
        "decision": version.publication.decision,
        "has_form": bool(content.get("form")),
        "offerings": [_offering(row) for row in selectors.offerings(version)],
        **{name: list(content.get(name, ())) for name in _TEXTS},
    }
    if limit:
        body["time_limit"] = {name: limit[name] for name in ("value", "text") if limit.get(name)}
    for name, keys in _SHOWN.items():
        body[name] = [{key: row[key] for key in keys if key in row} for row in content.get(name, ())]
    return body


def _offering(row: Offering) -> dict[str, Any]:
    return {
        "receiving": {"code": row.receiving.code, "name": row.receiving.name},
        "handling": {"code": row.handling.code, "name": row.handling.name},
        "service_level": row.service_level,
        "channels": row.channels,
        "receiving_points": row.receiving_points,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }
