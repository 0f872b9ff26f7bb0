"""What a form is refused for: always with a path, a reason and a sentence that says what to do."""

from typing import Any

import pytest

from eforms import schema
from tests.eforms.forms import component, form, when

TEXT = component("textfield", "a")
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"components": [component("textfield", calculateValue="value = 1")]}, "components[0].calculateValue", "custom-code"),
    ({"components": [component("textfield", customDefaultValue="value = 1")]}, "components[0].customDefaultValue", "custom-code"),
    ({"components": [component("textfield", customConditional="show = true")]}, "components[0].customConditional", "custom-code"),
    (
        {"components": [component("textfield", validate={"custom": "valid = true"})]},
        "components[0].validate.custom",
        "custom-code",
    ),
    (
        {"components": [component("select", dataSrc="custom", data={"custom": "values = []"})]},
        "components[0].data.custom",
        "custom-code",
    ),
    (
        {"components": [component("textfield", logic=[{"trigger": {"type": "javascript", "javascript": "1"}}])]},
        "components[0].logic[0].trigger.javascript",
        "custom-code",
    ),
    ({"components": [component("select", dataSrc="url", data={"url": "https://x"})]}, "components[0]", "data-source"),
    ({"components": [component("sketchpad")]}, "components[0].type", "unknown-type"),
    ({"components": [component("textfield", vn={"type": "zodiac"})]}, "components[0].properties.vn.type", "unknown-type"),
    ({"components": [component("number", validate={"integer": True})]}, "components[0].validate.integer", "unsupported-rule"),
    ({"components": [component("textfield", validate={"pattern": "(a+)+$"})]}, "components[0].validate.pattern", "bad-pattern"),
    ({"components": [component("textfield", validate={"pattern": "([a-z"})]}, "components[0].validate.pattern", "bad-pattern"),
    ({"components": [component("textfield", validate={"maxLength": "x"})]}, "components[0].validate.maxLength", "bad-rule"),
    (
        {"components": [component("textfield", validate={"json": {"eval": [1]}})]},
        "components[0].validate.json",
        "unknown-operator",
    ),
    ({"components": [component("number", calculateValue={"eval": [1]})]}, "components[0].calculateValue", "unknown-operator"),
    ({"components": [component("day", validate={"maxDate": "moment()"})]}, "components[0]", "bad-date"),
    ({"components": [component("textfield", "bad key")]}, "components[0].key", "bad-key"),
    ({"components": [TEXT, TEXT]}, "components[1].key", "duplicate-key"),
    ({"components": [TEXT, component("textfield", "a.b")]}, "components[1].key", "duplicate-key"),
    ({"components": [component("textfield", "x", conditional=when("nope", 1))]}, "components[0].conditional", "unknown-field"),
    (
        {
            "components": [
                TEXT,
                component(
                    "textfield",
                    "x",
                    conditional={
                        "show": True,
                        "conjunction": "all",
                        "conditions": [{"component": "a", "operator": "looksLike", "value": 1}],
                    },
                ),
            ]
        },
        "components[1].conditional",
        "unknown-operator",
    ),
    (
        {
            "components": [
                component("textfield", "a", conditional=when("b", 1)),
                component("textfield", "b", conditional=when("a", 1)),
            ]
        },
        "components[0]",
        "cycle",
    ),
    ({"components": [component("textfield", "a", conditional=when("a", 1))]}, "components[0]", "cycle"),
    ({"components": [component("fieldset", "f", conditional=when("a", 1), components=[TEXT])]}, "components[0]", "cycle"),
    (
        {
            "components": [
                component("number", "a", calculateValue={"var": "data.b"}),
                component("number", "b", calculateValue={"var": "data.a"}),
            ]
        },
        "components[0]",
        "cycle",
    ),
    ({"components": [component("radio", values=[])]}, "components[0]", "no-options"),
    ({"components": [TEXT, component("content", "c", html="<p onclick='x()'>a</p>")]}, "components[1]", "active-content"),
    ({"components": [TEXT, {"type": "button", "key": "b", "custom": "x()"}]}, "components[1].custom", "custom-code"),
    ({"components": [component("textfield", attributes={"onclick": "x()"})]}, "components[0].attributes", "active-content"),
    (
        {"components": [component("textfield", attributes=[{"attr": "onFocus", "value": "x"}])]},
        "components[0].attributes",
        "active-content",
    ),
    ({"components": [component("textarea", **{"as": "json"})]}, "components[0].as", "unsupported"),
    ({"components": [component("checkbox", inputType="radio", name="q")]}, "components[0].inputType", "unsupported"),
    ({"components": [component("textfield", protected=True)]}, "components[0].protected", "unsupported"),
    ({"components": [component("textfield", serverOverride={"hidden": True})]}, "components[0].serverOverride", "unsupported"),
    ({"components": [component("textfield", inputMask="[9]{3}")]}, "components[0].inputMask", "bad-mask"),
    ({"components": [component("checkbox", multiple=True)]}, "components[0].multiple", "unsupported"),
    (
        {"components": [component("textfield", persistent=False), component("textfield", "y", conditional=when("x", "a"))]},
        "components[1]",
        "not-stored",
    ),
    ({"components": [TEXT], "controller": "x()"}, "controller", "custom-code"),
    ({"components": [TEXT], "display": "pdf"}, "display", "unsupported"),
    ({"components": {}}, "components", "bad-document"),
    ({"components": []}, "components", "empty"),
    ({}, "components", "bad-document"),
]


