"""One pass through the pipeline, handed from stage to stage."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eforms import paths
from eforms.nodes import Field, Form
from eforms.paths import join
from eforms.ports import Ports
from eforms.types.base import Json

Answers = Mapping[str, Json]


@dataclass(slots=True)
class Run:
    """``data`` grows stage by stage; ``unread`` holds what a type could not read: path → (rule, message template)."""

    form: Form
    now: datetime
    ports: Ports
    prefill: Mapping[str, Any]
    page: str | None = None
    data: dict[str, Json] = field(default_factory=dict)
    unread: dict[str, tuple[str, str]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)


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
