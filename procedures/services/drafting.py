"""Writing a version draft: open it, change its e-form one operation at a time, import, undo. One transaction each.

A new procedure begins as a draft with nothing in force; so does what an import brought and nobody published yet.
"""

import re
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Seat
from audit import log
from common import clock
from common.actors import Actor
from common.errors import DomainError, NotAllowed, NotFound
from common.ids import uuid7
from common.text import tidy
from eforms import building
from procedures import content as contents
from procedures.formuses import outside
from procedures.locks import lock_draft, lock_procedure
from procedures.models import DraftChange, Field, Procedure, ProcedureVersion, Publication, VersionDraft
from procedures.services.changes import DraftStale, NotOpen, keep, must_hold, person

STANDING = (Publication.Status.PUBLISHED, Publication.Status.INTAKE_STOPPED, Publication.Status.SCHEDULED)
CODE = re.compile(r"\d\.\d{6}(\.[A-Z0-9.]{1,11})?")
# Sections are saved and taken back apart from the e-form (services/sections.py).
FORM_ACTS = ("form", "import", "undo", "own-form", "share-form")


class FormConflict(DomainError):
    """Somebody changed the same question meanwhile: ``conflict`` shows both, ``revision`` is the draft's now."""

    code = "conflict"

    def __init__(self, conflict: building.Conflict, revision: int) -> None:
        self.conflict, self.revision = conflict, revision
        super().__init__(conflict.what)


class BadCode(DomainError):
    """Not a code of the national database."""

    code = "bad-code"
    default_message = _("Mã thủ tục gồm một chữ số, dấu chấm và sáu chữ số, như 1.001193.")


class CodeTaken(DomainError):
    """There is a procedure with this code."""

    code = "code-taken"
    default_message = _("Đã có thủ tục mang mã này. Mở thủ tục đó để sửa.")


class NothingToUndo(DomainError):
    """There is no change of the e-form that could be taken back."""

    code = "nothing-to-undo"
    default_message = _("Không còn thay đổi nào để hoàn tác.")


@transaction.atomic
def open_draft(code: str, *, by: Actor) -> VersionDraft:
    """The open draft of the procedure's next version: the one there is, or a new one.

    A new one begins as the newest version in force or scheduled, else as the last draft that was given up, else empty.
    Raises ``NotFound`` for an unknown code. The procedure's row is locked, so two authors share one draft.
    """
    must_hold(by, [Seat.Role.AUTHOR])
    procedure = lock_procedure(code)
    there = VersionDraft.objects.filter(procedure=procedure, status__in=VersionDraft.OPEN).first()
    if there is not None:
        return there
    base = ProcedureVersion.objects.filter(procedure=procedure, publication__status__in=STANDING).order_by("-number").first()
    return make_draft(procedure, base.content if base else _given_up(procedure), by=by, based_on=base)


@transaction.atomic
def new_procedure(code: str, field: str, name: str, *, by: Actor, kind: str = Procedure.Kind.STANDARD) -> VersionDraft:
    """Make a procedure with its national code in the field ``field`` (its code) and open its first draft.

    Only an author of the root agency may: what nobody handles yet is the root agency's (procedures/access.py).
    Raises ``BadCode``, ``CodeTaken``, ``NotFound`` for an unknown field, ``NotAllowed``.
    """
    must_hold(by, [Seat.Role.AUTHOR])
    if not Agency.objects.filter(pk=by.agency_id or 0, parent=None).exists():
        raise NotAllowed(str(_("Cơ quan cấp tỉnh mở thủ tục mới; cơ quan của bạn sửa thủ tục mình giải quyết.")))
    if not CODE.fullmatch(code):
        raise BadCode
    if Procedure.objects.filter(code=code).exists():
        raise CodeTaken
    found = Field.objects.filter(code=field).first()
    if found is None:
        raise NotFound
    procedure = Procedure.objects.create(code=code, field=found, kind=kind)
    log.append(f"procedure:{code}", "new-procedure", by, {"field": field, "kind": kind})
    return make_draft(procedure, contents.empty(tidy(name)), by=by)


def make_draft(
    procedure: Procedure, content: Mapping[str, Any], *, by: Actor, based_on: ProcedureVersion | None = None
) -> VersionDraft:
    """A new open draft of a locked procedure that has none; ``by`` may be the system (an import)."""
    user_id, seat_id = person(by)
    draft = VersionDraft.objects.create(
        id=uuid7(),
        procedure=procedure,
        based_on=based_on,
        content=contents.identified(content),
        created_by_id=user_id,
        created_seat_id=seat_id,
        updated_by_id=user_id,
        updated_seat_id=seat_id,
        updated_at=clock.now(),
    )
    keep(draft, "open", by)
    return draft


def _given_up(procedure: Procedure) -> Mapping[str, Any]:
    last = VersionDraft.objects.filter(procedure=procedure).order_by("-updated_at").values_list("content", flat=True).first()
    return last or contents.empty("")


