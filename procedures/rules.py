"""What a version's content means for one person's answers: fee, papers, eligibility. Pure, no ORM.

Where the answers do not say enough, these functions say so (``CannotDecide``); they never guess an amount.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from common import jsonlogic
from common.jsvalues import truthy
from procedures.tariffs import CannotDecide as CannotDecide
from procedures.tariffs import reckon

ONLINE = "online"


@dataclass(frozen=True)
class FeeLine:
    """One fee of one fund: phí and lệ phí are never on one line (domain.md §1.6). ``amount`` in đồng."""

    code: str
    name: str
    kind: str
    amount: int
    basis: str
    explanation: str


@dataclass(frozen=True)
class FeeDecision:
    """What is due; lines of nought are left out, so () and 0 mean that nothing is paid."""

    lines: tuple[FeeLine, ...]
    total: int


@dataclass(frozen=True)
class Paper:
    """One paper that this applicant hands in; ``accept`` are file kinds, ``note`` says when it need not be handed in."""

    key: str
    name: str
    originals: int
    copies: int
    required: bool
    accept: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Question:
    """The next question of the eligibility check; ``number`` counts from 1, ``options`` are (value, label)."""

    key: str
    question: str
    hint: str
    options: tuple[tuple[str, str], ...]
    number: int


@dataclass(frozen=True)
class Eligibility:
    """The end of the check: may this person do it here, why, and what to do instead."""

    eligible: bool
    title: str
    why: str
    instead: str
    procedure: str


def fee(content: Mapping[str, Any], answers: Mapping[str, Any], *, case: str | None = None, channel: str = ONLINE) -> FeeDecision:
    """Decide what is due, each line with its reckoning ("3 bản × 8.000 đ").

    Rules see the answers, ``case`` (without it the one that ``content`` was read for) and ``channel`` (online, counter, post).
    Raises ``CannotDecide`` when a quantity is missing, not a whole number from 1, or beyond what anybody would ask for.
    """
    facts = _facts(content, answers, case, channel)
    lines = []
    for rule in content.get("fees", ()):
        if "when" in rule and not truthy(jsonlogic.apply(rule["when"], facts)):
            continue
        if line := _fee_line(rule, facts):
            lines.append(line)
    return FeeDecision(tuple(lines), sum(line.amount for line in lines))


def _facts(content: Mapping[str, Any], answers: Mapping[str, Any], case: str | None, channel: str) -> dict[str, Any]:
    return {**answers, "case": case or content.get("case") or None, "channel": channel}


def _fee_line(rule: Mapping[str, Any], facts: Mapping[str, Any]) -> FeeLine | None:
    amount, explanation = reckon(rule, facts)
    if amount == 0 or any(truthy(jsonlogic.apply(exemption["when"], facts)) for exemption in rule.get("exemptions", ())):
        return None
    return FeeLine(rule["code"], rule["name"], rule["kind"], amount, rule.get("basis", ""), explanation)


def papers_required(
    content: Mapping[str, Any], answers: Mapping[str, Any], *, case: str | None = None, channel: str = ONLINE
) -> tuple[Paper, ...]:
    """The papers of the version whose condition holds for these answers, in the catalogue's order; facts as for ``fee``."""
    facts = _facts(content, answers, case, channel)
    return tuple(
        _paper(paper)
        for paper in content.get("papers", ())
        if "when" not in paper or truthy(jsonlogic.apply(paper["when"], facts))
    )


def papers_named(content: Mapping[str, Any], keys: Collection[str]) -> tuple[Paper, ...]:
    """The papers of these keys, each required: what a supplement asks for, whatever their conditions say."""
    named = (_paper(paper) for paper in content.get("papers", ()) if paper["key"] in keys)
    return tuple(replace(paper, required=True) for paper in named)


def _paper(paper: Mapping[str, Any]) -> Paper:
    return Paper(
        key=paper["key"],
        name=paper["name"],
        originals=paper.get("originals", 0),
        copies=paper.get("copies", 0),
        required=paper.get("required", True),
        accept=tuple(paper.get("accept", ())),
        note=paper.get("note", ""),
    )


def eligibility(content: Mapping[str, Any], given: Mapping[str, str]) -> Question | Eligibility:
    """Walk the check with the answers ``given``; the first unanswered question, or where the answers end.

    An answer that no option has counts as not given. Raises ``CannotDecide`` when the procedure has no check.
    """
    questions = {q["key"]: q for q in content.get("eligibility", ())}
    if not questions:
        raise CannotDecide("eligibility", _("Thủ tục này không có câu hỏi kiểm tra."))
    key, number = content["eligibility"][0]["key"], 1
    while True:
        asked = questions[key]
        chosen = next((o for o in asked["options"] if o["value"] == given.get(key)), None)
        if chosen is None:
            options = tuple((o["value"], o["label"]) for o in asked["options"])
            return Question(key, asked["question"], asked.get("hint", ""), options, number)
        if "result" in chosen:
            end = chosen["result"]
            return Eligibility(end["eligible"], end["title"], end["why"], end.get("instead", ""), end.get("procedure", ""))
        key, number = chosen["next"], number + 1
