"""One act on many drafts: each in its own transaction, each with its own outcome; a refused one keeps nobody else back.

Four eyes and everything else are asked by ``services.reviewing`` for every draft as if it came alone.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Seat
from common.actors import Actor
from common.errors import DomainError, NotFound
from procedures import access
from procedures.content import BadContent
from procedures.models import VersionDraft
from procedures.services import reviewing
from procedures.services.publish import Decision

MOST = 50  # drafts in one act: a page of them
ACTS: Mapping[str, Callable[..., Any]] = {
    "submit": reviewing.submit,
    "approve": reviewing.approve,
    "publish": reviewing.publish_draft,
}


@dataclass(frozen=True)
class Outcome:
    """What became of one draft: ``done``, or ``message`` why not. ``draft`` is None for one out of reach."""

    draft: VersionDraft | None
    done: bool
    message: str = ""


@dataclass(frozen=True)
class Chosen:
    """A draft that was ticked, with the revision that its page showed."""

    draft: uuid.UUID
    seen: int


def act_on_many(
    act: str,
    chosen: Sequence[Chosen],
    *,
    seat: Seat,
    by: Actor,
    effective_from: date | None = None,
    decision: Decision | None = None,
) -> list[Outcome]:
    """Do ``act`` (submit, approve, publish) to each draft, in the order given; at most ``MOST``.

    ``effective_from`` and ``decision`` are one for all that are published. Raises ``NotFound`` for an unknown act.
    """
    service = ACTS.get(act)
    if service is None:
        raise NotFound
    given = {"effective_from": effective_from, "decision": decision} if act == "publish" else {}
    return [_one(service, one, seat, by, given) for one in chosen[:MOST]]


def _one(service: Callable[..., Any], one: Chosen, seat: Seat, by: Actor, given: Mapping[str, Any]) -> Outcome:
    try:
        draft = access.draft_for(seat, one.draft)
    except NotFound:
        return Outcome(None, False, _("Không tìm thấy bản soạn thảo này trong phạm vi của bạn."))
    try:
        service(draft.pk, by=by, seen=one.seen, **given)
    except BadContent as bad:
        first = bad.refusals[0].message if bad.refusals else ""
        message = _("Còn %(n)d điều phải sửa, đầu tiên: %(first)s") % {"n": len(bad.refusals), "first": first}
        return Outcome(draft, False, message)
    except DomainError as refusal:
        return Outcome(draft, False, str(refusal.message))
    return Outcome(draft, True)
