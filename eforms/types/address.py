"""An address by administrative units: province → commune (two levels), or with district for the old three-level edition."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.text import tidy
from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.ports import Option, Ports
from eforms.tags import option_tags
from eforms.types.base import NOT_POSTED, FieldType, Json, Posted, Refuse, Spec, Unreadable
from eforms.types.choices import code

LEVELS = {"2": ("tinh", "xa"), "3": ("tinh", "huyen", "xa")}
LABELS = {
    "tinh": gettext_noop("Tỉnh, thành phố"),
    "huyen": gettext_noop("Quận, huyện, thị xã, thành phố"),
    "xa": gettext_noop("Phường, xã, đặc khu"),
}
DETAIL = "chiTiet"
MAX_DETAIL = 200


class Address(FieldType):
    """``{tinh, tinhTen, xa, xaTen, chiTiet}``: codes chosen, names written by the server, so that a print needs no lookup.

    ``properties.vn.edition`` is "2" (default) or "3"; ``detail``: "required" (default), "optional" or "none".
    """

    name = "address"
    template = "eforms/address.html"
    empty: Json = None

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> tuple[str, tuple[str, ...], str]:
        """See base: (edition, levels, detail)."""
        edition, detail = str(vn.get("edition") or "2"), str(vn.get("detail") or "required")
        if edition not in LEVELS or detail not in ("required", "optional", "none"):
            refuse("bad-address", _("Đặt properties.vn.edition là “2” hoặc “3” và detail là required, optional hoặc none."))
            edition = "2"
        return edition, LEVELS[edition], detail

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base. Names are looked up anew; what the client says about names counts for nothing."""
        if raw is None or raw == "":
            return {}
        if not isinstance(raw, Mapping):
            raise Unreadable("type", "choice-type")
        edition, levels, detail = field.extra
        kept: dict[str, Json] = {}
        parent = ""
        for level in levels:
            chosen = code(raw.get(level))[:20]
            if not chosen:
                continue
            kept[level] = chosen
            found = _unit(ports, edition, level, parent, chosen)
            if found:
                kept[f"{level}Ten"] = found.label
            parent = chosen
        line = raw.get(DETAIL)
        if detail != "none" and isinstance(line, str) and tidy(line):
            kept[DETAIL] = tidy(line)[: MAX_DETAIL + 1]
        return kept

    def is_empty(self, value: Json) -> bool:
        """See base."""
        return not value

    def missing(self, field: Field, value: Json, words: Words) -> Iterator[tuple[str, str]]:
        """Ask for the first level; the others follow when that is there."""
        yield ".tinh", words.say("address-tinh", "required")

    def validate(self, field: Field, value: Json, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        """Every level chosen and inside the one above; the detail line where it is asked for."""
        edition, levels, detail = field.extra
        if not isinstance(value, Mapping):
            return
        parent = ""
        for level in levels:
            chosen = value.get(level, "")
            if not chosen:
                yield f".{level}", "required", words.say(f"address-{level}", "required")
                return
            units = context.ports.address(edition, level, parent)
            if units is not None and all(unit.value != chosen for unit in units):
                yield f".{level}", "onlyAvailableItems", words.say("address-elsewhere", level=_(LABELS[level]).lower())
                return
            parent = chosen
        if detail == "required" and not value.get(DETAIL):
            yield f".{DETAIL}", "required", words.say("address-chiTiet", "required")
        elif len(value.get(DETAIL, "")) > MAX_DETAIL:
            yield f".{DETAIL}", "maxLength", words.say("maxLength", n=MAX_DETAIL)

    def display(self, field: Field, value: Json) -> str:
        """Số 12 đường Yersin, Phường Phú Cường, Tỉnh Bình Dương: from the line to the province."""
        if not isinstance(value, Mapping):
            return ""
        parts = [value.get(DETAIL, ""), *(self._name(field, value, level) for level in reversed(field.extra[1]))]
        return ", ".join(part for part in parts if part)

    def _name(self, field: Field, value: Mapping[str, Json], level: str) -> str:
        return str(value.get(f"{level}Ten") or value.get(level) or "")

    def inputs(self, field: Field, value: Json) -> dict[str, list[str]]:
        """See base."""
        held = value if isinstance(value, Mapping) else {}
        names = [*field.extra[1], DETAIL] if field.extra[2] != "none" else field.extra[1]
        return {f"-{name}": [str(held.get(name) or "")] for name in names}

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """See base."""
        names = [*field.extra[1], DETAIL]
        if not any(f"{name}-{part}" in post for part in names):
            return NOT_POSTED
        return {part: post.get(f"{name}-{part}") or "" for part in names}

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """One select per level, filled by the server; a level whose parent is not chosen yet waits for it."""
        edition, levels, detail = field.extra
        held = value if isinstance(value, Mapping) else {}
        selects, parent, ready = [], "", True
        for level in levels:
            units: Sequence[Option] = (ports.address(edition, level, parent) or ()) if ready else ()
            chosen = str(held.get(level) or "")
            waits = not ready
            below = levels[levels.index(level) + 1] if level != levels[-1] else ""
            selects.append(
                {
                    "level": level,
                    "label": _(LABELS[level]),
                    "value": chosen,
                    "tags": option_tags(units, chosen),
                    "waits": waits,
                    "refresh": bool(below),
                }
            )
            ready, parent = bool(chosen), chosen
        return {"selects": selects, "edition": edition, "detail": detail, "line": str(held.get(DETAIL) or "")}

    def anchor(self, field: Field) -> str:
        """See base."""
        return ".tinh"

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        levels = field.extra[1]
        names = [*levels, *(f"{level}Ten" for level in levels), DETAIL]
        return {"type": "object", "properties": {name: {"type": "string"} for name in names}, "required": list(levels)}


def _unit(ports: Ports, edition: str, level: str, parent: str, chosen: str) -> Option | None:
    return next((unit for unit in ports.address(edition, level, parent) or () if unit.value == chosen), None)
