"""The fee editor: by a number, by steps of the price, for each row, so many times; what the rule comes to stands beside."""

from typing import Any

import pytest

from procedures.services.sections import save_section
from tests.publisher.people import Publishers
from tests.publisher.test_editor import Editor

FEE = {"o-name": "Phí chứng thực", "o-kind": "phi", "o-amount": "2.000", "o-basis": "TT 226/2016/TT-BTC"}
EMPTY: dict[str, Any] = {}


@pytest.fixture
def editor(publishers: Publishers) -> Editor:
    made = Editor(publishers)
    made.send("fees", name="rows", them="Phí chứng thực")
    return made


def send(editor: Editor, *tiers: dict[str, Any], **typed: Any) -> Any:
    rows = editor.rows("tiers", *tiers, EMPTY) | editor.rows("exemptions", EMPTY)
    return editor.send("fees", 1, name="row", **FEE, **typed, **rows)


def test_the_price_falls_from_a_unit_on_and_never_beyond_the_most(editor: Editor) -> None:
    steps = {"start": "5", "amount": "500"}, {"start": "3", "amount": "1.000"}
    send(editor, *steps, **{"o-quantity": "tong", "o-unit": "trang", "o-most": "200.000"})
    fee = editor.content["fees"][0]
    assert fee["tiers"] == [{"above": 2, "amount": 1000}, {"above": 4, "amount": 500}], "in order, whatever was typed first"
    page = editor.page("fees", 1, name="row")
    for words in ("2.000 đ một trang, từ trang thứ 3 là 1.000 đ", "3 trang", "5.000 đ", "100 trang", "54.000 đ"):
        assert words in page
    assert "từ trang thứ 3 là 1.000 đ" in editor.page("fees")


def test_for_each_row_so_many_times(editor: Editor) -> None:
    rows = {"o-each": "dong", "o-quantity": "row.soBan", "o-unit": "trang", "o-times": "row.soBan", "o-times_unit": "bản"}
    assert send(editor, **rows).status_code == 302
    fee = editor.content["fees"][0]
    assert (fee["each"], fee["quantity"], fee["times"]) == ("dong", {"var": "row.soBan"}, {"var": "row.soBan"})
    assert 'value="row.soBan" selected' in editor.page("fees", 1, name="row")


def test_a_formula_that_no_list_says_is_kept(editor: Editor) -> None:
    odd = {"+": [{"var": "tong"}, 1]}
    fee = editor.content["fees"][0] | {"times": odd, "times_unit": "bản"}
    save_section(editor.pk, "fees", {"fees": [fee]}, by=editor.cast.by(editor.cast.soan), seen=editor.now.revision)
    assert "Theo công thức đang có" in editor.page("fees", 1, name="row")
    send(editor, **{"o-times": "=", "o-times_unit": "bản"})
    assert editor.content["fees"][0]["times"] == odd


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"start": "1", "amount": "500"}, "Mốc bắt đầu từ đơn vị thứ 2"),
        ({"start": "3"}, "Nhập mức thu từ mốc này"),
        ({"amount": "500"}, "Nhập mốc này bắt đầu từ đơn vị thứ mấy"),
    ],
)
def test_a_wrong_step_is_told_in_its_box(editor: Editor, step: dict[str, Any], said: str) -> None:
    answer = send(editor, step, **{"o-quantity": "tong", "o-unit": "trang"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "tiers" not in editor.content["fees"][0]


def test_what_the_checker_says_of_the_rule_stands_on_its_page(editor: Editor) -> None:
    send(editor, {"start": "3", "amount": "1.000"})
    page = editor.page("fees", 1, name="row")
    assert "Thu theo mốc thì phải chọn con số để nhân" in page
    assert "Hệ thống sẽ tính" not in page
