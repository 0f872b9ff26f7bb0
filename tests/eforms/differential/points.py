"""A difference in its place: the component that it is about, what that stands in, and what was sent for it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eforms.paths import bare
from tests.eforms.differential.cases.table import Json
from tests.eforms.differential.compare import GONE, Difference

REPEATS = frozenset({"datagrid", "editgrid"})
Spec = Mapping[str, Json]


@dataclass(frozen=True)
class Point:
    """A difference with the component that it is about, what stands around that, and what was sent for it."""

    difference: Difference
    spec: Spec
    around: tuple[Spec, ...]
    sent: Json

    @property
    def kind(self) -> str:
        """The component's type."""
        return str(self.spec.get("type", ""))

    @property
    def error(self) -> str:
        """The rule's name when the point is an error of one side, otherwise ""."""
        return self.difference.rule

    @property
    def only_ours(self) -> bool:
        """An error that only ours reports."""
        return self.difference.ours is True and bool(self.error)

    @property
    def data(self) -> bool:
        """The point is a value."""
        return self.difference.kind == "data"

    @property
    def rules(self) -> Spec:
        """The component's ``validate``."""
        held = self.spec.get("validate")
        return held if isinstance(held, Mapping) else {}


def point(difference: Difference) -> Point:
    """Find the place of a difference: the component with the longest path that leads there."""
    wanted, found = bare(difference.path), Point(difference, {}, (), GONE)
    longest = -1
    for path, spec, around in components(difference.case.form["components"], "", ()):
        if (wanted == path or wanted.startswith(f"{path}.")) and len(path) > longest and spec.get("type") != "content":
            longest = len(path)
            depth = path.count(".") + 1
            found = Point(difference, spec, around, _sent(difference.case.data, difference.path, depth))
    return found


def components(held: Any, scope: str, around: tuple[Spec, ...]) -> Iterator[tuple[str, Spec, tuple[Spec, ...]]]:
    """(path without row numbers, component, what it stands in) of all that have answers, in the order of the document."""
    for spec in held:
        path = f"{scope}.{spec['key']}" if scope else str(spec["key"])
        repeats, inside = spec["type"] in REPEATS, [*spec.get("components", ())]
        inside += [child for column in spec.get("columns", ()) for child in column["components"]]
        if spec["type"] == "table":
            inside += [child for row in spec["rows"] for cell in row for child in cell["components"]]
        named = repeats or spec["type"] == "container"
        if named or not inside:
            yield path, spec, around
        yield from components(inside, path if named else scope, (*around, spec))


def _sent(data: Json, path: str, depth: int) -> Json:
    for step in re.findall(r"[^.\[\]]+|\[\d+\]", path):
        if step.startswith("["):
            number = int(step[1:-1])
            data = data[number] if isinstance(data, list) and number < len(data) else GONE
        elif depth == 0:
            break
        else:
            depth -= 1
            data = data.get(step, GONE) if isinstance(data, Mapping) else GONE
    return data
