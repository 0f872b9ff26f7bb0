"""What a version's content means for one person's answers: fee, papers, eligibility. Pure, no ORM.

Where the answers do not say enough, these functions say so (``CannotDecide``); they never guess an amount.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common import jsonlogic
from common.jsvalues import truthy
from common.money import vnd

MOST_UNITS = 10_000  # a quantity beyond this is a slip of the pen, not a request


class CannotDecide(Exception):
    """The answers do not settle it; ``about`` is the fee's or question's code, ``message`` says what is missing."""

    def __init__(self, about: str, message: str) -> None:
        self.about, self.message = about, message
        super().__init__(message)


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


def fee(content: Mapping[str, Any], answers: Mapping[str, Any], *, case: str | None = None) -> FeeDecision:
    """Decide what is due, each line with its reckoning ("3 bản × 8.000 đ").

    Raises ``CannotDecide`` when a quantity is missing, not a whole number from 1, or beyond ``MOST_UNITS``.
    """
    facts = {**answers, "case": case}
    lines = []
    for rule in content.get("fees", ()):
        if "when" in rule and not truthy(jsonlogic.apply(rule["when"], facts)):
            continue
        if line := _fee_line(rule, facts):
            lines.append(line)
    return FeeDecision(tuple(lines), sum(line.amount for line in lines))


def _fee_line(rule: Mapping[str, Any], facts: Mapping[str, Any]) -> FeeLine | None:
    unit_price = rule["amount"]
    explanation = vnd(unit_price)
    amount = unit_price
    if "quantity" in rule:
        quantity = _whole(jsonlogic.apply(rule["quantity"], facts), rule)
        amount = quantity * unit_price
        explanation = f"{quantity} {rule['unit']} × {vnd(unit_price)}"
    if "most" in rule and amount > rule["most"]:
        amount = rule["most"]
        explanation = _("%(reckoning)s, thu tối đa %(most)s") % {"reckoning": explanation, "most": vnd(amount)}
    for exemption in rule.get("exemptions", ()):
        if truthy(jsonlogic.apply(exemption["when"], facts)):
            return None
    if amount == 0:
        return None
    return FeeLine(rule["code"], rule["name"], rule["kind"], amount, rule.get("basis", ""), explanation)


def _whole(value: Any, rule: Mapping[str, Any]) -> int:
    number = value
    if isinstance(number, str) and number.strip().isdigit():
        number = int(number)
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_UNITS:
        raise CannotDecide(
            rule["code"], _("Chưa tính được %(fee)s: nhập số %(unit)s cần cấp.") % {"fee": rule["name"], "unit": rule["unit"]}
        )
    return number


def papers_required(content: Mapping[str, Any], answers: Mapping[str, Any], *, case: str | None = None) -> tuple[Paper, ...]:
    """The papers of the version whose condition holds for these answers, in the catalogue's order."""
    facts = {**answers, "case": case}
    return tuple(
        Paper(
            key=paper["key"],
            name=paper["name"],
            originals=paper["originals"],
            copies=paper["copies"],
            required=paper["required"],
            accept=tuple(paper["accept"]),
            note=paper.get("note", ""),
        )
        for paper in content.get("papers", ())
        if "when" not in paper or truthy(jsonlogic.apply(paper["when"], facts))
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
