"""What a version says of its results, checked: one for each row of a group, number of copies, rules that read what is there.

dossiers/results.py says what each key means. procedures/content turns what is found here into refusals.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from common import jsonlogic, placeholders
from eforms.nodes import Field, Form
from eforms.paths import bare
from procedures.missing import sentence

_NEEDED = {"key", "code", "name", "template", "validity"}
_FACTS = frozenset({"answers", "words", "owner", "case", "today"})
_ROW = frozenset({"row", "row_words"})
BROUGHT = frozenset({"uploaded", "received"})  # as vault/brought.py calls them
OWN_WORDS, FORM = "own-words", "to-khai."  # as vault/results.py and dossiers/results.py call them
MOST_KEY = 50
MOST_ROWS = 20  # papers that one act signs (ux.md §1.4)
Found = tuple[str, str, str]  # (path, stable reason, sentence)


def problems(entries: Sequence[Mapping[str, Any]], form: Form | None) -> Iterator[Found]:
    """What keeps these results from being published; without a form (refused elsewhere) its names are not looked up."""
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        path = f"results/{entry.get('key', index)}"
        if missing := _NEEDED - entry.keys():
            yield path, "missing", sentence(missing)
            continue
        key = str(entry["key"])
        if key in seen:
            yield path, "duplicate", "Mã kết quả bị lặp."
        if "." in key or len(key) > MOST_KEY:
            yield path, "bad-key", f"Mã kết quả dài không quá {MOST_KEY} chữ và không có dấu chấm (sau dấu chấm là số của dòng)."
        seen.add(key)
        group = None
        if "each" in entry and form is not None:
            group = _group(form, entry["each"])
            if problem := _unfit(group, form):
                yield f"{path}/each", *problem
                continue
        yield from _rules(path, entry, form, group)
        yield from _own(path, entry, form)
        yield from _brought(path, entry)


def _brought(path: str, entry: Mapping[str, Any]) -> Iterator[Found]:
    ways = entry.get("brought", [])
    if not isinstance(ways, list) or not BROUGHT.issuperset(ways):
        yield (
            f"{path}/brought",
            "unknown",
            "Kết quả có sẵn chỉ có hai cách: lập ở nơi khác (uploaded), nhận từ cơ quan khác (received).",
        )
    elif ways and any(field.get("kind") == "scan" for field in entry.get("fields", ()) if isinstance(field, Mapping)):
        yield f"{path}/brought", "copy", "Bản sao phải làm từ bản quét tại quầy, không đưa tệp có sẵn vào được."


def _group(form: Form, path: Any) -> Field | None:
    found = form.field(path) if isinstance(path, str) else None
    return found if found is not None and found.path == path and found.kind.repeats and not found.grids else None


def _unfit(group: Field | None, form: Form) -> tuple[str, str] | None:
    """Why there cannot be a result for each row: no such group, too many to sign at once, or perhaps none at all."""
    if group is None:
        return "unknown-group", "Không có nhóm lặp này trong biểu mẫu, hoặc nó nằm trong nhóm lặp khác."
    boxes = [form.nodes[index] for index in group.ancestors]
    fewest, most = group.extra
    if most > MOST_ROWS:
        return "too-many", f"Giới hạn nhóm này ở nhiều nhất {MOST_ROWS} dòng: lãnh đạo ký mọi kết quả của hồ sơ trong một lần."
    if not (group.required or fewest) or any(_may_go(node) for node in (group, *boxes)):
        return "may-be-empty", "Nhóm phải luôn được hỏi và có ít nhất một dòng, nếu không hồ sơ không có kết quả nào."
    return None


def _may_go(node: Field) -> bool:
    """Whether the component may be hidden, always or by a condition."""
    return node.condition is not None or bool(node.spec.get("hidden") or node.spec.get("logic"))


def _rules(path: str, entry: Mapping[str, Any], form: Form | None, group: Field | None) -> Iterator[Found]:
    fields = entry.get("fields", [])
    if not isinstance(fields, list) or any(not isinstance(f, Mapping) or not f.get("key") or not f.get("label") for f in fields):
        yield f"{path}/fields", "missing", "Mỗi ô của kết quả phải có key và label."
        return
    keys = {field.get("key") for field in fields}
    if "subject" in entry and entry["subject"] not in keys:
        yield f"{path}/subject", "unknown-field", "Ô nêu tên người được ghi phải là một ô của kết quả."
    known = _FACTS | (_ROW if "each" in entry else frozenset())
    rules = [(field.get("key"), field.get("value"), known) for field in fields]
    rules += [("copies", entry.get("copies"), known), ("title", entry.get("title"), known | {"data"})]
    for name, rule, names in rules:
        try:
            variables = jsonlogic.compile(rule).variables
        except jsonlogic.BadRule as bad:
            yield f"{path}/{name}", "bad-rule", f"Không hiểu công thức: {bad}."
            continue
        for variable in sorted(variables - {""}):
            if not _reads(variable, names, form, group):
                yield f"{path}/{name}", "unknown-field", f"Công thức dùng “{variable}” không có trong hồ sơ."


def places(entry: Mapping[str, Any], form: Form | None) -> dict[str, str]:
    """What may stand in the own words of a result: name of a place → what people call it."""
    fields = [field for field in entry.get("fields") or () if isinstance(field, Mapping)]
    found = {str(field.get("key")): str(field.get("label")) for field in fields}
    for node in form.nodes if form else ():
        if node.kind.layout or node.kind.repeats or (node.grids and not entry.get("each")):
            continue  # of several rows none is meant, but where each row has a paper of its own
        found[f"{FORM}{bare(node.path)}"] = str(node.spec.get("label") or node.path)
    return found


def _own(path: str, entry: Mapping[str, Any], form: Form | None) -> Iterator[Found]:
    own = entry.get("own")
    if entry.get("template") != OWN_WORDS:
        if own:
            yield f"{path}/own", "not-printed", "Lời của văn bản chỉ in được khi chọn mẫu “Văn bản có lời do thủ tục soạn”."
        return
    if not isinstance(own, Mapping) or not str(own.get("heading") or "").strip() or not str(own.get("text") or "").strip():
        yield f"{path}/own", "missing", "Soạn tên và lời của văn bản."
        return
    known = places(entry, form)
    for name in placeholders.names(f"{own['text']}\n{own.get('about') or ''}"):
        if name not in known and form is not None:
            yield f"{path}/own", "unknown-place", f"Chỗ trống “[[{name}]]” không có trong các ô của kết quả và tờ khai."


def _reads(variable: str, names: frozenset[str], form: Form | None, group: Field | None) -> bool:
    root, _dot, rest = variable.partition(".")
    if root not in names:
        return False
    if form is None or not rest or root not in (_ROW | {"answers", "words"}):
        return True
    if root in _ROW and group:
        asked = {form.nodes[index].key for index in group.descendants}
    else:
        asked = {bare(node.path) for node in form.nodes}
    return rest.split(".")[0] in {name.split(".")[0] for name in asked}
