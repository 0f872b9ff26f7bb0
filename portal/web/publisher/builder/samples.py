"""Answers that fit a form, made up, so that an author sees it filled without typing. Best effort: what is wrong is shown."""

from collections.abc import Mapping
from typing import Any

from common import clock
from eforms import engine, paths
from eforms.nodes import Field, Form
from eforms.paths import section
from eforms.ports import Ports

ROUNDS = 4
_TEXTS = {
    "textfield": "Nguyễn Văn An",
    "textarea": "Để hoàn thiện hồ sơ cá nhân",
    "email": "an@example.vn",
    "phoneNumber": "0912345678",
    "url": "https://example.vn",
    "nationalId": "074090001234",
    "taxCode": "0100109106",
    "time": "08:30",
    "datetime": "2026-01-15",
}


def sample(form: Form, ports: Ports) -> dict[str, Any]:
    """Answers for everything that shows; conditions are followed by filling again what each round brings up."""
    answers: dict[str, Any] = {}
    for _round in range(ROUNDS):
        outcome = engine.prepare(form, answers, now=clock.now(), ports=ports)
        answers = outcome.data
        _fill(form.nodes, outcome, answers, ports)
    return engine.process(form, answers, now=clock.now(), ports=ports).data


def _fill(nodes: tuple[Field, ...], outcome: engine.Outcome, answers: dict[str, Any], ports: Ports) -> None:
    for node in nodes:
        if node.grids or node.path in outcome.hidden:
            continue
        if node.kind.repeats:
            rows = paths.get(answers, node.parts)
            rows = rows if isinstance(rows, list) and rows else [{}]
            for row in rows:
                for child in node.children:
                    _put(row, child, ports)
            paths.put(answers, node.parts, rows)
        else:
            _put(answers, node, ports)


def _put(scope: dict[str, Any], node: Field, ports: Ports) -> None:
    """An answer where there is none and a person would give one."""
    made = not node.kind.input or node.protected or node.kind.name in ("hidden", "file", "signature")
    if made or paths.get(scope, node.parts):
        return
    value = _value(node, ports)
    if value is not None:
        paths.put(scope, node.parts, value)


def _value(node: Field, ports: Ports) -> Any:
    name = node.kind.name
    if name in _TEXTS:
        return _cut(node, _TEXTS[name])
    if name in ("number", "currency"):
        rules = section(node.spec, "validate")
        return rules.get("min") or (100_000 if name == "currency" else 1)
    if name == "checkbox":
        return True
    if name == "day":
        return "15/03/1990"
    if name in ("radio", "select", "selectboxes"):
        options = node.kind.options(node, ports, {}, {}) or ()  # type: ignore[attr-defined]
        first = next((option.value for option in options), None)
        return {first: True} if name == "selectboxes" and first else first
    if name == "address":
        return _address(node, ports)
    return None


def _cut(node: Field, text: str) -> str:
    longest = str(section(node.spec, "validate").get("maxLength") or "")
    return text[: int(longest)] if longest.isdecimal() else text


def _address(node: Field, ports: Ports) -> Mapping[str, Any]:
    edition = str(node.vn.get("edition") or "2")
    made: dict[str, Any] = {"chiTiet": "12 Đường Bạch Đằng"}
    above = ""
    for level in ("tinh", "huyen", "xa") if edition == "3" else ("tinh", "xa"):
        units = ports.address(edition, level, above) or ()
        if not units:
            break
        made[level] = above = units[0].value
    return made