@transaction.atomic
def change_form(draft_id: uuid.UUID, operation: building.Operation, *, by: Actor, seen: int, case: str = "") -> VersionDraft:
    """Do one operation on the e-form (a case's own), also when others changed something else since revision ``seen``.

    Raises ``FormConflict`` when they changed the same, ``building.CannotApply`` when it cannot be done at all, ``NotOpen``.
    """
    draft = _lock(draft_id, by)
    form, uses = contents.form_of(draft.content, case), outside(draft.content)
    base = None if draft.revision == seen else form_at(draft, seen, case)
    if base is None:
        made = building.apply(form, operation, outside=uses)
    else:
        merged = building.rebase(base, form, operation, outside=uses)
        if isinstance(merged, building.Conflict):
            raise FormConflict(merged, draft.revision)
        made = merged
    operation_said = building.to_json(operation) | {"about": _about(operation, form, made)}
    return _replace(draft, made, "form", by, operation_said, case=case)


@transaction.atomic
def import_form(draft_id: uuid.UUID, imported: building.Import, *, by: Actor, seen: int, case: str = "") -> VersionDraft:
    """Put a form that was read from outside in the place of the draft's. Raises ``DraftStale`` when others changed it since."""
    draft = _lock(draft_id, by)
    if draft.revision != seen and form_at(draft, seen, case) is not None:
        raise DraftStale
    report = [{"what": line.what, "path": line.path, "label": line.label, "message": line.message} for line in imported.report]
    return _replace(draft, building.identified(imported.document), "import", by, {"report": report}, case=case)


@transaction.atomic
def own_form(draft_id: uuid.UUID, case: str, *, by: Actor, seen: int) -> VersionDraft:
    """Give a case an e-form of its own, which begins as a copy of the procedure's. Raises ``DraftStale``, ``UnknownCase``."""
    draft = _lock(draft_id, by)
    held = contents.case_named(draft.content, case)
    if isinstance(held.get("form"), dict):
        return draft
    if draft.revision != seen and form_at(draft, seen, case) is not None:
        raise DraftStale
    return _replace(draft, building.identified(contents.form_of(draft.content)), "own-form", by, {}, case=case)


@transaction.atomic
def share_form(draft_id: uuid.UUID, case: str, *, by: Actor, seen: int) -> VersionDraft:
    """Let a case use the procedure's e-form again; its own can be had back by ``undo``. Raises as ``own_form``."""
    draft = _lock(draft_id, by)
    contents.case_named(draft.content, case)
    if draft.revision != seen and form_at(draft, seen, case) is not None:
        raise DraftStale
    return _replace(draft, {}, "share-form", by, {}, case=case)


@transaction.atomic
def undo(draft_id: uuid.UUID, *, by: Actor, seen: int, case: str = "") -> VersionDraft:
    """Take back the last change of the e-form that still stands, whoever made it; itself a change that is kept.

    Raises ``DraftStale`` when somebody changed the draft since ``seen``: what would go is not what the person saw.
    """
    draft = _lock(draft_id, by)
    if draft.revision != seen and form_at(draft, seen, case) is not None:
        raise DraftStale
    last = last_standing(draft, case)
    if last is None or last.before is None:
        raise NothingToUndo
    return _replace(draft, last.before, "undo", by, {"revision": last.revision}, undoes=last, case=case)


def _about(operation: building.Operation, *forms: Mapping[str, Any]) -> str:
    """The words of the component that an operation is about, for the history: it may be gone when somebody reads it."""
    ref = getattr(operation, "ref", "")
    found = (place.label for form in forms for place in building.places(form) if place.ref == ref)
    return next(found, "")


def last_standing(draft: VersionDraft, case: str = "") -> DraftChange | None:
    """The last change of the e-form (a case's own) that was not taken back. One query."""
    rows = _changes(draft, case).filter(undoes__isnull=True, undone_by__isnull=True)
    return rows.order_by("-revision").first()


def _changes(draft: VersionDraft, case: str) -> QuerySet[DraftChange]:
    of_case = Q(operation__case=case) if case else ~Q(operation__has_key="case")
    return draft.changes.filter(of_case, act__in=FORM_ACTS, before__isnull=False)


def _lock(draft_id: uuid.UUID, by: Actor) -> VersionDraft:
    must_hold(by, [Seat.Role.AUTHOR])
    draft = lock_draft(draft_id)
    if not draft.editable:
        raise NotOpen
    return draft


def form_at(draft: VersionDraft, revision: int, case: str = "") -> dict[str, Any] | None:
    """The e-form (a case's own) as it was at a revision; ``None`` when it has not changed since."""
    since = _changes(draft, case).filter(revision__gt=revision).order_by("revision").first()
    return since.before if since else None


def _replace(
    draft: VersionDraft,
    form: Mapping[str, Any],
    act: str,
    by: Actor,
    operation: Mapping[str, Any],
    undoes: DraftChange | None = None,
    case: str = "",
) -> VersionDraft:
    """Put ``form`` into the draft; one that is as before leaves nothing behind. An empty one of a case is the procedure's."""
    before = contents.forms_of(draft.content).get(case, {}) if case else contents.form_of(draft.content)
    if form == before:
        return draft
    draft.content = contents.with_form(draft.content, form, case)
    keep(draft, act, by, operation={**operation, "case": case} if case else operation, before=before, undoes=undoes)
    return draft
