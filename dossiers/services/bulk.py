"""One act on many dossiers: each row has its own transaction and its own outcome; one refusal stops no other.

The transactions are the services' own: signing takes several on purpose (``issue.sign``), and one around them would bring back
to life the number that a failed signature made void.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import DomainError, NotFound, Stale
from dossiers.access import within_reach
from dossiers.services import assigning, decide, handing_over, handle, issue, receive, transferring

MOST = 200
# What may be done to many at once by its key: nothing that must be written for one dossier alone.
SERVICES: Mapping[str, Callable[..., Any]] = {
    "receive": receive.receive,
    "take": handle.take,
    "assign": assigning.assign,
    "release": assigning.release,
    "take-over": assigning.take_over,
    "transfer": transferring.transfer,
    "return": handle.send_back,
    "forward": handle.forward,
    "approve": decide.approve,
    "number": issue.number,
    "sign": issue.sign,
    "stamp": issue.stamp,
    "hand-over": handing_over.hand_over,
}


@dataclass(frozen=True)
class Outcome:
    """What became of one row: ``message`` says why it was refused, "" where it was done; ``code`` is "" out of reach."""

    dossier_id: uuid.UUID
    code: str
    ok: bool
    message: str = ""
    stale: bool = False


def run(act: Callable[..., Any], rows: Sequence[tuple[uuid.UUID, int]], *, by: User, seat: Seat, **given: Any) -> list[Outcome]:
    """Do ``act`` on each (dossier, version seen); outcomes in the order given, a dossier once.

    ``act`` is a key of ``SERVICES`` or a service of one dossier; ``given`` goes to every one alike. More than ``MOST`` rows raise
    ``ValueError``. One query beside the acts' own.
    """
    if len(rows) > MOST:
        raise ValueError(f"{len(rows)} rows, {MOST} at most")
    wanted = dict(rows)
    service = SERVICES[act] if isinstance(act, str) else act
    codes = dict(within_reach(seat).filter(pk__in=wanted).values_list("pk", "code"))
    return [_one(service, pk, seen, codes.get(pk, ""), by=by, seat=seat, given=given) for pk, seen in wanted.items()]


def _one(act: Callable[..., Any], pk: uuid.UUID, seen: int, code: str, *, by: User, seat: Seat, given: dict[str, Any]) -> Outcome:
    try:
        if not code:
            raise NotFound
        act(pk, by=by, seat=seat, seen=seen, **given)
    except DomainError as refusal:
        return Outcome(pk, code, ok=False, message=str(refusal.message), stale=isinstance(refusal, Stale))
    except OperationalError:
        return Outcome(pk, code, ok=False, message=_("Hồ sơ đang được người khác xử lý. Thử lại sau ít giây."), stale=True)
    return Outcome(pk, code, ok=True)
