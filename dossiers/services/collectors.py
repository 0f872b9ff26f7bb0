"""Naming somebody else to collect the result at the counter, until a day."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import log
from common import clock
from common.actors import Actor
from common.errors import NotAllowed
from common.text import tidy
from dossiers import terms
from dossiers.access import must_be_own
from dossiers.locks import lock_dossier
from dossiers.models import Collector, Dossier
from dossiers.parts import must_be_whole
from dossiers.services import moves
from dossiers.states import OPEN, State

DIGITS = 12


def may_name(dossier: Dossier) -> bool:
    """Whether there is a result to be collected some day, and not only a part's. No query."""
    return dossier.parent_id is None and dossier.state in OPEN and dossier.state != State.AWAITING_PAYMENT


@transaction.atomic
def name_collector(dossier_id: uuid.UUID, *, by: User, name: str, identity_number: str, until: date) -> Collector:
    """Name who may collect; it takes the place of whoever was named before.

    Raises ``EmptyReason`` without a name, ``NotAllowed`` for a number that is none, a day that lies behind or too far ahead,
    or once the dossier has ended, ``NotFound`` for a stranger.
    """
    name = moves.require(tidy(name), _("Nhập họ, chữ đệm và tên người nhận thay."))
    number = "".join(c for c in identity_number if c.isdigit())
    if len(number) != DIGITS:
        raise NotAllowed(_("Số định danh cá nhân có 12 chữ số."))
    if not clock.today() <= until <= clock.today() + terms.span("collector"):
        raise NotAllowed(_("Chọn một ngày từ hôm nay đến %(days)s ngày tới.") % {"days": terms.span("collector").days})
    dossier = lock_dossier(dossier_id)
    must_be_own(by, dossier)
    must_be_whole(dossier)
    if not may_name(dossier):
        raise NotAllowed(_("Hồ sơ đã kết thúc nên không cử người nhận thay được nữa."))
    now = clock.now()
    dossier.collectors.filter(ended_at__isnull=True).update(ended_at=now)
    row = Collector.objects.create(dossier=dossier, name=name, identity_number=number, until=until, named_by=by, named_at=now)
    log.append(f"dossier:{dossier.pk}", "name-collector", Actor("citizen", by.pk), {"collector": str(row.pk)})
    return row


@transaction.atomic
def end_collector(dossier_id: uuid.UUID, *, by: User) -> bool:
    """Nobody collects for the applicant any more; whether anybody did. Raises ``NotFound`` for a stranger."""
    dossier = lock_dossier(dossier_id)
    must_be_own(by, dossier)
    ended = dossier.collectors.filter(ended_at__isnull=True).update(ended_at=clock.now())
    if ended:
        log.append(f"dossier:{dossier.pk}", "end-collector", Actor("citizen", by.pk))
    return bool(ended)


def collector_of(dossier: Dossier) -> Collector | None:
    """Who may collect today; one query."""
    return dossier.collectors.filter(ended_at__isnull=True, until__gte=clock.today()).first()
