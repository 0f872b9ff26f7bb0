"""One pass through the pipeline, handed from stage to stage."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eforms import paths
from eforms.nodes import MAX_WORK, Field, Form
from eforms.paths import join
from eforms.ports import Ports
from eforms.types.base import Json

Answers = Mapping[str, Json]
MOST_ROWS_IN_ALL = 20_000


@dataclass(frozen=True, slots=True)
class Unread:
    """An answer that its type cannot read. ``template`` and ``bound``: the sentence; ``empty``: there was nothing in it."""

    rule: str
    template: str
    bound: int = 0
    empty: bool = False


@dataclass(slots=True)
class Run:
    """``data`` grows stage by stage. ``unread``: what a type could not read: path → how it is told.

    ``whole``: a submission from outside, all at once, nothing saved before. ``hidden``: paths that are not shown; ``cleared``:
    those of them that a condition hides, so that nothing is made for them. ``emptied``: groups that were sent as null.
    ``budget``: the work that JsonLogic may still do in this pass, ``rows_left`` the rows that may still come in.
    """

    form: Form
    now: datetime
    ports: Ports
    prefill: Mapping[str, Any]
    page: str | None = None
    saved: Answers = field(default_factory=dict)
    whole: bool = False
    data: dict[str, Json] = field(default_factory=dict)
    unread: dict[str, Unread] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    cleared: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    emptied: set[str] = field(default_factory=set)
    budget: list[int] = field(default_factory=lambda: [MAX_WORK])
    rows_left: int = MOST_ROWS_IN_ALL


def scopes(form: Form, node: Field, data: Any) -> Iterator[tuple[Any, str]]:
    """The objects that hold this component's answer, with their paths: one, or one a row."""
    places: list[tuple[Any, str]] = [(data, "")]
    for index in node.grids:
        grid = form.nodes[index]
        nearer = []
        for scope, prefix in places:
            rows = paths.get(scope, grid.parts)
            at = join(prefix, grid.key)
            nearer += [(row, f"{at}[{n}]") for n, row in enumerate(rows if isinstance(rows, list) else [])]
        places = nearer
    yield from places
