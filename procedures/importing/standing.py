"""What the catalogue holds of the procedures that a batch names: five queries whatever the size, rows locked till the end."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models.fields.json import KT

from common.text import fold
from procedures.models import Field, Procedure, ProcedureVersion, Publication, VersionDraft

SHOWN = (Publication.Status.PUBLISHED, Publication.Status.INTAKE_STOPPED)
LIST = "national-list"
PROVISIONAL = "L-"


@dataclass
class Held:
    """One procedure: its open draft, what is in force, and the records that people dropped (``dropped``: their hashes)."""

    draft_id: uuid.UUID | None = None
    revision: int = 0
    status: str = ""
    by_people: bool = False
    version_id: uuid.UUID | None = None
    is_modelled: bool = False
    mark: str = ""
    is_full: bool = False
    dropped: set[str] = field(default_factory=set)

    @property
    def untouched(self) -> bool:
        """Whether the open draft is an import that nobody has changed or sent on."""
        return self.status == VersionDraft.Status.DRAFT and not self.by_people

    @property
    def in_review(self) -> bool:
        """Whether somebody judges the draft now, or has."""
        return self.status in (VersionDraft.Status.IN_REVIEW, VersionDraft.Status.APPROVED)


@dataclass
class Standing:
    """The procedures of a batch by code, and what stands of each."""

    procedures: dict[str, Procedure]
    _held: Mapping[int, Held]
    _contents: dict[uuid.UUID, dict[str, Any]] = field(default_factory=dict)

    def held(self, code: str) -> Held | None:
        """What stands of a procedure; ``None`` where there is neither a draft nor a version nor a record that was dropped."""
        procedure = self.procedures.get(code)
        return self._held.get(procedure.pk) if procedure else None

    def content_in_force(self, held: Held) -> dict[str, Any] | None:
        """The content in force, read for the whole batch at the first question."""
        if held.version_id is None:
            return None
        if not self._contents:
            ids = [one.version_id for one in self._held.values() if one.version_id]
            self._contents.update(ProcedureVersion.objects.filter(pk__in=ids).values_list("pk", "content"))
        return self._contents[held.version_id]


def of(codes: Sequence[str]) -> Standing:
    """Read and lock: drafts first, procedures second (procedures/locks.py)."""
    held: dict[int, Held] = {}
    drafts = VersionDraft.objects.filter(procedure__code__in=codes)
    locked = drafts.filter(status__in=VersionDraft.OPEN).select_for_update(of=("self",)).order_by("pk")
    open_ids = list(locked.values_list("pk", flat=True))
    procedures = Procedure.objects.select_for_update(of=("self",)).filter(code__in=codes).select_related("field")
    known = {row.code: row for row in procedures.order_by("code")}
    _versions(held, codes)
    source = {"mark": KT("content__source__hash"), "system": KT("content__source__system")}
    columns = ("pk", "procedure_id", "status", "revision", "created_by_id", "updated_by_id", "mark", "system")
    for row in drafts.filter(pk__in=open_ids).annotate(**source).order_by("pk").values_list(*columns):
        pk, procedure_id, status, revision, creator, editor, mark, system = row
        one = held.setdefault(procedure_id, Held())
        one.draft_id, one.status, one.revision, one.mark = pk, status, revision, mark or ""
        one.by_people = creator is not None or editor is not None
        one.is_full = one.is_full or system != LIST
    dropped = drafts.filter(status=VersionDraft.Status.DISCARDED).annotate(mark=source["mark"]).order_by("pk")
    for procedure_id, mark in dropped.values_list("procedure_id", "mark"):
        if mark:
            held.setdefault(procedure_id, Held()).dropped.add(mark)
    return Standing(known, held)


def _versions(held: dict[int, Held], codes: Sequence[str]) -> None:
    rows = (
        ProcedureVersion.objects.filter(procedure__code__in=codes, publication__status__in=SHOWN)
        .annotate(mark=KT("content__source__hash"), system=KT("content__source__system"), form=KT("content__form__display"))
        .order_by("pk")
    )
    for procedure_id, version_id, mark, system, form in rows.values_list("procedure_id", "pk", "mark", "system", "form"):
        held[procedure_id] = Held(version_id=version_id, mark=mark or "", is_full=system != LIST, is_modelled=form is not None)


def fields(said: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Field]:
    """The fields that (code, name) pairs mean; missing ones are made. The list knows names alone: its fields get a
    provisional code, which the first full record of the field puts right. Two to four statements.
    """
    found: dict[tuple[str, str], Field] = {}
    rows = list(Field.objects.order_by("pk"))
    by_code = {row.code: row for row in rows}
    by_name: dict[str, Field] = {}
    for row in rows:
        by_name.setdefault(fold(row.name), row)
    for code, name in dict.fromkeys(said):
        known = by_code.get(code) if code else by_name.get(fold(name))
        if known is None:
            known = _field(code, name, by_name.get(fold(name)))
            by_code[known.code] = known
            by_name.setdefault(fold(name), known)
        found[code, name] = known
    return found


def _field(code: str, name: str, named: Field | None) -> Field:
    if code and named is not None and named.code.startswith(PROVISIONAL):
        named.code = code
        named.save(update_fields=["code"])
        return named
    return Field.objects.create(code=code or provisional(name), name=name)


def provisional(name: str) -> str:
    """A code for a field that is known by its name alone."""
    return PROVISIONAL + hashlib.sha256(fold(name).encode()).hexdigest()[:10]