@pytest.mark.parametrize(("document", "path", "reason"), REFUSED, ids=lambda value: str(value)[:50])
def test_refused(document: dict[str, Any], path: str, reason: str) -> None:
    with pytest.raises(schema.Refused) as refused:
        schema.load(document)
    assert (path, reason) in [(refusal.path, refusal.reason) for refusal in refused.value.refusals]
    for refusal in refused.value.refusals:
        assert refusal.message.endswith((".", "…")) and refusal.message[0].isupper()


def test_everything_wrong_is_told_at_once() -> None:
    with pytest.raises(schema.Refused) as refused:
        schema.load(
            {
                "components": [
                    component("sketchpad"),
                    component("textfield", "b", validate={"custom": "x"}),
                    component("page", "c"),
                ]
            }
        )
    assert len(refused.value.refusals) == 3


def test_a_submit_button_and_empty_code_fields_of_an_export_are_no_offence() -> None:
    exported = component("textfield", calculateValue="", customConditional="", logic=[], validate={"custom": "", "unique": False})
    assert form(exported, {"type": "button", "key": "submit", "action": "submit"}).nodes[0].path == "x"


def test_a_form_is_compiled_once() -> None:
    document = {"components": [TEXT]}
    assert schema.load(document) is schema.load({"components": [dict(TEXT)]})
    assert schema.load(document).hash == schema.content_hash(document)


def test_lint_remarks() -> None:
    loaded = form(
        component("textfield", "a", ""),
        component("textfield", "b", validate={"pattern": "x"}),
        component("number", "c", calculateValue={"var": "data.nothing"}),
        *[component("textfield", f"f{i}") for i in range(20)],
    )
    assert {(item.path, item.code) for item in loaded.lint} == {
        ("a", "no-label"),
        ("b", "pattern-without-hint"),
        ("c", "unknown-variable"),
        ("form", "long-page"),
    }


def test_nothing_of_the_document_is_dropped_in_silence() -> None:
    odd = component("number", labelPosition="top", tableView=True, soCuaToi=1, validate={"maxLength": 3})
    loaded = form(odd, {"type": "button", "key": "submit"}, component("day", "d", dayFirst=False))
    assert [(item.path, item.code) for item in loaded.lint] == [
        ("x", "rule-ignored"),
        ("x", "unknown-property"),
        ("d", "month-first"),
    ]
    assert loaded.buttons == ("submit",)
