"""One legal basis in the place of another in many procedures: prepared by one person, approved by another, done row by row.

The approval is one transaction; every procedure after it is one of its own (an outbox message each), so that a thousand rows
neither hang on one request nor on each other. A procedure that changed since it was prepared is refused: nobody reviewed that.
"""

import copy
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from audit import log
from common import clock, outbox
from common.actors import SYSTEM, Actor
from common.errors import DomainError, EmptyReason, NotAllowed, NotFound
from procedures import content as contents
from procedures.access import procedures_within
from procedures.locks import lock_draft, lock_procedure
from procedures.models import BasisReplacement, BasisReplacementRow, LegalBasis, ProcedureVersion, Publication, VersionDraft
from procedures.selectors import SHOWN
from procedures.services.changes import keep, must_hold
from procedures.services.drafting import make_draft
from procedures.services.publish import Decision, publish
from procedures.services.simplify import official

TOPIC = "procedures.replace-basis"
ACT = "basis"
Status, Way, Outcome = BasisReplacement.Status, BasisReplacement.Way, BasisReplacementRow.Outcome


class NothingNames(DomainError):
    """No procedure within reach names the old basis."""

    code = "nothing-names"
    default_message = _("Không thủ tục nào trong phạm vi của bạn dựa vào căn cứ này.")


class OwnPreparation(NotAllowed):
    """Who prepared it may not approve it."""

    code = "own-work"
    default_message = _("Bạn đã chuẩn bị việc này nên người khác phải duyệt.")


class NotWaiting(DomainError):
    """It was decided on already."""

    code = "not-waiting"
    default_message = _("Việc này đã được quyết định.")


@dataclass(frozen=True)
class Plan:
    """What is to happen: ``way`` publish or draft, from which day and by which decision where it is published."""

    way: str
    effective_from: date
    decision: str = ""
    reason: str = ""


def naming(seat: Seat, basis: LegalBasis) -> list[ProcedureVersion]:
    """The versions in force within reach that name the basis, by code, with their procedures. One query."""
    rows = ProcedureVersion.objects.filter(publication__status__in=SHOWN, procedure__in=procedures_within(seat))
    named = rows.filter(content__legal_bases__contains=[{"code": basis.code}])
    return list(named.select_related("procedure__field").order_by("procedure__code"))


def swapped(content: Mapping[str, Any], old: LegalBasis, new: LegalBasis) -> dict[str, Any]:
    """The content with ``new`` standing where ``old`` stood; once where it was there already. Pure."""
    made = copy.deepcopy(dict(content))
    bases = [row for row in made.get("legal_bases", ()) if isinstance(row, dict)]
    there = any(row.get("code") == new.code for row in bases)
    put = [] if there else [{"code": new.code, "name": new.name}]
    made["legal_bases"] = [one for row in bases for one in (put if row.get("code") == old.code else [row])]
    return made


@transaction.atomic
def prepare(seat: Seat, old: LegalBasis, new: LegalBasis, plan: Plan, codes: Sequence[str], *, by: Actor) -> BasisReplacement:
    """Prepare the replacement in these procedures (of those that name it within reach).

    Raises ``NothingNames``, ``EmptyReason`` without a decision where it is to be published, ``NotAllowed``.
    """
    must_hold(by, [Seat.Role.AUTHOR])
    wanted = set(codes)
    versions = [version for version in naming(seat, old) if version.procedure.code in wanted]
    if not versions or old.pk == new.pk:
        raise NothingNames
    if plan.way == Way.PUBLISH and not plan.decision.strip():
        raise EmptyReason(str(_("Nhập số và ngày của quyết định công bố.")))
    user_id, seat_id = official(by)
    made = BasisReplacement.objects.create(
        old=old,
        new=new,
        way=plan.way,
        effective_from=plan.effective_from,
        decision=plan.decision.strip(),
        reason=plan.reason.strip(),
        prepared_by_id=user_id,
        prepared_seat_id=seat_id,
        prepared_at=clock.now(),
    )
    rows = [BasisReplacementRow(replacement=made, procedure=version.procedure, version=version) for version in versions]
    BasisReplacementRow.objects.bulk_create(rows)
    log.append("legal-bases", "prepare-replacement", by, _facts(made, rows=len(rows)))
    return made


@transaction.atomic
def approve(replacement_id: uuid.UUID, *, by: Actor) -> BasisReplacement:
    """Let it be done; each procedure follows by itself. Raises ``OwnPreparation``, ``NotWaiting``, ``NotFound``."""
    must_hold(by, [Seat.Role.APPROVER])
    found = _lock(replacement_id)
    if found.prepared_by_id == by.user_id:
        raise OwnPreparation
    found = _decide(found, Status.APPROVED, by)
    _send(found)
    return found


@transaction.atomic
def discard(replacement_id: uuid.UUID, *, by: Actor) -> BasisReplacement:
    """Give it up before it is approved. Raises ``NotWaiting``, ``NotFound``, ``NotAllowed``."""
    must_hold(by, [Seat.Role.AUTHOR, Seat.Role.APPROVER])
    return _decide(_lock(replacement_id), Status.DISCARDED, by)


