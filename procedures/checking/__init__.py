"""The checker: what is missing, contradictory, unnecessary or hard to read in the content of a version. Pure, no ORM.

It reads anything, a bare import or half a draft too, and never raises. ``procedures.content.validate`` is the hard gate at
publication; what it refuses and no rule says stands in the same list (``gate``). Each rule is a small function of one module
and says with a stable ``code`` what to do about it in one Vietnamese sentence:

``parts`` the parts of NĐ 63/2010 art. 8 · ``times`` limits against each other · ``fees`` · ``papers`` what the State holds
already (NQ 66.7/2025) · ``legal`` bases in force · ``processes`` · ``forms`` the e-form's own remarks · ``conditions`` what no
answer reaches · ``words`` length, jargon, English, keywords, names that an import mangled.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

from common import clock
from procedures.bases import BasisStanding
from procedures.checking import conditions, fees, forms, gate, legal, papers, parts, processes, times, words
from procedures.checking.finding import ERROR, HINT, LEVELS, WARNING, Finding
from procedures.checking.looked import Looked

__all__ = ["ERROR", "HINT", "LEVELS", "RULES", "WARNING", "BasisStanding", "Finding", "check", "standing_in_the_way"]

RULES: tuple[Callable[[Looked], Iterator[Finding]], ...] = (
    *parts.RULES,
    *times.RULES,
    *fees.RULES,
    *papers.RULES,
    *legal.RULES,
    *processes.RULES,
    *forms.RULES,
    *conditions.RULES,
    *words.RULES,
)


def check(
    content: Mapping[str, Any],
    *,
    bases: Mapping[str, BasisStanding] | None = None,
    today: date | None = None,
    held: Mapping[str, Mapping[str, frozenset[str]]] | None = None,
    known: Collection[str] | None = None,
) -> list[Finding]:
    """Everything worth saying about the content: errors first, then warnings, then hints, each in the order of the rules.

    ``bases``: how the legal texts stand, by number and symbol (``services.legal.standing``); without it none is looked up.
    ``held``: who sits where the procedure is offered (``selectors.roles_held``); without it nobody is asked for.
    ``known``: the procedures in force (``selectors.in_force``), for processes with sub-dossiers; without it any will do.
    Some ten milliseconds; the longest national records and e-forms take a tenth of a second.
    """
    looked = Looked(content, bases or {}, today or clock.today(), held or {}, known)
    found = [finding for rule in RULES for finding in rule(looked)]
    found += gate.refusals(looked, found)
    return sorted(dict.fromkeys(found), key=lambda finding: LEVELS.index(finding.level))


def standing_in_the_way(findings: list[Finding]) -> list[Finding]:
    """The findings that keep a draft from review."""
    return [finding for finding in findings if finding.level == ERROR]
