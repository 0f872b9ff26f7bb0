"""Writing a version draft: open it, change its e-form one operation at a time, import, undo. One transaction each."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from common import clock
from common.actors import Actor
from common.errors import DomainError, NotFound
from common.ids import uuid7
from eforms import building
from procedures.formuses import outside
from procedures.locks import lock_draft
from procedures.models import DraftChange, Procedure, ProcedureVersion, Publication, VersionDraft
from procedures.services.changes import DraftStale, NotOpen, keep, must_hold, person

SHOWN = (Publication.Status.PUBLISHED, Publication.Status.INTAKE_STOPPED)


class FormConflict(DomainError):
    """Somebody changed the same question meanwhile: ``conflict`` shows both, ``revision`` is the draft's now."""

    code = "conflict"

    def __init__(self, conflict: building.Conflict, revision: int) -> None:
        self.conflict, self.revision = conflict, revision
        super().__init__(conflict.what)


class NothingToUndo(DomainError):
    """There is no change of the e-form that could be taken back."""

    code = "nothing-to-undo"
    default_message = _("Không còn thay đổi nào để hoàn tác.")


@transaction.atomic
def open_draft(code: str, *, by: Actor) -> VersionDraft:
    """The open draft of the procedure's next version: the one there is, or a new one that begins as what is in force.

    Raises ``NotFound`` where nothing is in force to begin from. The procedure's row is locked, so two authors share one draft.
    """
    must_hold(by, [Seat.Role.AUTHOR])
    procedure = Procedure.objects.select_for_update().filter(code=code).first()
    if procedure is None:
        raise NotFound
    there = VersionDraft.objects.filter(procedure=procedure, status__in=VersionDraft.OPEN).first()
    if there is not None:
        return there
    base = ProcedureVersion.objects.filter(procedure=procedure, publication__status__in=SHOWN).order_by("-number").first()
    if base is None:
        raise NotFound
    user_id, seat_id = person(by)
    draft = VersionDraft.objects.create(
        id=uuid7(),
        procedure=procedure,
        based_on=base,
        content=base.content | {"form": building.identified(base.content["form"])},
        created_by_id=user_id,
        created_seat_id=seat_id,
        updated_by_id=user_id,
        updated_seat_id=seat_id,
        updated_at=clock.now(),
    )
    keep(draft, "open", by)
    return draft


@transaction.atomic
def change_form(draft_id: uuid.UUID, operation: building.Operation, *, by: Actor, seen: int) -> VersionDraft:
    """Do one operation on the e-form, also when others changed something else since revision ``seen``.

    Raises ``FormConflict`` when they changed the same, ``building.CannotApply`` when it cannot be done at all, ``NotOpen``.
    """
    draft = _lock(draft_id, by)
    form, uses = draft.content["form"], outside(draft.content)
    base = None if draft.revision == seen else form_at(draft, seen)
    if base is None:
        made = building.apply(form, operation, outside=uses)
    else:
        merged = building.rebase(base, form, operation, outside=uses)
        if isinstance(merged, building.Conflict):
            raise FormConflict(merged, draft.revision)
        made = merged
    return _replace(draft, made, "form", by, building.to_json(operation) | {"about": _about(operation, form, made)})


@transaction.atomic
def import_form(draft_id: uuid.UUID, imported: building.Import, *, by: Actor, seen: int) -> VersionDraft:
    """Put a form that was read from outside in the place of the draft's. Raises ``DraftStale`` when others changed it since."""
    draft = _lock(draft_id, by)
    if draft.revision != seen:
        raise DraftStale
    report = [{"what": line.what, "path": line.path, "label": line.label, "message": line.message} for line in imported.report]
    return _replace(draft, building.identified(imported.document), "import", by, {"report": report})


@transaction.atomic
def undo(draft_id: uuid.UUID, *, by: Actor, seen: int) -> VersionDraft:
    """Take back the last change of the e-form that still stands, whoever made it; itself a change that is kept.

    Raises ``DraftStale`` when somebody changed the draft since ``seen``: what would go is not what the person saw.
    """
    draft = _lock(draft_id, by)
    if draft.revision != seen:
        raise DraftStale
    last = last_standing(draft)
    if last is None or last.before is None:
        raise NothingToUndo
    return _replace(draft, last.before, "undo", by, {"revision": last.revision}, undoes=last)


def _about(operation: building.Operation, *forms: Mapping[str, Any]) -> str:
    """The words of the component that an operation is about, for the history: it may be gone when somebody reads it."""
    ref = getattr(operation, "ref", "")
    found = (place.label for form in forms for place in building.places(form) if place.ref == ref)
    return next(found, "")


def last_standing(draft: VersionDraft) -> DraftChange | None:
    """The last change of the e-form that was not taken back. One query."""
    rows = draft.changes.filter(before__isnull=False, undoes__isnull=True, undone_by__isnull=True)
    return rows.order_by("-revision").first()


def _lock(draft_id: uuid.UUID, by: Actor) -> VersionDraft:
    must_hold(by, [Seat.Role.AUTHOR])
    draft = lock_draft(draft_id)
    if not draft.editable:
        raise NotOpen
    return draft


def form_at(draft: VersionDraft, revision: int) -> dict[str, Any] | None:
    """The e-form as it was at a revision; ``None`` when it has not changed since."""
    since = draft.changes.filter(revision__gt=revision, before__isnull=False).order_by("revision").first()
    return since.before if since else None


def _replace(
    draft: VersionDraft,
    form: Mapping[str, Any],
    act: str,
    by: Actor,
    operation: Mapping[str, Any],
    undoes: DraftChange | None = None,
) -> VersionDraft:
    """Put ``form`` into the draft; one that is as before leaves nothing behind."""
    before = draft.content["form"]
    if form == before:
        return draft
    draft.content = draft.content | {"form": dict(form)}
    keep(draft, act, by, operation=operation, before=before, undoes=undoes)
    return draft
