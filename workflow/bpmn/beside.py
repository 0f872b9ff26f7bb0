"""What a BPMN file says beside the diagram that ``reader`` keeps: our own extensions, durations, which events are sent."""

import json
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from workflow.bpmn.reader import local, root
from workflow.bpmn.writer import OWN

MOST_OWN = 200_000


@dataclass
class Beside:
    """By element id: ``own`` is our JSON, ``duration`` a timer's, ``thrown`` the events that send, ``labels`` of flows.

    ``name``, ``head``: of the process itself; ``order``: every id in the file's order; ``spoiled``: ids whose JSON is none.
    """

    own: dict[str, dict[str, Any]] = field(default_factory=dict)
    duration: dict[str, str] = field(default_factory=dict)
    thrown: set[str] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    name: str = ""
    head: dict[str, Any] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    spoiled: list[str] = field(default_factory=list)


def beside(data: bytes) -> Beside:
    """Read it; raises what ``reader.root`` raises."""
    found = Beside()
    for element in root(data).iter():
        name, key = local(element), element.get("id", "")
        if not name:
            continue
        if key:
            found.order.setdefault(key, len(found.order))
        if name == "process" and not found.name:
            found.name = " ".join(element.get("name", "").split())
            found.head = _own(element, found) or {}
        elif key and (own := _own(element, found)) is not None:
            found.own[key] = own
        if name == "sequenceFlow":
            found.labels[key] = " ".join(element.get("name", "").split())
        if name == "intermediateThrowEvent":
            found.thrown.add(key)
        if name == "timerEventDefinition":
            found.duration[_parent(element)] = _duration(element)
    return found


def _own(element: etree._Element, found: Beside) -> dict[str, Any] | None:
    for around in element:
        if local(around) != "extensionElements":
            continue
        for inner in around:
            if isinstance(inner.tag, str) and inner.tag.startswith(f"{{{OWN}}}"):
                try:
                    read = json.loads((inner.text or "")[:MOST_OWN])
                except (ValueError, RecursionError):
                    read = None
                if isinstance(read, dict):
                    return read
                found.spoiled.append(element.get("id", ""))
    return None


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return parent.get("id", "") if parent is not None else ""


def _duration(element: etree._Element) -> str:
    return next(("".join(one.itertext()).strip() for one in element if local(one) == "timeDuration"), "")
