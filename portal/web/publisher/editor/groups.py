"""Rows within a page: add by typing into the last one, take away and order by buttons that save. No script needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from portal.web.publisher.editor.boxes import Boxes

MOST = 200
ACTS = ("up", "down", "drop")
Rows = list[dict[str, Any]]


def _as_rows(value: Any) -> Rows:
    return [dict(row) for row in value or () if isinstance(row, Mapping)]


def _as_value(rows: Rows, before: Any) -> Any:
    return rows


@dataclass(frozen=True)
class Group:
    """One list: where it lies (a part of the content, or a key of a row), its rows' boxes, and how it is read and written.

    ``one``: what a row is called; ``add``: the words over the last, empty row; ``empty``: said where there is none.
    """

    part: str
    title: str | Promise
    one: str | Promise
    boxes: type[Boxes]
    hint: str | Promise = ""
    as_rows: Callable[[Any], Rows] = _as_rows
    as_value: Callable[[Rows, Any], Any] = _as_value


class RowSet:
    """The rows of one group on one page, shown (``data`` is ``None``) or sent."""

    def __init__(self, group: Group, data: Any, *, value: Any, content: Mapping[str, Any]) -> None:
        self.group, self.value = group, value
        self.prefix = group.part.replace("/", "-")
        held = group.as_rows(value)
        count = len(held) + 1 if data is None else min(_whole(data.get(f"{self.prefix}-so")), MOST)
        self.forms = [
            group.boxes(data, held=held[n] if data is None and n < len(held) else {}, content=content, prefix=self._name(n))
            for n in range(count)
        ]

    def _name(self, number: int) -> str:
        return f"{self.prefix}-{number}"

    @property
    def filled(self) -> int:
        """How many rows there are, the empty one at the end not counted."""
        return max(len(self.forms) - 1, 0)

    def shown(self, focus: str = "", act: str = "") -> list[dict[str, Any]]:
        """The rows with their buttons; ``focus`` is "prefix:2", the row that the button ``act`` has just moved."""
        last = len(self.forms) - 1
        return [
            {"form": form, "index": n, "blank": n == last, "first": n == 0, "last": n >= last - 1}
            | {"focus": pointed(focus, f"{self.prefix}:{n}", act, first=n == 0, last=n >= last - 1)}
            for n, form in enumerate(self.forms)
        ]

    def is_valid(self) -> bool:
        """Whether every row can be taken."""
        wrong = [form for form in self.forms if not form.is_valid()]  # all of them, so that each says what is wrong
        return not wrong

    @cached_property
    def _typed(self) -> list[dict[str, Any] | None]:
        made = [form.write({}) for form in self.forms]
        return [row or None for row in made]

    def made(self, act: str = "", number: int = -1) -> Any:
        """The list as typed, after one of its buttons; empty rows are no rows."""
        rows = list(self._typed)
        if 0 <= number < len(rows):
            if act == "drop":
                rows[number] = None
            other = number + {"up": -1, "down": 1}.get(act, 0)
            if 0 <= other < len(rows):
                rows[number], rows[other] = rows[other], rows[number]
        kept = [row for row in rows if row]
        if not kept and not self.group.as_rows(self.value):
            return self.value
        return self.group.as_value(kept, self.value)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else 0


def pressed(button: str) -> tuple[str, str, int]:
    """(act, prefix of the group, number of the row) of "up:steps:3"; ("", "", -1) for every other button."""
    act, _colon, rest = button.partition(":")
    prefix, _colon, number = rest.rpartition(":")
    return (act, prefix, _whole(number)) if act in ACTS and prefix and number.isdecimal() else ("", "", -1)


def pointed(focus: str, row: str, act: str, *, first: bool, last: bool) -> str:
    """Which button of a row gets the focus after the row was moved: the same again, the other at an end."""
    if focus != row:
        return ""
    return {"up": "down" if first else "up", "down": "up" if last else "down"}.get(act, "drop")


def as_texts(value: Any) -> Rows:
    """A list of texts as rows with one box."""
    return [{"text": text} for text in value or () if isinstance(text, str)]


def from_texts(rows: Rows, before: Any) -> list[str]:
    """And back."""
    return [row["text"] for row in rows if row.get("text")]
