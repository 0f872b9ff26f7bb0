"""Reading and writing one property in the JSON of a component; what becomes empty is taken away, its holders too."""

from collections.abc import Mapping
from typing import Any

from eforms.building.descriptors import Stored
from eforms.building.tree import kind_of, label_of
from eforms.paths import section

Json = Any
_PARTS = {"full": (True, True, True), "month": (False, True, True), "year": (False, False, True), "any": (False, False, False)}
_ROWS = {"minRows": ("minRows", "minLength"), "maxRows": ("maxRows", "maxLength")}


def read_value(spec: Mapping[str, Json], stored: Stored) -> Json:
    """The present value, "" (or the usual one) when nothing is written."""
    head, _mark, special = stored.at.partition(":")
    if special:
        return _read_special(spec, special)
    holder: Json = spec
    for name in head.split("."):
        holder = holder.get(name) if isinstance(holder, Mapping) else None
    if holder is None:
        return _usual(stored)
    if stored.input == "yesno":
        return holder is not False if stored.usual is True else holder is True
    return holder if isinstance(holder, (str, int, float)) else ""


def _usual(stored: Stored) -> Json:
    """What an unwritten property means; of closed choices the first."""
    return stored.choices[0][0] if stored.usual is None else stored.usual


def _read_special(spec: Mapping[str, Json], name: str) -> Json:
    if name == "label":
        return label_of(spec)
    if name == "hint":
        return str(spec.get("description") or spec.get("tooltip") or "")
    if name == "html":
        return str(spec.get("html") or spec.get("content") or "")
    if name == "whole":
        return str(spec.get("decimalLimit")) == "0"
    if name == "list":
        return str(section(spec, "data").get("list") or section(section(spec, "properties"), "vn").get("list") or "")
    if name == "parts":
        parts = section(spec, "fields")
        asked = tuple(section(parts, part).get("required") is True for part in ("day", "month", "year"))
        return next((word for word, flags in _PARTS.items() if flags == asked), "any")
    if name in _ROWS:
        rules = section(spec, "validate")
        return next((held[key] for held in (rules, spec) for key in _ROWS[name] if held.get(key)), "")
    default = spec.get("defaultValue")
    return default if isinstance(default, (str, int, float)) and not isinstance(default, bool) else ""


def write_value(spec: dict[str, Json], stored: Stored, value: Json) -> None:
    """Write one checked value in place."""
    head, _mark, special = stored.at.partition(":")
    if special:
        _write_special(spec, special, value)
        return
    bare = value in ("", None) or (
        stored.usual is not None and value == stored.usual and isinstance(value, bool) == isinstance(stored.usual, bool)
    )
    put(spec, head.split("."), None if bare else value)


def put(holder: dict[str, Json], names: list[str], value: Json) -> None:
    """Write under nested names, or take away with ``None`` and let no empty object stay."""
    name, rest = names[0], names[1:]
    if not rest:
        if value is None:
            holder.pop(name, None)
        else:
            holder[name] = value
        return
    inner = dict(section(holder, name))
    put(inner, rest, value)
    if inner:
        holder[name] = inner
    else:
        holder.pop(name, None)


def _write_special(spec: dict[str, Json], name: str, value: Json) -> None:
    if name == "label":
        kind = kind_of(spec)
        written = "label" if kind is not None and (kind.input or kind.repeats) else _title_name(spec)
        put(spec, [written], value)
    elif name == "hint":
        spec.pop("tooltip", None)
        put(spec, ["description"], value or None)
    elif name == "html":
        spec.pop("content", None)
        spec["html"] = value or ""
    elif name == "whole":
        put(spec, ["decimalLimit"], 0 if value else None)
    elif name == "list":
        _write_list(spec, str(value or ""))
    elif name == "parts":
        flags = _PARTS.get(str(value), _PARTS["full"])
        spec["fields"] = {
            part: {**section(section(spec, "fields"), part), "required": flag}
            for part, flag in zip(("day", "month", "year"), flags, strict=True)
        }
    elif name in _ROWS:
        for key in _ROWS[name]:
            spec.pop(key, None)
            put(spec, ["validate", key], None)
        put(spec, ["validate", _ROWS[name][1]], value if value not in ("", None) else None)
    else:
        put(spec, ["defaultValue"], value if value not in ("", None) else None)


def _title_name(spec: Mapping[str, Json]) -> str:
    """Where a layout component keeps its name."""
    usual = {"fieldset": "legend", "container": "label"}.get(str(spec.get("type")), "title")
    return next((name for name in ("title", "legend", "label") if spec.get(name)), usual)


def _write_list(spec: dict[str, Json], named: str) -> None:
    data = {name: value for name, value in section(spec, "data").items() if name in ("list", "parent", "values")}
    if named:
        data.pop("values", None)
        spec.pop("dataSrc", None)
        spec["data"] = {**data, "list": named}
    else:
        data.pop("list", None)
        data.pop("parent", None)
        spec["data"] = data or {"values": []}
