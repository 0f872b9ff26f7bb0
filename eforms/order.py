"""In which order conditions and calculations settle: each after everything it reads, so one pass is the fixpoint.

A component depends on what its condition or calculation names, on the containers of what it names (a hidden container
takes its contents away) and on its own containers. A cycle has no order and is refused when the form is saved.
"""

from collections.abc import Iterable, Sequence

from eforms.nodes import Field
from eforms.paths import bare


class Cycle(ValueError):
    """Components that wait for each other, in the order of waiting."""

    def __init__(self, members: list[Field]) -> None:
        self.members = members
        super().__init__(" → ".join(member.path for member in members))


def variables(field: Field) -> frozenset[str]:
    """Names that decide whether and what ``field`` is: condition, calculation, computed default, and ``vn.of``."""
    names: set[str] = set(field.condition.variables) if field.condition else set()
    for rule in (field.calculate, field.default_rule):
        names |= rule.variables if rule else frozenset()
    if field.kind.computed and field.vn.get("of"):
        names.add(f"data.{field.vn['of']}")
    return frozenset(names)


def reads(field: Field, nodes: Sequence[Field]) -> list[Field]:
    """The components that a field's rules name, whole groups and single parts included."""
    wanted = set()
    scope = bare(nodes[field.grids[-1]].path) + "." if field.grids else ""
    for name in variables(field):
        head, _, path = name.partition(".")
        if name == "*" or (head == "data" and not path):
            return [node for node in nodes if node.kind.input and node.index != field.index]
        if head == "data":
            wanted.add(path)
        elif head == "row":
            wanted.add(scope + path)
    found = []
    for node in nodes:
        own = bare(node.path)
        if (node.kind.input or node.kind.repeats) and any(_touches(own, _without_numbers(path)) for path in wanted):
            found.append(node)
    return found


def _without_numbers(path: str) -> str:
    return ".".join(part for part in path.split(".") if not part.isdecimal())


def _touches(own: str, named: str) -> bool:
    return own == named or own.startswith(f"{named}.") or named.startswith(f"{own}.")


def settle_order(nodes: Sequence[Field]) -> tuple[Field, ...]:
    """Sort the components that have rules. Raises ``Cycle``."""
    active = {node.index for node in nodes if node.condition or node.calculate or node.default_rule or node.kind.computed}
    after: dict[int, list[int]] = {}
    for index in sorted(active):
        needs: set[int] = set()
        for read in reads(nodes[index], nodes):
            needs |= {read.index, *read.ancestors} & active
        needs |= set(nodes[index].ancestors) & active
        after[index] = sorted(needs)
    done: list[int] = []
    state: dict[int, int] = {}
    for start in sorted(active):
        _visit(start, after, state, done, nodes)
    return tuple(nodes[index] for index in done)


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
