"""What of a version applies to one person who has said little: which conditions hold, which way of handing in. Pure, no ORM.

``content`` is a version's content, or ``content.for_case`` of it once a case is chosen. Before anything is filled in there
are no answers of the e-form: a part is sure, out of the question, or depends on what is not known yet, and nothing is
guessed. What is due in the end, rules.py decides from the answers.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from common import jsonlogic
from common.jsvalues import truthy

Content = Mapping[str, Any]
Part = Mapping[str, Any]


@dataclass(frozen=True)
class Condition:
    """Something that is true of some people: its words, and the key of the first paper that it asks for."""

    key: str
    text: str


@dataclass(frozen=True)
class Way:
    """One way of handing in with what is shown for it. ``limit`` is the row's own, else the case's or procedure's;
    ``case`` is the name of the case that the row is for, "" for all."""

    channel: str
    text: str
    limit: Part
    fees: tuple[Part, ...]
    case: str = ""


def papers(content: Content) -> list[Part]:
    """The papers that can be asked for, before conditions are looked at."""
    return [paper for paper in content.get("papers", ()) if _holds(paper, content) is not False]


def conditions(content: Content) -> list[Condition]:
    """What to ask about papers: each condition once, in the papers' order."""
    found: dict[str, Condition] = {}
    for paper in papers(content):
        if _holds(paper, content) is None and paper.get("only_if"):
            found.setdefault(paper["only_if"], Condition(paper["key"], paper["only_if"]))
    return list(found.values())


def handed_in(content: Content, holds: Collection[str]) -> list[Part]:
    """The papers of someone for whom the conditions with the keys ``holds`` are true and all others are not."""
    true = {condition.text for condition in conditions(content) if condition.key in holds}
    return [paper for paper in papers(content) if _holds(paper, content) or paper.get("only_if") in true]


def fees(content: Content) -> list[Part]:
    """The computed fees that can fall due."""
    return [fee for fee in content.get("fees", ()) if _holds(fee, content) is not False]


def ways(content: Content) -> list[Way]:
    """How one can hand in, in the order of publication; rows of other cases are left out.

    A row whose limit is only words speaks of all cases ("5 ngày, đo đạc lại thì 10 ngày"): the counted limit stands instead.
    """
    chosen = content.get("case") or ""
    found = [_way(content, method) for method in content.get("methods", ()) if (method.get("case") or "") in ("", chosen)]
    counted = content.get("limit") or {}
    return [replace(way, limit=counted) if counted.get("value") and not way.limit.get("value") else way for way in found]


def compared(content: Content) -> list[Way]:
    """Every published row that says its own time or fee, of all cases: time and fee by channel."""
    return [_way(content, method) for method in content.get("methods", ()) if method.get("limit") or method.get("fees")]


def _way(content: Content, method: Part) -> Way:
    case: Part = next((case for case in content.get("cases", ()) if case.get("code") == method.get("case")), {})
    limit = method.get("limit") or case.get("limit") or content.get("limit") or {}
    name = str(case.get("name", ""))
    return Way(str(method.get("channel", "")), str(method.get("text", "")), limit, tuple(method.get("fees") or ()), name)


def _holds(part: Part, content: Content) -> bool | None:
    """Whether a part's condition holds; None where it asks for answers that are not there, or for a case not chosen."""
    rule, chosen = part.get("when"), content.get("case")
    if rule is None:
        return True
    try:
        names = {name.split(".")[0] for name in jsonlogic.compile(rule).variables}
    except jsonlogic.BadRule:
        return None
    if names != {"case"} or not chosen:
        return None
    return truthy(jsonlogic.apply(rule, {"case": chosen}))
