"""Who offers a procedure: agency × procedure, on which terms, from when; one by one or for all agencies of a level.

What an offering may set is what the law lets an agency vary: a lower service level, its channels, where it receives, into
which account it is paid, a shorter limit. Never a longer one, never a higher level than the version says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Seat
from audit import log
from common import clock
from common.actors import SYSTEM, Actor
from common.errors import DomainError, NotAllowed, NotFound
from procedures import revision, selectors
from procedures import terms as rules
from procedures.locks import lock_procedure
from procedures.models import Offering, Procedure, ProcedureVersion
from procedures.services.changes import must_publish
from procedures.terms import Terms

ROLES = (Seat.Role.AUTHOR, Seat.Role.APPROVER)
MADE, REOPENED, THERE, REFUSED = "made", "reopened", "there", "refused"
_COLUMNS = ("service_level", "channels", "receiving_points", "fee_account", "overrides", "valid_from", "valid_to", "online")


class BadTerms(DomainError):
    """The terms go beyond what the version lets an agency vary; the message says which and why."""

    code = "bad-terms"


@dataclass(frozen=True)
class Outcome:
    """What became of one agency in a bulk act: ``kind`` is made, reopened, there or refused, with ``message`` why."""

    agency: Agency
    kind: str
    message: str = ""


@transaction.atomic
def offer(code: str, receiving: Agency, handling: Agency, given: Terms, *, by: Actor) -> Offering:
    """Let ``handling`` handle and ``receiving`` take a procedure; one that was withdrawn is opened again.

    Raises ``BadTerms``, ``NotAllowed`` beyond the seat's reach, ``NotFound``.
    """
    _must_reach(by, handling)
    procedure = lock_procedure(code)
    _check(given, _version(procedure))
    row, made = Offering.objects.get_or_create(
        procedure=procedure, receiving=receiving, handling=handling, defaults=_columns(given)
    )
    if not made:
        _write(row, given)
    return _keep(row, "offer", by)


@transaction.atomic
def change_offer(offering_id: int, given: Terms, *, by: Actor) -> Offering:
    """Put other terms in the place of an offering's. Running dossiers keep their limit. Raises as ``offer``."""
    row = _lock(offering_id, by)
    _check(given, _version(row.procedure))
    _write(row, given)
    return _keep(row, "change-offer", by)


@transaction.atomic
def withdraw_offer(offering_id: int, *, by: Actor, on: date | None = None) -> Offering:
    """No new dossiers at this place from ``on`` (today); running ones go on. Raises ``NotAllowed``, ``NotFound``."""
    row = _lock(offering_id, by)
    row.valid_to = on or clock.today()
    row.save(update_fields=["valid_to"])
    return _keep(row, "withdraw-offer", by)


def offer_to_all(code: str, level: str, under: str, *, by: Actor, given: Terms | None = None) -> list[Outcome]:
    """Offer a procedure at every authority of a level below an agency (codes), received at its own one-door section.

    One outcome an agency, one transaction each: a refused one keeps nobody else back. Without ``given`` at the version's
    own level. Raises ``NotFound`` for an unknown procedure or agency.
    """
    top = Agency.objects.filter(code=under).first()
    procedure = Procedure.objects.filter(code=code).first()
    if top is None or procedure is None:
        raise NotFound
    chosen = given or Terms(service_level=rules.highest(_version(procedure)), valid_from=clock.today())
    day = clock.today()
    bodies = Agency.objects.in_force(day).under(top).filter(kind=Agency.Kind.AUTHORITY, level__code=level).order_by("path")
    desks = {one.parent_id: one for one in Agency.objects.in_force(day).filter(kind=Agency.Kind.ONE_DOOR, parent__in=bodies)}
    held = {row.handling_id for row in selectors.offerings(procedure)}
    gone = set(Offering.objects.filter(procedure=procedure).values_list("handling_id", flat=True)) - held
    return [_one(code, body, desks.get(body.pk, body), chosen, held, gone, by) for body in bodies]


