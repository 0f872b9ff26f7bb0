"""The parts of a dossier (liên thông): what the applicant and officials read of them, and what a part takes over. Reads only."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from common.errors import NotAllowed
from dossiers.loaded import Loaded, load
from dossiers.models import Dossier
from dossiers.states import State
from eforms import paths
from eforms.nodes import Field
from workflow.language import Process
from workflow.model import Child


@dataclass(frozen=True)
class Part:
    """One part as a line of its whole: what it is, who does it, where it stands, until when."""

    dossier: Dossier
    key: str
    name: str
    agency: str
    state: str
    due_at: datetime | None
    ended: bool


def parts(dossier: Dossier) -> list[Part]:
    """The parts of a dossier in the order they were begun; one query (their versions are compiled already)."""
    rows = dossier.parts.select_related("handling").order_by("submitted_at", "part")
    return [_part(dossier, row) for row in rows]


def _part(whole: Dossier, row: Dossier) -> Part:
    names = {child.key: child.name for step in load(whole.version_id, whole.case).process.steps for child in step.children}
    name = names.get(row.part) or load(row.version_id, row.case).name
    return Part(row, row.part, name, row.handling.name, State(row.state).label, row.due_at, row.closed_at is not None)


def must_be_whole(dossier: Dossier) -> None:
    """Raise ``NotAllowed`` for a part: what concerns the result or the handling as one is said at the whole."""
    if dossier.parent is not None:
        said = _("Đây là một phần của hồ sơ liên thông %(code)s. Làm việc này ở trang của hồ sơ đó.")
        raise NotAllowed(said % {"code": dossier.parent.code})


def wanted(dossier: Dossier) -> frozenset[str]:
    """The results that a part is there for, as its whole's process says; empty for all of them. One query for a part."""
    if dossier.parent is None:
        return frozenset()
    process = load(dossier.parent.version_id, dossier.parent.case).process
    children = (child for step in process.steps for child in step.children if child.key == dossier.part)
    return frozenset(key for child in children for key in child.results)


def waits_for_parts(process: Process, steps: Iterable[str]) -> bool:
    """Whether one of these steps waits for parts of other agencies."""
    return any(key in process.by_key and process.step(key).kind == "chain" for key in steps)


def taken_over(whole: Dossier, loaded: Loaded, child: Child) -> dict[str, Any]:
    """The answers that a part's own e-form finds in its whole's: what the process says, else the same path of the same kind,
    else the same fact. A fact is the applicant's; where the part is about someone else the process says so.
    """
    own = load(whole.version_id, whole.case).source
    by_fact = {node.fact: node for node in own.nodes if node.fact and not node.grids}
    found: dict[str, Any] = {}
    said = dict(child.answers)
    for node in _leaves(loaded):
        if node.path in said:
            continue
        same = own.field(node.path)
        source = same if same is not None and same.kind.name == node.kind.name else by_fact.get(node.fact or node.prefill)
        value = paths.find(whole.answers, source.path) if source is not None and source.kind.name == node.kind.name else None
        if value not in (None, paths.MISSING):
            _put(found, node.path, deepcopy(value))
    for path, rule in said.items():
        if (value := rule({"answers": whole.answers})) is not None:
            _put(found, path, deepcopy(value))
    return found


def _leaves(loaded: Loaded) -> Iterator[Field]:
    """The questions outside of repeated rows: a row has no counterpart."""
    return (node for node in loaded.source.nodes if node.kind.input and not node.grids)


def _put(answers: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    for name in above:
        answers = answers.setdefault(name, {})
    answers[last] = value
