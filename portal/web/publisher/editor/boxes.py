"""Boxes over a piece of the content: a box's name is its key there, ``a__b`` the key ``b`` of the mapping ``a``."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

PREFIX = "o"
"""Every box's name begins so: none can be taken for the page's own (_seen, viec)."""


class Boxes(forms.Form):
    """What can be told about one thing. ``held``: the thing as the content has it; ``content``: all of it, to choose from.

    ``folded``: the boxes that stand folded away at the end, ``folded_title`` over them. ``hidden``: those that only travel.
    """

    hidden: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    folded_title: Any = ""

    def __init__(self, data: Any = None, *, held: Mapping[str, Any], content: Mapping[str, Any], prefix: str = PREFIX) -> None:
        self.held, self.content = held, content
        super().__init__(data, prefix=prefix, initial=self.read(held))
        for name in self.hidden:
            self.fields[name].widget = forms.HiddenInput()
        self.offer(content)

    def offer(self, content: Mapping[str, Any]) -> None:
        """Fill the lists to choose from."""

    def read(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """The boxes' first values."""
        return {name: _get(held, name.split("__")) for name in self.base_fields}

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """``held`` with what was typed; what has no box stays, an empty box takes its key away."""
        made = dict(held)
        for name in self.fields:
            made = _set(made, name.split("__"), self.cleaned_data.get(name))
        return made

    def open_boxes(self) -> Iterator[forms.BoundField]:
        """The boxes that are always in sight."""
        return (box for box in self.visible_fields() if box.name not in self.folded)

    def folded_boxes(self) -> list[forms.BoundField]:
        """The boxes that most people do not need."""
        return [box for box in self.visible_fields() if box.name in self.folded]

    @property
    def unfold(self) -> bool:
        """Whether something is wrong among the folded ones."""
        return any(box.errors for box in self.folded_boxes())


def _get(node: Any, path: list[str]) -> Any:
    for name in path:
        node = node.get(name) if isinstance(node, Mapping) else None
    return node


def _set(node: Mapping[str, Any], path: list[str], value: Any) -> dict[str, Any]:
    made, (name, *rest) = dict(node), path
    if rest:
        inner = made.get(name)
        value = _set(inner if isinstance(inner, Mapping) else {}, rest, value) or None
    if value is None:
        # A part that is there and empty says the same as one that is not: it is no change.
        if made.get(name) not in ("", [], {}, False):
            made.pop(name, None)
    else:
        made[name] = value
    return made
