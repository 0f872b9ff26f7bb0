"""The applicants' questions and complaints that wait for an answer: who owes it, in the order of when. Reads only.

One unit owes an answer: the one that handles the dossier, before acceptance the one where it was filed. A question is answered by
whoever works there, a complaint by who leads (dossiers/rights_time.py). Every function costs one query, whatever the number of
rows: index ``question_open`` holds only what is open.
"""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from agencies.models import Seat
from dossiers.models import Question
from dossiers.rights_facts import DECIDING, WORKING

Kind = Question.Kind
COUNT_CAP = 1000
ANSWERED_BY: Mapping[str, frozenset[str]] = {Kind.ASK: WORKING, Kind.COMPLAIN: DECIDING}
_LISTED = (
    "kind",
    "asked_at",
    "due_at",
    "dossier__code",
    "dossier__owner_name",
    "dossier__state",
    "dossier__version__name",
    "dossier__closed_at",
    "dossier__due_at",
)


def kinds(seat: Seat) -> tuple[str, ...]:
    """What a seat has to answer: ``ask``, ``complain``; none for a role that works on no dossier. No query."""
    return tuple(kind for kind, roles in ANSWERED_BY.items() if seat.role in roles)


def waiting(seat: Seat, kind: str = "") -> QuerySet[Question]:
    """The open questions that the seat's unit owes an answer to, the most urgent first; of one ``kind`` or of all it answers."""
    asked = kinds(seat)
    unit = Q(dossier__accepted_at__isnull=False, dossier__handling_id=seat.agency_id)
    unit |= Q(dossier__accepted_at__isnull=True, dossier__receiving_id=seat.agency_id)
    rows = Question.objects.filter(unit, answered_at__isnull=True, kind__in=[one for one in asked if kind in ("", one)])
    return rows.order_by("due_at", "id")


def rows(seat: Seat, kind: str = "", *, start: int = 0, stop: int = 50) -> list[Question]:
    """Lines ``start`` to ``stop`` of ``waiting``, each with its dossier (``question.dossier``); the sealed texts stay sealed."""
    return list(waiting(seat, kind).select_related("dossier__version").only(*_LISTED)[start:stop])


def counts(seat: Seat) -> dict[str, int]:
    """How many wait by kind, at most ``COUNT_CAP`` together; every kind that the seat answers is there."""
    found = dict.fromkeys(kinds(seat), 0)
    if found:
        capped = waiting(seat).values("pk")[:COUNT_CAP]
        listed = Question.objects.filter(pk__in=capped).order_by().values_list("kind").annotate(n=Count("pk"))
        found |= dict(listed)
    return found
