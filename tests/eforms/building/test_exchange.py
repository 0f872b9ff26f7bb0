"""Import and export: everything that comes in is accepted or reported, what goes out comes back the same."""

import random
from typing import Any

import pytest

from eforms import building, schema
from eforms.building import exported, imported
from eforms.building.catalogue import WORDS
from tests.eforms.building.making import CODES, done, seed, small
from tests.eforms.forms import component, when


def lines(document: Any) -> list[tuple[str, str]]:
    """The report as (what, path)."""
    return [(line.what, line.path) for line in imported(document).report]


@pytest.mark.parametrize("document", [*map(seed, CODES), small()], ids=[*CODES, "small"])
def test_what_goes_out_comes_back_the_same(document: dict[str, Any]) -> None:
    sent = exported(document)
    read = imported(sent)
    assert read.report == () and exported(read.document) == sent
    assert schema.load(read.document).title == document["title"]
    assert '"id"' not in str(sent) and "'id'" not in str(sent)
    assert imported(read.document).document == read.document


def test_names_stand_in_one_order_whatever_was_edited_last() -> None:
    form = done(small(), building.SetProperties("cname", {"hint": "x"}), building.SetCondition("cname", when("nhan", "thu")))
    (first, *_rest) = exported(form)["components"][0]["components"]
    assert list(first) == ["type", "key", "label", "description", "validate", "conditional"]
    assert list(exported(form)) == ["display", "title", "components"]


def test_a_linked_block_goes_out_as_plain_questions() -> None:
    form = done(small(), building.AddBlock(building.LIBRARY["nguoiYeuCau"].as_json(), into="cpage1"))
    sent = exported(form)
    assert "block" not in str(sent) and schema.load(sent).field("nyc.hoTen") is not None


FOREIGN: dict[str, Any] = {
    "_id": "5f", "machineName": "x", "title": "Ngoại", "display": "form",
    "components": [
        component("textfield", "ten", "Tên", input=True, tableView=True, customClass="big", placeholder="…",
            validate={"custom": "", "required": True}),
        component("textfield", "ten", "Tên khác", customConditional="show = data.ten === 'An';"),
        component("textfield", "so phieu", "Số phiếu", calculateValue="value = data.ten"),
        component("recaptcha", "rc", "Robot"),
        component("tabs", "the", "Thẻ", components=[{"label": "Một", "key": "mot", "components": [component("email", "thu",
            "Thư")]}]),
        component("survey", "hoi", "Hỏi", questions=[{"label": "Tốt không?", "value": "tot"}], values=[{"label": "Có",
            "value": "co"}]),
        component("zodiac", "giap", "Con giáp"),
        component("select", "nuoc", "Nước", dataSrc="url", data={"url": "https://x"}),
        component("textfield", "ma", "Mã", validate={"pattern": "(a+)+$"}, conditional=when("mat", 1)),
        component("radio", "chon", "Chọn", values=[{"label": "A", "value": "a"}, {"label": "B", "value": "a"}]),
        component("content", "c", html="<p onclick='x()'>Đọc <b>kỹ</b></p>"),
        {"type": "button", "key": "submit", "label": "Submit"},
        "rác",
    ],
}  # fmt: skip


def test_a_foreign_form_is_accepted_and_everything_is_told() -> None:
    read = imported(FOREIGN)
    loaded = schema.load(read.document)
    assert loaded.title == "Ngoại" and [page.title for page in loaded.pages] == ["Ngoại"]
    found = {(line.what, line.path) for line in read.report}
    assert found >= {
        ("changed", ""),
        ("changed", "components[1]"),
        ("removed", "components[2]"),
        ("removed", "components[3]"),
        ("replaced", "components[4]"),
        ("replaced", "components[5]"),
        ("replaced", "components[6]"),
        ("replaced", "components[7]"),
        ("removed", "components[8]"),
        ("replaced", "components[9]"),
        ("replaced", "components[10]"),
        ("removed", "components[11]"),
        ("removed", "components[12]"),
    }
    assert all(line.message.endswith(".") and "!" not in line.message for line in read.report)
    paths = [node.path for node in loaded.nodes]
    assert {"ten", "ten2", "soPhieu", "thu", "hoitot", "giap", "nuoc", "ma", "chon"} <= set(paths) and "rc" not in paths
    second = loaded.field("ten2")
    assert second is not None and second.spec["conditional"] == {"show": True, "when": "ten", "eq": "An"}
    assert "customClass" not in loaded.by_path["ten"].spec and loaded.by_path["ten"].required
    noise = next(line.message for line in read.report if "customClass" in line.message)
    assert "placeholder" in noise


