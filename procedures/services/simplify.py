"""Review and simplification: keeping a cost sheet, proposing a cut, tracking it to a decision. One transaction each."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from audit import log
from common import clock
from common.actors import Actor
from common.errors import DomainError, EmptyReason, NotAllowed, NotFound
from procedures import access, costs
from procedures.costs import Line
from procedures.models import CostSheet, Procedure, ProcedureVersion, Proposal
from procedures.services.changes import must_hold

Status = Proposal.Status
DECIDED = frozenset({Status.ACCEPTED, Status.REJECTED, Status.DONE})
# status → the statuses that may follow, and which seat says so: who proposes does not decide.
NEXT: Mapping[str, frozenset[str]] = {
    Status.PROPOSED: frozenset({Status.CONSIDERED, Status.ACCEPTED, Status.REJECTED}),
    Status.CONSIDERED: frozenset({Status.ACCEPTED, Status.REJECTED}),
    Status.ACCEPTED: frozenset({Status.DONE}),
    Status.REJECTED: frozenset(),
    Status.DONE: frozenset(),
}


class NotNext(DomainError):
    """The proposal stands where this step does not follow."""

    code = "not-next"
    default_message = _("Đề xuất không còn ở trạng thái làm được việc này.")


class OwnProposal(DomainError):
    """Who proposes something does not decide on it."""

    code = "own-proposal"
    default_message = _("Bạn đã đề xuất việc này nên người khác phải quyết định.")


@dataclass(frozen=True)
class Suggested:
    """What a proposal says; ``minutes`` and ``money`` (đồng) are saved by one dossier."""

    kind: str
    title: str
    reason: str
    path: str = ""
    minutes: int = 0
    money: int = 0
    cases_a_year: int = 0


@transaction.atomic
def keep_sheet(
    version: ProcedureVersion, lines: Sequence[Line], *, by: Actor, cases_a_year: int, labour_hour: int, note: str = ""
) -> CostSheet:
    """Keep a cost sheet of a version as somebody reckoned it; earlier ones stay. Raises ``NotAllowed``."""
    must_hold(by, access.PUBLISHER_ROLES)
    user_id, seat_id = official(by)
    sheet = CostSheet.objects.create(
        procedure_id=version.procedure_id,
        version=version,
        lines=costs.as_json(lines),
        cases_a_year=cases_a_year,
        labour_hour=labour_hour,
        labour_source=settings.LABOUR_HOUR_SOURCE if labour_hour == settings.LABOUR_HOUR else str(_("Người tính tự nhập")),
        note=note.strip(),
        made_by_id=user_id,
        made_seat_id=seat_id,
        made_at=clock.now(),
    )
    facts = {"sheet": str(sheet.pk), "version": str(version.pk), "cases": cases_a_year, "hour": labour_hour}
    log.append(f"procedure:{version.procedure.code}", "cost-sheet", by, facts)
    return sheet


@transaction.atomic
def propose(procedure: Procedure, said: Suggested, *, by: Actor) -> Proposal:
    """Propose a cut. Raises ``EmptyReason`` without a title or a reason, ``NotAllowed``."""
    must_hold(by, access.PUBLISHER_ROLES)
    if not said.title.strip() or not said.reason.strip():
        raise EmptyReason(str(_("Nhập đề xuất và lý do để người quyết định hiểu.")))
    now = clock.now()
    user_id, seat_id = official(by)
    proposal = Proposal.objects.create(
        procedure=procedure,
        kind=said.kind,
        path=said.path[:200],
        title=said.title.strip()[:200],
        reason=said.reason.strip(),
        minutes=said.minutes,
        money=said.money,
        cases_a_year=said.cases_a_year,
        hour=settings.LABOUR_HOUR,
        made_by_id=user_id,
        made_seat_id=seat_id,
        made_at=now,
        changed_at=now,
    )
    log.append(f"procedure:{procedure.code}", "propose-cut", by, {"proposal": str(proposal.pk), "kind": said.kind})
    return proposal


@transaction.atomic
def decide(proposal_id: uuid.UUID, status: str, *, by: Actor, decision: str = "", note: str = "") -> Proposal:
    """Take a proposal on: considered, accepted, rejected. An approver who did not propose it.

    Raises ``NotNext``, ``OwnProposal``, ``EmptyReason`` (a rejection says why), ``NotAllowed``, ``NotFound``.
    """
    must_hold(by, [Seat.Role.APPROVER])
    proposal = _lock(proposal_id)
    if status not in NEXT[proposal.status] or status == Status.DONE:
        raise NotNext
    if proposal.made_by_id == by.user_id:
        raise OwnProposal
    if status == Status.REJECTED and not note.strip():
        raise EmptyReason(str(_("Nhập lý do để người đề xuất biết vì sao không làm.")))
    if status in DECIDED:
        proposal.decided_at = clock.now()
    proposal.decision, proposal.decision_note = decision.strip()[:150], note.strip()
    return _keep(proposal, status, by)


@transaction.atomic
def carried_out(proposal_id: uuid.UUID, version: ProcedureVersion, *, by: Actor) -> Proposal:
    """An accepted proposal is in force with this version of its procedure. Raises ``NotNext``, ``NotFound``, ``NotAllowed``."""
    must_hold(by, access.PUBLISHER_ROLES)
    proposal = _lock(proposal_id)
    if Status.DONE not in NEXT[proposal.status]:
        raise NotNext
    if version.procedure_id != proposal.procedure_id:
        raise NotFound
    proposal.done_in = version
    return _keep(proposal, Status.DONE, by)


def official(by: Actor) -> tuple[uuid.UUID, int]:
    """(account, seat) of an official; raises ``NotAllowed`` for anybody who is none."""
    if by.user_id is None or by.seat_id is None:
        raise NotAllowed
    return by.user_id, by.seat_id


def _lock(proposal_id: uuid.UUID) -> Proposal:
    if not Proposal.objects.select_for_update().filter(pk=proposal_id).values_list("pk"):
        raise NotFound
    return Proposal.objects.select_related("procedure").get(pk=proposal_id)


def _keep(proposal: Proposal, status: str, by: Actor) -> Proposal:
    before, proposal.status, proposal.changed_at = proposal.status, status, clock.now()
    proposal.save()
    facts = {"proposal": str(proposal.pk), "from": before, "to": status}
    log.append(f"procedure:{proposal.procedure.code}", "proposal", by, facts)
    return proposal
