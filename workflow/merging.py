"""Two people's changes of one process document, met step by step. Pure."""

from collections.abc import Mapping
from typing import Any

from workflow.charts import steps_of

Doc = Mapping[str, Any]


class Collision(Exception):
    """Both changed the same ``steps`` ("" for the process itself), each differently."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        self.steps = steps
        super().__init__(", ".join(steps))


def merged(base: Doc, mine: Doc, theirs: Doc) -> dict[str, Any]:
    """``mine``, made from ``base``, brought onto ``theirs``. Raises ``Collision`` where both changed the same step.

    The order is mine where I changed it, else theirs; steps that the other side added stand after their neighbour there.
    """
    old, own, other = ({str(step["key"]): step for step in steps_of(doc)} for doc in (base, mine, theirs))
    both = [key for key in {*old, *own, *other} if _clash(old.get(key), own.get(key), other.get(key))]
    heads = [{name: value for name, value in doc.items() if name != "steps"} for doc in (base, mine, theirs)]
    both += [""] if _clash(*heads) else []
    if both:
        raise Collision(tuple(sorted(both)))
    kept = {key: own.get(key) if own.get(key) != old.get(key) else other.get(key) for key in {*old, *own, *other}}
    mine_moved = [key for key in own if key in old] != [key for key in old if key in own]
    lead, follow = (own, other) if mine_moved else (other, own)
    order = list(lead)
    before = ""
    for key in follow:
        if key not in order:
            order.insert(order.index(before) + 1 if before in order else 0, key)
        before = key
    head = heads[1] if heads[1] != heads[0] else heads[2]
    return {**head, "steps": [dict(step) for key in order if (step := kept[key]) is not None]}


def _clash(old: Any, own: Any, other: Any) -> bool:
    return bool(own != old and other != old and own != other)