def test_every_component_is_there_or_in_the_report() -> None:
    read = imported(FOREIGN)
    kept = {one.key for one in building.places(read.document)}
    told = {line.path for line in read.report}
    for number, given in enumerate(FOREIGN["components"]):
        assert (isinstance(given, dict) and given["key"] in kept) or f"components[{number}]" in told


@pytest.mark.parametrize("document", [None, 5, "x", {}, {"a": 1}, []])
def test_what_is_no_form_says_so(document: Any) -> None:
    read = imported(document)
    assert read.document["components"] == [] and (read.report or document == [])


def test_forms_inside_projects_and_bare_lists_are_found() -> None:
    inner = {"components": [component("textfield", "a", "A")]}
    for given in ({"form": inner}, {"forms": {"mot": inner}}, {"template": {"forms": {"mot": inner}}}, inner["components"]):
        assert [one.key for one in building.places(imported(given).document) if one.asks] == ["a"]


def test_stray_questions_of_a_wizard_go_to_its_first_page() -> None:
    page = {"type": "panel", "key": "p", "title": "P", "components": [component("textfield", "b", "B")]}
    read = imported({"display": "wizard", "title": "T", "components": [page, component("textfield", "a", "A")]})
    assert [one.path for one in building.places(read.document)] == ["p", "a", "b"]
    assert [(line.what, line.path) for line in read.report] == [("changed", "components[1]")]


def test_a_cycle_is_cut_and_told() -> None:
    document = {"display": "wizard", "components": [{"type": "panel", "key": "p", "title": "P", "components": [
        component("textfield", "a", "A", conditional=when("b", 1)), component("textfield", "b", "B", conditional=when("a",
            1))]}]}  # fmt: skip
    assert lines(document) == [("replaced", "components[0].components[0]")]


def test_columns_and_tables_keep_their_cells() -> None:
    columns = component(
        "columns",
        "cot",
        "",
        columns=[{"components": [component("textfield", "a", "A")], "width": 4}, {"components": [], "width": 8}],
    )
    read = imported({"display": "wizard", "components": [{"type": "panel", "key": "p", "title": "P", "components": [columns]}]})
    held = next(one for one in building.places(read.document) if one.key == "cot").spec
    assert [column["width"] for column in held["columns"]] == [4, 8] and read.report == ()


def test_our_own_references_survive_an_export_by_hand() -> None:
    form = small()
    form["components"][0]["components"].append({**form["components"][0]["components"][0], "key": "hoVaTen9"})
    refs = [one.ref for one in building.places(imported(form).document)]
    assert len(set(refs)) == len(refs) and "cname" in refs


JUNK: list[Any] = [None, 5, "x", [], {}, [1], {"a": 1}, True, "", -1.5, [{}], {"components": []}, {"var": "data.a"}, "9 x"]
NAMES = [
    "type", "key", "label", "title", "components", "columns", "rows", "values", "data", "validate", "conditional", "logic",
    "calculateValue", "defaultValue", "properties", "multiple", "html", "fields", "customConditional", "hidden", "dataSrc",
    "questions", "minDate", "suffix",
]  # fmt: skip


def junk(hand: random.Random, depth: int = 0) -> Any:
    """A component as nobody should write one."""
    kinds = [*WORDS, "tabs", "survey", "zodiac", "button"]
    made: dict[str, Any] = {"type": hand.choice(kinds), "key": hand.choice(["a", "b", "c d", "a.b", ""]), "label": "L"}
    for _time in range(hand.randint(0, 4)):
        made[hand.choice(NAMES)] = hand.choice(JUNK)
    if depth < 3 and hand.random() < 0.5:
        made["components"] = [junk(hand, depth + 1) for _time in range(hand.randint(0, 3))]
    if hand.random() < 0.3:
        made["conditional"] = {hand.choice(["when", "eq", "json", "conditions"]): hand.choice(JUNK) for _time in range(3)}
        made["properties"] = {"vn": {hand.choice(["type", "id", "of", "block"]): hand.choice([*JUNK, "person", "nationalId"])}}
    return made if hand.random() < 0.95 else hand.choice(JUNK)


@pytest.mark.parametrize("number", range(4))
def test_no_document_breaks_the_import_and_none_is_changed_twice(number: int) -> None:
    hand = random.Random(number)
    for _time in range(12):
        given = {"display": hand.choice(["form", "wizard", 5]), "components": [junk(hand) for _time in range(hand.randint(1, 5))]}
        sent = exported(imported(given).document)
        assert exported(imported(sent).document) == sent
        found = building.identified(sent)
        assert {remark.code for remark in building.remarks(found) if remark.severity == "stop"} <= {"empty"}
        assert len(building.rows(found)) == len(building.places(found))
