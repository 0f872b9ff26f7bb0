"""What must hold for every form and every answer: found by generated forms, not by examples."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from eforms import engine, schema
from eforms.nodes import Form
from tests.eforms.forms import NOW, PORTS, component, run, when

YES = [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}]
KEYS = [f"k{number}" for number in range(8)]
FORGED = "GIẢ MẠO"
values = st.sampled_from(["co", "khong", "", None, 3, "3", "12,5", True, ["co"], [], {"co": True}, {}, FORGED, "01/03/2026"])


def _rule(other: str) -> st.SearchStrategy[dict[str, Any]]:
    """Something that decides about a component by an earlier one, or nothing."""
    several = {"show": True, "conjunction": "any", "conditions": [{"component": other, "operator": "isNotEmpty"}]}
    logic = [{"name": "l", "trigger": {"type": "simple", "simple": when(other, "co")}, "actions": []}]

    def acting(action: dict[str, Any]) -> dict[str, Any]:
        return {"logic": [{**logic[0], "actions": [action]}]}

    def sets(name: str) -> dict[str, Any]:
        return acting({"type": "property", "property": {"value": name, "type": "boolean"}, "state": True})

    return st.sampled_from(
        [
            {},
            {"conditional": when(other, "co")},
            {"conditional": several},
            {"conditional": {"json": {"!=": [{"var": f"data.{other}"}, "khong"]}}},
            {"conditional": when(other, "co"), "clearOnHide": False},
            {"calculateValue": {"var": f"data.{other}"}},
            {"customDefaultValue": {"var": f"data.{other}"}},
            sets("hidden"),
            sets("disabled"),
            sets("validate.required"),
            acting({"type": "value", "value": {"cat": [{"var": f"data.{other}"}, "!"]}}),
            {"hidden": True, "defaultValue": "co"},
            {"disabled": True},
            {"persistent": False},
        ]
    )


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A form of eight components, each perhaps ruled by an earlier one; some in a group."""
    made = []
    for number, key in enumerate(KEYS):
        kind = draw(st.sampled_from(["textfield", "number", "radio", "checkbox", "selectboxes", "day", "hidden"]))
        more: dict[str, Any] = {"values": YES} if kind in ("radio", "selectboxes") else {}
        if number:
            more |= draw(_rule(draw(st.sampled_from(KEYS[:number]))))
        if kind == "textfield" and draw(st.booleans()):
            more["multiple"] = True
        if draw(st.booleans()):
            more["validate"] = {"required": True}
        made.append(component(kind, key, **more))
    cut = draw(st.integers(0, len(made)))
    return {"components": [*made[:cut], {"type": "fieldset", "key": "hop", "components": made[cut:]}]}


def load(document: dict[str, Any]) -> Form | None:
    """The form, or nothing where the generator made one that is refused for good reason."""
    try:
        return schema.load(document)
    except schema.Refused as refused:
        assert {refusal.reason for refusal in refused.refusals} <= {"cycle", "not-stored"}
        return None


submissions = st.dictionaries(st.sampled_from(KEYS), values)


@settings(max_examples=150, deadline=None)
@given(documents(), submissions)
def test_once_is_enough(document: dict[str, Any], sent: dict[str, Any]) -> None:
    """process(process(x)) = process(x), read again as sent and as saved."""
    form = load(document)
    if form is None:
        return
    first = run(form, sent)
    again = run(form, first.data)
    assert again.data == first.data and again.hidden == first.hidden
    later = run(form, {}, previous=first.data)
    assert later.data == first.data and later.hidden == first.hidden


@settings(max_examples=150, deadline=None)
@given(documents(), submissions)
def test_what_a_person_may_not_answer_is_never_theirs(document: dict[str, Any], sent: dict[str, Any]) -> None:
    """Other answers in places that the server makes or hides change nothing at all."""
    form = load(document)
    if form is None:
        return
    honest = run(form, sent)
    closed = {
        node.key
        for node in form.nodes
        if node.kind.input and (node.guarded or not node.stored or (node.key in honest.hidden and node.clear_on_hide))
    }
    forged = run(form, {**sent, **dict.fromkeys(closed, FORGED)})
    assert forged.data == honest.data and forged.hidden == honest.hidden


@settings(max_examples=150, deadline=None)
@given(documents(), submissions, st.randoms(use_true_random=False))
def test_the_order_of_the_document_decides_nothing(document: dict[str, Any], sent: dict[str, Any], chance: random.Random) -> None:
    form = load(document)
    if form is None:
        return
    shuffled = {"components": [*document["components"][:-1]]}
    chance.shuffle(shuffled["components"])
    box = document["components"][-1]
    inside = list(box["components"])
    chance.shuffle(inside)
    shuffled["components"].insert(0, {**box, "components": inside})
    other = schema.load(shuffled)
    mixed = dict(sorted(sent.items(), key=lambda item: chance.random()))
    one, two = run(form, sent), run(other, mixed)
    assert one.data == two.data and one.hidden == two.hidden
    assert {(e.path, e.rule) for e in one.errors} == {(e.path, e.rule) for e in two.errors}


@settings(max_examples=60, deadline=None)
@given(documents(), submissions, submissions)
def test_a_page_at_a_time_is_the_same_as_all_at_once(document: dict[str, Any], one: dict[str, Any], two: dict[str, Any]) -> None:
    """Saved answers that are sent again as they are change nothing."""
    form = load(document)
    if form is None:
        return
    saved = engine.process(form, one, now=NOW, ports=PORTS).data
    kept = {key: value for key, value in saved.items() if key not in two}
    both = engine.process(form, {**kept, **two}, previous=saved, now=NOW, ports=PORTS)
    sent = engine.process(form, two, previous=saved, now=NOW, ports=PORTS)
    assert both.data == sent.data
