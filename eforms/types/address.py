"""An address by administrative units: province → commune (two levels), or with district for the old three-level edition.

The commune may be found by its name, the names of the other edition included ("trước là …", "nay thuộc …"): with a script the
box suggests while one types, without it the button "Tìm" posts the words (``tim``) and the places come back as radios (``noi``).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.text import fold, tidy
from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.ports import Option, Place, Ports
from eforms.tags import option_tags
from eforms.types.base import NOT_POSTED, FieldType, Json, Posted, Refuse, Spec, Unreadable, kept
from eforms.types.choices import code

LEVELS = {"2": ("tinh", "xa"), "3": ("tinh", "huyen", "xa")}
LABELS = {
    "tinh": gettext_noop("Tỉnh, thành phố"),
    "huyen": gettext_noop("Quận, huyện, thị xã, thành phố"),
    "xa": gettext_noop("Phường, xã, đặc khu"),
}
DETAIL = "chiTiet"
WORDS, FOUND = "tim", "noi"
MAX_DETAIL = 200
MAX_WORDS = 200
MOST_PARTS = 5
"""How many commas a line of text is taken apart at: each costs a search."""


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
        """See base. Names are looked up anew; what the client says about names counts for nothing.

        A line of text (what an account knows) is taken apart when it names one commune, else it becomes words to find one by.
        """
        if raw is None:
            return None
        if raw == "":
            return {}
        edition, levels, detail = field.extra
        if isinstance(raw, str):
            raw = _taken_apart(edition, kept(raw, MAX_WORDS), ports)
            if field.fact and WORDS in raw:
                raise Unreadable("type", "choice-type")  # half known is not known: ask
        if not isinstance(raw, Mapping):
            raise Unreadable("type", "choice-type")
        held: dict[str, Json] = self._units(edition, levels, raw, ports)
        line, words = raw.get(DETAIL), raw.get(WORDS)
        if detail != "none" and isinstance(line, str) and tidy(line[: 4 * MAX_DETAIL]):
            held[DETAIL] = tidy(line[: 4 * MAX_DETAIL])[: MAX_DETAIL + 1]
        if levels[-1] not in held and isinstance(words, str) and kept(words, MAX_WORDS):
            held[WORDS] = kept(words, MAX_WORDS)
        return held

    def _units(self, edition: str, levels: tuple[str, ...], raw: Mapping[str, Json], ports: Ports) -> dict[str, Json]:
        """Codes and names of the levels; a commune chosen by name, or given alone, brings what it lies in."""
        codes = {level: _code(raw.get(level)) for level in levels}
        found = _code(raw.get(FOUND)) or ("" if codes[levels[0]] else codes[levels[-1]])
        chain = ports.chain(edition, found) if found else None
        if chain is not None and len(chain) == len(levels):
            codes = {level: unit.value for level, unit in zip(levels, chain, strict=True)}
        held: dict[str, Json] = {}
        parent = ""
        for level in levels:
            if codes[level]:
                held[level] = codes[level]
                unit = _unit(ports, edition, level, parent, codes[level])
                if unit:
                    held[f"{level}Ten"] = unit.label
                parent = codes[level]
        return held

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
                ask = "address-found" if value.get(WORDS) else f"address-{level}"
                yield f".{level}", "required", words.say(ask, "required")
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
        return {f"-{name}": [str(held.get(name) or "")] for name in self._names(field)}

    def _names(self, field: Field) -> list[str]:
        return [*field.extra[1], WORDS, *([DETAIL] if field.extra[2] != "none" else [])]

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """See base."""
        names = [*field.extra[1], DETAIL]
        asked = [part for part in (WORDS, FOUND) if f"{name}-{part}" in post]
        if not asked and not any(f"{name}-{part}" in post for part in names):
            return NOT_POSTED
        sent = {part: post.get(f"{name}-{part}") or "" for part in [*names, *asked]}
        if f"_find:{name}" in post and sent.get(WORDS):
            sent[field.extra[1][-1]] = ""  # who looks for a place means another one than stands there
        return sent

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """One select per level, filled by the server; a level whose parent is not chosen yet waits for it."""
        edition, levels, detail = field.extra
        held = value if isinstance(value, Mapping) else {}
        selects, parent, ready = [], "", True
        for level in levels:
            units: Sequence[Option] = (ports.address(edition, level, parent) or ()) if ready else ()
            chosen = str(held.get(level) or "")
            selects.append(
                {
                    "level": level, "label": _(LABELS[level]), "value": chosen, "tags": option_tags(units, chosen),
                    "waits": not ready, "refresh": level != levels[-1],
                }
            )  # fmt: skip
            ready, parent = bool(chosen), chosen
        words = str(held.get(WORDS) or "")
        found = [_choice(place) for place in ports.places(edition, words)] if words else []
        return {
            "selects": selects, "edition": edition, "detail": detail, "line": str(held.get(DETAIL) or ""),
            "words": words, "found": found,
        }  # fmt: skip

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


def _code(raw: Json) -> str:
    return code(raw)[:20]


def _choice(place: Place) -> dict[str, Any]:
    """A place as the page offers it; one that was divided is offered as its parts."""
    offered = place.choices or (place,)
    return {
        "asks": place.full if place.choices else "",
        "note": place.note,
        "options": [{"value": one.code, "label": one.full, "note": "" if place.choices else one.note} for one in offered],
    }


def _taken_apart(edition: str, text: str, ports: Ports) -> dict[str, Json]:
    """ "12 Yersin, phường Phú Cường, …" → the line and the commune, if the words after some comma name just one."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for first in range(min(len(parts), MOST_PARTS)):
        words = ", ".join(parts[first:])
        places = ports.places(edition, words)
        if places:
            line = ", ".join(parts[:first])
            sure = [place for place in places if not place.choices]
            exact = [place for place in sure if fold(parts[first]) == fold(place.chain[-1].label)] or sure
            if len(exact) == 1 and len(sure) == len(places):
                return {FOUND: exact[0].code, DETAIL: line}
            return {WORDS: words, DETAIL: line}
    return {WORDS: text}
