"""BPMN files: what is kept and what is named as not kept, hostile files, and what the tokens run into."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from workflow import bpmn

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI">'


def drawn(*flows: str, nodes: str = "", more: str = "", executable: str = "false") -> bytes:
    """A file with one process; a flow is ``a>b``, ``nodes`` pairs ``id:element``; start and end are there."""
    made = "".join(f'<{element} id="{key}"/>' for key, element in (pair.split(":") for pair in nodes.split()))
    arrows = "".join(
        f'<sequenceFlow id="f{number}" sourceRef="{source}" targetRef="{target}"/>'
        for number, (source, target) in enumerate(flow.split(">") for flow in flows)
    )
    ends = '<startEvent id="s"/><endEvent id="e"/>'
    return f'{HEAD}<process id="p" isExecutable="{executable}">{ends}{made}{arrows}{more}</process></definitions>'.encode()


def codes(data: bytes) -> set[tuple[str, str]]:
    return {(problem.id, problem.code) for problem in bpmn.check(bpmn.read(data))}


def test_lanes_are_roles_and_a_file_that_is_not_executable_is_read() -> None:
    lanes = (
        '<laneSet id="l"><lane id="l1" name="Một cửa"><flowNodeRef>a</flowNodeRef></lane>'
        '<lane id="l2" name="Thụ lý"><flowNodeRef>b</flowNodeRef></lane></laneSet>'
    )
    diagram = bpmn.read(drawn("s>a", "a>b", "b>e", nodes="a:userTask b:serviceTask", more=lanes))
    roles = {node.id: (node.kind, node.role) for node in diagram.nodes}
    assert (roles["a"], roles["b"]) == (("user", "Một cửa"), ("service", "Thụ lý"))
    assert (diagram.kept, diagram.left, bpmn.check(diagram)) == (4 + 3 + 2, (), [])


def test_whatever_is_not_kept_is_named_by_its_id() -> None:
    more = (
        '<subProcess id="sub"><task id="inner"/></subProcess><dataObject id="d"/>'
        '<textAnnotation id="note"><text>x</text></textAnnotation>'
        '<userTask id="many"><multiInstanceLoopCharacteristics id="loop"/></userTask>'
        '<boundaryEvent id="boom" attachedToRef="a"><errorEventDefinition id="err"/></boundaryEvent>'
    )
    data = drawn("s>a", "a>sub", "sub>e", "a>e", "a>many", "many>e", nodes="a:task i:inclusiveGateway x:scriptTask", more=more)
    left = {one.id: one.element for one in bpmn.read(data).left}
    expected = {
        "sub": "subProcess",
        "inner": "task",
        "d": "dataObject",
        "note": "textAnnotation",
        "loop": "multiInstanceLoopCharacteristics",
        "boom": "boundaryEvent",
        "err": "errorEventDefinition",
        "i": "inclusiveGateway",
        "x": "scriptTask",
        "f1": "sequenceFlow",
        "f2": "sequenceFlow",
    }
    assert left == expected


def test_conditions_and_defaults_come_along() -> None:
    more = (
        '<exclusiveGateway id="g" default="no"/><sequenceFlow id="yes" sourceRef="g" targetRef="e">'
        "<conditionExpression>du = true</conditionExpression></sequenceFlow>"
        '<sequenceFlow id="no" sourceRef="g" targetRef="a"/>'
    )
    flows = {flow.id: flow for flow in bpmn.read(drawn("s>g", "a>g", nodes="a:task", more=more)).flows}
    assert (flows["yes"].condition, flows["yes"].default, flows["no"].default) == ("du = true", False, True)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "data", [BOMB + drawn("s>e"), OUTSIDE + drawn("s>e"), b"<a/>", b"no xml", b"", HEAD.encode() + b"</definitions>"]
)
def test_what_is_hostile_or_no_bpmn_is_refused(data: bytes) -> None:
    with pytest.raises(bpmn.BadDiagram):
        bpmn.read(data)


SPLIT = "s>x", "x>a", "x>b", "a>j", "b>j", "j>e"
RUNS = [
    (("s>a", "a>e"), "a:task", set()),
    (SPLIT, "x:exclusiveGateway a:task b:task j:exclusiveGateway", set()),
    (SPLIT, "x:parallelGateway a:task b:task j:parallelGateway", set()),
    (SPLIT, "x:exclusiveGateway a:task b:task j:parallelGateway", {("j", "deadlock")}),
    (SPLIT, "x:parallelGateway a:task b:task j:exclusiveGateway", {("j", "meets-twice")}),
    (("s>a", "a>b", "b>a", "b>e"), "a:task b:exclusiveGateway", set()),
    (("s>a", "a>e", "b>e"), "a:task b:task", set()),
    (("s>a", "s>e"), "a:task", {("a", "dead-end")}),
    (("s>a",), "a:task", {("s", "dead-end"), ("a", "dead-end"), ("e", "unreachable")}),
]


@pytest.mark.parametrize(("flows", "nodes", "expected"), RUNS)
def test_tokens(flows: tuple[str, ...], nodes: str, expected: set[tuple[str, str]]) -> None:
    found = codes(drawn(*flows, nodes=nodes))
    assert expected <= found
    assert bool(found) == bool(expected) or found == {("b", "unreachable")}


def test_the_command_answers_as_the_contract_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "a.bpmn", tmp_path / "b.bpmn"
    good.write_bytes(drawn("s>a", "a>e", nodes="a:userTask"))
    bad.write_bytes(drawn(*SPLIT, nodes="x:exclusiveGateway a:task b:task j:parallelGateway"))
    for file, code in ((good, 0), (bad, 1)):
        with pytest.raises(SystemExit) as ended:
            call_command("process_import", str(file), json=True)
        assert ended.value.code == code
    with pytest.raises(SystemExit) as ended:
        call_command("process_import", str(tmp_path / "none.bpmn"))
    assert ended.value.code == 2
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert list(first) == ["nodes", "flows", "lanes", "kept", "not_kept", "problems"]
    listing = tmp_path / "all.jsonl"
    listing.write_text(f'{{"id": 7, "file": "{good}"}}\nnonsense\n')
    call_command("process_import", batch=str(listing))
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (answers[0]["id"], answers[0]["problems"], "error" in answers[1]) == (7, [], True)


@pytest.mark.conformance
@pytest.mark.parametrize(("name", "kept"), [("A.1.0", 9), ("A.2.0", 17)])
def test_the_interchange_suite_s_models_are_kept_whole(name: str, kept: int) -> None:
    diagram = bpmn.read((Path(os.environ["TTHC_DATA"]) / "bpmn" / f"{name}.bpmn").read_bytes())
    assert (diagram.kept, diagram.left, bpmn.check(diagram)) == (kept, (), [])
