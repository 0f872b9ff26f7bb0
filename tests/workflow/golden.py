"""The golden tables: for every seeded process each (step, action, role) allowed or refused, as text that people read.

Processes of one shape share a table. After a wanted change write them anew and read the difference::

    .venv/bin/python -m tests.workflow.golden
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

import yaml

from tests.workflow.made import SEEDS
from workflow import language, markings, rules
from workflow.state import Marking

TABLES = Path(__file__).with_name("golden")
ROLES = ("clerk", "centre-head", "handler", "leader", "records", "finance", "author", "approver", "sysadmin", "", rules.SYSTEM)


def documents() -> dict[str, dict[str, Any]]:
    """Every seeded process document by procedure code."""
    return {path.parent.name: yaml.safe_load(path.read_text("utf-8")) for path in sorted(SEEDS.glob("*/process.yaml"))}


def _asked() -> dict[str, str]:
    processes = (language.load(doc) for doc in documents().values())
    return {consult.key: "agree" for process in processes for step in process.steps for consult in step.consults}


AGREED = _asked()
SITUATIONS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "a": ("chưa hỏi ai, chưa yêu cầu bổ sung", {}),
    "b": ("đang lấy ý kiến", {"consulting": True, "consulted": True}),
    "c": ("đã yêu cầu bổ sung một lần", {"supplements": 1}),
    "d": ("phải nộp nghĩa vụ tài chính", {"answers": {"nghiaVu": "phaiNop"}}),
    "e": ("các đơn vị được hỏi đều đồng ý", {"consulted": True, "verdicts": AGREED}),
    "f": ("có đơn vị được hỏi không đồng ý", {"consulted": True, "verdicts": dict.fromkeys(AGREED, "disagree")}),
}
FOLLOWED = 40  # markings beyond this many are counted, not listed


def shapes() -> dict[str, list[str]]:
    """The procedures of each shape; a table is called after the first of them."""
    found: dict[str, list[str]] = {}
    for code, doc in documents().items():
        found.setdefault(json.dumps(_shape(doc), sort_keys=True), []).append(code)
    return {codes[0]: codes for codes in found.values()}


def _shape(doc: Any) -> Any:
    """What decides who may do what: no names, no times."""
    if isinstance(doc, list):
        return [_shape(one) for one in doc]
    if isinstance(doc, dict):
        return {
            key: _shape(one) for key, one in doc.items() if key not in {"name", "label", "share", "limit", "agency", "procedure"}
        }
    return doc


def table(codes: list[str], docs: Mapping[str, Any], every_action: frozenset[str]) -> str:
    """The table of one shape."""
    process = language.load(docs[codes[0]])
    lines = wrap(f"Thủ tục: {', '.join(codes)}", 118, subsequent_indent="  ") + [""]
    lines += [f"{letter} = {words}" for letter, (words, _facts) in SITUATIONS.items()]
    lines += ["✓ được làm trong mọi tình huống, chữ: chỉ trong tình huống đó, · bị từ chối", ""]
    shown = [role or "(không)" for role in ROLES]
    head = f"{'bước':<12}{'thao tác':<14}{'tới':<14}{'phải có':<22}"
    lines.append(head + " ".join(f"{role:^{len(role)}}" for role in shown))
    for step in process.steps:
        for key in sorted(every_action | {rules.TAKE}, key=lambda one, step=step: _place(step, one)):
            cells = [_cell(process, step, key, role) for role in ROLES]
            if any(cell != "·" for cell in cells):
                row = f"{step.key:<12}{key:<14}{_goal(process, step, key):<14}{_needs(step, key):<22}"
                lines.append((row + " ".join(f"{cell:^{len(role)}}" for cell, role in zip(cells, shown, strict=True))).rstrip())
    lines += ["", *_by_itself(process), *_markings(process)]
    return "\n".join(lines).rstrip() + "\n"


def unseen(codes: list[str], docs: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(step, action) that no role may take in any situation: the table would not say what they are for."""
    process = language.load(docs[codes[0]])
    people = [(step, action) for step in process.steps if step.role for action in step.actions]
    return [(step.key, one.key) for step, one in people if all(_cell(process, step, one.key, role) == "·" for role in ROLES)]


def _place(step: language.Step, key: str) -> tuple[int, str]:
    keys = [one.key for one in step.actions]
    return (keys.index(key) if key in keys else len(keys), key)


def _cell(process: language.Process, step: language.Step, key: str, role: str) -> str:
    allowed = "".join(letter for letter, (_words, facts) in SITUATIONS.items() if _may(process, step, key, role, facts))
    return "✓" if len(allowed) == len(SITUATIONS) else allowed or "·"


def _may(process: language.Process, step: language.Step, key: str, role: str, facts: Mapping[str, Any]) -> bool:
    """Whether the engine takes the act; what it offers must be the same."""
    offered = any(one.key == key for one in rules.actions(process, step.key, role=role, facts=facts))
    try:
        rules.move(process, Marking.only(step.key), step.key, key, role=role, facts=facts)
    except rules.IllegalMove:
        assert not offered, (step.key, key, role)
        return False
    assert offered or key == rules.TAKE, (step.key, key, role)
    return True


def _goal(process: language.Process, step: language.Step, key: str) -> str:
    action = step.action(key)
    return step.key if action is None else action.to + (" (dừng hết)" if action.ends_all else "")


def _needs(step: language.Step, key: str) -> str:
    action = step.action(key)
    return ", ".join(action.requires) if action else ""


def _by_itself(process: language.Process) -> Iterator[str]:
    """What happens without anybody: branches, joins, chains, due times."""
    for step in process.steps:
        ways = "; ".join(one.key + f" → {one.to}" + (" (có điều kiện)" if one.when is not None else "") for one in step.actions)
        if step.passing:
            yield f"tự qua {step.kind} {step.key}: {ways}" + (f" [{step.of}, {step.wait}]" if step.kind == "join" else "")
        if step.kind == "chain":
            yield f"liên thông {step.key} ({step.wait}): " + ", ".join(f"{one.key} {one.procedure}" for one in step.children)
        if step.on_due:
            yield f"hết hạn {step.key}: {step.on_due}"
        if step.stops:
            yield f"đồng hồ dừng ở {step.key}: {step.stops}"


def _markings(process: language.Process) -> Iterator[str]:
    """Where the tokens may stand, for processes with branches."""
    if all(step.kind != "fork" for step in process.steps):
        return
    found = markings.explore(process)
    yield ""
    yield f"{len(found)} trạng thái có thể gặp" + (":" if len(found) <= FOLLOWED else "")
    if len(found) <= FOLLOWED:
        for marking, following in found.items():
            yield f"  {_words(marking)} → {' | '.join(_words(one) for one in following if one != marking) or '(hết)'}"


def _words(marking: Marking) -> str:
    came = "".join(f" [{join}: {'+'.join(keys)}]" for join, keys in marking.arrived.items())
    return (" + ".join(marking.at) or "xong") + came


def tables() -> dict[str, str]:
    """Every table by file name."""
    docs = documents()
    every = frozenset(action["key"] for doc in docs.values() for raw in doc["steps"] for action in raw.get("actions", ()))
    return {f"{first}.txt": table(codes, docs, every) for first, codes in shapes().items()}


if __name__ == "__main__":
    TABLES.mkdir(exist_ok=True)
    wanted = tables()
    for path in TABLES.glob("*.txt"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (TABLES / name).write_text(text, encoding="utf-8")
