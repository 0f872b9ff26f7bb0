"""``logic``: what fires, what it changes, that nothing forged comes in through it, and what is refused."""

from typing import Any

import pytest

from eforms import schema, settle
from tests.eforms.forms import component, form, rules, run, when

YES = [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}]
ASK = component("radio", "q", values=YES)


def simple(key: str = "q", value: Any = "co") -> dict[str, Any]:
    """A simple trigger."""
    return {"type": "simple", "simple": when(key, value)}


def sets(name: str, state: Any) -> dict[str, Any]:
    """A property action."""
    kind = "boolean" if isinstance(state, bool) else "string"
    return {"type": "property", "property": {"value": name, "type": kind}, "state": state, "text": state}


def merges(schema: Any) -> dict[str, Any]:
    """A mergeComponentSchema action."""
    return {"type": "mergeComponentSchema", "schemaDefinition": schema}


def entry(*actions: dict[str, Any], trigger: dict[str, Any] | None = None) -> dict[str, Any]:
    """One entry of logic."""
    return {"name": "thử", "trigger": trigger or simple(), "actions": list(actions)}


def ruled(*entries: dict[str, Any], kind: str = "textfield", **more: Any) -> Any:
    """A question q and a component x under logic."""
    return form(ASK, component(kind, logic=list(entries), **more))


def test_required_while_it_fires() -> None:
    loaded = ruled(entry(sets("validate.required", True)))
    assert rules(run(loaded, {"q": "co"})) == {("x", "required")}
    assert run(loaded, {"q": "khong"}).valid
    off = ruled(entry(sets("validate.required", False)), validate={"required": True})
    assert run(off, {"q": "co"}).valid and not run(off, {"q": "khong"}).valid


def test_rules_and_words_change() -> None:
    loaded = ruled(entry(sets("validate.maxLength", "2"), sets("label", "Tên tắt")))
    (error,) = run(loaded, {"q": "co", "x": "abc"}).errors
    assert (error.rule, error.message) == ("maxLength", "Tên tắt phải có nhiều nhất 2 ký tự")
    assert run(loaded, {"q": "khong", "x": "abc"}).valid
    standing = settle.standing(loaded, {"q": "co"})
    assert standing.now(loaded.by_path["x"]).label == "Tên tắt"
    assert settle.standing(loaded, {}).now(loaded.by_path["x"]) is loaded.by_path["x"]


def test_hidden_by_logic_takes_the_answer_away() -> None:
    loaded = ruled(entry(sets("hidden", True)), validate={"required": True})
    outcome = run(loaded, {"q": "co", "x": "giả"})
    assert outcome.valid and outcome.data == {"q": "co"} and outcome.hidden == {"x"}
    assert run(loaded, {"q": "khong", "x": "thật"}).data == {"q": "khong", "x": "thật"}


def test_what_is_hidden_at_first_is_shown_by_logic() -> None:
    loaded = ruled(entry(sets("hidden", False)), hidden=True)
    assert run(loaded, {"q": "co", "x": "thật"}).data == {"q": "co", "x": "thật"}
    assert run(loaded, {"q": "khong", "x": "giả"}).data == {"q": "khong"}


def test_locked_by_logic_keeps_what_was_saved() -> None:
    loaded = ruled(entry(sets("disabled", True)), defaultValue="gốc")
    assert run(loaded, {"q": "co", "x": "giả"}).data == {"q": "co", "x": "gốc"}
    assert run(loaded, {"q": "co", "x": "giả"}, previous={"x": "đã lưu"}).data == {"q": "co", "x": "đã lưu"}
    assert run(loaded, {"q": "khong", "x": "mới"}, previous={"x": "đã lưu"}).data == {"q": "khong", "x": "mới"}


def test_a_value_set_by_logic_is_the_servers() -> None:
    loaded = ruled(entry({"type": "value", "value": {"cat": ["Có ", {"var": "data.q"}]}}))
    assert run(loaded, {"q": "co", "x": "giả"}).data == {"q": "co", "x": "Có co"}
    assert run(loaded, {"q": "khong", "x": "tự gõ"}).data == {"q": "khong", "x": "tự gõ"}
    number = ruled(entry({"type": "value", "value": {"var": "data.khong"}}), kind="number", defaultValue=3)
    assert run(number, {"q": "co", "x": 9}).data == {"q": "co"}


