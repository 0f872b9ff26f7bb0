"""The drawing: nothing crosses a box, ways back are seen, half a draft is drawn, words are wrapped and told."""

import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree

from portal.web.publisher.designer.table import rows_of
from portal.web.publisher.designer.words import lane_words, time_words
from procedures.differences.machinery import processes
from tests.designer.flows import FLOWS
from workflow import building
from workflow.charts import chart
from workflow.drawing import draw, wrap
from workflow.layout import Arrow, Box, Item, Layout, lay_out


def laid(doc: Mapping[str, Any], *, across: bool = False) -> Layout:
    found = chart(doc)
    items = [Item(spot.key, spot.lane, 140, 70) for spot in found.spots]
    return lay_out(items, [Arrow(one.key, one.source, one.target) for one in found.lines], len(found.lanes), across=across)


def crosses(one: tuple[int, int], other: tuple[int, int], box: Box) -> bool:
    """Whether a straight stretch runs through the inside of a box."""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return right > box.x and left < box.x + box.width and bottom > box.y and top < box.y + box.height


@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("key", FLOWS)
def test_no_arrow_crosses_a_box_and_no_box_another(key: str, across: bool) -> None:
    found = laid(FLOWS[key], across=across)
    for name, route in found.routes.items():
        for stretch in pairwise(route.points):
            assert not [box for box in found.boxes if crosses(*stretch, found.boxes[box])], name
    boxes = list(found.boxes.values())
    assert not [
        (a, b)
        for a in boxes
        for b in boxes
        if a is not b and a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height
    ]
    assert all(0 <= x <= found.width and 0 <= y <= found.height for route in found.routes.values() for x, y in route.points)


def test_ways_back_and_waits_are_dashed_and_parallel_work_stands_side_by_side() -> None:
    found = laid(FLOWS["parallel"])
    back = {name for name, route in found.routes.items() if route.back}
    assert {"receive>receive", "check>receive", "approve>handle"} <= back and "receive>check" not in back
    assert found.boxes["first"].y == found.boxes["second"].y
    assert found.boxes["both"].y > found.boxes["first"].y


def test_the_drawing_is_one_image_told_in_words() -> None:
    doc = {"name": "A & <b>", "steps": [{"key": "a", "name": "Nhận <hồ sơ>", "kind": "receive", "role": "clerk", "actions": []}]}
    svg = draw(doc, name="A & <b>", lane=lambda lane: (lane[0], lane[1]), time=lambda step: "1 ngày", wrong=["a"])
    root = etree.fromstring(svg.encode())
    assert root.get("role") == "img" and "style=" not in svg
    title, told = (root.find(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("title", "desc"))
    assert title is not None and title.text == "Sơ đồ quy trình “A & <b>”"
    assert told is not None and told.text == "1. Nhận <hồ sơ>, clerk, handling: chưa có đường đi tiếp."
    assert "is-wrong" in svg


def test_half_a_draft_is_drawn_and_what_leads_nowhere_is_known() -> None:
    doc = {
        "steps": [{"key": "a", "name": "A", "actions": [{"key": "x", "to": "gone"}]}, {"key": "b", "kind": "fork"}, {"name": "?"}]
    }
    assert chart(doc).lost == [("a", "x")]
    assert draw(doc, name="", lane=lambda lane: lane, time=lambda step: "").count("<g class=") == 2
    assert draw({"steps": "?"}, name="", lane=lambda lane: lane, time=lambda step: "") == ""


JUNK = (None, 5, "x", [], {}, [1], {"a": 1}, True, ["x", {}])


@pytest.mark.parametrize(
    "name", ["key", "name", "kind", "role", "agency", "share", "consult", "children", "actions", "on_due", "of"]
)
def test_whatever_somebody_wrote_by_hand_can_be_looked_at_and_worked_at(name: str) -> None:
    for junk in JUNK:
        for part in ("steps", "actions"):
            doc = json.loads(json.dumps(FLOWS["parallel"]))
            (doc["steps"][1] if part == "steps" else doc["steps"][1]["actions"][0])[name] = junk
            draw(doc, name="", lane=lambda lane: lane_words(lane, {}), time=time_words)
            assert len(rows_of(doc, {}, {})) in (11, 12)
            building.moved(building.removed(doc, "check"), "handle", 1)
            list(processes("process", "", FLOWS["parallel"], doc))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Thẩm định hồ sơ", ["Thẩm định", "hồ sơ"]),
        ("Dàiquádàikhôngngắtđược", ["Dàiquádài…"]),
        ("", [""]),
        ("a b c d e f", ["a b c d e", "f"]),
    ],
)
def test_words_are_wrapped(text: str, lines: list[str]) -> None:
    assert wrap(text, 100, 2, 10) == lines
