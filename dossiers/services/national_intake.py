"""Switching online filing to the national portal, for one procedure or for all, with a notice that the public reads at once."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Seat
from audit import log
from common import clock
from common.actors import Actor
from common.errors import NotAllowed, NotFound
from dossiers.models import NationalIntake
from dossiers.services import moves
from procedures import revision
from procedures.models import Procedure

SWITCHING = frozenset({Seat.Role.APPROVER, Seat.Role.SYSADMIN})


@transaction.atomic
def switch(code: str, *, notice: str, address: str, reason: str, by: Actor) -> NationalIntake:
    """From now on people file ``code`` (every procedure when it is "") on the national portal.

    Drafts that were begun here may still be handed in here. Raises ``EmptyReason``, ``NotAllowed`` for another role or when it
    is switched already, ``NotFound`` for an unknown procedure.
    """
    _must_switch(by)
    notice = moves.require(notice, _("Nhập thông báo mà người dân sẽ đọc."))
    reason = moves.require(reason, _("Nhập căn cứ chuyển, ví dụ số công văn."))
    if not address.startswith("https://"):
        raise NotAllowed(_("Nhập địa chỉ của Cổng quốc gia, bắt đầu bằng https://"))
    procedure = _procedure(code)
    revision.bump()  # first: it also puts two who switch at once one behind the other
    if NationalIntake.objects.filter(procedure=procedure, until__isnull=True).exists():
        raise NotAllowed(_("Việc nộp trực tuyến đã chuyển sang Cổng quốc gia rồi."))
    row = NationalIntake.objects.create(
        procedure=procedure, notice=notice, address=address, reason=reason, since=clock.now(), switched_by=by.ref
    )
    log.append(_stream(code), "national-intake", by, {"row": str(row.pk), "address": address})
    return row


@transaction.atomic
def switch_back(row_id: uuid.UUID, *, by: Actor) -> NationalIntake:
    """People file here again. Raises ``NotAllowed``, ``NotFound``."""
    _must_switch(by)
    revision.bump()
    row = NationalIntake.objects.select_for_update(of=("self",)).filter(pk=row_id, until__isnull=True).first()
    if row is None:
        raise NotFound
    row.until, row.switched_back_by = clock.now(), by.ref
    row.save(update_fields=["until", "switched_back_by"])
    log.append(_stream(row.procedure.code if row.procedure else ""), "national-intake-ended", by, {"row": str(row.pk)})
    return row


def in_force(code: str) -> NationalIntake | None:
    """The switch that holds for a procedure now: its own before the one for all; one query."""
    rows = NationalIntake.objects.filter(until__isnull=True)
    own = rows.filter(procedure__code=code) | rows.filter(procedure__isnull=True)
    return own.order_by("procedure_id").first()  # nulls last: the procedure's own comes first


def _must_switch(by: Actor) -> None:
    if by.role not in SWITCHING:
        raise NotAllowed


def _procedure(code: str) -> Procedure | None:
    if not code:
        return None
    procedure = Procedure.objects.filter(code=code).first()
    if procedure is None:
        raise NotFound
    return procedure


def _stream(code: str) -> str:
    return f"procedure:{code}" if code else "system"
