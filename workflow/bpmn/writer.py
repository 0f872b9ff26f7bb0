"""Writing a process document as BPMN 2.0 with its drawing (BPMNDI), laid out by workflow/layout.py from left to right."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from workflow.bpmn.reader import MODEL
from workflow.bpmn.shapes import Arc, Drawn, Element, shapes
from workflow.charts import Whose, steps_of, whose
from workflow.drawing import wrap
from workflow.layout import Arrow, Box, Item, Layout, lay_out

OWN = "urn:motcua:process:1"
"""The namespace of what rides beside BPMN's own words."""
JSONLOGIC = "https://jsonlogic.com/"
DI, DC, DD = (f"http://www.omg.org/spec/{name}" for name in ("BPMN/20100524/DI", "DD/20100524/DC", "DD/20100524/DI"))
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NS = {None: MODEL, "bpmndi": DI, "dc": DC, "di": DD, "xsi": XSI, "p": OWN}
PROCESS = "quy-trinh"
TASK_WIDE, TASK_HIGH, GATEWAY, EVENT = 130, 80, 50, 36


def write(
    doc: Mapping[str, Any], *, lane: Callable[[Whose], tuple[str, str]] | None = None, limit: str = "", code: str = ""
) -> bytes:
    """The file of a document that ``language.load`` accepts. ``lane`` words a lane, ``code``: the procedure, for its target."""
    drawn = shapes(doc, limit=limit)
    top = etree.Element(f"{{{MODEL}}}definitions", nsmap=_NS)
    top.set("id", "dinh-nghia")
    top.set("targetNamespace", f"{OWN}:{code}" if code else OWN)
    top.set("exporter", "motcua")
    process = _sub(top, "process", id=PROCESS, name=str(doc.get("name", "")), isExecutable="false")
    rest = {name: value for name, value in doc.items() if name not in ("name", "steps")}
    _beside(process, "process", rest)
    _lanes(process, drawn, lane)
    into: dict[str, list[str]] = {}
    out: dict[str, list[str]] = {}
    for arc in drawn.arcs:
        out.setdefault(arc.source, []).append(arc.id)
        into.setdefault(arc.target, []).append(arc.id)
    defaults = {arc.source: arc.id for arc in drawn.arcs if arc.default}
    notes = {str(step["key"]): step for step in steps_of(doc)}
    for element in drawn.elements:
        _node(process, element, into.get(element.id, ()), out.get(element.id, ()), defaults.get(element.id, ""), notes)
    for arc in drawn.arcs:
        _flow(process, arc)
    _diagram(top, drawn)
    return bytes(etree.tostring(top, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _sub(parent: etree._Element, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{MODEL}}}{tag}")
    for key, value in attributes.items():
        made.set(key, clean(value))
    if text:
        made.text = clean(text)
    return made


def clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n\r" or ord(letter) >= 32 and letter not in "￾￿")


def _beside(parent: etree._Element, kind: str, own: Mapping[str, Any]) -> None:
    """What BPMN has no word for, as JSON in an element of ours. ASCII: any letter survives."""
    around = _sub(parent, "extensionElements")
    made = etree.SubElement(around, f"{{{OWN}}}{kind}")
    made.text = json.dumps(own, sort_keys=False)


def _lanes(process: etree._Element, drawn: Drawn, lane: Callable[[Whose], tuple[str, str]] | None) -> None:
    held = _sub(process, "laneSet", id="cac-lan")
    for number, (role, agency) in enumerate(drawn.lanes):
        said = (
            lane(whose({"role": role} | ({"agency": agency} if agency is not None else {})))
            if lane
            else (role, str(agency or ""))
        )
        made = _sub(held, "lane", id=f"lan_{number + 1}", name=", ".join(part for part in said if part))
        _beside(made, "lane", {"role": role, "agency": agency})
        for element in drawn.elements:
            if element.lane == number:
                _sub(made, "flowNodeRef", element.id)


def _node(
    process: etree._Element, element: Element, into: Any, out: Any, default: str, notes: Mapping[str, Mapping[str, Any]]
) -> None:
    attributes = {"id": element.id} | ({"name": element.name} if element.name else {})
    if element.attached:
        attributes["attachedToRef"] = element.attached
    if default:
        attributes["default"] = default
    made = _sub(process, element.tag, **attributes)
    step = notes.get(str((element.own or {}).get("key", "")))
    share = step.get("share") if step else None
    if isinstance(share, Mapping):
        _sub(made, "documentation", str(share.get("limit", "")))
    elif isinstance(share, int | float) and share:
        _sub(made, "documentation", f"{share * 100:g} %")
    if element.own is not None:
        _beside(made, "step", element.own)
    for flow in into:
        _sub(made, "incoming", flow)
    for flow in out:
        _sub(made, "outgoing", flow)
    if element.event == "message":
        _sub(made, "messageEventDefinition", id=f"{element.id}_m")
    elif element.event == "terminate":
        _sub(made, "terminateEventDefinition", id=f"{element.id}_t")
    elif element.event == "timer":
        timer = _sub(made, "timerEventDefinition", id=f"{element.id}_h")
        if element.duration:
            _sub(timer, "timeDuration", element.duration).set(f"{{{XSI}}}type", "tFormalExpression")


def _flow(process: etree._Element, arc: Arc) -> None:
    named = {"name": arc.name} if arc.name else {}
    made = _sub(process, "sequenceFlow", id=arc.id, sourceRef=arc.source, targetRef=arc.target, **named)
    if arc.own is not None:
        _beside(made, "action", arc.own)
    if arc.when is not None:
        written = _sub(made, "conditionExpression", json.dumps(arc.when), language=JSONLOGIC)
        written.set(f"{{{XSI}}}type", "tFormalExpression")


# --- the drawing ----------------------------------------------------------------------------------------------------------
def _diagram(top: etree._Element, drawn: Drawn) -> None:
    diagram = etree.SubElement(top, f"{{{DI}}}BPMNDiagram", id="so-do")
    plane = etree.SubElement(diagram, f"{{{DI}}}BPMNPlane", id="mat", bpmnElement=PROCESS)
    placed = [element for element in drawn.elements if not element.attached]
    here = {element.id for element in placed}
    items = [Item(element.id, element.lane, *_size(element), pointed=_size(element)[0] != TASK_WIDE) for element in placed]
    arrows = [Arrow(arc.id, arc.source, arc.target) for arc in drawn.arcs if arc.source in here]
    laid = lay_out(items, arrows, len(drawn.lanes), across=True)
    for number, box in enumerate(laid.lanes):
        _shape(plane, f"lan_{number + 1}", box, isHorizontal="true")
    for element in placed:
        marker = {"isMarkerVisible": "true"} if element.tag == "exclusiveGateway" else {}
        _shape(plane, element.id, laid.boxes[element.id], **marker)
    edges = {element.id: _edge(laid, element) for element in drawn.elements if element.attached}
    for key, box in edges.items():
        _shape(plane, key, box)
    for arc in drawn.arcs:
        points = laid.routes[arc.id].points if arc.id in laid.routes else _short(edges[arc.source], laid.boxes[arc.target])
        edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=f"{arc.id}_di", bpmnElement=arc.id)
        for x, y in points:
            etree.SubElement(edge, f"{{{DD}}}waypoint", x=str(x), y=str(y))


def _size(element: Element) -> tuple[int, int]:
    if element.tag.endswith("Gateway"):
        return GATEWAY, GATEWAY
    if element.tag.endswith("Event"):
        return EVENT, EVENT
    return TASK_WIDE, max(TASK_HIGH, 30 + 15 * len(wrap(element.name, TASK_WIDE - 16, 6)))


def _edge(laid: Layout, element: Element) -> Box:
    """An event at the lower edge of its task."""
    task = laid.boxes[element.attached]
    return Box(task.x + task.width - EVENT, task.y + task.height - EVENT // 2, EVENT, EVENT)


def _short(source: Box, target: Box) -> tuple[tuple[int, int], ...]:
    begin = (source.x + source.width // 2, source.y + source.height)
    end = (target.x + target.width // 2, target.y + target.height)
    low = max(begin[1], end[1]) + 20
    return (begin, (begin[0], low), (end[0], low), end)


def _shape(plane: etree._Element, key: str, box: Box, **more: str) -> None:
    made = etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=f"{key}_di", bpmnElement=key, **more)
    etree.SubElement(made, f"{{{DC}}}Bounds", x=str(box.x), y=str(box.y), width=str(box.width), height=str(box.height))
