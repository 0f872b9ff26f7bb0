"""A form that was published can always be read again, whatever today's language thinks of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from eforms import display, engine, html, schema
from tests.eforms.forms import NOW, PORTS, component, rules, run, when

PUBLISHED = sorted((Path(__file__).parent / "published").glob("*.json"))
YES = [{"value": "co", "label": "Có"}]


def refused(document: dict[str, Any]) -> set[str]:
    """The reasons for which today's language refuses a document."""
    with pytest.raises(schema.Refused) as caught:
        schema.load(document)
    return {refusal.reason for refusal in caught.value.refusals}


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_every_form_that_this_portal_ever_published(path: Path) -> None:
    form = schema.load_stored(json.loads(path.read_text(encoding="utf-8")))
    assert not [item for item in form.lint if item.code.startswith("was-accepted")]
    ready = engine.prepare(form, {}, now=NOW, ports=PORTS)
    for page in form.pages:
        assert html.page(form, page, ready.data, (), ports=PORTS)


def test_what_is_accepted_is_the_same_either_way() -> None:
    document = {"components": [component("textfield")]}
    assert schema.load_stored(document) is schema.load(document)


def test_an_unknown_type_shows_its_answer_and_keeps_it() -> None:
    document = {"components": [component("sketchpad", "x", "Sơ đồ"), component("textfield", "y")]}
    assert refused(document) == {"unknown-type"}
    form = schema.load_stored(document)
    assert ("components[0].type", "was-accepted:unknown-type") in [(item.path, item.code) for item in form.lint]
    outcome = run(form, {"x": "giả", "y": "mới"}, previous={"x": "vòng tròn", "y": "cũ"})
    assert outcome.valid and outcome.data == {"x": "vòng tròn", "y": "mới"}
    (section,) = display.review(form, outcome.data)
    assert [(row.label, row.value) for row in section.rows] == [("Sơ đồ", "vòng tròn"), ("Ô thử", "mới")]
    assert "vòng tròn" in html.page(form, form.pages[0], outcome.data, (), ports=PORTS)


def test_an_unknown_box_still_holds_its_questions() -> None:
    inside = [component("textfield", validate={"required": True})]
    form = schema.load_stored({"components": [component("accordion", "hop", components=inside)]})
    assert rules(run(form, {})) == {("x", "required")}


DEGRADED: list[tuple[list[dict[str, Any]], str, dict[str, Any], dict[str, Any]]] = [
    ([component("textfield", validate={"custom": "valid = 1", "maxLength": 3})], "custom-code", {"x": "ab"}, {"x": "ab"}),
    ([component("textfield", conditional=when("la", 1))], "unknown-field", {"x": "a"}, {"x": "a"}),
    ([component("number", calculateValue={"eval": 1})], "unknown-operator", {"x": 3}, {}),
    ([component("textfield", validate={"pattern": "(a+)+"})], "bad-pattern", {"x": "b"}, {"x": "b"}),
    ([component("textfield", protected=True)], "unsupported", {"x": "b"}, {"x": "b"}),
    ([component("textfield", "a", conditional=when("b", "1")), component("textfield", "b", conditional=when("a", "1"))], "cycle",
     {"a": "1", "b": "1"}, {"a": "1", "b": "1"}),
]  # fmt: skip


@pytest.mark.parametrize(("components", "reason", "sent", "stored"), DEGRADED, ids=lambda value: str(value)[:30])
def test_what_cannot_be_compiled_any_more_is_left_out(
    components: list[dict[str, Any]], reason: str, sent: dict[str, Any], stored: dict[str, Any]
) -> None:
    assert refused({"components": components}) == {reason}
    form = schema.load_stored({"components": components})
    assert f"was-accepted:{reason}" in [item.code for item in form.lint]
    assert run(form, sent).data == stored


def test_a_page_that_nothing_leads_to_is_refused_when_saved_and_read_when_stored() -> None:
    pages = [
        {"type": "panel", "key": "p1", "title": "Một", "components": [component("radio", "q", values=YES)]},
        {"type": "panel", "key": "p2", "title": "Hai", "conditional": when("q", "la"), "components": [component("textfield")]},
    ]
    document = {"display": "wizard", "components": pages}
    assert refused(document) == {"unreachable"}
    form = schema.load_stored(document)
    assert [page.key for page in engine.visible_pages(form, {"q": "co"})] == ["p1"]


def test_a_form_for_a_newer_portal_is_not_saved_but_read() -> None:
    document = {"properties": {"vn": {"language": schema.LANGUAGE + 1}}, "components": [component("textfield")]}
    assert refused(document) == {"newer-language"}
    assert run(schema.load_stored(document), {"x": "a"}).data == {"x": "a"}


def test_only_what_is_no_object_cannot_be_read() -> None:
    with pytest.raises(schema.Refused):
        schema.load_stored([])  # type: ignore[arg-type]
    assert schema.load_stored({"components": "hỏng"}).nodes == ()
