"""A form in a second language: Form.io's dictionaries from the written text to its translation."""

from typing import Any

import pytest
from django.utils import translation

from eforms import display, engine, html, schema
from tests.eforms.forms import NOW, PORTS, component, run

EITHER = {"if": [{"or": [{"var": "data.cha"}, {"var": "data.me"}]}, True, "Khai cha hoặc mẹ"]}
DOCUMENT: dict[str, Any] = {
    "title": "Tờ khai",
    "components": [
        component("textfield", "cha", "Họ tên cha", description="Như trên thẻ", validate={"json": EITHER}),
        component("textfield", "me", "Họ tên mẹ", validate={"maxLength": 3}, errors={"maxLength": "Viết ngắn lại"}),
        component("radio", "q", "Quan hệ", values=[{"value": "Cha", "label": "Cha"}, {"value": "Mẹ", "label": "Mẹ"}]),
    ],
    "i18n": {
        "en": {
            "Tờ khai": "Declaration", "Họ tên cha": "Father's name", "Họ tên mẹ": "Mother's name",
            "Như trên thẻ": "As on the card",
            "Quan hệ": "Relation", "Cha": "Father", "Mẹ": "Mother", "Khai cha hoặc mẹ": "Give father or mother",
            "Viết ngắn lại": "Make it shorter",
        }
    },
}  # fmt: skip


def test_every_text_follows_the_language_and_no_value_does() -> None:
    form = schema.load(DOCUMENT)
    english = schema.in_language(form, "en")
    assert (english.title, english.by_path["cha"].label, english.by_path["cha"].hint) == (
        "Declaration", "Father's name", "As on the card")  # fmt: skip
    assert english.hash == form.hash and form.by_path["cha"].label == "Họ tên cha"
    assert [e.message for e in run(english, {}).errors] == ["Give father or mother"]
    assert [e.message for e in run(english, {"me": "Bình"}).errors] == ["Make it shorter"]
    outcome = run(english, {"me": "An", "q": "Mẹ"})
    assert outcome.data == {"me": "An", "q": "Mẹ"}
    (section,) = display.review(english, outcome.data)
    assert section.rows[-1].value == "Mother"
    page = html.page(english, english.pages[0], engine.prepare(english, {}, now=NOW, ports=PORTS).data, (), ports=PORTS)
    assert "Father&#x27;s name" in page and "Họ tên cha" not in page


def test_the_language_of_the_request_is_the_default() -> None:
    form = schema.load(DOCUMENT)
    with translation.override("en"):
        assert schema.in_language(form).language == "en"
    with translation.override("vi"):
        assert schema.in_language(form) is form
        assert schema.in_language(schema.in_language(form, "en")) is form
    with translation.override("fr"):
        assert schema.in_language(form) is form


def test_what_has_no_translation_stays_and_is_told() -> None:
    some = {**DOCUMENT, "i18n": {"en": {"Quan hệ": "Relation"}}}
    form = schema.load(some)
    assert schema.in_language(form, "en").by_path["me"].label == "Họ tên mẹ"
    assert [(item.path, item.code) for item in form.lint if item.code == "untranslated"] == [("i18n.en", "untranslated")]
    assert not [item for item in schema.load(DOCUMENT).lint if item.code == "untranslated"]


def test_a_translation_brings_no_code_in() -> None:
    text = component("content", "c", html="<p>Xin chào</p>")
    document = {"components": [component("textfield"), text], "i18n": {"en": {"<p>Xin chào</p>": "<script>x()</script>"}}}
    with pytest.raises(schema.Refused) as refused:
        schema.load(document)
    assert [(r.path, r.reason) for r in refused.value.refusals] == [("i18n.en", "active-content")]
