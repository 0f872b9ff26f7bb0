"""Reads any Form.io JSON into a form that the engine accepts, and says of everything what became of it.

First what is known to differ between Form.io's builder and this language (pages, buttons, noise, types, simple JavaScript
conditions), then whatever the engine itself refuses, one refusal after another, until it accepts the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from eforms import schema
from eforms.building.foreign import condition_of, converted, is_noise
from eforms.building.keys import KEY, fresh_key, key_for, taken_in
from eforms.building.mending import mend
from eforms.building.tree import clone, identified, kind_of, label_of, scope_inside, slots
from eforms.paths import bare, join
from eforms.types import IGNORED

Json = Any
_AT = "_at"
_KEPT = ("display", "title", "name", "i18n", "components")
MOST_MENDS = 400


@dataclass(frozen=True, slots=True)
class Report:
    """One line of the import: ``what``: changed, replaced, removed; ``path`` in the given document; ``label``: the question's
    words; ``message``: what was done and what to do now."""

    what: str
    path: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class Import:
    """``document`` is accepted by the engine; empty ``components`` when nothing could be read."""

    document: dict[str, Any]
    report: tuple[Report, ...]


@dataclass(slots=True)
class Reading:
    """The import under way."""

    report: list[Report] = field(default_factory=list)
    noise: dict[str, int] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def note(self, what: str, spec: Mapping[str, Json], message: str) -> None:
        """One line about a component."""
        self.report.append(Report(what, str(spec.get(_AT) or ""), label_of(spec) or str(spec.get("key") or ""), message))


def imported(document: Any) -> Import:
    """Read any Form.io JSON (a form, or an export that holds one)."""
    reading = Reading()
    found, before = _find(document)
    if found is None:
        message = _("Không thấy biểu mẫu nào trong tệp. Chọn tệp JSON của Form.io có “components”.")
        return Import({"display": "wizard", "title": "", "components": []}, (Report("removed", "", "", message),))
    made: dict[str, Json] = clone(found)
    extra = sorted(name for name in made if name not in _KEPT)
    if extra:
        message = _("Bỏ những phần không thuộc nội dung biểu mẫu: %s.") % ", ".join(extra)
        reading.report.append(Report("changed", before, "", message))
    made = {name: made[name] for name in _KEPT if name in made}
    _components(made, f"{before}.components" if before else "components", reading)
    _pages(made, reading)
    if reading.noise:
        listed = ", ".join(sorted(reading.noise))
        message = _("Bỏ %(count)d thiết lập của trình soạn Form.io không có tác dụng ở đây: %(names)s.")
        reading.report.append(Report("changed", before, "", message % {"count": sum(reading.noise.values()), "names": listed}))
    _accepted(made, reading)
    _unmark(made)
    return Import(identified(made), tuple(reading.report))


def _find(document: Json) -> tuple[Mapping[str, Json] | None, str]:
    """The form in a file and its path there: itself, ``form``, a project's ``forms``, or a bare list of components."""
    if isinstance(document, list):
        return {"components": document}, ""
    if not isinstance(document, Mapping):
        return None, ""
    if isinstance(document.get("components"), list):
        return document, ""
    for name in ("form", "schema", "template", "forms"):
        inner = document.get(name)
        if isinstance(inner, Mapping):
            found, path = _find(inner)
            if found is not None:
                return found, join(name, path)
    for name, inner in document.items():
        if isinstance(inner, Mapping) and isinstance(inner.get("components"), list):
            return inner, str(name)
    return None, ""


def _components(made: dict[str, Json], at: str, reading: Reading) -> None:
    """Mark every component with its place, then read the tree from the top."""
    held = made.get("components")
    made["components"] = _list(held if isinstance(held, list) else [], at, "", reading)


def _list(held: list[Json], at: str, scope: str, reading: Reading) -> list[Json]:
    kept: list[Json] = []
    for number, spec in enumerate(held):
        here = f"{at}[{number}]"
        if not isinstance(spec, Mapping):
            reading.report.append(Report("removed", here, "", _("Bỏ một phần không phải là thành phần của biểu mẫu.")))
            continue
        kept += _one({**spec, _AT: here}, scope, reading)
    return kept


def _one(spec: dict[str, Json], scope: str, reading: Reading) -> list[dict[str, Json]]:
    """What one component becomes: itself, another, several or nothing."""
    if not isinstance(spec.get("type"), str):
        spec["type"] = "textfield" if "components" not in spec else "fieldset"
        reading.note("changed", spec, _("Thành phần không ghi loại nên thành ô chữ hoặc nhóm. Chọn lại loại."))
    if spec["type"] in IGNORED:
        reading.note("removed", spec, _("Bỏ nút “%s”: các nút do hệ thống vẽ.") % (spec.get("label") or spec.get("key") or ""))
        return []
    made, what, message = converted(spec)
    if what:
        reading.note(what, spec, message)
    found = []
    for one in made:
        _quiet(one, reading)
        _script(one, reading)
        _key(one, scope, reading)
        _childless(one, reading)
        path = join(scope, str(one.get("key") or ""))
        inside = scope_inside(one, path, scope)
        for _name, where, held in list(slots(one)):
            held[:] = _list(list(held), f"{one[_AT]}.{where}", inside, reading)
        found.append(one)
    return found


