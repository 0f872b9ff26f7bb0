"""Answers of a draft carried over to a newer version of its form, by stable key; what cannot go over is told, never dropped
in silence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from common import clock
from eforms import paths
from eforms import ports as outside
from eforms.intake import normalised
from eforms.nodes import Context, Field, Form
from eforms.paths import MISSING, bare, join
from eforms.ports import Ports
from eforms.types.base import Json, Unreadable


@dataclass(frozen=True, slots=True)
class Lost:
    """An answer that the newer form has no place for: its path, label and words, and a sentence why."""

    path: str
    label: str
    value: str
    reason: str


def carry(
    old: Form, new: Form, answers: Mapping[str, Any], *, ports: Ports | None = None, now: datetime | None = None
) -> tuple[dict[str, Any], tuple[Lost, ...]]:
    """(answers for ``new``, what was lost). Renamed questions are found by their reference.

    What the new form calculates or hides is left to its engine; an answer that a new rule finds too long or too late stays, for
    the person to correct.
    """
    over = _Over(old, new, ports or outside.current(), now or clock.now())
    over.scope([node for node in old.nodes if not node.grids], dict(answers), over.data, "")
    return over.data, tuple(over.lost)


class _Over:
    """One carrying over."""

    def __init__(self, old: Form, new: Form, ports: Ports, now: datetime) -> None:
        self.old, self.new, self.ports, self.now = old, new, ports, now
        self.by_id = {str(node.vn["id"]): node for node in new.nodes if node.vn.get("id")}
        self.data: dict[str, Json] = {}
        self.lost: list[Lost] = []

    def twin(self, node: Field) -> Field | None:
        """The same question in the new form: by its reference, else by its path."""
        found = self.by_id.get(str(node.vn.get("id") or ""))
        return found or self.new.by_path.get(bare(node.path))

    def scope(self, nodes: list[Field], answers: Mapping[str, Json], into: dict[str, Json], prefix: str) -> None:
        """Carry the answers that stand in one object: the whole, or one row."""
        for node in nodes:
            if not (node.kind.input or node.kind.repeats) or node.kind.computed or node.kind.name == "hidden":
                continue
            value = paths.get(dict(answers), node.parts)
            if value is MISSING or node.is_empty(value) or (node.calculate is not None and node.protected):
                continue
            self._one(node, value, into, join(prefix, node.key))

    def _one(self, node: Field, value: Json, into: dict[str, Json], at: str) -> None:
        twin = self.twin(node)
        if twin is None:
            self._lose(node, value, at, _("Bản mới không còn câu này."))
            return
        if len(twin.grids) != len(node.grids) or twin.kind.repeats != node.kind.repeats:
            self._lose(node, value, at, _("Bản mới hỏi câu này theo cách khác."))
            return
        if node.kind.repeats:
            self._rows(node, twin, value, into, at)
            return
        reason, kept = self._fitting(node, twin, value)
        if reason:
            self._lose(node, value, at, reason)
        if kept is not MISSING:
            paths.put(into, twin.parts, kept)

    def _rows(self, node: Field, twin: Field, rows: Json, into: dict[str, Json], at: str) -> None:
        inside = [below for below in self.old.nodes if below.grids and below.grids[-1] == node.index]
        made: list[dict[str, Json]] = []
        for number, row in enumerate(rows if isinstance(rows, list) else []):
            kept: dict[str, Json] = {}
            self.scope(inside, row, kept, f"{at}[{number}]")
            made.append(kept)
        paths.put(into, twin.parts, made)

    def _fitting(self, node: Field, twin: Field, value: Json) -> tuple[str, Json]:
        """("", the value) when it goes over, else (why not, what of it goes over)."""
        if node.kind.name != twin.kind.name and not _alike(node, twin):
            return _("Bản mới hỏi câu này theo loại khác."), MISSING
        if node.multiple and not twin.multiple and not twin.kind.takes_list:
            if len(value) > 1:
                return _("Bản mới chỉ nhận một câu trả lời."), MISSING
            value = value[0]
        if node.kind.name == twin.kind.name == "selectboxes":
            return self._boxes(node, twin, value)
        try:
            kept = normalised(twin, value, self.ports)
        except Unreadable:
            return _("Câu trả lời cũ không đúng kiểu của bản mới."), MISSING
        context = Context(self.data, {}, self.now, self.ports)
        items = kept if twin.multiple else [kept]
        wrong = {rule for item in items for _suffix, rule, _message in twin.kind.validate(twin, item, context, twin.words)}
        if "onlyAvailableItems" in wrong and not _narrowed(twin):
            return _("Lựa chọn này không còn trong bản mới."), MISSING
        if wrong and node.kind.name != twin.kind.name:
            return _("Câu trả lời cũ không đúng kiểu của bản mới."), MISSING
        return "", kept

    def _boxes(self, node: Field, twin: Field, value: Mapping[str, Json]) -> tuple[str, Json]:
        """Ticked boxes go over one by one."""
        known = {option.value for option in twin.extra.inline}
        kept = {name: ticked for name, ticked in value.items() if name in known}
        gone = any(ticked and name not in known for name, ticked in value.items())
        reason = _("Một lựa chọn đã đánh dấu không còn trong bản mới.") if gone else ""
        return reason, twin.kind.normalise(twin, kept, self.ports) if any(kept.values()) else MISSING

    def _lose(self, node: Field, value: Json, at: str, reason: str) -> None:
        for path, label, words in _told(self.old, node, value, at):
            self.lost.append(Lost(path, label, words, reason))


def _alike(node: Field, twin: Field) -> bool:
    """Tell whether the stored shapes are of one kind, so that the new type may try to read the old answer."""
    kinds = [one.kind.json_schema(one).get("type") for one in (node, twin)]
    return kinds[0] == kinds[1] and kinds[0] in ("string", "number", "integer") or set(kinds) == {"number", "integer"}


def _narrowed(twin: Field) -> bool:
    """Tell whether its list depends on another answer, which is checked when the person comes to it."""
    return bool(getattr(twin.extra, "parent", ""))


def _told(form: Form, node: Field, value: Json, at: str) -> Iterator[tuple[str, str, str]]:
    """(path, label, words) of a lost answer; rows are told answer by answer."""
    if not node.kind.repeats:
        items = value if node.multiple and isinstance(value, list) else [value]
        yield at, node.label, ", ".join(node.kind.display(node, item) for item in items if not node.kind.is_empty(item))
        return
    inside = [below for below in form.nodes if below.grids and below.grids[-1] == node.index]
    for number, row in enumerate(value if isinstance(value, list) else []):
        for below in inside:
            held = paths.get(row, below.parts)
            if held is not MISSING and below.kind.input and not below.is_empty(held):
                yield from _told(form, below, held, f"{at}[{number}].{below.key}")
