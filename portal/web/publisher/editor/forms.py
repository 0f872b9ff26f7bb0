"""One page's boxes and rows together: shown, sent, and put back into the content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BooleanField
from django.utils.translation import gettext

from portal.web.publisher.editor.boxes import Boxes
from portal.web.publisher.editor.groups import Group, RowSet, pressed
from procedures import sections


@dataclass(frozen=True)
class Filled:
    """The boxes of a page (``boxes`` may be none) and its lists of rows, over one mapping: the content, or a row of it."""

    held: Mapping[str, Any]
    boxes: Boxes | None
    rows: Sequence[RowSet]

    def is_valid(self) -> bool:
        """Whether everything can be taken; everything is looked at."""
        right = [rows.is_valid() for rows in self.rows]
        return (self.boxes is None or self.boxes.is_valid()) and all(right)

    def made(self, button: str = "") -> dict[str, Any]:
        """``held`` with what was typed, after the button of a row if one was pressed."""
        act, prefix, number = pressed(button)
        made = self.boxes.write(self.held) if self.boxes else dict(self.held)
        lists = {row.group.part: row.made(act, number) if row.prefix == prefix else row.made() for row in self.rows}
        return sections.with_parts(made, {part: value for part, value in lists.items() if value != self.held.get(part)})

    def read(self) -> list[tuple[str, str]]:
        """(label, words) of every box that says something, for those who only read."""
        forms = [*([self.boxes] if self.boxes else []), *(form for rows in self.rows for form in rows.forms)]
        said = [(str(box.label), _words(box)) for form in forms for box in form.visible_fields()]
        return [(label, words) for label, words in said if words]

    @property
    def summary(self) -> list[tuple[str, str]]:
        """(anchor, sentence) of everything that is wrong, in the order of the page."""
        forms = [*([self.boxes] if self.boxes else []), *(form for rows in self.rows for form in rows.forms)]
        return [(_anchor(box), str(words)) for form in forms for box in form for words in box.errors]


def _words(box: Any) -> str:
    """What a box says, as text: the words of what is chosen."""
    value = box.value()
    if isinstance(box.field, BooleanField):
        return gettext("Có") if value else ""
    chosen = value if isinstance(value, (list, tuple)) else [value]
    offered = dict(getattr(box.field, "choices", ()))
    return ", ".join(str(offered.get(one, one)) for one in chosen if one not in (None, ""))


def _anchor(box: Any) -> str:
    grouped = box.field.widget.__class__.__name__ in ("RadioSelect", "CheckboxSelectMultiple")
    return f"{box.auto_id}_0" if grouped else str(box.id_for_label or box.auto_id)


def fill(
    boxes: type[Boxes] | None,
    groups: Sequence[Group],
    data: Any,
    *,
    held: Mapping[str, Any],
    content: Mapping[str, Any],
) -> Filled:
    """Boxes and rows over ``held``; ``data`` is what was sent, ``None`` to show what is there."""
    made = boxes(data, held=held, content=content) if boxes else None
    return Filled(held, made, [RowSet(group, data, value=held.get(group.part), content=content) for group in groups])
