"""One component before and after, aspect by aspect: (what, sentence, lost answer paths, important)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from common.jsvalues import text
from eforms.building.catalogue import kind_words
from eforms.building.crossrules import required_condition, rule_words
from eforms.building.descriptors import TABLE, Stored
from eforms.building.options import options_of
from eforms.building.questions import Question, seen_from
from eforms.building.sentences import condition_words
from eforms.building.stored import put, read_value, write_value
from eforms.building.tree import Place, clone, type_of, vn
from eforms.paths import section

Json = Any
Aspect = tuple[str, str, tuple[str, ...], bool]
Questions = Mapping[str, Question]
# Kinds of change by property; the others are "other" hints of display.
_WHAT = {
    "label": "label", "hint": "text", "html": "text", "required": "required", "fact": "prefill", "prefill": "prefill",
    "default": "default", "list": "options", "parent": "options", "multiple": "type",
}  # fmt: skip
_IMPORTANT = frozenset({"required", "multiple", "list", "fact"})
_MINE = ("conditional", "calculateValue", "allowCalculateOverride", "customDefaultValue", "values", "logic", "key", "type")
_HELD = ("components", "columns", "rows")


def called(one: Place) -> str:
    """Câu hỏi “Số tờ khai”, trang “Cha và mẹ”, nhóm “Thông tin của người mẹ”."""
    name = one.label or one.key
    if one.is_page:
        return _("trang “%s”") % name
    if one.kind is not None and (one.kind.layout or one.kind.repeats):
        return _("nhóm “%s”") % name
    if one.asks:
        return _("câu hỏi “%s”") % name
    return f"{kind_words(one.type).name.lower()} “{name}”"


def upper_first(words: str) -> str:
    """The same words at the head of a sentence."""
    return words[:1].upper() + words[1:]


def compared(old: Place, new: Place, before: Questions, after: Questions) -> Iterator[Aspect]:
    """Everything that is said differently now."""
    name = upper_first(called(new))
    if type_of(old.spec) != type_of(new.spec):
        words = {"what": name, "old": kind_words(old.type).name, "new": kind_words(new.type).name}
        yield "type", _("%(what)s đổi từ loại “%(old)s” thành “%(new)s”") % words, (old.path,) if old.asks else (), True
    yield from _properties(old, new, name)
    yield from _options(old, new, name)
    yield from _rules(old, new, name, seen_from(before, old.grid), seen_from(after, new.grid))
    link = section(vn(old.spec), "block"), section(vn(new.spec), "block")
    if link[0] != link[1]:
        yield "block", _block(name, *link), (), False
    rest = _rest(old, new)
    if rest:
        yield "other", _("%(what)s đổi thiết lập khác: %(rest)s") % {"what": name, "rest": ", ".join(rest)}, (), False


def _properties(old: Place, new: Place, name: str) -> Iterator[Aspect]:
    for stored in TABLE:
        if new.kind is None or not stored.fits(new.kind, new):
            continue
        was, now = read_value(old.spec, stored), read_value(new.spec, stored)
        if was != now:
            important = stored.name in _IMPORTANT or stored.group == "check"
            yield (
                _WHAT.get(stored.name, "limit" if stored.group == "check" else "other"),
                _said(stored, was, now, name),
                (),
                important,
            )


def _said(stored: Stored, was: Json, now: Json, name: str) -> str:
    if stored.name == "label":
        return _("“%(old)s” nay viết là “%(new)s”") % {"old": was, "new": now}
    if stored.name == "required":
        return (_("%s nay bắt buộc") if now else _("%s nay không bắt buộc")) % name
    words = {"what": name, "property": _(stored.label), "old": _words(stored, was), "new": _words(stored, now)}
    if stored.input == "yesno":
        return (_("%(what)s: nay có “%(property)s”") if now else _("%(what)s: nay không “%(property)s”")) % words
    if was == "":
        return _("%(what)s: “%(property)s” nay là “%(new)s”") % words
    if now == "":
        return _("%(what)s: bỏ “%(property)s” (trước là “%(old)s”)") % words
    return _("%(what)s: “%(property)s” đổi từ “%(old)s” thành “%(new)s”") % words


def _words(stored: Stored, value: Json) -> str:
    return next((_(label) for choice, label in stored.choices if choice == value), text(value))


def _options(old: Place, new: Place, name: str) -> Iterator[Aspect]:
    was = {text(item.get("value")): item for item in options_of(old.spec)}
    now = {text(item.get("value")): item for item in options_of(new.spec)}
    for value, item in now.items():
        words = {"what": name, "option": item.get("label")}
        if value not in was:
            yield "options", _("%(what)s thêm lựa chọn “%(option)s”") % words, (), False
        elif was[value].get("label") != item.get("label"):
            words["old"] = was[value].get("label")
            yield "options", _("%(what)s: lựa chọn “%(old)s” nay viết là “%(option)s”") % words, (), False
        elif was[value].get("description") != item.get("description"):
            yield "options", _("%(what)s: lựa chọn “%(option)s” đổi lời giải thích") % words, (), False
    for value, item in was.items():
        if value not in now and now:
            words = {"what": name, "option": item.get("label")}
            yield "options", _("%(what)s bỏ lựa chọn “%(option)s”") % words, (old.path,), True
    if set(was) == set(now) and list(was) != list(now):
        yield "options", _("%s đổi thứ tự lựa chọn") % name, (), False


def _rules(old: Place, new: Place, name: str, before: Questions, after: Questions) -> Iterator[Aspect]:
    always = _("Luôn hiện")
    yield from _rule("condition", _("%(what)s: điều kiện đổi từ “%(old)s” thành “%(new)s”"), name, (
        (old.spec.get("conditional"), condition_words(old.spec.get("conditional"), before) or always),
        (new.spec.get("conditional"), condition_words(new.spec.get("conditional"), after) or always),
    ))  # fmt: skip
    none = _("không có")
    yield from _rule("rule", _("%(what)s: luật kiểm tra đổi từ “%(old)s” thành “%(new)s”"), name, (
        (_json(old), rule_words(_json(old), before) or none), (_json(new), rule_words(_json(new), after) or none),
    ))  # fmt: skip
    needed = required_condition(old.spec), required_condition(new.spec)
    yield from _rule("required", _("%(what)s: bắt buộc khi đổi từ “%(old)s” thành “%(new)s”"), name, (
        (needed[0], condition_words(needed[0], before) or none), (needed[1], condition_words(needed[1], after) or none),
    ))  # fmt: skip
    sums = [(spec.get("calculateValue") or None, spec.get("allowCalculateOverride") is True) for spec in (old.spec, new.spec)]
    if sums[0] != sums[1]:
        sentence = (
            _("%s có phép tính mới") if not sums[0][0] else _("%s không còn tự tính") if not sums[1][0] else _("%s đổi phép tính")
        )
        yield "calculation", sentence % name, (), True
    if (old.spec.get("customDefaultValue") or None) != (new.spec.get("customDefaultValue") or None):
        yield "default", _("%s đổi phép tính của câu trả lời có sẵn") % name, (), False


def _json(one: Place) -> Json:
    return section(one.spec, "validate").get("json") or None


def _rule(what: str, sentence: str, name: str, sides: tuple[tuple[Json, str], tuple[Json, str]]) -> Iterator[Aspect]:
    """One rule before and after: told when it says something else, or when advanced logic differs behind the same words."""
    (was, old), (now, new) = sides
    if old != new:
        yield what, sentence % {"what": name, "old": old, "new": new}, (), True
    elif old in (_("Hiện theo điều kiện nâng cao"), _("Luật nâng cao")) and was != now:
        yield what, _("%(what)s: đổi nội dung của “%(new)s”") % {"what": name, "new": new}, (), True


def _block(name: str, old: Mapping[str, Json], new: Mapping[str, Json]) -> str:
    if not new:
        return _("%s không còn liên kết với khối") % name
    if not old:
        return _("%s nay liên kết với khối") % name
    return _("%(what)s dùng bản %(new)s của khối") % {"what": name, "new": new.get("version")}


def _rest(old: Place, new: Place) -> list[str]:
    """Names of what differs and that no sentence above tells."""
    was, now = _stripped(old), _stripped(new)
    return sorted(key for key in {*was, *now} if was.get(key) != now.get(key))


def _stripped(one: Place) -> dict[str, Json]:
    spec = clone({key: value for key, value in one.spec.items() if key not in _HELD})
    if isinstance(one.spec.get("rows"), int):
        spec["rows"] = one.spec["rows"]
    for stored in TABLE:
        if one.kind is not None and stored.fits(one.kind, one):
            write_value(spec, stored, stored.usual if isinstance(stored.usual, bool) else "")
    for name in _MINE:
        spec.pop(name, None)
    put(spec, ["validate", "json"], None)
    put(spec, ["data", "values"], None)
    for name in ("id", "block", "type"):
        put(spec, ["properties", "vn", name], None)
    if one.type == "day":
        spec.pop("fields", None)
    return spec