def test_a_schema_is_merged_as_the_reference_does() -> None:
    merged = {"label": "Mã", "validate": {"pattern": "[0-9]+"}}
    loaded = ruled(entry(merges(merged)), validate={"required": True})
    assert rules(run(loaded, {"q": "co", "x": "a"})) == {("x", "pattern")}
    assert run(loaded, {"q": "co"}).valid  # validate is replaced as a whole
    assert not run(loaded, {"q": "khong"}).valid


def test_json_triggers_rows_and_order() -> None:
    big = {"type": "json", "json": {">": [{"var": "row.n"}, 5]}}
    cells = [component("number", "n"), component("textfield", "t", logic=[entry(sets("validate.required", True), trigger=big)])]
    loaded = form(component("datagrid", "g", components=cells))
    assert rules(run(loaded, {"g": [{"n": 1}, {"n": 9}, {"n": 2}]})) == {("g[1].t", "required")}


def test_later_entries_win_and_each_combination_is_compiled_once() -> None:
    loaded = ruled(entry(sets("label", "Một")), entry(sets("label", "Hai"), trigger=simple("q", "co")))
    node = loaded.by_path["x"]
    assert settle.standing(loaded, {"q": "co"}).now(node).label == "Hai"
    assert settle.standing(loaded, {"q": "co"}).now(node) is settle.standing(loaded, {"q": "co"}).now(node)


def test_a_chain_through_logic_settles() -> None:
    hide = [entry(sets("hidden", True), trigger=simple("a", "an"))]
    loaded = form(
        component("textfield", "c", conditional=when("b", "thấy")),
        component("textfield", "b", logic=hide),
        component("textfield", "a"),
    )
    assert run(loaded, {"a": "an", "b": "thấy", "c": "giả"}).data == {"a": "an"}
    assert run(loaded, {"a": "hiện", "b": "thấy", "c": "thật"}).data == {"a": "hiện", "b": "thấy", "c": "thật"}


REFUSED: list[tuple[Any, str, str]] = [
    (entry(trigger={"type": "javascript", "javascript": "result = 1"}), "[0].trigger.javascript", "custom-code"),
    (entry(sets("hidden", True), trigger={"type": "event", "event": "x"}), "[0].trigger.type", "unsupported"),
    (entry(sets("hidden", True), trigger=simple("la")), "[0].trigger", "unknown-field"),
    (entry(sets("hidden", True), trigger={"type": "simple", "simple": {}}), "[0].trigger", "bad-condition"),
    (entry(sets("hidden", True), trigger={"type": "json", "json": {"eval": []}}), "[0].trigger", "unknown-operator"),
    (entry({"type": "value", "value": "value = 1"}), "[0].actions[0].value", "custom-code"),
    (entry({"type": "value", "value": {"eval": 1}}), "[0].actions[0].value", "unknown-operator"),
    (entry({"type": "customAction", "customAction": "x"}), "[0].actions[0]", "custom-code"),
    (entry({"type": "dance"}), "[0].actions[0].type", "unsupported"),
    (entry(sets("key", "y")), "[0].actions[0].property", "unsupported"),
    (entry(sets("label", "Chào {{ data.q }}")), "[0].actions[0].text", "unsupported"),
    (entry(sets("validate.pattern", "(a+)+")), "[0].validate.pattern", "bad-pattern"),
    (entry(merges("schema = {}")), "[0].actions[0].schemaDefinition", "custom-code"),
    (entry(merges({"type": "file"})), "[0].actions[0].schemaDefinition.property", "unsupported"),
    ("x", "", "bad-logic"),
]  # fmt: skip


@pytest.mark.parametrize(("logic", "place", "reason"), REFUSED)
def test_refused(logic: Any, place: str, reason: str) -> None:
    with pytest.raises(schema.Refused) as refused:
        form(ASK, component("textfield", logic=[logic] if isinstance(logic, dict) else logic))
    assert (f"components[1].logic{place}", reason) in [(r.path, r.reason) for r in refused.value.refusals]


def test_a_cycle_through_logic_is_refused_and_looks_alone_make_none() -> None:
    def pair(action: dict[str, Any]) -> Any:
        return form(
            component("textfield", "a", logic=[entry(action, trigger=simple("b"))]),
            component("textfield", "b", logic=[entry(action, trigger=simple("a"))]),
        )

    with pytest.raises(schema.Refused) as refused:
        pair(sets("hidden", True))
    assert [r.reason for r in refused.value.refusals] == ["cycle"]
    assert rules(run(pair(sets("validate.required", True)), {"a": "co"})) == {("b", "required")}
