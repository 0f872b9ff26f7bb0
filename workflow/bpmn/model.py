"""What of a BPMN file this portal keeps, as plain data."""

from dataclasses import dataclass, field

TASKS = frozenset({"task", "user", "manual", "service", "send", "receive"})
GATEWAYS = frozenset({"exclusive", "parallel", "any"})
"""``any``: a complex gateway that goes on with the first of its branches; the others end."""


class BadDiagram(Exception):
    """The file is no BPMN 2.0, or may not be read (entities, too large)."""


@dataclass(frozen=True)
class Node:
    """Something that a token can stand at. ``kind``: start, end, timer, message, a word of ``TASKS`` or of ``GATEWAYS``.

    ``role`` is the name of its lane, or "". ``boundary``: the id of the task at whose edge an event waits, or "".
    ``terminates``: an end that ends whatever else is under way.
    """

    id: str
    kind: str
    name: str
    role: str = ""
    boundary: str = ""
    terminates: bool = False


@dataclass(frozen=True)
class Flow:
    """A sequence flow; ``condition`` is its expression as it is written there, or "". ``default``: taken when no other is."""

    id: str
    source: str
    target: str
    condition: str = ""
    default: bool = False


@dataclass(frozen=True)
class Lane:
    """A lane with the ids of the nodes in it; lanes inside lanes stand in the list as well."""

    id: str
    name: str
    nodes: tuple[str, ...]


@dataclass(frozen=True)
class Left:
    """An element that is not kept: ``element`` is its BPMN name, ``reason`` a sentence for the person who drew it."""

    id: str
    element: str
    reason: str


@dataclass(frozen=True)
class Diagram:
    """All of it, in the order of the file. ``kept`` counts nodes, flows and lanes."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    lanes: tuple[Lane, ...]
    left: tuple[Left, ...] = field(default=())

    @property
    def kept(self) -> int:
        """How many elements were kept."""
        return len(self.nodes) + len(self.flows) + len(self.lanes)
