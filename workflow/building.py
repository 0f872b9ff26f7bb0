"""Changing a process document step by step: every change is a pure function from a document to a document.

Design requirements: (1) nothing is changed in place; (2) a change keeps the flow whole: a new step stands between its
neighbours, a step that goes leaves its way to what came after it; (3) half a draft can be worked at: what cannot be read is
left alone; (4) two people's changes meet step by step (``merging``).
"""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from common.text import fold
from workflow.charts import actions_of, kind_of, steps_of
from workflow.patterns import pattern
from workflow.words import END, PASSING, SCHEMA

Doc = dict[str, Any]
Held = Mapping[str, Any]
SIDEWAYS = frozenset({"return", "refuse", "reject", "supplement", "consult"})
"""Effects that do not lead on: back, out, or waiting."""
MOST_STEPS, MOST_KEY = 80, 40


class CannotChange(ValueError):
    """The change is not possible; the message says why."""


def empty(name: str) -> Doc:
    """A process without steps."""
    return {"schema": SCHEMA, "name": name, "steps": []}


def step_of(doc: Held, key: str) -> Mapping[str, Any] | None:
    """The step of that key."""
    return next((step for step in steps_of(doc) if step["key"] == key), None)


def onward(step: Held) -> Mapping[str, Any] | None:
    """The action that leads on: the first that leads elsewhere and is no return, refusal or wait; else the first."""
    actions = actions_of(step)
    ways = [one for one in actions if one.get("to") != step.get("key")]
    main = [one for one in ways if str(one.get("effect", one.get("key"))) not in SIDEWAYS]
    return next(iter([*main, *ways]), None)


def next_of(step: Held) -> str:
    """Where the step leads on to, ``END`` where it says nothing."""
    way = onward(step)
    return str(way.get("to") or END) if way else END


def key_for(words: str, taken: Sequence[str]) -> str:
    """A key out of words that none of ``taken`` is: "Lấy số" → lay-so, lay-so-2."""
    base = re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")[:MOST_KEY].strip("-") or "buoc"
    if base == END:
        base = "buoc-cuoi"
    number, key = 1, base
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


def added(doc: Held, kind: str, name: str, after: str = "") -> tuple[Doc, str]:
    """A new step of a kind after the step ``after`` ("" at the end), between it and what it led on to. (document, its key)"""
    made = _copy(doc)
    steps = made["steps"]
    if len(steps) >= MOST_STEPS:
        raise CannotChange(_("Một quy trình có nhiều nhất %(n)s bước.") % {"n": MOST_STEPS})
    before = step_of(made, after) or (steps[-1] if steps and not after else None)
    key = key_for(kind if kind not in _keys(made) else name, _keys(made))
    target = next_of(before) if before is not None else (steps[0]["key"] if steps else END)
    if before is not None and before.get("kind") == "fork":
        target = _join_of(made, before["key"]) or target
    step = pattern(kind, key, name, target, str(before["key"]) if before is not None else key)
    place = steps.index(before) + 1 if before is not None else 0
    steps.insert(place, step)
    if before is not None and before.get("kind") == "fork":
        branch = {"key": key, "label": name, "to": key, "effect": "forward"}
        steps[place - 1] = {**before, "actions": [*actions_of(before), branch]}
    elif before is not None and (way := onward(before)) is not None:
        dict_of(before, way)["to"] = key
    return made, key


def parallel(doc: Held, after: str, names: Sequence[str], wait: str = "all") -> tuple[Doc, str]:
    """A block of branches after a step: a fork, a step for each of ``names``, a join. (document, the fork's key)"""
    if len(names) < 2:
        raise CannotChange(_("Nhập ít nhất hai nhánh, mỗi dòng một nhánh."))
    made = _copy(doc)
    before = step_of(made, after)
    if before is None:
        raise CannotChange(_("Chọn bước đứng trước khối song song."))
    if len(made["steps"]) + len(names) + 2 > MOST_STEPS:
        raise CannotChange(_("Một quy trình có nhiều nhất %(n)s bước.") % {"n": MOST_STEPS})
    target = next_of(before)
    fork = key_for("re-nhanh", _keys(made))
    join = key_for("gop", _keys(made))
    rows: list[Doc] = []
    for name in names:
        key = key_for(name, [*_keys(made), fork, join, *(row["key"] for row in rows)])
        rows.append({**pattern("answer", key, name, join, after), "kind": "consult"})
    ways = [{"key": row["key"], "label": row["name"], "to": row["key"], "effect": "forward"} for row in rows]
    first = {"key": fork, "name": _("Rẽ nhánh song song"), "kind": "fork", "actions": ways}
    last: Doc = {"key": join, "name": _("Gộp các nhánh"), "kind": "join", "of": fork, "wait": wait}
    last["actions"] = [{"key": "on", "label": _("Đi tiếp"), "to": target, "effect": "forward"}]
    if (way := onward(before)) is not None:
        dict_of(before, way)["to"] = fork
    place = made["steps"].index(before) + 1
    made["steps"][place:place] = [first, *rows, last]
    return made, fork


