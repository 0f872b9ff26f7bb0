"""A diagram as the process language sees it: which nodes are steps, which flows their actions, which join closes which fork."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workflow.bpmn.beside import Beside
from workflow.bpmn.model import TASKS, Diagram, Flow, Left, Node
from workflow.building import key_for
from workflow.layout import Arrow
from workflow.ranks import backward, ranks
from workflow.words import END

EVENTS = frozenset({"message", "timer"})


@dataclass(frozen=True)
class End:
    """Where a flow leads when gateways and events that only pass are skipped: a node, or an end (``stops``: of all branches)."""

    node: str
    stops: bool = False


class Graph:
    """The diagram as steps and the flows between them; ``left`` names what becomes neither."""

    def __init__(self, diagram: Diagram, more: Beside) -> None:
        self.diagram, self.more = diagram, more
        self.left: list[Left] = []
        self.nodes = {node.id: node for node in diagram.nodes}
        self.out: dict[str, list[Flow]] = defaultdict(list)
        self.into: dict[str, list[Flow]] = defaultdict(list)
        for flow in diagram.flows:
            self.out[flow.source].append(flow)
            self.into[flow.target].append(flow)
        self.edges: dict[str, list[Node]] = defaultdict(list)
        for node in diagram.nodes:
            if node.boundary:
                self.edges[node.boundary].append(node)
        self.lanes = {node: lane for lane in diagram.lanes for node in lane.nodes}
        for key in more.spoiled:
            self.leave(key, "extensionElements", _("Phần mở rộng của phần tử này không đọc được nên bị bỏ."))

    def leave(self, key: str, element: str, reason: str) -> None:
        """Name what is not kept."""
        if all((one.id, one.reason) != (key, reason) for one in self.left):
            self.left.append(Left(key, element, reason))

    # --- which nodes are steps ---------------------------------------------------------------------------------------------
    def first(self) -> str:
        starts = [node for node in self.diagram.nodes if node.kind == "start"]
        if not starts:
            starts = [node for node in self.diagram.nodes if not self.into[node.id] and not node.boundary and self.stands(node)]
            return starts[0].id if starts else ""
        for node in starts[1:]:
            self.leave(node.id, "startEvent", _("Quy trình chỉ có một điểm bắt đầu; điểm này không được giữ."))
        ways = self.out[starts[0].id]
        for flow in ways[1:]:
            self.leave(flow.id, "sequenceFlow", _("Quy trình bắt đầu bằng một bước; mũi tên này không được giữ."))
        found = self.end(ways[0]) if ways else None
        return found.node if found and found.node != END else ""

    def stands(self, node: Node) -> bool:
        """Whether a node is a step, and not passed over or part of one."""
        if node.kind in TASKS:
            return True
        own = self.more.own.get(node.id, {})
        ways, comings = len(self.out[node.id]), len(self.into[node.id])
        if node.kind in ("parallel", "any"):
            return "kind" in own or ways > 1 or comings > 1
        if node.kind == "exclusive":
            return "kind" in own or (ways > 1 and "branch" not in own and not self.choice_of(node))
        return False

    def choice_of(self, node: Node) -> str:
        """The task whose actions hang on this exclusive gateway, "" when it decides by itself."""
        if node.kind != "exclusive" or "kind" in self.more.own.get(node.id, {}):
            return ""
        comings = self.into[node.id]
        if len(comings) != 1:
            return ""
        source = self.nodes[comings[0].source]
        return source.id if source.kind in TASKS - {"service", "send"} and len(self.out[source.id]) == 1 else ""

    def end(self, flow: Flow) -> End:
        """Where a flow leads, over merging gateways and events on the way."""
        seen: set[str] = set()
        while True:
            node = self.nodes[flow.target]
            if node.kind == "end":
                return End(END, node.terminates)
            if self.stands(node) or node.id in seen or node.kind == "start":
                return End(node.id)
            seen.add(node.id)
            ways = self.out[node.id]
            if not ways:
                return End(END)
            own = self.more.own.get(node.id, {})
            if node.kind in EVENTS and "passing" not in own:
                said = (
                    _("Hẹn giờ giữa đường không có trong ngôn ngữ; ghi thời gian vào bước.")
                    if node.kind == "timer"
                    else _("Hệ thống tự gửi thông báo; thông điệp này không thành bước.")
                    if node.id in self.more.thrown
                    else _("Thông điệp chờ nhận không thành bước; dùng thao tác yêu cầu bổ sung.")
                )
                self.leave(node.id, "intermediateEvent", said)
            flow = next((way for way in ways if self.more.own.get(way.id)), ways[0])

    def reached(self, first: str) -> list[str]:
        seen, waiting = [first], [first]
        while waiting:
            for flow in self.ways(self.nodes[waiting.pop(0)]):
                end = self.end(flow).node
                if end != END and end not in seen:
                    seen.append(end)
                    waiting.append(end)
        return seen

    def ways(self, node: Node) -> Iterator[Flow]:
        """The flows that are a step's actions: its own, those of the gateway behind it, those of events at its edge."""
        ways = self.out[node.id]
        if len(ways) == 1 and self.choice_of(self.nodes[ways[0].target]) == node.id:
            ways = self.out[ways[0].target]
        for way in ways:
            branch = self.nodes[way.target]
            if "branch" in self.more.own.get(branch.id, {}):
                yield next((one for one in self.out[branch.id] if one.id in self.more.own), way)
            else:
                yield way
        for edge in self.edges[node.id]:
            if edge.kind in EVENTS:
                yield from (flow for flow in self.out[edge.id] if "due" not in self.more.own.get(flow.id, {}))

    # --- their keys and order ------------------------------------------------------------------------------------------------
    def keyed(self, reached: list[str]) -> dict[str, str]:
        keys: dict[str, str] = {}
        for number, node in enumerate(reached, start=1):
            own = self.more.own.get(node, {}).get("key")
            taken = list(keys.values())
            if isinstance(own, str) and own and own != END and own not in taken:
                keys[node] = own
                continue
            if own:
                self.leave(node, self.nodes[node].kind, _("Mã bước trùng với bước khác nên được đặt lại."))
            keys[node] = key_for(self.nodes[node].name or f"buoc-{number}", taken)
        return keys

    def ordered(self, first: str, reached: list[str]) -> list[str]:
        """Our own file's order; a stranger's by rank, so that the table reads from above."""
        if all("key" in self.more.own.get(key, {}) for key in reached):
            return sorted(reached, key=lambda key: (key != first, self.more.order.get(key, 0)))
        arrows = [
            Arrow(flow.id, key, end)
            for key in reached
            for flow in self.ways(self.nodes[key])
            if (end := self.end(flow).node) not in (END, key)
        ]
        found = ranks(reached, arrows, backward(reached, arrows))
        return sorted(reached, key=lambda key: (key != first, found[key], reached.index(key)))

    def forked(self, reached: list[str]) -> dict[str, str]:
        """The fork of every join: the one that it names, else the nearest before it that no join before it has taken."""
        place = {key: number for number, key in enumerate(reached)}
        forks = {self.more.own.get(key, {}).get("key", key): key for key in reached if self.splits(self.nodes[key])}
        found: dict[str, str] = {}
        for join in (key for key in reached if self.joins(self.nodes[key])):
            named = forks.get(self.more.own.get(join, {}).get("of"))
            free = [key for key in reversed(forks.values()) if key not in found.values() and place[key] < place[join]]
            nearest = named or next((key for key in free if join in self.reached(key)), "")
            if nearest:
                found[join] = nearest
            elif "of" not in self.more.own.get(join, {}):
                self.leave(join, "parallelGateway", _("Không tìm thấy điểm rẽ nhánh của điểm gộp này."))
        return found

    def splits(self, node: Node) -> bool:
        """Whether branches begin here; a task with several ways out begins them too (BPMN 2.0 §13.2.1)."""
        own = self.more.own.get(node.id, {}).get("kind")
        if own:
            return bool(own == "fork")
        return node.kind in (TASKS | {"parallel"}) and len(self.out[node.id]) > 1

    def joins(self, node: Node) -> bool:
        own = self.more.own.get(node.id, {}).get("kind")
        return own == "join" if own else node.kind in ("parallel", "any") and len(self.into[node.id]) > 1
