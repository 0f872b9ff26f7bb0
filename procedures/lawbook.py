"""Legal texts as the public reads them: the list, one text, and the procedures that rest on it. Each read says its queries."""

from datetime import date

from django.db.models import Q, QuerySet

from common import clock
from common.errors import NotFound
from common.text import tidy
from procedures import selectors
from procedures.models import LegalBasis, ProcedureVersion

LONGEST_QUERY = 100
IN_FORCE, NOT_YET, ENDED = "in-force", "not-yet", "ended"


def texts(query: str = "") -> QuerySet[LegalBasis]:
    """Legal texts by their code, each with what replaced it; ``query`` matches code and name, marks or not. One query a page."""
    rows = LegalBasis.objects.select_related("replaced_by").order_by("code")
    for word in tidy(query)[:LONGEST_QUERY].split():
        rows = rows.filter(Q(code__unaccent__icontains=word) | Q(name__unaccent__icontains=word))
    return rows


def text(code: str) -> LegalBasis:
    """One legal text with what replaced it; raises ``NotFound``. One query."""
    found = LegalBasis.objects.select_related("replaced_by").filter(code=tidy(code)).first()
    if found is None:
        raise NotFound
    return found


def replaced_by(basis: LegalBasis) -> list[LegalBasis]:
    """The texts that this one took the place of. One query."""
    return list(basis.replaced.order_by("code"))


def resting_on(basis: LegalBasis) -> list[str]:
    """Codes of the procedures whose version in force names the text, replaced and internal ones too. One query."""
    rows = ProcedureVersion.objects.filter(publication__status__in=selectors.SHOWN)
    named = rows.filter(content__legal_bases__contains=[{"code": basis.code}])
    return list(named.order_by("procedure__code").values_list("procedure__code", flat=True))


def standing(basis: LegalBasis, on: date | None = None) -> str:
    """``in-force``, ``not-yet`` or ``ended`` on a day (today). No query."""
    day = on or clock.today()
    if basis.in_force_to is not None and basis.in_force_to <= day:
        return ENDED
    return NOT_YET if basis.in_force_from is not None and basis.in_force_from > day else IN_FORCE
