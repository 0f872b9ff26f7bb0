"""Conditions, rules, sums and first answers of the builder: chosen as sentences, written as Form.io reads them."""

import html

from eforms import building
from tests.publisher.desk import Desk
from tests.publisher.people import spec


def test_a_condition_is_built_sentence_by_sentence(desk: Desk) -> None:
    desk.send("condition", "lyDo", viec="none")
    assert "Luôn hiện." in desk.page("condition", "lyDo")
    page = desk.page("condition", "lyDo", question="quanHe")
    for words in ("không phải là", "Cha", "Mẹ"):
        assert words in page
    desk.send("condition", "lyDo", viec="add", question="quanHe", operator="isEqual", value=["cha", "me"])
    desk.send("condition", "lyDo", viec="add", question="hoTen", operator="isNotEmpty")
    page = desk.page("condition", "lyDo")
    assert "“Quan hệ” là một trong" in page
    desk.send("condition", "lyDo", viec="join", every="any", show="hide")
    assert "Ẩn khi" in desk.page("condition", "lyDo")
    desk.send("condition", "lyDo", viec="drop:0")
    assert "Quan hệ" not in building.rows(desk.now.content["form"])[3].condition
    assert desk.send("condition", "lyDo", viec="add", question="quanHe", operator="isEqual").status_code == 422
    assert desk.send("condition", "lyDo", viec="json", json="{").status_code == 422


def test_an_answer_is_required_only_sometimes(desk: Desk) -> None:
    desk.send("condition", "lyDo", viec="none")
    desk.send("required-when", "lyDo", viec="add", question="quanHe", operator="isEqual", value="me")
    assert "“Quan hệ” là “Mẹ”" in desk.page("required-when", "lyDo")


def test_a_rule_between_questions_is_written_in_words(desk: Desk) -> None:
    desk.send("condition", "lyDo", viec="none")
    given = {"kind": "atLeastOne", "question": ["hoTen", "lyDo"], "message": "Nhập họ tên hoặc lý do"}
    assert desk.send("rule", "lyDo", **given).status_code == 302
    page = desk.page("rule", "lyDo")
    assert "Ít nhất một trong" in page
    assert "Nhập họ tên hoặc lý do" in page
    assert desk.send("rule", "lyDo", kind="compare", question=["hoTen"], message="x").status_code == 422
    assert desk.send("rule", "lyDo", viec="none").status_code == 302
    assert "json" not in spec(desk.draft.pk, "lyDo").get("validate", {})


def test_a_column_is_summed(desk: Desk) -> None:
    assert desk.send("calculation", "tong", kind="column", question="dong.soBan").status_code == 302
    assert "Tổng một câu trong mọi dòng" in desk.page("calculation", "tong")
    form = building.exported(desk.now.content["form"])
    assert form["components"][1]["components"][1]["calculateValue"]["reduce"][0] == {"var": "data.dong"}
    assert desk.send("calculation", "tong", kind="column", question="hoTen").status_code == 422


def test_a_first_answer_is_copied_when_a_choice_was_taken(desk: Desk) -> None:
    assert desk.send("first-value", "lyDo", question="hoTen", when="quanHe=me").status_code == 302
    rule = {"if": [{"==": [{"var": "data.quanHe"}, "me"]}, {"var": "data.hoTen"}]}
    assert spec(desk.draft.pk, "lyDo")["customDefaultValue"] == rule
    page = html.unescape(desk.page("first-value", "lyDo"))
    assert "Câu trả lời của “Họ và tên”, khi “Quan hệ” là “Mẹ”" in page
    assert '<option value="quanHe=me" selected>' in page
    assert "Điền sẵn" in desk.page("outline")
    for wrong in ({"question": "la"}, {"question": "hoTen", "when": "quanHe=la"}, {"viec": "json", "json": "{"}):
        assert desk.send("first-value", "lyDo", **wrong).status_code == 422
    assert desk.send("first-value", "lyDo", question="hoTen").status_code == 302
    assert spec(desk.draft.pk, "lyDo")["customDefaultValue"] == {"var": "data.hoTen"}
    assert desk.send("first-value", "lyDo", viec="none").status_code == 302
    assert "customDefaultValue" not in spec(desk.draft.pk, "lyDo")
