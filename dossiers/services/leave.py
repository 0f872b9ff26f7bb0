"""Somebody is away, or moves: the seat goes into other hands for a time (ủy quyền), or all held work goes to a colleague.

Nothing stays on the desk of somebody who is not there (domain.md §7, complaint 11).
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import SeatAssignment, User
from accounts.selectors import actor_for, colleagues
from agencies.models import Delegation, Seat
from agencies.services import delegate as delegations
from audit import log
from common import clock
from common.errors import DomainError, EmptyReason, NotAllowed, NotFound
from dossiers.access import BLIND_ROLES
from dossiers.locks import lock_dossier
from dossiers.models import Opinion, Task
from dossiers.services import moves
from dossiers.services.bulk import Outcome

HEADS = frozenset({Seat.Role.LEADER, Seat.Role.CENTRE_HEAD})


def give(
    seat: Seat, to: User, *, by: User, acting: Seat, from_user: User, since: datetime, until: datetime, paper: str
) -> Delegation:
    """Delegate ``from_user``'s seat to a colleague of the same agency: by the holder themselves, or by the unit's head.

    ``acting`` is the seat that ``by`` acts on. A delegate does not delegate on. Raises ``NotAllowed``, ``EmptyReason``,
    ``delegate.BadDelegation``.
    """
    must_manage(by, acting, seat, from_user)
    must_be_givable(seat, from_user, to, by=by, acting=acting)
    own = _seats_of(to).filter(seat__agency_id=seat.agency_id).exclude(seat=seat).exclude(seat__role__in=BLIND_ROLES).first()
    if own is None or not to.is_active or not _seats_of(from_user).filter(seat=seat).exists():
        raise NotAllowed(_("Chỉ ủy quyền cho người đang giữ một vị trí khác trong cùng cơ quan."))
    return delegations.delegate(
        seat,
        from_user=from_user.pk,
        to_user=to.pk,
        own_seat=own.seat,
        since=since,
        until=until,
        paper=paper,
        by=actor_for(by, acting),
    )


def take_back(delegation_id: int, *, by: User, acting: Seat) -> Delegation:
    """End a delegation early: by whoever gave it, or the unit's head. Raises ``NotFound``, ``NotAllowed``."""
    row = Delegation.objects.select_related("seat", "from_user").filter(pk=delegation_id, seat__agency=acting.agency_id).first()
    if row is None:
        raise NotFound
    must_manage(by, acting, row.seat, row.from_user)
    return delegations.end(row, by=actor_for(by, acting))


def must_manage(by: User, acting: Seat, seat: Seat, holder: User) -> None:
    """Raise ``NotAllowed`` unless it is one's own seat, or one heads its unit; never in somebody else's place."""
    own = by.pk == holder.pk and acting.pk == seat.pk
    heads = acting.role in HEADS and acting.agency_id == seat.agency_id
    if acting.delegation is not None or not (own or heads):
        raise NotAllowed(_("Chỉ người giữ vị trí hoặc lãnh đạo đơn vị làm được việc này."))


def must_be_givable(seat: Seat, holder: User, to: User, *, by: User, acting: Seat) -> None:
    """Raise ``NotAllowed`` unless the seat is one of the desk; nobody helps themselves to another's, nor gives away a superior's.

    The seats of administrators, accountants, authors and approvers are assigned (``/quan-tri/``), never lent.
    """
    if seat.role in BLIND_ROLES:
        raise NotAllowed(_("Vị trí này không ủy quyền được. Người quản trị hệ thống phân công người khác."))
    if by.pk == holder.pk:
        return
    if to.pk == by.pk or (seat.role == Seat.Role.LEADER and acting.role != Seat.Role.LEADER):
        raise NotAllowed(_("Chỉ người giữ vị trí này ủy quyền được cho bạn."))


def hand_over_all(from_user: User, to: User, *, agency_id: int, role: str, by: User, acting: Seat, reason: str) -> list[Outcome]:
    """Give every open task that ``from_user`` holds in a unit to a colleague of the same role: each dossier in its own
    transaction, with its own outcome.

    By the one who moves, or the unit's head. Raises ``EmptyReason``, ``NotAllowed``.
    """
    if not reason.strip():
        raise EmptyReason(_("Nhập lý do hoặc số quyết định."))
    own = by.pk == from_user.pk and (acting.agency_id, acting.role) == (agency_id, role)
    heads = acting.role in HEADS and acting.agency_id == agency_id
    if acting.delegation is not None or not (own or heads):
        raise NotAllowed(_("Chỉ người giữ vị trí hoặc lãnh đạo đơn vị làm được việc này."))
    if to.pk == from_user.pk or to.pk not in {one.pk for one in colleagues(agency_id, role)}:
        raise NotAllowed(_("Người nhận phải giữ vị trí cùng vai trò trong đơn vị."))
    rows = held_by(from_user, agency_id, role).values_list("pk", "dossier_id", "dossier__code")
    return [_hand_over(task, dossier, code, from_user, to, by, acting, reason.strip()) for task, dossier, code in rows]


def _hand_over(
    task_id: uuid.UUID, dossier_id: uuid.UUID, code: str, from_user: User, to: User, by: User, acting: Seat, reason: str
) -> Outcome:
    try:
        with transaction.atomic():
            dossier = lock_dossier(dossier_id)
            task = dossier.tasks.filter(pk=task_id, done_at__isnull=True, assignee=from_user).first()
            if task is None:
                raise NotAllowed(_("Việc này đã được người khác xử lý."))
            task.assignee = to
            task.save(update_fields=["assignee"])
            now = clock.now()
            moves.save(dossier, now)
            data = {"from": str(from_user.pk), "to": str(to.pk), "step": task.step, "state": dossier.state}
            log.append(f"dossier:{dossier.pk}", "hand-over-work", actor_for(by, acting), data)
            Opinion.objects.create(
                dossier=dossier, task=task, seat=acting, author=by, action="hand-over-work", text=reason, created_at=now
            )
    except DomainError as refusal:
        return Outcome(dossier_id, code, ok=False, message=str(refusal.message))
    return Outcome(dossier_id, code, ok=True)


def held_by(user: User, agency_id: int, role: str) -> QuerySet[Task]:
    """The open tasks that somebody holds in a unit, the most urgent first; lazy, one query."""
    rows = Task.objects.filter(assignee=user, agency_id=agency_id, role=role, done_at__isnull=True)
    return rows.order_by("dossier_due_at", "id")


def running(agency_id: int) -> list[Delegation]:
    """The delegations of a unit's seats that run now or will, the next to end first; one query."""
    rows = Delegation.objects.filter(seat__agency_id=agency_id, ended_at__isnull=True, until__gt=clock.now())
    return list(rows.select_related("seat", "from_user__person", "to_user__person").order_by("until"))


def sitting(agency_id: int) -> list[SeatAssignment]:
    """Who sits on which seat of a unit's desk now, by name: those that can be lent; one query."""
    rows = SeatAssignment.objects.filter(seat__agency_id=agency_id, until__isnull=True, seat__active=True, user__is_active=True)
    rows = rows.exclude(seat__role__in=BLIND_ROLES)
    return list(rows.select_related("seat", "user__person").order_by("user__person__folded_name", "seat__role", "id"))


def manages(seat: Seat) -> bool:
    """Whether the seat speaks for its unit's other people, and not only for who sits on it; no query."""
    return seat.delegation is None and seat.role in HEADS


def _seats_of(user: User) -> QuerySet[SeatAssignment]:
    rows = SeatAssignment.objects.filter(user=user, until__isnull=True, seat__active=True)
    return rows.select_related("seat").order_by("id")
