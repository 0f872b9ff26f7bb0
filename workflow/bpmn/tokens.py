"""What happens when tokens run through a diagram: dead ends, joins that wait for ever, branches that meet twice.

The rules of BPMN 2.0 §13: a task with several ways in takes each token alone and sends one on every way out; an exclusive gateway
sends one on one way; a parallel one waits for a token on every way in and sends one on every way out. A timer or message at
the edge of a task may take the task's token. A terminating end takes every token, the first token at an "any" gateway all
that are still on their way to it. Every marking that can be reached is looked at, up to a bound.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workflow.bpmn.model import Diagram, Flow, Node

MOST_MARKINGS = 20_000
Marking = frozenset[tuple[str, int]]
"""Flow ids that hold tokens, with how many. A task that is being done is its incoming token."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, where (a node's id, "" for the whole), under a stable code."""

    id: str
    code: str
    message: str


class _Net:
    def __init__(self, diagram: Diagram) -> None:
        self.nodes: dict[str, Node] = {node.id: node for node in diagram.nodes}
        self.into: dict[str, list[Flow]] = defaultdict(list)
        self.out: dict[str, list[Flow]] = defaultdict(list)
        for flow in diagram.flows:
            self.into[flow.target].append(flow)
            self.out[flow.source].append(flow)
        self.edges: dict[str, list[Node]] = defaultdict(list)
        for node in diagram.nodes:
            if node.boundary:
                self.edges[node.boundary].append(node)
        self.block = {node.id: self._block(node.id) for node in diagram.nodes if node.kind == "any"}

    def _block(self, gateway: str) -> set[str]:
        """The flows between a gateway that waits for the first branch and the fork that began them."""
        found: set[str] = set()
        waiting = [(flow, 0) for flow in self.into[gateway]]
        while waiting:
            flow, depth = waiting.pop()
            if flow.id in found:
                continue
            found.add(flow.id)
            source = self.nodes[flow.source]
            if source.kind == "parallel" and len(self.out[source.id]) > 1:
                if depth == 0:
                    continue
                depth -= 1
            depth += source.kind in ("parallel", "any") and len(self.into[source.id]) > 1
            inner = [*self.into[source.id], *self.into[source.boundary]] if source.boundary else self.into[source.id]
            waiting += [(before, depth) for before in inner]
        return found

    def starts(self) -> list[Node]:
        """Where tokens begin: start events, or without one whatever has no way in (BPMN 2.0 §13.2.2)."""
        named = [node for node in self.nodes.values() if node.kind == "start"]
        return named or [node for node in self.nodes.values() if not self.into[node.id] and not node.boundary]


def check(diagram: Diagram) -> list[Problem]:
    """Everything that would go wrong, the shape first; [] means every token that starts can end."""
    net = _Net(diagram)
    problems = [*_doubles(diagram), *_shape(net)]
    return problems or list(_run(net))


def _doubles(diagram: Diagram) -> Iterator[Problem]:
    seen: set[str] = set()
    both: tuple[Node | Flow, ...] = (*diagram.nodes, *diagram.flows)
    for one in both:
        if not one.id:
            yield Problem("", "no-id", str(_("Có phần tử không có mã (id).")))
        elif one.id in seen:
            yield Problem(one.id, "duplicate-id", str(_("Mã phần tử bị lặp.")))
        seen.add(one.id)


def _shape(net: _Net) -> Iterator[Problem]:
    if not net.nodes:
        yield Problem("", "empty", str(_("Quy trình không có bước nào.")))
        return
    if not any(node.kind == "start" for node in net.nodes.values()):
        yield Problem("", "no-start", str(_("Quy trình không có điểm bắt đầu.")))
    if not any(node.kind == "end" for node in net.nodes.values()):
        yield Problem("", "no-end", str(_("Quy trình không có điểm kết thúc.")))
    forward = _closure([node.id for node in net.starts()], net, forth=True)
    back = _closure([node.id for node in net.nodes.values() if node.kind == "end"], net, forth=False)
    for node in net.nodes.values():
        if node.id not in forward:
            yield Problem(node.id, "unreachable", str(_("Không có cách nào tới được “%s”.") % (node.name or node.id)))
        elif node.id not in back:
            yield Problem(node.id, "dead-end", str(_("Từ “%s” không có đường tới điểm kết thúc.") % (node.name or node.id)))


