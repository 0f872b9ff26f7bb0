"""A version draft from its author's desk into force: submit, take back, return, approve, publish, discard. Four eyes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from common import events
from common.actors import Actor
from common.errors import DomainError, EmptyReason, NotAllowed
from procedures import content as contents
from procedures import selectors
from procedures.bases import codes_of
from procedures.checking import check, standing_in_the_way
from procedures.checking.processes import parts_of
from procedures.locks import lock_draft
from procedures.models import DraftChange, ProcedureVersion, VersionDraft
from procedures.services import legal
from procedures.services.changes import DraftStale, NotOpen, keep, must_hold
from procedures.services.publish import Decision, publish

Status = VersionDraft.Status
AUTHOR, APPROVER = Seat.Role.AUTHOR, Seat.Role.APPROVER


@dataclass(frozen=True)
class Step:
    """From which states an act leads where, and which seat takes it."""

    origins: frozenset[str]
    target: str
    role: str


STEPS: Mapping[str, Step] = {
    # An author has finished.
    "submit": Step(frozenset({Status.DRAFT, Status.RETURNED}), Status.IN_REVIEW, AUTHOR),
    # The author saw a mistake before the reviewer did.
    "take-back": Step(frozenset({Status.IN_REVIEW}), Status.DRAFT, AUTHOR),
    # The reviewer found something, even after approving.
    "return": Step(frozenset({Status.IN_REVIEW, Status.APPROVED}), Status.RETURNED, APPROVER),
    "approve": Step(frozenset({Status.IN_REVIEW}), Status.APPROVED, APPROVER),
    "publish": Step(frozenset({Status.APPROVED}), Status.PUBLISHED, APPROVER),
    "discard": Step(frozenset({Status.DRAFT, Status.RETURNED}), Status.DISCARDED, AUTHOR),
}
# Whoever did anything else to a draft wrote it: four eyes also hold for acts that other modules add.
JUDGING = frozenset({"take-back", "return", "approve", "publish", "discard"})
# Steps that somebody waits for (common.events.DraftMoved).
TOLD = frozenset({"submit", "return", "approve", "publish"})


class OwnWork(NotAllowed):
    """Who wrote a version may not approve or publish it."""

    code = "own-work"
    default_message = _("Bạn đã sửa bản soạn thảo này nên người khác phải duyệt và công bố.")


class Unchanged(DomainError):
    """The draft says what is in force already."""

    code = "unchanged"
    default_message = _("Bản soạn thảo chưa khác bản đang áp dụng. Sửa nội dung rồi gửi duyệt.")


@transaction.atomic
def submit(draft_id: uuid.UUID, *, by: Actor, seen: int) -> VersionDraft:
    """Send a finished draft for review. Raises ``contents.BadContent`` with every error of the checker, ``Unchanged``."""
    draft = _begin(draft_id, "submit", by, seen)
    contents.validate(draft.content)
    known = selectors.in_force(parts_of(draft.content))
    stops = standing_in_the_way(check(draft.content, bases=legal.standing(codes_of(draft.content)), known=known))
    if stops:
        raise contents.BadContent([contents.Refusal(one.path, one.code, one.message) for one in stops])
    _must_differ(draft)
    return _end(draft, "submit", by)


@transaction.atomic
def take_back(draft_id: uuid.UUID, *, by: Actor, seen: int) -> VersionDraft:
    """Take a draft out of review to go on writing."""
    return _end(_begin(draft_id, "take-back", by, seen), "take-back", by)


@transaction.atomic
def send_back(draft_id: uuid.UUID, *, by: Actor, seen: int, reason: str) -> VersionDraft:
    """Return a draft to its authors. Raises ``EmptyReason``."""
    if not reason.strip():
        raise EmptyReason(str(_("Nhập lý do để người soạn biết phải sửa gì.")))
    return _end(_begin(draft_id, "return", by, seen), "return", by, reason=reason.strip())


@transaction.atomic
def approve(draft_id: uuid.UUID, *, by: Actor, seen: int) -> VersionDraft:
    """Approve what ``seen`` said. Raises ``OwnWork`` for whoever wrote a word of it (four eyes)."""
    draft = _begin(draft_id, "approve", by, seen)
    _four_eyes(draft, by)
    return _end(draft, "approve", by)


@transaction.atomic
def publish_draft(
    draft_id: uuid.UUID,
    *,
    by: Actor,
    seen: int,
    effective_from: date,
    decision: str | Decision,
    old_drafts_until: date | None = None,
) -> ProcedureVersion:
    """Bring an approved draft into force as the procedure's next version, or schedule it for its day; citizens' drafts stay.

    ``decision`` is the publication decision (NĐ 63/2010 Điều 15), ``old_drafts_until`` as in ``publish``. Raises ``OwnWork``,
    ``Unchanged``, ``EmptyReason`` without a decision, and what ``publish`` raises.
    """
    given = decision if isinstance(decision, Decision) else Decision(decision.strip())
    if not (given.text or given.number).strip():
        raise EmptyReason(str(_("Nhập số và ngày của quyết định công bố.")))
    draft = _begin(draft_id, "publish", by, seen)
    _four_eyes(draft, by)
    _must_differ(draft)
    code, until = draft.procedure.code, old_drafts_until
    version = publish(code, draft.content, by=by, effective_from=effective_from, decision=given, old_drafts_until=until)
    draft.published_as = version
    _end(draft, "publish", by, version=str(version.pk))
    return version


@transaction.atomic
def discard(draft_id: uuid.UUID, *, by: Actor, seen: int) -> VersionDraft:
    """Give a draft up; it stays readable in the procedure's history."""
    return _end(_begin(draft_id, "discard", by, seen), "discard", by)


def may(act: str, draft: VersionDraft, role: str) -> bool:
    """Whether a seat with this role has this act on the draft now; who wrote it is asked by the services. No query."""
    step = STEPS[act]
    return step.role == role and draft.status in step.origins


def _begin(draft_id: uuid.UUID, act: str, by: Actor, seen: int) -> VersionDraft:
    must_hold(by, [STEPS[act].role])
    draft = lock_draft(draft_id)
    if draft.revision != seen:
        raise DraftStale
    if draft.status not in STEPS[act].origins:
        raise NotOpen
    return draft


def _end(draft: VersionDraft, act: str, by: Actor, **operation: str) -> VersionDraft:
    draft.status = STEPS[act].target
    keep(draft, act, by, operation=operation)
    if act in TOLD:
        authors = set(_written(draft).values_list("by_id", flat=True)) - {by.user_id, None}
        told = tuple(sorted(authors, key=str))
        events.emit(events.DraftMoved(draft.pk, draft.procedure.code, act, draft.revision, by, told))
    return draft


def wrote(draft: VersionDraft, user_id: uuid.UUID | None) -> bool:
    """Whether this person wrote a word of the draft: then somebody else judges it. One query."""
    return _written(draft).filter(by_id=user_id).exists()


def _written(draft: VersionDraft) -> QuerySet[DraftChange]:
    return draft.changes.exclude(act__in=JUDGING)


def _four_eyes(draft: VersionDraft, by: Actor) -> None:
    if wrote(draft, by.user_id):
        raise OwnWork


def _must_differ(draft: VersionDraft) -> None:
    """Against what is in force or waits for its day, not only against what the draft began with.

    References of questions are no content.
    """
    there = draft.procedure.publications.filter(status__in=("published", "scheduled"))
    for held in there.values_list("version__content", flat=True):
        if contents.identified(held) == draft.content:
            raise Unchanged
