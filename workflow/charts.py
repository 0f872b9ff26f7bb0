"""What a process document draws: its lanes, boxes and arrows, before anybody says where they lie. Reads half a draft too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.ranks import backward
from workflow.words import END, PASSING

Doc = Mapping[str, Any]
Whose = tuple[str, str]
"""A role and an agency's resolver as text ("receiving", "named:H09.21.04"): one lane."""


@dataclass(frozen=True)
class Spot:
    """A step (or the end) as a box. ``own``: the step of the document; ``number``: its place in the table from 1."""

    key: str
    name: str
    kind: str
    number: int
    lane: int
    own: Mapping[str, Any]

    @property
    def passing(self) -> bool:
        """Whether it is a diamond: fork, join, automatic."""
        return self.kind in PASSING


@dataclass(frozen=True)
class Line:
    """All actions of one step that lead to the same place. ``due``: one of them is what silence does."""

    key: str
    source: str
    target: str
    labels: tuple[str, ...]
    due: bool = False


@dataclass(frozen=True)
class Chart:
    """The drawing's content; ``lost`` are (step, action) whose target does not exist (yet)."""

    spots: Sequence[Spot]
    lines: Sequence[Line]
    lanes: Sequence[Whose]
    back: frozenset[str]
    lost: Sequence[tuple[str, str]] = ()


def steps_of(doc: Doc) -> list[Mapping[str, Any]]:
    """The steps of a document that can be named: those with a key."""
    rows = doc.get("steps")
    return (
        [row for row in rows if isinstance(row, Mapping) and isinstance(row.get("key"), str) and row["key"]]
        if isinstance(rows, list)
        else []
    )


def actions_of(step: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The actions of a step that are documents."""
    rows = step.get("actions")
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def kind_of(step: Mapping[str, Any]) -> str:
    """A step's kind, whatever half a draft holds there."""
    return str(step.get("kind", ""))


def rows_in(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The entries of a list that are documents; one alone counts as a list of one."""
    held = row.get(name)
    return [one for one in (held if isinstance(held, list) else [held]) if isinstance(one, Mapping)]


def words_in(row: Mapping[str, Any], name: str) -> list[str]:
    """The entries of a list that are texts."""
    held = row.get(name)
    return [one for one in held if isinstance(one, str)] if isinstance(held, list) else []


def whose(step: Mapping[str, Any]) -> Whose:
    """The lane of a step that is somebody's work."""
    agency = step.get("agency", "handling")
    if isinstance(agency, Mapping):
        kind, code = next(iter(agency.items()), ("", ""))
        return str(step.get("role", "")), f"{kind}:{code}"
    return str(step.get("role", "")), str(agency)


def chart(doc: Doc) -> Chart:
    """The drawing's content of a document, in its order; lanes in the order in which their first step comes."""
    steps = steps_of(doc)
    known = {str(step["key"]) for step in steps} | {END}
    lines, lost = [], []
    for step in steps:
        found, missing = _lines(step, known)
        lines += found
        lost += missing
    lanes: list[Whose] = []
    for step in steps:
        if kind_of(step) not in PASSING and whose(step) not in lanes:
            lanes.append(whose(step))
    lane_of = _lanes(steps, lines, lanes)
    spots = [
        Spot(
            str(step["key"]), str(step.get("name") or step["key"]), str(step.get("kind", "")), n, lane_of[str(step["key"])], step
        )
        for n, step in enumerate(steps, start=1)
    ]
    if any(line.target == END for line in lines):
        spots.append(Spot(END, "", END, 0, lane_of[END], {}))
    back = backward([spot.key for spot in spots], [line for line in lines if line.source != line.target])
    return Chart(spots, lines, lanes, frozenset(back), lost)


def _lines(step: Mapping[str, Any], known: set[str]) -> tuple[list[Line], list[tuple[str, str]]]:
    source = str(step["key"])
    groups: dict[str, list[Mapping[str, Any]]] = {}
    lost = []
    for action in actions_of(step):
        target = str(action.get("to", ""))
        if target in known:
            groups.setdefault(target, []).append(action)
        else:
            lost.append((source, str(action.get("key", ""))))
    due = step.get("on_due")
    lines = [
        Line(
            f"{source}>{target}",
            source,
            target,
            tuple(str(action.get("label") or action.get("key") or "") for action in group),
            bool(due) and any(action.get("key") == due for action in group),
        )
        for target, group in groups.items()
    ]
    return lines, lost


def _lanes(steps: Sequence[Mapping[str, Any]], lines: Sequence[Line], lanes: Sequence[Whose]) -> dict[str, int]:
    """Each step's lane; what is nobody's work stands in the lane of what leads to it, the end in that of the last step there."""
    found = {str(step["key"]): lanes.index(whose(step)) for step in steps if kind_of(step) not in PASSING}
    for step in steps:
        key = str(step["key"])
        if key not in found:
            found[key] = next((found[line.source] for line in lines if line.target == key and line.source in found), 0)
    ending = [found[line.source] for line in lines if line.target == END]
    found[END] = ending[-1] if ending else 0
    return found
