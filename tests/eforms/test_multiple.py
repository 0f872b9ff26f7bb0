"""Several answers in one component: each one normalised and judged by itself, the list as a whole where a rule says so."""

from typing import Any

import pytest

from tests.eforms.forms import component, form, rules, run, when

CHOICES = [{"value": "01", "label": "Một"}, {"value": "79", "label": "Bảy chín"}]
REQUIRED = {"required": True}


def several(kind: str, key: str = "x", **more: Any) -> dict[str, Any]:
    """A component that takes several answers."""
    return component(kind, key, multiple=True, **more)


STORED: list[tuple[dict[str, Any], Any, Any]] = [
    (several("textfield"), ["An\u2028", "Bình"], ["An", "Bình"]),
    (several("textfield"), "An", ["An"]),
    (several("textfield"), "", []),
    (several("textfield"), None, []),
    (several("number"), ["1.25", 2], [1.25, 2]),
    (several("phoneNumber"), ["0912 345 678"], ["0912 345 678"]),
    (several("email", case="uppercase"), ["a@example.com"], ["A@EXAMPLE.COM"]),
]


@pytest.mark.parametrize(("field", "sent", "stored"), STORED)
def test_stored_as_a_list_of_what_the_type_makes_of_each(field: dict[str, Any], sent: Any, stored: Any) -> None:
    outcome = run(form(field), {"x": sent})
    assert outcome.data == {"x": stored} and outcome.valid
    assert run(form(field), outcome.data).data == outcome.data


WRONG: list[tuple[dict[str, Any], Any, set[tuple[str, str]]]] = [
    (several("textfield", validate={"maxLength": 3}), ["abc", "abcd"], {("x[1]", "maxLength")}),
    (several("textfield", validate={"pattern": "[a-z]+"}), ["a", "1", "b", "2"], {("x[1]", "pattern"), ("x[3]", "pattern")}),
    (several("number", validate={"min": 5}), [7, 4], {("x[1]", "min")}),
    (several("number"), [1, "mười"], {("x[1]", "type")}),
    (several("textfield"), [["a"], "b"], {("x[0]", "nonarray")}),
    (several("textfield", validate=REQUIRED), [], {("x", "required"), ("x", "array_nonempty")}),
    (several("textfield", validate=REQUIRED), None, {("x", "required"), ("x", "array")}),
    (several("textfield", validate=REQUIRED), "a", {("x", "array")}),
    (several("textfield", validate=REQUIRED), ["", "a"], {("x[0]", "required")}),
    (several("email"), ["a@example.com", "a@"], {("x[1]", "email")}),
    (several("textfield", unique=True), ["a", "b", "a"], {("x[2]", "unique")}),
    (several("textfield"), ["a"] * 1_001, {("x", "maxRows")}),
    (component("textfield"), ["a"], {("x", "nonarray")}),
    (component("number"), [1], {("x", "nonarray")}),
    (component("radio", values=CHOICES), ["01"], {("x", "nonarray")}),
]


@pytest.mark.parametrize(("field", "sent", "wrong"), WRONG)
def test_the_wrong_item_is_named(field: dict[str, Any], sent: Any, wrong: set[tuple[str, str]]) -> None:
    assert rules(run(form(field), {"x": sent})) == wrong


def test_a_default_is_a_list_and_a_wrong_item_stays_in_its_box() -> None:
    assert run(form(several("textfield", defaultValue="a")), {}).data == {"x": ["a"]}
    outcome = run(form(several("number")), {"x": [1, "mười"]})
    assert outcome.data == {"x": [1, "mười"]}


def test_conditions_look_into_the_list() -> None:
    loaded = form(several("textfield", key="a"), component("textfield", "b", conditional=when("a", "co")))
    assert run(loaded, {"a": ["x", "co"], "b": "thấy"}).data == {"a": ["x", "co"], "b": "thấy"}
    assert run(loaded, {"a": ["x"], "b": "giả"}).data == {"a": ["x"]}
