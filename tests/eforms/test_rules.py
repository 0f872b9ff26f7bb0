"""Rules of ``validate`` and properties of a component that decide what is judged and what is stored."""

from typing import Any

import pytest

from eforms import engine
from eforms.ports import PlainPorts
from tests.eforms.forms import NOW, component, form, rules, run, when

CASES: list[tuple[dict[str, Any], Any, set[str]]] = [
    (component("day", minYear=1990), "01/03/1989", {"minYear"}),
    (component("day", minYear="1990", maxYear=2000), "01/03/1990", set()),
    (component("day", fields={"year": {"maxYear": 2000}}), "01/03/2001", {"maxYear"}),
    (component("textfield", inputMask="99/A*-a"), "12/B9-z", set()),
    (component("textfield", inputMask="99/A*-a"), "12/b9-z", {"mask"}),
    (component("textfield", inputMask="99.9"), "12x3", {"mask"}),
    (component("textfield", validate={"minLength": 0, "maxLength": ""}), "a", set()),
    (component("textfield", validate={"json": {"var": "data.gone"}}), "a", set()),
    (component("textfield", validate={"json": {"==": [{"var": "value"}, "a"]}}), "a", set()),
    (component("textfield", validate={"json": {"==": [{"var": "value"}, "a"]}}), "b", {"json"}),
    (component("number", validate={"json": {"var": "value"}}), 5, {"json"}),
    (component("textfield", validate={"step": "any", "integer": ""}), "a", set()),
]


@pytest.mark.parametrize(("field", "answer", "wrong"), CASES)
def test_rules(field: dict[str, Any], answer: Any, wrong: set[str]) -> None:
    assert {error.rule for error in run(form(field), {"x": answer}).errors} == wrong


def test_a_form_brings_its_own_sentences() -> None:
    def said(answer: str, **more: Any) -> str:
        (error,) = run(form(component("textfield", label="Tên", **more)), {"x": answer}).errors
        return error.message

    assert said("", validate={"required": True}, errors={"required": "Thiếu {{field}}"}) == "Thiếu Tên"
    assert said("abc", validate={"maxLength": 2}, errors={"maxLength": "Tối đa {{ length }} chữ"}) == "Tối đa 2 chữ"
    assert said("b", validate={"pattern": "a", "patternMessage": "Chỉ viết a"}) == "Chỉ viết a"
    assert said("b", validate={"pattern": "a", "customMessage": "Sai"}, errors={"pattern": "khác"}) == "Sai"
    assert said("abc", validate={"maxLength": 2}, errorLabel="Họ tên") == "Họ tên phải có nhiều nhất 2 ký tự"


def test_unique_tells_the_later_row() -> None:
    loaded = form(component("datagrid", "g", components=[component("textfield", unique=True), component("number", "n")]))
    rows = [{"x": "An\u200b"}, {"x": "Bình"}, {"x": "An"}, {"x": ""}, {}, {"x": "An"}]
    outcome = run(loaded, {"g": rows})
    assert rules(outcome) == {("g[2].x", "unique"), ("g[5].x", "unique")}
    assert outcome.errors[0].message == "Ô thử đã có ở một dòng khác, hãy sửa một trong hai"


def test_unique_in_rows_of_rows_looks_at_its_own_group() -> None:
    inner = component("datagrid", "c", components=[component("fieldset", "f", components=[component("textfield", unique=True)])])
    loaded = form(component("datagrid", "g", components=[inner]))
    assert run(loaded, {"g": [{"c": [{"x": "a"}]}, {"c": [{"x": "a"}]}]}).valid
    assert rules(run(loaded, {"g": [{"c": [{"x": "a"}, {"x": "a"}]}]})) == {("g[0].c[1].x", "unique")}


def test_unique_outside_rows_asks_who_keeps_the_others() -> None:
    class Keeps(PlainPorts):
        def taken(self, path: str, value: Any) -> bool:
            return (path, value) == ("x", "074190001234")

    loaded = form(component("textfield", validate={"unique": True}))
    outcome = engine.process(loaded, {"x": "074190001234"}, now=NOW, ports=Keeps())
    assert rules(outcome) == {("x", "unique")}
    assert engine.process(loaded, {"x": "074190001235"}, now=NOW, ports=Keeps()).valid
    assert run(loaded, {"x": "074190001234"}).valid


def test_validate_when_hidden() -> None:
    asked = component("textfield", validate={"required": True}, validateWhenHidden=True)
    loaded = form(component("textfield", "q"), component("fieldset", "f", conditional=when("q", "co"), components=[asked]))
    assert rules(run(loaded, {"q": "khong"})) == {("x", "required")}
    assert run(loaded, {"q": "co", "x": "a"}).valid


def test_hidden_for_good_is_the_servers_and_judged_by_nobody() -> None:
    loaded = form(
        component("textfield", hidden=True, defaultValue="gốc", validate={"required": True, "maxLength": 1}),
        component("fieldset", "f", hidden=True, components=[component("number", "n", calculateValue={"+": [1, 2]})]),
        component("textfield", "y"),
    )
    outcome = run(loaded, {"x": "giả", "n": 9, "y": "a"})
    assert outcome.valid and outcome.data == {"x": "gốc", "n": 3, "y": "a"}
    assert outcome.hidden == {"x", "f", "n"}


def test_what_is_not_stored_is_never_taken_in() -> None:
    for persistent in (False, "client-only"):
        loaded = form(component("textfield", persistent=persistent, validate={"required": True}), component("textfield", "y"))
        outcome = run(loaded, {"x": "a", "y": "b"})
        assert outcome.valid and outcome.data == {"y": "b"}


def test_case_and_defaults() -> None:
    assert run(form(component("textfield", case="uppercase")), {"x": "đường a"}).data == {"x": "ĐƯỜNG A"}
    both = component("textfield", defaultValue="b", customDefaultValue={"var": "data.q"})
    loaded = form(component("textfield", "q"), both)
    assert run(loaded, {"q": "a"}).data == {"q": "a", "x": "a"}
    assert run(loaded, {}).data == {"x": "b"}
    assert run(form(component("checkbox", defaultValue=False)), {}).data == {}
    assert run(form(component("selectboxes", values=[{"value": "a"}])), {}).data == {"x": {}}


def test_a_person_may_overwrite_a_calculation_where_the_form_says_so() -> None:
    sum_of = {"+": [{"var": "data.a"}, 1]}
    loaded = form(component("number", "a"), component("number", calculateValue=sum_of, allowCalculateOverride=True))
    assert run(loaded, {"a": 1}).data == {"a": 1, "x": 2}
    assert run(loaded, {"a": 1, "x": 7}).data == {"a": 1, "x": 7}


def test_conditions_name_boxes_of_a_group_and_parts_of_an_address() -> None:
    boxes = component("selectboxes", "khaiVe", values=[{"value": "me", "label": "Mẹ"}, {"value": "cha", "label": "Cha"}])
    loaded = form(boxes, component("textfield", conditional=when("khaiVe.me", "true")))
    assert run(loaded, {"khaiVe": {"me": True}, "x": "a"}).data["x"] == "a"
    assert "x" not in run(loaded, {"khaiVe": {"cha": True}, "x": "a"}).data
