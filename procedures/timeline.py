"""The calendar of changes: what starts, ends and comes into force between two days, within a seat's reach."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from agencies.models import Seat
from procedures import access, offered
from procedures.models import LegalBasis, ProcedureVersion, Publication
from procedures.selectors import SHOWN

SCHEDULED, IN_FORCE, BEGINS, ENDS, BASIS_ENDS, BASIS_BEGINS, COPY = (
    "scheduled", "in-force", "offer-begins", "offer-ends", "basis-ends", "basis-begins", "copy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a day: ``kind`` is one of the words above, ``code`` a procedure's or a legal text's, ``number`` how many
    places it is about (offerings), ``version`` the version's number, ``basis`` the legal text's row."""

    day: date
    kind: str
    code: str
    name: str
    number: int = 0
    version: int = 0
    basis: int = 0


def changes(seat: Seat, since: date, until: date) -> dict[date, list[Change]]:
    """Day → its changes, ``since`` included, ``until`` not, in the order of time. Seven queries whatever the number."""
    found: dict[date, list[Change]] = defaultdict(list)
    rows = [
        *_versions(seat, since, until),
        *_offerings(seat, since, until),
        *_bases(since, until),
        *_copies(seat, since, until),
    ]
    for change in sorted(rows, key=lambda one: (one.day, one.kind, one.code)):
        found[change.day].append(change)
    return dict(found)


def _versions(seat: Seat, since: date, until: date) -> list[Change]:
    status = Publication.Status
    rows = Publication.objects.filter(effective_from__gte=since, effective_from__lt=until)
    rows = rows.filter(procedure__in=access.procedures_within(seat), status__in=(*SHOWN, status.SCHEDULED, status.SUPERSEDED))
    columns = ("effective_from", "status", "procedure__code", "version__name", "version__number")
    return [
        Change(day, SCHEDULED if standing == status.SCHEDULED else IN_FORCE, code, name, version=number)
        for day, standing, code, name, number in rows.order_by("effective_from").values_list(*columns)
    ]


def _offerings(seat: Seat, since: date, until: date) -> list[Change]:
    counted = []
    for kind, column in ((BEGINS, "valid_from"), (ENDS, "valid_to")):
        rows = offered.within(seat).filter(**{f"{column}__gte": since, f"{column}__lt": until}).order_by()
        numbers = rows.values_list(column, "procedure__code").annotate(n=Count("handling", distinct=True))
        counted += [(day, kind, code, number) for day, code, number in numbers]
    shown = ProcedureVersion.objects.filter(
        publication__status__in=SHOWN, procedure__code__in={code for _d, _k, code, _n in counted}
    )
    names = dict(shown.order_by().values_list("procedure__code", "name"))
    return [Change(day, kind, code, names.get(code, code), number=number) for day, kind, code, number in counted]


def _bases(since: date, until: date) -> list[Change]:
    found = []
    for kind, column in ((BASIS_ENDS, "in_force_to"), (BASIS_BEGINS, "in_force_from")):
        rows = LegalBasis.objects.filter(**{f"{column}__gte": since, f"{column}__lt": until}).order_by(column, "code")
        columns = rows.values_list(column, "code", "name", "pk")
        found += [Change(day, kind, code, name, basis=pk) for day, code, name, pk in columns]
    return found


def _copies(seat: Seat, since: date, until: date) -> list[Change]:
    rows = access.procedures_within(seat).filter(replaces_from__gte=since, replaces_from__lt=until)
    columns = rows.order_by("code").values_list("replaces_from", "code", "replaces__code")
    return [Change(day, COPY, code, old) for day, code, old in columns]
