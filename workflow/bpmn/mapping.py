"""A BPMN file as a process document: our own files come back as they were, strangers' as far as the language goes.

What stands in the drawing counts: a task that was renamed, moved to another lane or led elsewhere in another tool is so
afterwards; what rides beside it (``shapes``) fills in the rest. Whatever becomes no step, action or lane is named by its id.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from workflow.bpmn.beside import Beside, beside
from workflow.bpmn.graph import Graph
from workflow.bpmn.guesses import effect_of, kind_of, role_of
from workflow.bpmn.model import BadDiagram, Diagram, Flow, Left, Node
from workflow.bpmn.reader import read
from workflow.bpmn.shapes import limit_of
from workflow.building import key_for
from workflow.words import END, SCHEMA

NEEDS = {"supplement": ["items"], "refuse": ["reason"], "reject": ["reason"], "return": ["reason"]}


@dataclass(frozen=True)
class Taken:
    """The document, the diagram that it was read from, everything that was not kept, whether steps had to be guessed."""

    process: dict[str, Any]
    diagram: Diagram
    left: tuple[Left, ...]
    guessed: bool


def taken(data: bytes) -> Taken:
    """Read a file into a document. Raises ``BadDiagram`` when it is none, or has no step."""
    diagram = read(data)
    mapping = _Mapping(diagram, beside(data))
    process = mapping.process()
    if not process["steps"]:
        raise BadDiagram(_("Quy trình trong tệp không có bước nào tới được từ điểm bắt đầu."))
    return Taken(process, diagram, (*diagram.left, *mapping.left), mapping.guessed)


class _Mapping(Graph):
    def __init__(self, diagram: Diagram, more: Beside) -> None:
        super().__init__(diagram, more)
        self.guessed = False
        self.keys: dict[str, str] = {}
        self.forks: dict[str, str] = {}

    def process(self) -> dict[str, Any]:
        """The document: the steps that can be reached from the start, in the file's order where the file is ours."""
        head = {"schema": SCHEMA, **self.more.head, "name": self.more.name}
        first = self.first()
        if not first:
            return {**head, "steps": []}
        reached = self.reached(first)
        for node in self.diagram.nodes:
            if node.id not in reached and self.stands(node):
                self.leave(node.id, node.kind, _("Không tới được từ điểm bắt đầu nên không thành bước."))
        self.keys = self.keyed(reached)
        self.forks = self.forked(reached)
        steps = [step for key in self.ordered(first, reached) for step in self._steps(self.nodes[key], len(reached))]
        return {**head, "steps": steps}

    def _steps(self, node: Node, total: int) -> Iterator[dict[str, Any]]:
        """One node as a step; one that joins and splits, or a task that splits, as two."""
        own = self.more.own.get(node.id, {})
        key, kind = self.keys[node.id], str(own.get("kind") or self._kind(node))
        held = {name: value for name, value in own.items() if name not in ("order", "agency-unsaid", "kind", "key")}
        step: dict[str, Any] = {"key": key, "name": node.name or str(own.get("name") or _default(kind)), "kind": kind}
        if kind not in ("fork", "join", "automatic", "chain"):
            step |= self._whose(node, own)
        step |= held
        if not own and kind not in ("fork", "join", "automatic"):
            self.guessed = True
            step["share"] = {"limit": "8h"} if kind == "receive" else self._share(node, total)
        if kind == "join":
            fork = self.forks.get(node.id)
            step |= {
                "of": self._branching(fork) if fork else str(own.get("of", "")),
                "wait": "any" if node.kind == "any" else "all",
            }
        actions, due = self._actions(node, step)
        splits = not own and self.splits(node)
        if splits and kind != "fork":
            fork = f"{key}-nhanh"
            yield {**step, "actions": [{"key": "forward", "label": _("Chuyển tiếp"), "to": fork}]}
            yield {"key": fork, "name": _("Rẽ nhánh song song"), "kind": "fork", "actions": actions}
            return
        yield {**step, **({"on_due": due} if due else {}), "actions": actions}

    def _branching(self, node: str) -> str:
        """The key of the fork that a node is, or has behind it."""
        return (
            self.keys[node] if self._kind(self.nodes[node]) == "fork" or self.more.own.get(node) else f"{self.keys[node]}-nhanh"
        )

    def _kind(self, node: Node) -> str:
        if node.kind in ("service", "send"):
            return "automatic"
        if node.kind == "exclusive":
            return "automatic"
        if node.kind in ("parallel", "any"):
            return "join" if len(self.into[node.id]) > 1 else "fork"
        return kind_of(node.name)

    def _whose(self, node: Node, own: dict[str, Any]) -> dict[str, Any]:
        """Role and agency by the lane; a lane of ours says them, a stranger's is guessed by its name."""
        lane = self.lanes.get(node.id)
        said = self.more.own.get(lane.id, {}) if lane else {}
        if said:
            agency = said.get("agency")
            return {"role": said.get("role", "handler")} | (
                {} if agency is None or own.get("agency-unsaid") else {"agency": agency}
            )
        role = role_of(lane.name) if lane else ""
        if lane and not role:
            self.leave(lane.id, "lane", _("Chưa nhận ra vai trò của làn “%s”; tạm đặt chuyên viên thụ lý.") % lane.name)
        return {"role": role or "handler", "agency": "receiving" if role == "clerk" else "handling"}

    def _share(self, node: Node, total: int) -> Any:
        """A timer at the task's edge is its time; else the limit is shared out evenly."""
        timers = [limit_of(self.more.duration.get(edge.id, "")) for edge in self.edges[node.id] if edge.kind == "timer"]
        return {"limit": timers[0]} if timers and timers[0] else int(100 / max(total, 1)) / 100

    def _actions(self, node: Node, step: dict[str, Any]) -> tuple[list[dict[str, Any]], str]:
        """(the actions in their order, the key of the one that silence takes)"""
        made: list[dict[str, Any]] = []
        due = ""
        for edge in self.edges[node.id]:
            for flow in self.out[edge.id]:
                due = str(self.more.own.get(flow.id, {}).get("due", "")) or due
        for flow in self.ways(node):
            action = self._action(flow, step, [str(one["key"]) for one in made])
            made.append(action)
            if self.nodes[flow.source].kind == "timer" and self.nodes[flow.source].boundary:
                due = str(action["key"])
        order = self.more.own.get(node.id, {}).get("order")
        if isinstance(order, list):
            made.sort(key=lambda one: order.index(one["key"]) if one["key"] in order else len(order))
        if not made:
            made.append({"key": "forward", "label": _("Hoàn thành"), "to": END})
        return made, due if any(one["key"] == due for one in made) else ""

    def _action(self, flow: Flow, step: dict[str, Any], there: list[str]) -> dict[str, Any]:
        end = self.end(flow)
        own = dict(self.more.own.get(flow.id, {}))
        unsaid = own.pop("label-unsaid", False)
        to = END if end.node == END else self.keys[end.node]
        edge = self.nodes[flow.source]
        label = self.more.labels.get(flow.id, "") or (edge.name if edge.boundary else "")
        if not label and not own:
            label = _("Kết thúc") if to == END else _("Chuyển tới %s") % (self.nodes[end.node].name or to)
        when, rest = self._condition(flow)
        if not own:
            effect = effect_of(label, ends=to == END)
            own = {"key": key_for(label, there), "effect": effect} | ({"requires": NEEDS[effect]} if effect in NEEDS else {})
            label = f"{label} ({rest})" if rest else label
        action = (
            {"key": own.pop("key", "") or key_for(label, there)} | ({"label": label} if label or not unsaid else {}) | {"to": to}
        )
        action |= own
        if when is not None:
            action["when"] = when
        return action | ({"ends_all": True} if end.stops else {})

    def _condition(self, flow: Flow) -> tuple[Any, str]:
        """(JsonLogic, "") or (None, the words that are none)"""
        if not flow.condition:
            return None, ""
        try:
            read = json.loads(flow.condition)
        except ValueError:
            read = None
        if isinstance(read, dict):
            return read, ""
        self.leave(
            flow.id, "conditionExpression", _("Điều kiện “%s” không phải JsonLogic; ghi vào tên thao tác.") % flow.condition
        )
        return None, flow.condition[:80]


def _default(kind: str) -> str:
    return {"fork": _("Rẽ nhánh song song"), "join": _("Gộp các nhánh"), "automatic": _("Hệ thống chọn đường đi")}.get(
        kind, _("Bước chưa có tên")
    )