def _one(code: str, body: Agency, desk: Agency, given: Terms, held: set[int], gone: set[int], by: Actor) -> Outcome:
    if body.pk in held:
        return Outcome(body, THERE)
    try:
        offer(code, desk, body, given, by=by)
    except DomainError as refusal:
        return Outcome(body, REFUSED, str(refusal.message))
    return Outcome(body, REOPENED if body.pk in gone else MADE)


def offer_pairs(procedure: Procedure, pairs: Iterable[tuple[int, int]], given: Terms) -> int:
    """Offerings of the seeds: (receiving, handling) ids that are not there yet; returns how many. Three queries."""
    have = set(Offering.objects.filter(procedure=procedure).values_list("receiving_id", "handling_id"))
    rows = [
        Offering(procedure=procedure, receiving_id=receiving, handling_id=handling, **_columns(given))
        for receiving, handling in pairs
        if (receiving, handling) not in have
    ]
    if rows:
        _check(given, _version(procedure))
        Offering.objects.bulk_create(rows)
        revision.bump()
    return len(rows)


def lower(procedure: Procedure, content: Mapping[str, Any], *, by: Actor) -> int:
    """Bring the offerings of a procedure down to the level of the version that comes into force; returns how many. One query.

    Under the procedure's lock, in the transaction that publishes.
    """
    highest = rules.highest(content)
    rows = Offering.objects.filter(procedure=procedure, service_level__in=rules.above(highest))
    facts = {"service_level": highest} | ({} if highest != "information" else {"online": False})
    lowered = rows.update(**facts)
    if lowered:
        log.append(f"procedure:{procedure.code}", "lower-offers", by, {"level": highest, "offerings": lowered})
    return lowered


def _version(procedure: Procedure) -> Mapping[str, Any]:
    """The content that an offering is measured against: in force, else scheduled; ``NotFound`` without one."""
    standing = (*selectors.SHOWN, "scheduled")
    rows = ProcedureVersion.objects.filter(procedure=procedure, publication__status__in=standing).order_by("number")
    found: Mapping[str, Any] | None = rows.values_list("content", flat=True).first()
    if found is None:
        raise NotFound
    return found


def _check(given: Terms, content: Mapping[str, Any]) -> None:
    if problem := rules.beyond(given, content):
        raise BadTerms(problem)


def _must_reach(by: Actor, handling: Agency) -> None:
    """A publisher arranges what stands at or below the own agency, as in procedures/access.py."""
    must_publish(by, *ROLES)
    if by == SYSTEM:
        return
    own = Agency.objects.filter(pk=by.agency_id or 0).first()
    if own is None or not handling.path.startswith(own.path):
        raise NotAllowed(str(_("Cơ quan này không thuộc phạm vi của bạn.")))


def _lock(offering_id: int, by: Actor) -> Offering:
    if not Offering.objects.select_for_update().filter(pk=offering_id).values_list("pk"):
        raise NotFound
    row = Offering.objects.select_related("procedure", "handling", "receiving").get(pk=offering_id)
    _must_reach(by, row.handling)
    return row


def _columns(given: Terms) -> dict[str, Any]:
    return {
        "service_level": given.service_level,
        "online": given.online,
        "channels": list(given.channels),
        "receiving_points": list(given.receiving_points),
        "fee_account": given.fee_account,
        "overrides": dict(given.overrides),
        "valid_from": given.valid_from,
        "valid_to": given.valid_to,
    }


def _write(row: Offering, given: Terms) -> None:
    for name, value in _columns(given).items():
        setattr(row, name, value)
    row.save(update_fields=_COLUMNS)


def _keep(row: Offering, act: str, by: Actor) -> Offering:
    revision.bump()
    facts = {"offering": row.pk, "receiving": row.receiving.code, "handling": row.handling.code, "level": row.service_level}
    facts |= {"channels": row.channels, "until": str(row.valid_to or ""), "overrides": row.overrides}
    log.append(f"procedure:{row.procedure.code}", act, by, facts)
    return row