@transaction.atomic
def again(replacement_id: uuid.UUID, *, by: Actor) -> BasisReplacement:
    """Try the refused rows once more, after what stood in their way was cleared. Raises as ``approve``."""
    must_hold(by, [Seat.Role.APPROVER])
    found = _lock(replacement_id)
    if found.status != Status.APPROVED:
        raise NotWaiting
    found.rows.filter(outcome=Outcome.REFUSED).update(outcome=Outcome.WAITING, message="")
    log.append("legal-bases", "replacement-again", by, _facts(found))
    _send(found)
    return found


def work(payload: dict[str, Any]) -> None:
    """The outbox's handler: one row, one transaction; done twice it does nothing the second time."""
    with transaction.atomic():
        rows = BasisReplacementRow.objects.select_for_update(of=("self",))
        row = rows.select_related("replacement__old", "replacement__new", "procedure", "version").get(pk=payload["row"])
        if row.outcome != Outcome.WAITING or row.replacement.status != Status.APPROVED:
            return
        try:
            with transaction.atomic():
                _carry_out(row)
        except contents.BadContent as bad:
            row.outcome, row.message = Outcome.REFUSED, "; ".join(one.message for one in bad.refusals[:3])
        except DomainError as refusal:
            row.outcome, row.message = Outcome.REFUSED, str(refusal.message)
        row.done_at = clock.now()
        row.save()


def _carry_out(row: BasisReplacementRow) -> None:
    replacement, code = row.replacement, row.procedure.code
    open_draft = VersionDraft.objects.filter(procedure=row.procedure, status__in=VersionDraft.OPEN).values_list("pk", flat=True)
    # The locking order of procedures/locks.py: the draft first.
    draft = next((lock_draft(pk) for pk in open_draft), None)
    procedure = lock_procedure(code)
    if not Publication.objects.filter(version=row.version, status__in=SHOWN).exists():
        raise NotWaiting(gettext("Thủ tục đã có bản mới sau khi chuẩn bị. Chuẩn bị lại cho thủ tục này."))
    made = swapped(row.version.content, replacement.old, replacement.new)
    if replacement.way == Way.DRAFT:
        row.draft = _into_draft(draft, replacement) or make_draft(procedure, made, by=SYSTEM, based_on=row.version)
        row.outcome = Outcome.DRAFTED
        return
    by = Actor("official", user_id=replacement.decided_by_id, seat_id=replacement.decided_seat_id, role=Seat.Role.APPROVER)
    decision = Decision(replacement.decision, kind=Publication.Kind.AMENDED)
    row.made = publish(code, made, by=by, effective_from=replacement.effective_from, decision=decision)
    row.outcome = Outcome.SCHEDULED if replacement.effective_from > clock.today() else Outcome.PUBLISHED
    if draft is not None and not _editable(draft, replacement):
        row.message = gettext("Bản soạn thảo đang chờ duyệt còn căn cứ cũ: trả lại người soạn để sửa.")
    elif draft is not None:
        row.draft = _into_draft(draft, replacement)


def _editable(draft: VersionDraft, replacement: BasisReplacement) -> bool:
    return draft.editable or swapped(draft.content, replacement.old, replacement.new) == draft.content


def _into_draft(draft: VersionDraft | None, replacement: BasisReplacement) -> VersionDraft | None:
    """An open draft takes the new basis over; the system did it, so it makes nobody an author of the draft."""
    if draft is None:
        return None
    made = swapped(draft.content, replacement.old, replacement.new)
    if made == draft.content:
        return draft
    if not draft.editable:
        raise NotWaiting(gettext("Bản soạn thảo của thủ tục đang chờ duyệt nên không sửa được lúc này."))
    draft.content = made
    operation = {"replacement": str(replacement.pk), "old": replacement.old.code, "new": replacement.new.code}
    keep(draft, ACT, SYSTEM, operation=operation)
    return draft


def _send(replacement: BasisReplacement) -> None:
    """A message a row; a key of its own each time, so that what was refused can be tried again."""
    waiting = replacement.rows.filter(outcome=Outcome.WAITING).order_by("procedure__code").values_list("pk", flat=True)
    outbox.append_many([(TOPIC, {"row": pk}, f"{TOPIC}:{pk}:{uuid.uuid4().hex[:8]}") for pk in waiting])


def _decide(found: BasisReplacement, status: str, by: Actor) -> BasisReplacement:
    if found.status != Status.PREPARED:
        raise NotWaiting
    user_id, seat_id = official(by)
    found.status, found.decided_by_id, found.decided_seat_id, found.decided_at = status, user_id, seat_id, clock.now()
    found.save()
    log.append("legal-bases", f"replacement-{status}", by, _facts(found))
    return found


def _lock(replacement_id: uuid.UUID) -> BasisReplacement:
    if not BasisReplacement.objects.select_for_update().filter(pk=replacement_id).values_list("pk"):
        raise NotFound
    return BasisReplacement.objects.select_related("old", "new").get(pk=replacement_id)


def _facts(replacement: BasisReplacement, **more: Any) -> dict[str, Any]:
    return {"replacement": str(replacement.pk), "old": replacement.old.code, "new": replacement.new.code, **more}
