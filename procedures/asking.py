"""What one person is asked before their own list: may I do it, which case, what is true of me, where. Pure, no ORM.

At most ``MOST`` questions stand on a step. Questions whose sense hangs on an answer that is not given yet wait for the next
step; what an earlier answer has already said (``says`` of an option) is not asked again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from procedures import content as contents
from procedures import personal, rules

MOST = 3
CASE, TRUE, PLACE = "truong-hop", "dung", "noi"
"""Keys, in addresses too, of what is asked beside the check: the case, what holds, the place."""

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """A question of the check that was answered; ``value`` and ``label`` are those of the option chosen."""

    key: str
    question: str
    value: str
    label: str


@dataclass(frozen=True)
class Gone:
    """How far the check has come: what was said, its end if it came to one, what these answers say of case and papers.

    ``case`` is "" while no answer decided it; ``holds`` maps a paper's key to whether its condition is true, ``answers`` a path
    of the e-form to its value.
    """

    said: tuple[Answer, ...]
    end: rules.Eligibility | None
    following: rules.Question | None
    case: str
    holds: Mapping[str, bool]
    answers: Mapping[str, str]


def go(content: Content, given: Mapping[str, str]) -> Gone:
    """Walk the check with the answers given; where there is none, nothing was said and nothing follows."""
    questions = {asked["key"]: asked for asked in content.get("eligibility", ())}
    if not questions:
        return Gone((), None, None, "", {}, {})
    said: list[Answer] = []
    case = ""
    holds: dict[str, bool] = {}
    filled: dict[str, str] = {}
    key = content["eligibility"][0]["key"]
    while key in questions:
        chosen = _chosen(questions[key], given.get(key))
        if chosen is None:
            break
        said.append(Answer(key, questions[key]["question"], chosen["value"], chosen["label"]))
        says = chosen.get("says") or {}
        case = says.get("case") or case
        holds |= says.get("papers") or {}
        filled |= says.get("answers") or {}
        key = chosen.get("next", "")
    now = rules.eligibility(content, given)
    if isinstance(now, rules.Eligibility):
        return Gone(tuple(said), now, None, case, holds, filled)
    return Gone(tuple(said), None, now, case, holds, filled)


def conditions(content: Content, gone: Gone, case: str) -> list[personal.Condition]:
    """What to ask about papers in that case ("" for none chosen): conditions that no answer of the check has settled."""
    mine = contents.for_case(content, case)
    settled = {paper.get("only_if") for paper in content.get("papers", ()) if paper["key"] in gone.holds}
    return [one for one in personal.conditions(mine) if one.text not in settled]


def true_by_answers(content: Content, gone: Gone, case: str) -> list[str]:
    """Keys of the conditions in that case that answers of the check made true."""
    texts = {paper.get("only_if") for paper in content.get("papers", ()) if gone.holds.get(paper["key"])}
    return [one.key for one in personal.conditions(contents.for_case(content, case)) if one.text in texts]


def step(content: Content, gone: Gone, *, case: str, passed: Collection[str], places: int) -> tuple[str, ...]:
    """Keys of what to ask next, at most ``MOST``; () when everything that matters was asked.

    ``case`` is the one chosen or implied, ``passed`` the keys of optional questions that stood on an earlier step, ``places`` the
    number of places to choose from.
    """
    run = _run(content, gone.following)
    keys = [question["key"] for question in run]
    if gone.following is not None and not _ends(run[-1]):
        return tuple(keys)
    open_says = [option.get("says") or {} for question in run for option in question["options"]]
    asks_case = bool(contents.choices(content)) and not case
    if asks_case and not any(says.get("case") for says in open_says):
        keys.append(CASE)
    waits = any(says.get("papers") or says.get("case") for says in open_says) or (asks_case and _differ(content))
    if TRUE not in passed and not waits and conditions(content, gone, case):
        keys.append(TRUE)
    if PLACE not in passed and places > 1:
        keys.append(PLACE)
    return tuple(keys[:MOST])


def _run(content: Content, first: rules.Question | None) -> list[Mapping[str, Any]]:
    """The open question and those after it that follow whatever is answered, as long as one may go on."""
    questions = {asked["key"]: asked for asked in content.get("eligibility", ())}
    run: list[Mapping[str, Any]] = []
    key = first.key if first else ""
    while key and len(run) < MOST:
        run.append(questions[key])
        options: Sequence[Mapping[str, Any]] = questions[key]["options"]
        following = {option["next"] for option in options if "next" in option}
        done = any((option.get("result") or {}).get("eligible") for option in options)
        key = following.pop() if len(following) == 1 and not done else ""
    return run


def _ends(question: Mapping[str, Any]) -> bool:
    return all("result" in option for option in question["options"])


def _differ(content: Content) -> bool:
    """Whether the cases ask about different papers."""
    asked = [
        [one.text for one in personal.conditions(contents.for_case(content, case["code"]))] for case in contents.choices(content)
    ]
    return any(one != asked[0] for one in asked)


def _chosen(question: Mapping[str, Any], value: str | None) -> Mapping[str, Any] | None:
    return next((option for option in question["options"] if option["value"] == value), None)


def answers(content: Content, gone: Gone, holds: Collection[str]) -> dict[str, Any]:
    """Values of the e-form that follow from what was said: {path: value}.

    From options of the check that name them, and from conditions of the kind "this field is that" whose paper's key is in
    ``holds``; a path on which two of them disagree is left out.
    """
    found: dict[str, set[str]] = {path: {str(value)} for path, value in gone.answers.items()}
    for paper in content.get("papers", ()):
        path, value = _equals(paper.get("when"))
        if path and paper["key"] in holds:
            found.setdefault(path, set()).add(value)
    return {path: values.pop() for path, values in found.items() if len(values) == 1}


def _equals(rule: Any) -> tuple[str, str]:
    """{"==": [{"var": path}, value]} as (path, value); ("", "") for any other rule, and for the case and the channel."""
    sides = rule.get("==") if isinstance(rule, Mapping) and len(rule) == 1 else None
    if not isinstance(sides, list) or len(sides) != 2:
        return "", ""
    path = sides[0].get("var") if isinstance(sides[0], Mapping) else None
    if not isinstance(path, str) or not isinstance(sides[1], str) or path in ("case", "channel"):
        return "", ""
    return path, sides[1]