def _closure(begin: list[str], net: _Net, *, forth: bool) -> set[str]:
    seen, waiting = set(begin), list(begin)
    while waiting:
        at = waiting.pop()
        if forth:
            beyond = [flow.target for flow in net.out[at]] + [edge.id for edge in net.edges[at]]
        else:
            beyond = [flow.source for flow in net.into[at]] + [net.nodes[at].boundary] * bool(net.nodes[at].boundary)
        for key in set(beyond) - seen:
            seen.add(key)
            waiting.append(key)
    return seen


def _run(net: _Net) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for node in net.starts():
        for flow in net.out[node.id]:
            first[flow.id] = first.get(flow.id, 0) + 1
    seen: set[Marking] = {frozenset(first.items())}
    waiting = list(seen)
    found: dict[tuple[str, str], Problem] = {}
    while waiting:
        marking = waiting.pop()
        after = list(_steps(dict(marking), net))
        if not after and marking:
            for problem in _stuck(dict(marking), net):
                found.setdefault((problem.id, problem.code), problem)
        for following, at in after:
            if any(count > 1 for _flow, count in following):
                name = net.nodes[at].name or at
                text = _("Các nhánh chạy song song gặp lại ở “%s” mà không chờ nhau, bước sau sẽ bị làm hai lần.") % name
                found.setdefault((at, "meets-twice"), Problem(at, "meets-twice", str(text)))
            elif following not in seen:
                seen.add(following)
                waiting.append(following)
        if len(seen) > MOST_MARKINGS:
            found.setdefault(
                ("", "too-large"), Problem("", "too-large", str(_("Quy trình rẽ nhánh quá nhiều, không thử hết được.")))
            )
            break
    yield from found.values()


def _steps(marking: dict[str, int], net: _Net) -> Iterator[tuple[Marking, str]]:
    """Every marking one step on, with the node that made it."""
    for node in net.nodes.values():
        if node.kind == "parallel":
            if net.into[node.id] and all(marking.get(flow.id) for flow in net.into[node.id]):
                taken = _without(marking, [flow.id for flow in net.into[node.id]])
                yield _with(taken, [flow.id for flow in net.out[node.id]]), node.id
            continue
        for flow in net.into[node.id]:
            if not marking.get(flow.id):
                continue
            taken = _without(marking, [flow.id])
            if node.terminates:
                yield frozenset(), node.id
            elif node.kind == "any":
                left = {one: count for one, count in taken.items() if one not in net.block[node.id]}
                yield _with(left, [way.id for way in net.out[node.id]]), node.id
            elif node.kind == "exclusive":
                for way in net.out[node.id]:
                    yield _with(taken, [way.id]), node.id
            else:
                yield _with(taken, [way.id for way in net.out[node.id]]), node.id
            for edge in net.edges[node.id]:
                yield _with(taken, [way.id for way in net.out[edge.id]]), edge.id


def _stuck(marking: dict[str, int], net: _Net) -> Iterator[Problem]:
    for node in net.nodes.values():
        if node.kind == "parallel" and any(marking.get(flow.id) for flow in net.into[node.id]):
            text = _("Điểm gộp “%s” chờ một nhánh không bao giờ tới, hồ sơ sẽ nằm lại.") % (node.name or node.id)
            yield Problem(node.id, "deadlock", str(text))


def _without(marking: dict[str, int], flows: list[str]) -> dict[str, int]:
    left = dict(marking)
    for flow in flows:
        left[flow] -= 1
    return {flow: count for flow, count in left.items() if count}


def _with(marking: dict[str, int], flows: list[str]) -> Marking:
    more = dict(marking)
    for flow in flows:
        more[flow] = more.get(flow, 0) + 1
    return frozenset(more.items())
