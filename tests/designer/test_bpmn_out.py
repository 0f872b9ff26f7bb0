"""A process as BPMN and back: the same process; a stranger's drawing as far as it goes, the rest named by its id."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.designer.flows import FLOWS
from tests.workflow.test_bpmn import drawn
from workflow import bpmn, building, language
from workflow.bpmn.mapping import taken
from workflow.bpmn.reader import MODEL, local
from workflow.bpmn.shapes import iso, limit_of
from workflow.bpmn.writer import DI, write
from workflow.charts import steps_of
from workflow.words import WORK


@pytest.mark.parametrize("key", FLOWS)
def test_what_is_exported_comes_back_the_same_and_its_tokens_run(key: str) -> None:
    found = taken(write(FLOWS[key], limit="10wd"))
    assert found.process == FLOWS[key]
    assert (found.left, found.guessed, bpmn.check(found.diagram)) == ((), False, [])


@st.composite
def built(draw: st.DrawFn) -> dict[str, Any]:
    """A process that somebody worked at: steps added, moved, copied, removed, parallel blocks, conditions, silence."""
    doc: dict[str, Any] = json.loads(json.dumps(FLOWS[draw(st.sampled_from(["standard", "parallel", "obligation"]))]))
    for _turn in range(draw(st.integers(0, 5))):
        keys = [str(step["key"]) for step in steps_of(doc)]
        key = draw(st.sampled_from(keys))
        act = draw(st.sampled_from(["add", "parallel", "move", "copy", "remove", "when", "due"]))
        try:
            if act == "add":
                doc, _key = building.added(doc, draw(st.sampled_from(sorted(WORK | {"automatic"}))), "Bước “thêm” & <mới>", key)
            elif act == "parallel":
                doc, _key = building.parallel(doc, key, ["Nhánh một", "Nhánh hai"], draw(st.sampled_from(["all", "any"])))
            elif act == "move":
                doc = building.moved(doc, key, draw(st.sampled_from([-1, 1])))
            elif act == "copy":
                doc, _key = building.copied(doc, key)
            elif act == "remove" and len(keys) > 3:
                doc = building.removed(doc, key)
            else:
                step = building.step_of(doc, key) or {}
                actions = [dict(one) for one in step.get("actions", ())]
                if act == "when" and step["kind"] != "join" and actions:
                    actions[0]["when"] = {"==": [{"var": "answers.ạ"}, "Có, “đủ”"]}
                doc = building.with_step(doc, key, {**step, "actions": actions})
        except building.CannotChange:
            continue
    return doc


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(built())
def test_whatever_the_designer_builds_comes_back_the_same(doc: dict[str, Any]) -> None:
    try:
        language.load(doc)
    except language.BadProcess:
        return
    kept = _reachable(doc)
    found = taken(write(doc, limit="10wd"))
    assert found.process["steps"] == [step for step in doc["steps"] if step["key"] in kept]
    assert len([one for one in found.left if one.element != "parallelGateway"]) >= len(doc["steps"]) - len(kept)


def _reachable(doc: dict[str, Any]) -> set[str]:
    seen, waiting = {doc["steps"][0]["key"]}, [doc["steps"][0]["key"]]
    while waiting:
        step = building.step_of(doc, waiting.pop()) or {}
        for key in {one["to"] for one in step.get("actions", ())} - seen - {"end"}:
            seen.add(key)
            waiting.append(key)
        # a branch with a condition leads to the join as well
        conditional = step.get("kind") == "fork" and any("when" in one for one in step["actions"])
        joins = {str(one["key"]) for one in steps_of(doc) if conditional and one.get("of") == step["key"]}
        waiting += joins - seen
        seen |= joins
    return seen


def test_the_drawing_goes_with_it_and_every_element_has_its_place() -> None:
    root = etree.fromstring(write(FLOWS["parallel"], limit="10wd"))
    process = root.find(f"{{{MODEL}}}process")
    assert process is not None
    shown = {one.get("bpmnElement") for one in root.iter(f"{{{DI}}}BPMNShape", f"{{{DI}}}BPMNEdge")}
    tags = {"lane", "sequenceFlow"}
    named = {one.get("id") for one in process.iter() if local(one).endswith(("Task", "Event", "Gateway")) or local(one) in tags}
    assert shown == named
    timers = [one.text for one in root.iter(f"{{{MODEL}}}timeDuration")]
    assert timers == ["PT28H", "PT28H"]  # 35 % of 10 working days


def test_what_another_tool_changed_is_changed_afterwards() -> None:
    text = write(FLOWS["standard"], limit="10wd").decode()
    renamed = text.replace('name="Lãnh đạo duyệt"', 'name="Chủ tịch duyệt"').replace('name="Phân công"', 'name="Giao việc"')
    lane = "<flowNodeRef>buoc_assign</flowNodeRef>"
    head, tail = renamed.split(lane)
    moved = head + tail.replace("<flowNodeRef>buoc_handle</flowNodeRef>", f"{lane}<flowNodeRef>buoc_handle</flowNodeRef>")
    moved = moved if lane in moved else renamed
    steps = {step["key"]: step for step in taken(moved.encode()).process["steps"]}
    assert (steps["approve"]["name"], steps["assign"]["actions"][0]["label"]) == ("Chủ tịch duyệt", "Giao việc")


def test_a_stranger_s_drawing_becomes_steps_and_what_does_not_is_named() -> None:
    lanes = (
        '<laneSet id="l"><lane id="l1" name="Một cửa"><flowNodeRef>a</flowNodeRef></lane>'
        '<lane id="l2" name="Người ngoài"><flowNodeRef>b</flowNodeRef><flowNodeRef>c</flowNodeRef></lane></laneSet>'
    )
    more = (
        lanes + '<intermediateThrowEvent id="msg"><messageEventDefinition id="m"/></intermediateThrowEvent>'
        '<task id="lonely" name="Bỏ quên"/><boundaryEvent id="late" attachedToRef="b"><timerEventDefinition id="t">'
        "<timeDuration>P3D</timeDuration></timerEventDefinition></boundaryEvent>"
    )
    data = drawn(
        "s>a",
        "a>x",
        "x>b",
        "x>e",
        "b>msg",
        "msg>c",
        "c>e",
        "late>c",
        nodes="a:userTask x:exclusiveGateway b:task c:task",
        more=more,
    )
    found = taken(data)
    steps = {step["key"]: step for step in found.process["steps"]}
    assert {key: (step["role"], [one["to"] for one in step["actions"]]) for key, step in steps.items()} == {
        "buoc-1": ("clerk", ["buoc-2", "end"]),
        "buoc-2": ("handler", ["buoc-3", "buoc-3"]),
        "buoc-3": ("handler", ["end"]),
    }
    assert (steps["buoc-2"]["share"], bool(steps["buoc-2"]["on_due"]), found.guessed) == ({"limit": "3d"}, True, True)
    assert {"msg", "lonely", "l2"} == {one.id for one in found.left}
    assert language.load(found.process).start.key == "buoc-1"


def test_conditions_that_are_no_jsonlogic_are_named_and_kept_as_words() -> None:
    flow = (
        '<sequenceFlow id="q" sourceRef="x" targetRef="e"><conditionExpression>${amount > 5}</conditionExpression></sequenceFlow>'
    )
    found = taken(drawn("s>a", "a>x", "x>b", "b>e", nodes="a:userTask x:exclusiveGateway b:userTask", more=flow))
    assert [one.id for one in found.left] == ["q"]
    assert "${amount > 5}" in found.process["steps"][0]["actions"][1]["label"]


def test_a_join_for_any_and_an_end_of_all_run_as_they_mean() -> None:
    ways = "<incoming>f3</incoming><incoming>f4</incoming><outgoing>f5</outgoing>"
    tasks = "p:parallelGateway a:userTask b:userTask c:userTask"
    first = drawn(
        "s>p", "p>a", "p>b", "a>j", "b>j", "j>c", "c>e", nodes=tasks, more=f'<complexGateway id="j">{ways}</complexGateway>'
    )
    assert (bpmn.check(bpmn.read(first)), bpmn.read(first).left) == ([], ())
    more = '<parallelGateway id="j"/><endEvent id="stop">%s</endEvent>'
    flows = ("s>p", "p>a", "p>b", "a>j", "b>x", "x>j", "x>stop", "j>c", "c>e")
    ends = {
        kind: drawn(*flows, nodes=f"{tasks} x:exclusiveGateway", more=more % kind)
        for kind in ("", '<terminateEventDefinition id="t"/>')
    }
    assert [[one.code for one in bpmn.check(bpmn.read(data))] for data in ends.values()] == [["deadlock"], []]


@pytest.mark.parametrize(
    ("limit", "written"),
    [("3wd", "P3D"), ("0.5wd", "PT4H"), ("6h", "PT6H"), ("2mo", "P2M"), ("15d", "P15D"), ("same-day@15:00", "PT8H")],
)
def test_durations(limit: str, written: str) -> None:
    assert iso(limit) == written
    assert bool(limit_of(written))
    assert (limit_of("P2W"), limit_of("PT90M"), limit_of("R/P1D"), limit_of("P")) == ("14d", "1.5h", "", "")
