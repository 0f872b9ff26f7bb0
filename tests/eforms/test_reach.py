"""Pages that nobody can come to are refused; what might be shown never is."""

from typing import Any

import pytest

from eforms import schema
from tests.eforms.forms import component, form, when

YES = [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}]
BOXES = [{"value": "me", "label": "Mẹ"}, {"value": "cha", "label": "Cha"}]
FIRST = [
    component("radio", "q", values=YES),
    component("checkbox", "dongY"),
    component("selectboxes", "khai", values=BOXES),
    component("number", "tuoi"),
    component("textfield", "ten"),
    component("textfield", "an", conditional={"json": False}),
    component("datagrid", "g", components=[component("radio", "r", values=YES)]),
]


def all_of(*rows: tuple[str, str, Any], conjunction: str = "all", show: bool = True) -> dict[str, Any]:
    """A condition of several comparisons."""
    conditions = [{"component": name, "operator": operator, "value": value} for name, operator, value in rows]
    return {"show": show, "conjunction": conjunction, "conditions": conditions}


def wizard(conditional: Any) -> dict[str, Any]:
    """Two pages, the second under a condition."""
    pages = [
        {"type": "panel", "key": "p1", "title": "Một", "components": FIRST},
        {"type": "panel", "key": "p2", "title": "Hai", "conditional": conditional, "components": [component("textfield")]},
    ]
    return {"display": "wizard", "components": pages}


NEVER: list[Any] = [
    {"json": {"==": [1, 2]}},
    when("q", "la"),
    all_of(("q", "isEqual", "co"), ("q", "isEqual", "khong")),
    all_of(("q", "isEqual", "la"), ("q", "isEqual", "kia"), conjunction="any"),
    all_of(("q", "isEqual", "la"), ("ten", "isNotEmpty", "")),
    all_of(("dongY", "isEqual", True), ("dongY", "isEqual", False)),
    {"json": {"and": [{"==": [{"var": "data.q"}, "co"]}, {"==": [{"var": "data.q"}, "khong"]}]}},
    {"json": {"and": [{"==": [{"var": "data.khai.me"}, True]}, {"==": [{"var": "data.khai.me"}, False]}]}},
    when("khai", "la"),
]
SOMETIMES: list[Any] = [
    {"json": {"==": [{"var": "data.tuoi"}, 5]}},
    when("q", "co"),
    {"show": False, "when": "q", "eq": "la"},
    all_of(("q", "isEqual", "la"), ("ten", "isEqual", "x"), conjunction="any"),
    all_of(("tuoi", "greaterThan", 5), ("tuoi", "lessThan", 1)),
    all_of(("khai", "isEqual", "me"), ("khai", "isEqual", "cha")),
    {"json": {"missing": ["data.q"]}},
    {"json": {"some": [{"var": "data.g"}, {"==": [{"var": "r"}, "la"]}]}},
    when("khai.me", "true"),
    when("ten", ""),
]


@pytest.mark.parametrize("conditional", NEVER, ids=str)
def test_nothing_leads_there(conditional: Any) -> None:
    with pytest.raises(schema.Refused) as refused:
        schema.load(wizard(conditional))
    assert [(r.path, r.reason) for r in refused.value.refusals] == [("components[1].conditional", "unreachable")]


@pytest.mark.parametrize("conditional", SOMETIMES, ids=str)
def test_something_may_lead_there(conditional: Any) -> None:
    assert len(schema.load(wizard(conditional)).pages) == 2


def test_what_reads_only_what_is_never_shown_is_never_shown_either() -> None:
    hidden_choice = component("radio", "r", values=YES, conditional={"json": {"==": [1, 2]}})
    loaded = form(hidden_choice, component("textfield", "x", conditional=when("r", "co")))
    assert [(item.path, item.code) for item in loaded.lint] == [("r", "unreachable"), ("x", "unreachable")]


def test_a_field_in_rows_cannot_decide_outside_them() -> None:
    with pytest.raises(schema.Refused) as refused:
        schema.load(wizard(when("g.r", "co")))
    assert [r.reason for r in refused.value.refusals] == ["unknown-field"]
