"""Choices: one box, radios, lists, several boxes. Values stay text (``"01"`` and ``"79"`` alike) and are always checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.jsvalues import text
from common.text import fold
from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.paths import section
from eforms.ports import Option, Ports, current
from eforms.tags import option_tags
from eforms.types.base import NOT_POSTED, FieldType, Json, Posted, Refuse, Spec, Unreadable, kept

MOST_CODE = 200
MOST_FOUND = 10
LONG = 100
"""A list of so many is found by its words."""
_TICKED = (True, "true", 1, "1", "on")


@dataclass(frozen=True, slots=True)
class Source:
    """Where options come from: written in the form, or a named list, perhaps narrowed by another field (``parent``)."""

    inline: tuple[Option, ...] = ()
    list_name: str = ""
    parent: str = ""

    def options(self, ports: Ports, parent: str = "") -> tuple[Option, ...] | None:
        """All entries, or ``None`` when the named list is not known here."""
        if not self.list_name:
            return self.inline
        if self.parent and not parent:
            return ()
        found = ports.options(self.list_name, "", parent)
        return None if found is None else tuple(found)


def read_options(values: Json, refuse: Refuse) -> tuple[Option, ...]:
    """Read Form.io's ``values``: [{label, value}], at least one, no value twice."""
    options = []
    for item in values if isinstance(values, list) else []:
        if isinstance(item, Mapping) and item.get("value") not in (None, ""):
            label = item.get("label")
            options.append(Option(text(item["value"]), str(label or item["value"]), str(item.get("description") or "")))
    if not options:
        refuse("no-options", _("Thêm ít nhất một lựa chọn có “value” và “label”."))
    if len({option.value for option in options}) < len(options):
        refuse("duplicate-option", _("Hai lựa chọn đang dùng chung một “value”, hãy đổi một trong hai."))
    return tuple(options)


def code(raw: Json) -> str:
    """A chosen value as text: a number keeps its digits, true and false their names."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return kept(raw, MOST_CODE) if len(raw) > MOST_CODE or not raw.isprintable() else raw
    if isinstance(raw, (int, float)) and abs(raw) < 10**20:  # neither NaN nor infinity
        return text(raw)
    raise Unreadable("type", "choice-type")


class Checkbox(FieldType):
    """One box to tick; required means it must be ticked."""

    name = "checkbox"
    template = "eforms/checkbox.html"
    ask = "tick"
    empty = False

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base."""
        if raw is None:
            return None
        if isinstance(raw, (str, int)):
            if raw in ("", False, "false", 0, "0", "off"):
                return False
            if raw in _TICKED:
                return True
        raise Unreadable("type", "choice-type")

    def is_empty(self, value: Json) -> bool:
        """See base."""
        return value is not True

    def display(self, field: Field, value: Json) -> str:
        """Có or Không."""
        return _("Có") if value is True else _("Không")

    def inputs(self, field: Field, value: Json) -> dict[str, list[str]]:
        """See base."""
        return {"": ["1"] if value is True else []}

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """A box that is not posted is not ticked."""
        return name in post

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        return {"checked": value is True}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "boolean"}


class Radio(FieldType):
    """One of a few, all visible."""

    name = "radio"
    template = "eforms/radios.html"
    ask = "choose"

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> Source:
        """See base."""
        if vn.get("list"):
            return Source(list_name=str(vn["list"]))
        return Source(inline=read_options(spec.get("values"), refuse))

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base."""
        return None if raw is None else code(raw)

    def validate(self, field: Field, value: Json, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        """Always among the options: a reference without ``onlyAvailableItems`` would let anything in."""
        options = self.options(field, context.ports, context.data, context.row)
        if options is not None and all(option.value != value for option in options):
            yield "", "onlyAvailableItems", words.say("onlyAvailableItems")

    def options(self, field: Field, ports: Ports, data: Mapping[str, Json], row: Mapping[str, Json]) -> tuple[Option, ...] | None:
        """The options that are open now."""
        return field.extra.options(ports)

    def display(self, field: Field, value: Json) -> str:
        """The option's label."""
        options = field.extra.options(current()) or ()
        return next((option.label for option in options if option.value == value), str(value or ""))

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        options = field.extra.options(ports) or ()
        inline = bool(field.spec.get("inline")) or (len(options) == 2 and all(len(o.label) <= 12 for o in options))
        return {"value": value, "options": options, "inline": inline}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        inline = field.extra.inline
        return {"type": "string", "enum": [option.value for option in inline]} if inline else {"type": "string"}