def moved(doc: Held, key: str, by: int) -> Doc:
    """The step one row up (-1) or down (1). Two steps that follow one another change places in the flow as well."""
    made = _copy(doc)
    steps = made["steps"]
    place = next((n for n, step in enumerate(steps) if step.get("key") == key), None)
    if place is None or not 0 <= place + by < len(steps):
        return made
    first, second = sorted((place, place + by))
    upper, lower = steps[first], steps[second]
    follows = next_of(upper) == lower.get("key") and PASSING.isdisjoint({kind_of(upper), kind_of(lower)})
    if follows and onward(lower) is not None:
        after = next_of(lower)
        for step in steps[:first]:
            for action in actions_of(step):
                if action.get("to") == upper["key"]:
                    dict_of(step, action)["to"] = lower["key"]
        dict_of(lower, onward(lower))["to"] = upper["key"]
        dict_of(upper, onward(upper))["to"] = after
    steps[first], steps[second] = lower, upper
    return made


def copied(doc: Held, key: str) -> tuple[Doc, str]:
    """A second step like it, after it in the flow. (document, the copy's key)"""
    step = step_of(doc, key)
    if step is None or kind_of(step) in PASSING:
        raise CannotChange(_("Chỉ chép được bước có người làm."))
    name = _("%s (bản chép)") % step.get("name", "")
    made, new = added(doc, str(step.get("kind")), name, key)
    target = next_of(step_of(made, new) or {})
    twin = copy.deepcopy(dict(step)) | {"key": new, "name": name}
    for action in actions_of(twin):
        if action.get("to") == key:
            dict_of(twin, action)["to"] = new
    if (way := onward(twin)) is not None:
        dict_of(twin, way)["to"] = target
    return with_step(made, new, twin), new


def removed(doc: Held, key: str) -> Doc:
    """Without the step; what led to it leads to where it led. A fork goes with its join, a join only with its fork."""
    made = _copy(doc)
    step = step_of(made, key)
    if step is None:
        return made
    if step.get("kind") == "join" and step_of(made, str(step.get("of"))) is not None:
        raise CannotChange(_("Bước gộp đi cùng bước rẽ nhánh. Xóa bước rẽ nhánh để bỏ cả khối song song."))
    going = [step]
    if step.get("kind") == "fork":
        going += [one for one in steps_of(made) if one.get("kind") == "join" and one.get("of") == key]
    for one in going:
        target = next_of(one)
        made["steps"].remove(one)
        for other in made["steps"]:
            _bypass(other, str(one["key"]), target)
    return made


def _bypass(step: Doc, gone: str, target: str) -> None:
    """Lead what led to ``gone`` on to ``target``; a return that would then lead to its own step goes."""
    held = actions_of(step)
    kept = []
    for action in held:
        if action.get("to") == gone:
            if target == step.get("key"):
                continue
            dict_of(step, action)["to"] = target
        kept.append(action)
    if held:
        step["actions"] = kept
    if step.get("on_due") and all(action.get("key") != step["on_due"] for action in kept):
        step.pop("on_due")


def with_step(doc: Held, key: str, step: Held) -> Doc:
    """The document with one step replaced; its key stays."""
    made = _copy(doc)
    for number, one in enumerate(made["steps"]):
        if isinstance(one, Mapping) and one.get("key") == key:
            made["steps"][number] = {**copy.deepcopy(dict(step)), "key": key}
    return made


def with_action(step: Held, key: str, action: Held) -> tuple[Doc, str]:
    """A step with one action replaced, or a new one (``key`` "") at its end. (step, the action's key)"""
    made = copy.deepcopy(dict(step))
    rows = list(actions_of(made))
    if not key:
        wanted = str(action.get("effect") or "")
        taken = [str(one.get("key")) for one in rows]
        new = wanted if wanted and wanted not in taken else key_for(str(action.get("label") or "viec"), taken)
        made["actions"] = [*rows, {"key": new, **{name: one for name, one in action.items() if name != "key"}}]
        return made, new
    made["actions"] = [{**action, "key": key} if one.get("key") == key else one for one in rows]
    return made, key


def without_action(step: Held, key: str) -> Doc:
    """A step without an action; what its silence did goes with it."""
    made = copy.deepcopy(dict(step))
    made["actions"] = [one for one in actions_of(made) if one.get("key") != key]
    if made.get("on_due") == key:
        made.pop("on_due")
    return made


def action_moved(step: Held, key: str, by: int) -> Doc:
    """A step with an action one place up (-1) or down (1): of an automatic step the first that holds is taken."""
    made = copy.deepcopy(dict(step))
    rows = list(actions_of(made))
    place = next((n for n, one in enumerate(rows) if one.get("key") == key), None)
    if place is not None and 0 <= place + by < len(rows):
        rows[place], rows[place + by] = rows[place + by], rows[place]
    made["actions"] = rows
    return made


def dict_of(step: Held, action: Held | None) -> Doc:
    """The action itself, to be changed: a copy's mappings are dicts."""
    assert isinstance(action, dict) and isinstance(step, dict)
    return action


def _join_of(doc: Held, fork: str) -> str:
    return next((str(one["key"]) for one in steps_of(doc) if one.get("kind") == "join" and one.get("of") == fork), "")


def _keys(doc: Held) -> list[str]:
    return [str(step["key"]) for step in steps_of(doc)]


def _copy(doc: Held) -> Doc:
    made = copy.deepcopy(dict(doc))
    made.setdefault("schema", SCHEMA)
    made["steps"] = list(_known(made))
    return made


def _known(doc: Held) -> Iterator[Doc]:
    return (dict(step) for step in steps_of(doc))
