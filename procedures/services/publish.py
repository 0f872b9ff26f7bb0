"""Bringing a version into force: one transaction for the document, its standing, the search entry and the audit row.

A version whose day lies ahead is only scheduled (procedures/services/schedule.py brings it into force on its day).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from audit import log
from common import clock
from common.actors import SYSTEM, Actor
from common.errors import DomainError, EmptyReason
from common.events import ProcedureChanged, emit
from procedures import content as contents
from procedures import selectors
from procedures.locks import lock_procedure
from procedures.models import Procedure, ProcedureVersion, Publication
from procedures.services import legal
from procedures.services.changes import must_publish
from procedures.services.offer import lower
from procedures.services.shown import refresh
from workflow.checks.people import Held

Status, Kind = Publication.Status, Publication.Kind
SHOWN = (Status.PUBLISHED, Status.INTAKE_STOPPED)


class AlreadyScheduled(DomainError):
    """Another version waits for its day; two would come into force behind each other's back."""

    code = "already-scheduled"
    default_message = _("Đã có một bản chờ đến ngày áp dụng. Rút bản đó trước khi hẹn ngày cho bản khác.")


class NotInForce(DomainError):
    """The act needs a version in force (or one with its intake stopped), and there is none."""

    code = "not-in-force"
    default_message = _("Thủ tục không ở trạng thái làm được việc này.")


@dataclass(frozen=True)
class Decision:
    """A publication decision (quyết định công bố, NĐ 63/2010 Điều 15): ``text`` as people write it, number and day apart.

    ``public_on``: the day on which its text was made public elsewhere before (the national database), where that is known.
    """

    text: str
    number: str = ""
    day: date | None = None
    kind: str = ""
    public_on: date | None = None


@transaction.atomic
def publish(
    code: str,
    content: Mapping[str, Any],
    *,
    by: Actor,
    effective_from: date,
    decision: str | Decision,
    roles: Held | None = None,
    old_drafts_until: date | None = None,
) -> ProcedureVersion:
    """Publish ``content`` as the next version of procedure ``code``; what is in force becomes superseded on its day.

    A day after today schedules the version. ``roles`` are the roles held where the procedure is offered (looked up when somebody
    publishes: a step that nobody can do anywhere, does not end or takes longer than the limit is refused);
    ``old_drafts_until`` the last day on which drafts of the version that is replaced may still be handed in (without it they
    always may). Content that says ``internal`` makes the procedure so. Publishing what is in force or scheduled already
    changes nothing and returns it. Raises ``contents.BadContent``, ``AlreadyScheduled``, ``NotFound``; running drafts and
    dossiers keep their version.
    """
    procedure = lock_procedure(code)
    # What the system loads comes before the seats; a person's publication needs somebody for every step.
    contents.validate(content, roles=roles if roles is not None or by == SYSTEM else selectors.staffed(procedure))
    fingerprint = contents.digest(content)
    later = effective_from > clock.today()
    if there := _already(procedure, fingerprint, later=later):
        return there
    legal.ensure(content.get("legal_bases", ()))
    version = _add_version(procedure, content, fingerprint)
    Publication.objects.filter(procedure=procedure, status__in=SHOWN).update(drafts_until=old_drafts_until)
    if not later:
        supersede(procedure)
    _stand(version, effective_from, decision, first=version.number == 1, later=later, by=by)
    if not later:
        take_effect(procedure, content, by=by)
    facts = {"version": str(version.pk), "number": version.number, "hash": fingerprint, "effective_from": str(effective_from)}
    act = "schedule" if later else "publish"
    log.append(f"procedure:{code}", act, by, facts)
    emit(ProcedureChanged(code, act, effective_from, version.pk, by))
    return version


@transaction.atomic
def stop_intake(code: str, notice: str, *, by: Actor) -> Publication:
    """Take no more dossiers from now on; the page stays and shows ``notice``. Running dossiers go on.

    Either publisher may, at once. Raises ``EmptyReason`` without a notice, ``NotInForce``, ``NotFound``, ``NotAllowed``.
    """
    if not notice.strip():
        raise EmptyReason(str(_("Nhập thông báo để người dân biết vì sao ngừng tiếp nhận và đến khi nào.")))
    must_publish(by, Seat.Role.AUTHOR, Seat.Role.APPROVER)
    return _intake(code, Status.PUBLISHED, Status.INTAKE_STOPPED, notice.strip(), "stop-intake", by)