class Select(Radio):
    """One of many: written in the form, or a named list (``data.list``), narrowed by another field (``data.parent``)."""

    name = "select"
    template = "eforms/select.html"

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> Source:
        """See base."""
        data = section(spec, "data")
        named = data.get("list") or vn.get("list")
        if named:
            return Source(list_name=str(named), parent=str(data.get("parent") or vn.get("parent") or ""))
        kind = spec.get("dataSrc") or "values"
        if kind not in ("values", "json"):
            refuse(
                "data-source",
                _("Danh sách lấy từ “%s” không dùng được. Viết các lựa chọn vào biểu mẫu hoặc đặt data.list.") % kind,
            )
            return Source()
        return Source(inline=read_options(data.get("values") if kind == "values" else data.get("json"), refuse))

    def options(self, field: Field, ports: Ports, data: Mapping[str, Json], row: Mapping[str, Json]) -> tuple[Option, ...] | None:
        """See Radio; the parent's answer stands in the same row first, then in the answers."""
        source: Source = field.extra
        return source.options(ports, self.parent_value(source, data, row))

    def drawn(self, field: Field, value: str, ports: Ports, data: Mapping[str, Json], row: Mapping[str, Json]) -> dict[str, Any]:
        """The list as it is open now; a long one is found by words, with radios for what fits them."""
        options = self.options(field, ports, data, row) or ()
        source: Source = field.extra
        if len(options) < LONG:
            return {"options": options, "parent": source.parent, "tags": option_tags(options, value)}
        chosen = next((option for option in options if option.value == value), None)
        return {
            "template": "eforms/search.html",
            "chosen": chosen,
            "found": [] if chosen or not value else _fitting(options, value),
            "words": chosen.label if chosen else value,
            "list": source.list_name,
            "within": self.parent_value(source, data, row),
        }

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """What was chosen; else the words typed to find it, which stay in their box until one of the found is chosen.

        ``-nhan`` is the label that stood in the box: other words there mean that the person looks for something else.
        """
        chosen = super().read(field, name, post)
        if f"{name}-tim" not in post:
            return chosen
        words, label = post.get(f"{name}-tim"), post.get(f"{name}-nhan")
        return words if chosen in (NOT_POSTED, "") or (label is not None and words != label) else chosen

    def parent_value(self, source: Source, data: Mapping[str, Json], row: Mapping[str, Json]) -> str:
        """The chosen value of the field that narrows this list."""
        if not source.parent:
            return ""
        for scope in (row, data):
            found: Json = scope
            for part in source.parent.split("."):
                found = found.get(part) if isinstance(found, Mapping) else None
            if isinstance(found, str) and found:
                return found
        return ""

    def display(self, field: Field, value: Json) -> str:
        """The option's label; a narrowed list is asked without its parent, the value itself is the last resort."""
        source: Source = field.extra
        options = source.inline or current().options(source.list_name) or ()
        return next((option.label for option in options if option.value == value), str(value or ""))


def _fitting(options: Sequence[Option], words: str) -> list[Option]:
    """Options whose labels hold every word, at most ten; diacritics are not needed."""
    wanted = fold(words).split()
    return [option for option in options if all(word in fold(option.label) for word in wanted)][:MOST_FOUND]


class SelectBoxes(FieldType):
    """Several of a few: ``{option: true|false}``."""

    name = "selectboxes"
    absent: Json = {}
    template = "eforms/checkboxes.html"
    rules = frozenset({"minSelectedCount", "maxSelectedCount"})
    ask = "tick-some"

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> Source:
        """See base."""
        return Source(inline=read_options(spec.get("values"), refuse))

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base: the boxes that were sent; unknown ones that were ticked are an error."""
        known = [option.value for option in field.extra.inline]
        if raw is None or isinstance(raw, str):
            raw = {raw: True} if raw else {}
        if isinstance(raw, list) and all(isinstance(item, str) for item in raw):
            raw = dict.fromkeys(raw, True)
        if not isinstance(raw, Mapping):
            raise Unreadable("type", "choice-type")
        boxes = {text(name): isinstance(value, (str, int)) and value in _TICKED for name, value in raw.items()}
        strict = section(field.spec, "validate").get("onlyAvailableItems") is True
        if any((ticked or strict) and name not in known for name, ticked in boxes.items() if name):
            known_ones = {name: ticked for name, ticked in boxes.items() if name in known}
            raise Unreadable("onlyAvailableItems", "onlyAvailableItems", known_ones)
        return {name: ticked for name, ticked in boxes.items() if name in known}

    def is_empty(self, value: Json) -> bool:
        """See base."""
        return not isinstance(value, Mapping) or not any(value.values())

    def display(self, field: Field, value: Json) -> str:
        """The ticked labels, parted by commas."""
        chosen = value if isinstance(value, Mapping) else {}
        return ", ".join(option.label for option in field.extra.inline if chosen.get(option.value))

    def inputs(self, field: Field, value: Json) -> dict[str, list[str]]:
        """See base."""
        return {"": [name for name, ticked in (value or {}).items() if ticked]}

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """Boxes that are not posted are not ticked."""
        ticked = post.getlist(name) if name in post else []
        return {option.value: option.value in ticked for option in field.extra.inline} | dict.fromkeys(ticked, True)

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        return {"options": field.extra.inline, "chosen": self.inputs(field, value if isinstance(value, Mapping) else {})[""]}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "object", "properties": {option.value: {"type": "boolean"} for option in field.extra.inline}}
