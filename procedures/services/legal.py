"""Legal texts as records of their own: made when a version names them, given their days of force by publishers."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from audit import log
from common import clock
from common.actors import Actor
from common.errors import DomainError, NotFound
from common.text import tidy
from procedures import revision
from procedures.bases import BasisStanding, named
from procedures.models import LegalBasis
from procedures.services.changes import must_hold

WRITERS = (Seat.Role.AUTHOR, Seat.Role.APPROVER)
_CODE, _NAME = 60, 500  # what a record has room for
_FACTS = frozenset({"name", "issued_by", "issued_on", "in_force_from", "in_force_to"})


class BadForce(DomainError):
    """The days of force contradict each other, or a text would replace itself."""

    code = "bad-force"
    default_message = _("Ngày hết hiệu lực phải sau ngày có hiệu lực.")


def ensure(entries: Iterable[Mapping[str, Any]]) -> int:
    """Make the records that a version's ``legal_bases`` name and that are not there yet; returns how many. At most two queries.

    A record that is there keeps its own name and days: publishers correct them there, once for all procedures.
    """
    wanted = {one["code"][:_CODE]: one["name"][:_NAME] or one["code"] for one in named(list(entries))}
    have = set(LegalBasis.objects.filter(code__in=wanted).values_list("code", flat=True))
    rows = [LegalBasis(code=code, name=name) for code, name in wanted.items() if code not in have]
    if rows:
        LegalBasis.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def standing(codes: Iterable[str], on: date | None = None) -> dict[str, BasisStanding]:
    """How each text stands on a day (today), by the codes as given; unknown ones too (``known`` false). One query."""
    day, asked = on or clock.today(), {code: tidy(code)[:_CODE] for code in codes}
    rows = LegalBasis.objects.filter(code__in=asked.values()).select_related("replaced_by")
    found = {row.code: row for row in rows}
    return {code: _standing(code, found.get(key), day) for code, key in asked.items()}


def _standing(code: str, row: LegalBasis | None, on: date) -> BasisStanding:
    if row is None:
        return BasisStanding(code, "", on, known=False)
    by = row.replaced_by.code if row.replaced_by else ""
    return BasisStanding(code, row.name, on, row.in_force_from, row.in_force_to, by)


@transaction.atomic
def describe(code: str, *, by: Actor, **facts: Any) -> LegalBasis:
    """Set what is known of a text: name, issued_by, issued_on, in_force_from, in_force_to. Makes the record where there is none.

    Raises ``BadForce``, ``NotAllowed``.
    """
    must_hold(by, WRITERS)
    if unknown := facts.keys() - _FACTS:
        raise TypeError(f"unknown facts of a legal text: {sorted(unknown)}")
    LegalBasis.objects.get_or_create(code=code, defaults={"name": facts.get("name") or code})
    basis = _lock(code)
    for name, value in facts.items():
        setattr(basis, name, value)
    return _keep(basis, "describe", by, {name: str(value) for name, value in facts.items()})


@transaction.atomic
def end(code: str, *, by: Actor, on: date, replaced_by: str = "") -> LegalBasis:
    """A text is without force from ``on``; ``replaced_by`` is the code of the one that takes its place, made where needed.

    Versions in force that name it are not changed: the checker and the legal-basis page show them. Raises ``BadForce``,
    ``NotFound``, ``NotAllowed``.
    """
    must_hold(by, WRITERS)
    basis = _lock(code)
    basis.in_force_to = on
    if replaced_by:
        basis.replaced_by = LegalBasis.objects.get_or_create(
            code=replaced_by, defaults={"name": replaced_by, "in_force_from": on}
        )[0]
    return _keep(basis, "end", by, {"on": str(on), "replaced_by": replaced_by})


def load(rows: Iterable[Mapping[str, Any]]) -> int:
    """Records from seeds/legal_bases.yaml: what stands there is written where it differs; returns how many were new."""
    made, after = 0, []
    for row in rows:
        facts = {name: row[name] for name in _FACTS if row.get(name)}
        made += LegalBasis.objects.update_or_create(code=row["code"], defaults=facts)[1]
        if row.get("replaced_by"):
            after.append((row["code"], row["replaced_by"]))
    for code, later in after:
        LegalBasis.objects.filter(code=code).update(replaced_by=LegalBasis.objects.get(code=later))
    return made


def last_day(basis: LegalBasis) -> date | None:
    """The last day of force, as people say it; None while it has none."""
    return basis.in_force_to - timedelta(days=1) if basis.in_force_to else None


def _lock(code: str) -> LegalBasis:
    found = LegalBasis.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def _keep(basis: LegalBasis, act: str, by: Actor, facts: Mapping[str, str]) -> LegalBasis:
    if basis.in_force_from and basis.in_force_to and basis.in_force_to <= basis.in_force_from:
        raise BadForce
    if basis.replaced_by_id == basis.pk:
        raise BadForce(str(_("Văn bản không thể thay chính nó.")))
    basis.save()
    revision.bump()
    log.append("legal-bases", f"basis-{act}", by, {"code": basis.code, **facts})
    return basis