def _childless(spec: dict[str, Json], reading: Reading) -> None:
    """What a question holds, which nobody would ever see."""
    kind = kind_of(spec)
    if "components" in spec and kind is not None and not (kind.layout or kind.repeats):
        del spec["components"]
        reading.note("removed", spec, _("Bỏ các thành phần nằm trong một câu hỏi: loại này không chứa câu hỏi khác."))


def _quiet(spec: dict[str, Json], reading: Reading) -> None:
    """Take away what Form.io's builder writes into every component and that says nothing."""
    for name in [name for name, value in spec.items() if is_noise(name, value)]:
        if name != "input" and spec[name] not in (None, "", False, [], {}):
            reading.noise[name] = reading.noise.get(name, 0) + 1
        del spec[name]
    for holder in ("validate", "conditional", "properties", "data"):
        held = spec.get(holder)
        if isinstance(held, Mapping):
            spec[holder] = {name: value for name, value in held.items() if value not in (None, "", [], {})}
            if holder == "validate":
                spec[holder] = {name: value for name, value in spec[holder].items() if value is not False}
            silent = holder == "conditional" and not any(spec[holder].get(name) for name in ("when", "conditions", "json"))
            if not spec[holder] or silent:
                del spec[holder]


def _script(spec: dict[str, Json], reading: Reading) -> None:
    """A condition in JavaScript that only compares is a condition of ours; other code is left for the engine to refuse."""
    code = spec.get("customConditional")
    read = condition_of(code) if isinstance(code, str) else None
    if read is not None and not spec.get("conditional"):
        spec["conditional"] = read
        del spec["customConditional"]
        reading.note("changed", spec, _("Điều kiện viết bằng JavaScript được chuyển thành điều kiện thường. Kiểm tra lại."))


def _key(spec: dict[str, Json], scope: str, reading: Reading) -> None:
    key = spec.get("key")
    inside = taken_in(reading.taken, bare(scope))
    good = isinstance(key, str) and KEY.fullmatch(key) and len(key) <= 100
    wanted = str(key) if good else key_for(str(key or label_of(spec) or spec.get("type")))
    fresh = wanted if good and wanted not in inside else fresh_key(wanted, inside)
    if fresh != key:
        words = {"old": key or "", "new": fresh}
        message = _("Khóa “%(old)s” đổi thành “%(new)s” vì viết sai hoặc bị trùng. Sửa điều kiện nhắc tới nó nếu có.") % words
        if key:
            reading.note("changed", spec, message)
        spec["key"] = fresh
    reading.taken.add(bare(join(scope, fresh)))


def _pages(made: dict[str, Json], reading: Reading) -> None:
    """Every component in a page of a wizard."""
    held = made["components"]
    panels = [spec for spec in held if spec.get("type") == "panel"]
    stray = [spec for spec in held if spec.get("type") != "panel"]
    title = str(made.get("title") or _("Biểu mẫu"))
    if made.get("display") != "wizard" or (stray and not panels):
        page = {"type": "panel", "key": fresh_key("trang1", reading.taken), "title": title, "components": held}
        made["components"] = [page] if held else []
        if held:
            reading.report.append(Report("changed", "", "", _("Biểu mẫu một trang được đặt vào trang “%s”.") % title))
    elif stray:
        first = panels[0]
        first["components"] = [*stray, *(first.get("components") or [])]
        made["components"] = panels
        for spec in stray:
            reading.note("changed", spec, _("Chuyển vào trang đầu vì nằm ngoài các trang."))
    made["display"] = "wizard"
    made.setdefault("title", "")


def _accepted(made: dict[str, Json], reading: Reading) -> None:
    """Mend what the engine refuses, the first refusal of each component first, until it accepts the form."""
    for _turn in range(MOST_MENDS):
        try:
            schema.load(made)
            return
        except schema.Refused as refused:
            mendable = [refusal for refusal in refused.refusals if refusal.reason != "empty"]
            if not mendable:
                return
            spec, what, done = mend(made, mendable[0])
            message = f"{done} {mendable[0].message}".strip()
            if spec is None:
                reading.report.append(Report(what, mendable[0].path, "", message))
            else:
                reading.note(what, spec, message)
    made["components"] = []
    reading.report.append(Report("removed", "", "", _("Biểu mẫu có quá nhiều chỗ không đọc được nên chưa nhập được.")))


def _unmark(holder: dict[str, Json]) -> None:
    for _name, _where, held in slots(holder):
        for spec in held:
            spec.pop(_AT, None)
            _unmark(spec)