@transaction.atomic
def reopen_intake(code: str, *, by: Actor) -> Publication:
    """Take dossiers again. Raises ``NotInForce`` where the intake is not stopped, ``NotFound``, ``NotAllowed``."""
    must_publish(by, Seat.Role.AUTHOR, Seat.Role.APPROVER)
    return _intake(code, Status.INTAKE_STOPPED, Status.PUBLISHED, "", "reopen-intake", by)


@transaction.atomic
def abolish(code: str, *, by: Actor, decision: str | Decision) -> Publication:
    """End a procedure (bãi bỏ): its page says so, nobody files it any more, nothing scheduled comes.

    Raises ``NotInForce``, ``NotFound``, ``NotAllowed`` for anybody but an approver.
    """
    must_publish(by, Seat.Role.APPROVER)
    procedure = lock_procedure(code)
    shown = Publication.objects.filter(procedure=procedure, status__in=SHOWN).first()
    if shown is None:
        raise NotInForce
    given = decision if isinstance(decision, Decision) else Decision(decision)
    shown.status, shown.kind, shown.decision = Status.WITHDRAWN, Kind.ABOLISHED, given.text
    shown.decision_number, shown.decision_date = given.number, given.day
    shown.save()
    Publication.objects.filter(procedure=procedure, status=Status.SCHEDULED).update(status=Status.RECALLED)
    refresh(procedure)
    log.append(f"procedure:{code}", "abolish", by, {"version": str(shown.version_id)})
    emit(ProcedureChanged(code, "abolish", clock.today(), shown.version_id, by))
    return shown


def take_effect(procedure: Procedure, content: Mapping[str, Any], *, by: Actor, on: date | None = None) -> None:
    """What follows from a version that now stands in force: an internal one leaves the public, offerings come down to its
    level, search is rebuilt. Under the procedure's lock."""
    if content.get("internal") and procedure.kind != Procedure.Kind.INTERNAL:
        procedure.kind = Procedure.Kind.INTERNAL
        procedure.save(update_fields=["kind"])
    lower(procedure, content, by=by)
    refresh(procedure, on)


def supersede(procedure: Procedure) -> None:
    """What is shown becomes superseded, one whose intake was stopped too; under the procedure's lock."""
    Publication.objects.filter(procedure=procedure, status__in=SHOWN).update(status=Status.SUPERSEDED, intake_notice="")


def _already(procedure: Procedure, fingerprint: str, *, later: bool) -> ProcedureVersion | None:
    """The version that says the same in force (or scheduled, for a later day); raises ``AlreadyScheduled`` for another."""
    waiting = _held(procedure, Status.SCHEDULED) if later else None
    for one in (waiting, _held(procedure, Status.PUBLISHED)):
        if one and one.version.content_hash == fingerprint:
            return one.version
    if waiting:
        raise AlreadyScheduled
    return None


def _intake(code: str, before: str, after: str, notice: str, act: str, by: Actor) -> Publication:
    procedure = lock_procedure(code)
    held = _held(procedure, before)
    if held is None:
        raise NotInForce
    held.status, held.intake_notice = after, notice
    held.save(update_fields=["status", "intake_notice"])
    refresh(procedure, moved=True)
    log.append(f"procedure:{code}", act, by, {"version": str(held.version_id), "notice": notice})
    emit(ProcedureChanged(code, act, clock.today(), held.version_id, by))
    return held


def _stand(version: ProcedureVersion, since: date, decision: str | Decision, *, first: bool, later: bool, by: Actor) -> None:
    given = decision if isinstance(decision, Decision) else Decision(decision)
    # What the system loads (a catalogue taken over) was public before: loading it is no act that could come late.
    public_on = given.public_on or (since if by == SYSTEM and not later else None)
    Publication.objects.create(
        version=version,
        procedure=version.procedure,
        status=Status.SCHEDULED if later else Status.PUBLISHED,
        effective_from=since,
        decision=given.text,
        decision_number=given.number,
        decision_date=given.day,
        kind=given.kind or (Kind.NEW if first else Kind.AMENDED),
        public_on=public_on,
    )


def _held(procedure: Procedure, status: str) -> Publication | None:
    return Publication.objects.select_related("version").filter(procedure=procedure, status=status).first()


def _add_version(procedure: Procedure, content: Mapping[str, Any], fingerprint: str) -> ProcedureVersion:
    last = procedure.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return ProcedureVersion.objects.create(
        procedure=procedure, number=last + 1, name=content["names"]["vi"], content=dict(content), content_hash=fingerprint
    )
