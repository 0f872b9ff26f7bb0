"""One person's answers over one version, read from the address of the personal page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from procedures import asking, personal
from procedures import content as contents
from procedures.asking import CASE, PLACE, TRUE
from procedures.models import Offering

SENT, PASSED = "hoi", "qua"
OPEN = (TRUE, PLACE)
"""What nobody must answer."""


@dataclass(frozen=True)
class Situation:
    """One person's answers over one version: how far the check has come, their case, conditions, place."""

    content: Mapping[str, Any]
    places: Sequence[Offering]
    gone: asking.Gone
    case: Mapping[str, Any] | None
    true: tuple[str, ...]
    place: Offering | None
    passed: frozenset[str]

    @property
    def code(self) -> str:
        """The case's code, "" without one."""
        return self.case["code"] if self.case else ""

    @property
    def conditions(self) -> list[personal.Condition]:
        """What is asked about papers."""
        return asking.conditions(self.content, self.gone, self.code)

    def following(self) -> tuple[str, ...]:
        """The next step's questions."""
        return asking.step(self.content, self.gone, case=self.code, passed=self.passed, places=len(self.places))


def situation(content: Mapping[str, Any], places: Sequence[Offering], given: QueryDict) -> Situation:
    """What was said, of what can be said: anything else in the address counts as not given."""
    gone = asking.go(content, given)
    wanted = given.get(CASE) or gone.case
    case = next((case for case in contents.choices(content) if case["code"] == wanted), None)
    chosen = next((row for row in places if row.handling.code == given.get(PLACE)), None)
    code = case["code"] if case else ""
    asked = {one.key for one in asking.conditions(content, gone, code)}
    true = [*asking.true_by_answers(content, gone, code), *(key for key in given.getlist(TRUE) if key in asked)]
    passed = frozenset(key for key in OPEN if key in given.getlist(SENT) or key in given.getlist(PASSED))
    place = chosen or (places[0] if len(places) == 1 else None)
    return Situation(content, places, gone, case, tuple(dict.fromkeys(true)), place, passed)
