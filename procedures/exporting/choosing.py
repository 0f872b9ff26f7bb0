"""Which procedures are exported, and what of them: what is in force, or else the draft of an import that nobody published."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from procedures.models import Procedure, ProcedureVersion, Publication, VersionDraft

SHOWN = (Publication.Status.PUBLISHED, Publication.Status.INTAKE_STOPPED)
AT_ONCE = 200


@dataclass(frozen=True)
class Exported:
    """A procedure with the content that is handed on; ``number`` is the version's, 0 for a draft."""

    code: str
    kind: str
    field: tuple[str, str]
    content: dict[str, Any]
    number: int = 0
    decision: str = ""


def in_force(codes: Sequence[str] = ()) -> Iterator[Exported]:
    """What is in force of these procedures (of all), by code. One query for every ``AT_ONCE``."""
    rows = ProcedureVersion.objects.filter(publication__status__in=SHOWN).select_related("procedure__field", "publication")
    if codes:
        rows = rows.filter(procedure__code__in=codes)
    for row in rows.order_by("procedure__code").iterator(chunk_size=AT_ONCE):
        procedure = row.procedure
        field = (procedure.field.code, procedure.field.name)
        yield Exported(procedure.code, procedure.kind, field, row.content, row.number, row.publication.decision)


def chosen(codes: Sequence[str]) -> list[Exported]:
    """The same for a few, with the open draft where nothing is in force; unknown codes are left out. Two queries."""
    found = {one.code: one for one in in_force(codes)} if codes else {}
    missing = [code for code in codes if code not in found]
    drafts = VersionDraft.objects.filter(procedure__code__in=missing, status__in=VersionDraft.OPEN)
    for draft in drafts.select_related("procedure__field").order_by("procedure__code"):
        procedure = draft.procedure
        field = (procedure.field.code, procedure.field.name)
        found[procedure.code] = Exported(procedure.code, procedure.kind, field, draft.content)
    return [found[code] for code in dict.fromkeys(codes) if code in found]


def unknown(codes: Sequence[str]) -> list[str]:
    """Those that the catalogue does not have. One query."""
    known = set(Procedure.objects.filter(code__in=codes).values_list("code", flat=True))
    return [code for code in codes if code not in known]
