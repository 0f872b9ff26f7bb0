"""In which order conditions and calculations settle: each after everything it reads, so one pass is the fixpoint.

A component depends on what its condition, its calculation or its logic names, on the containers of what it names (a hidden
container takes its contents away) and on its own containers. A cycle has no order and is refused when the form is saved.
Logic that only changes how a component looks or is judged (required, label, min) decides no answer and makes no order.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from eforms.nodes import Field
from eforms.paths import bare


class Cycle(ValueError):
    """Components that wait for each other, in the order of waiting."""

    def __init__(self, members: list[Field]) -> None:
        self.members = members
        super().__init__(" → ".join(member.path for member in members))


def variables(field: Field) -> frozenset[str]:
    """Names that decide whether and what ``field`` is: condition, calculation, computed default, deciding logic, ``vn.of``."""
    names: set[str] = set(field.condition.variables) if field.condition else set()
    for rule in (field.calculate, field.default_rule):
        names |= rule.variables if rule else frozenset()
    for entry in field.logic:
        if entry.values or entry.touches("hidden", "disabled"):
            names |= entry.fires.variables
            for rule in entry.values:
                names |= rule.variables
    if field.kind.computed and field.vn.get("of"):
        of = str(field.vn["of"])
        names.add(of if of.startswith("row.") else f"data.{of}")
    return frozenset(names)


def judged_by(field: Field) -> frozenset[str]:
    """Names that logic reads only to change how ``field`` looks or is judged."""
    return frozenset(name for entry in field.logic for name in entry.fires.variables)


class Index:
    """Finds the components that a name touches: itself, what it lies in, what lies in it."""

    def __init__(self, nodes: Sequence[Field]) -> None:
        self.nodes = nodes
        self.inputs = [node for node in nodes if node.kind.input]
        self.at: dict[str, list[Field]] = defaultdict(list)
        self.under: dict[str, list[Field]] = defaultdict(list)
        for node in nodes:
            if node.kind.input or node.kind.repeats:
                path = bare(node.path)
                self.at[path].append(node)
                for outer in _outer(path):
                    self.under[outer].append(node)

    def reads(self, field: Field) -> list[Field]:
        """The components that a field's rules name, whole groups and single parts included."""
        scope = bare(self.nodes[field.grids[-1]].path) + "." if field.grids else ""
        found: dict[int, Field] = {}
        for name in variables(field):
            head, _, path = name.partition(".")
            if name == "*" or (head == "data" and not path):
                return [node for node in self.inputs if node.index != field.index]
            if head == "row" and not path:
                path, head = scope.removesuffix("."), "data"
                if not path:
                    continue
            elif head == "row":
                path = scope + path
            elif head != "data":
                continue
            found |= {node.index: node for node in self.touched(_without_numbers(path))}
            if name == "row":
                found.pop(field.index, None)
        return list(found.values())

    def touched(self, path: str) -> list[Field]:
        """Components at a path, around it and inside it."""
        around = [node for outer in _outer(path) for node in self.at.get(outer, ())]
        return [*around, *self.at.get(path, ()), *self.under.get(path, ())]


def reads(field: Field, nodes: Sequence[Field]) -> list[Field]:
    """See ``Index.reads``; for one field. Who asks for many keeps an ``Index``."""
    return Index(nodes).reads(field)


def _outer(path: str) -> list[str]:
    return [path[:dot] for dot in range(len(path)) if path[dot] == "."]


def _without_numbers(path: str) -> str:
    return ".".join(part for part in path.split(".") if not part.isdecimal())


def settle_order(nodes: Sequence[Field]) -> tuple[Field, ...]:
    """Sort the components that have rules. Raises ``Cycle``."""
    index = Index(nodes)
    active = {node.index for node in nodes if _active(node)}
    after: dict[int, list[int]] = {}
    for number in sorted(active):
        needs: set[int] = set()
        for read in index.reads(nodes[number]):
            needs |= {read.index, *read.ancestors} & active
        needs |= set(nodes[number].ancestors) & active
        after[number] = sorted(needs)
    done: list[int] = []
    state: dict[int, int] = {}
    for start in sorted(active):
        _visit(start, after, state, done, nodes)
    return tuple(nodes[number] for number in done)


def document_order(nodes: Sequence[Field]) -> tuple[Field, ...]:
    """The same components as they stand: for a stored form whose cycle was accepted once."""
    return tuple(node for node in nodes if _active(node))


def _active(node: Field) -> bool:
    return bool(node.condition or node.logic or node.sealed or node.calculate or node.default_rule or node.kind.computed)


def _visit(start: int, after: dict[int, list[int]], state: dict[int, int], done: list[int], nodes: Sequence[Field]) -> None:
    """Depth first without recursion: a form may chain hundreds of conditions."""
    stack: list[tuple[int, Iterable[int]]] = []
    if state.get(start) is None:
        state[start] = 1
        stack.append((start, iter(after[start])))
    while stack:
        index, rest = stack[-1]
        for need in rest:
            if state.get(need) == 1:
                waiting = [frame[0] for frame in stack]
                raise Cycle([nodes[i] for i in [*waiting[waiting.index(need) :], need]])
            if state.get(need) is None:
                state[need] = 1
                stack.append((need, iter(after[need])))
                break
        else:
            state[index] = 2
            done.append(index)
            stack.pop()
