"""Small forms for the tests of the e-form language."""

import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from common.clock import VIETNAM
from eforms import engine, schema
from eforms.nodes import Form
from eforms.ports import Option, PlainPorts

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
PORTS = PlainPorts(
    lists={
        "tinh": (Option("74", "Bình Dương"), Option("79", "Thành phố Hồ Chí Minh")),
        "xa/74": (Option("25747", "Phường Thủ Dầu Một"),),
        "xa": (),
    },
    units={
        ("2", "tinh", ""): (Option("79", "Thành phố Hồ Chí Minh"), Option("01", "Hà Nội")),
        ("2", "xa", "79"): (Option("25747", "Phường Thủ Dầu Một"), Option("25750", "Phường Phú Lợi")),
        ("2", "xa", "01"): (Option("00004", "Phường Ba Đình"),),
        ("3", "tinh", ""): (Option("74", "Tỉnh Bình Dương"),),
        ("3", "huyen", "74"): (Option("718", "Thành phố Thủ Dầu Một"),),
        ("3", "xa", "718"): (Option("25741", "Phường Phú Cường"),),
    },
)


def component(kind: str, key: str = "x", label: str = "Ô thử", **more: Any) -> dict[str, Any]:
    """One component; ``vn`` becomes properties.vn."""
    vn = more.pop("vn", None)
    if kind == "day":
        more = {"dayFirst": True, **more}
    made = {"type": kind, "key": key, "label": label, **more}
    return made | ({"properties": {"vn": vn}} if vn else {})


def form(*components: dict[str, Any], **more: Any) -> Form:
    """A loaded form of these components."""
    return schema.load({"components": list(components), **more})


def run(loaded: Form, data: dict[str, Any], **more: Any) -> engine.Outcome:
    """Process at a fixed moment with the tests' lists and addresses."""
    return engine.process(loaded, data, now=NOW, ports=PORTS, **more)


def rules(outcome: engine.Outcome) -> set[tuple[str, str]]:
    """What is wrong as (path, rule)."""
    return {(error.path, error.rule) for error in outcome.errors}


def when(key: str, value: Any) -> dict[str, Any]:
    """A simple condition."""
    return {"show": True, "when": key, "eq": value}


def steps(work: Callable[[], Any]) -> int:
    """How many functions one call of ``work`` calls: the same on every machine, however busy."""
    count = 0

    def seen(_frame: Any, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
