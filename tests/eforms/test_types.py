"""Each field type by a table: what is typed, what is stored, which rule speaks, in which words."""

from typing import Any

import pytest

from tests.eforms.forms import component, form, rules, run

DATE = {"day": {"required": True}, "month": {"required": True}, "year": {"required": True}}
CHOICES = [{"value": "01", "label": "Một"}, {"value": "79", "label": "Bảy chín"}]

STORED: list[tuple[dict[str, Any], Any, Any]] = [
    (component("textfield"), "  Nguyễn\u00a0 Văn  A ", "Nguyễn Văn A"),
    (component("textfield"), "Tra\u0302\u0300n", "Trần"),
    (component("textfield"), 12, "12"),
    (component("textarea"), "a  \r\nb\r\n", "a\nb"),
    (component("number"), "1.250,5", 1250.5),
    (component("number"), "12,5", 12.5),
    (component("number"), "1.250", 1250),
    (component("number"), 3.0, 3),
    (component("number"), "", None),
    (component("currency"), "1.250.000 đ", 1_250_000),
    (component("currency"), 8000, 8000),
    (component("email"), " Binh@Example.COM ", "Binh@example.com"),
    (component("phoneNumber"), "+84 912 345 678", "0912345678"),
    (component("phoneNumber"), "0912.345.678", "0912345678"),
    (component("checkbox"), "on", True),
    (component("radio", values=CHOICES), "01", "01"),
    (component("radio", values=CHOICES), 79, "79"),
    (component("select", data={"values": CHOICES}), "79", "79"),
    (component("selectboxes", values=CHOICES), {"01": True}, {"01": True, "79": False}),
    (component("selectboxes", values=CHOICES), ["79"], {"01": False, "79": True}),
    (component("day"), "1/3/2026", "01/03/2026"),
    (component("day"), "2026-03-01", "01/03/2026"),
    (component("day"), "00/00/1975", "00/00/1975"),
    (component("day", dayFirst=False), "03/01/2026", "03/01/2026"),
    (component("datetime"), "1/3/2026", "2026-03-01"),
    (component("datetime"), "2026-03-01T08:00:00+07:00", "2026-03-01T08:00:00+07:00"),
    (component("textfield", vn={"type": "nationalId"}), "074 190 001 234", "074190001234"),
    (component("textfield", vn={"type": "taxCode"}), "0100109106 001", "0100109106-001"),
    (
        component("textfield", vn={"type": "address"}),
        {"tinh": "79", "tinhTen": "giả", "xa": "25747", "chiTiet": " 12  Yersin "},
        {"tinh": "79", "tinhTen": "Thành phố Hồ Chí Minh", "xa": "25747", "xaTen": "Phường Thủ Dầu Một", "chiTiet": "12 Yersin"},
    ),
]


@pytest.mark.parametrize(("field", "typed", "stored"), STORED, ids=lambda value: str(value)[:40])
def test_stored_shape(field: dict[str, Any], typed: Any, stored: Any) -> None:
    outcome = run(form(field), {"x": typed})
    assert outcome.errors == ()
    assert outcome.data == {"x": stored}
    assert type(outcome.data["x"]) is type(stored)


WRONG: list[tuple[dict[str, Any], Any, str, str]] = [
    (component("textfield"), {"a": 1}, "type", "Nhập ô thử bằng chữ"),
    (component("textfield", validate={"maxLength": 3}), "abcd", "maxLength", "Ô thử phải có nhiều nhất 3 ký tự"),
    (component("textfield", validate={"minWords": 2}), "An", "minWords", "Ô thử phải có ít nhất 2 từ"),
    (component("textfield", validate={"pattern": "a|bc"}), "ac", "pattern", "Nhập ô thử theo đúng mẫu đã nêu"),
    (component("number"), "abc", "type", "Nhập ô thử bằng chữ số, ví dụ 12 hoặc 12,5"),
    (component("number", decimalLimit=0), "1,5", "type", "Ô thử phải là số nguyên"),
    (component("number", validate={"min": 1}), 0, "min", "Ô thử phải từ 1 trở lên"),
    (component("number", validate={"max": 1000}), "1.001", "max", "Ô thử phải từ 1.000 trở xuống"),
    (component("currency"), "abc", "type", "Nhập ô thử bằng số tiền, ví dụ 1.250.000"),
    (component("email"), "binh@", "email", "Nhập địa chỉ thư điện tử theo mẫu ten@example.com"),
    (component("phoneNumber"), "12345", "pattern", "Nhập số điện thoại có 10 chữ số, ví dụ 0912 345 678"),
    (component("radio", values=CHOICES), "80", "onlyAvailableItems", "Chọn một mục có trong danh sách ở “Ô thử”"),
    (component("radio", values=CHOICES), ["01"], "nonarray", "Chọn lại ở mục “Ô thử”"),
    (component("select", data={"values": CHOICES}), "1", "onlyAvailableItems", "Chọn một mục có trong danh sách ở “Ô thử”"),
    (component("selectboxes", values=CHOICES), {"zz": True}, "onlyAvailableItems", "Chọn một mục có trong danh sách ở “Ô thử”"),
    (
        component("selectboxes", values=CHOICES, validate={"minSelectedCount": 2}),
        ["01"],
        "minSelectedCount",
        "Chọn ít nhất 2 mục ở “Ô thử”",
    ),
    (component("day"), "31/02/2026", "day", "Ô thử phải là ngày có thật"),
    (component("day", fields=DATE), "00/03/2026", "day", "Ô thử phải có ngày"),
    (component("day", validate={"maxDate": "today"}), "24/11/2026", "maxDate", "Ô thử phải từ hôm nay trở về trước"),
    (component("day", validate={"minDate": "2026-01-01"}), "31/12/2025", "minDate", "Ô thử phải từ 1/1/2026 trở đi"),
    (component("day", validate={"maxDate": "today-18y"}), "24/11/2008", "maxDate", "Ô thử phải từ 23/11/2008 trở về trước"),
    (component("datetime"), "2026-02-30", "date", "Ô thử phải là ngày có thật"),
    (component("textfield", vn={"type": "nationalId"}), "12345", "nationalId", "Ô thử phải có 12 chữ số như trên thẻ căn cước"),
    (component("textfield", vn={"type": "nationalId"}), "999190001234", "nationalId", "Ô thử không có trong cách đánh số"),
    (component("textfield", vn={"type": "nationalId"}), "074399001234", "nationalId", "Ô thử không có trong cách đánh số"),
    (component("textfield", vn={"type": "taxCode"}), "0100109107", "taxCode", "Ô thử có chữ số chưa đúng"),
]


@pytest.mark.parametrize(("field", "typed", "rule", "words"), WRONG, ids=lambda value: str(value)[:30])
def test_wrong_answers_say_what_to_do(field: dict[str, Any], typed: Any, rule: str, words: str) -> None:
    outcome = run(form(field), {"x": typed})
    assert [error.rule for error in outcome.errors] == [rule]
    assert outcome.errors[0].message.startswith(words)
    assert not outcome.valid


REQUIRED = {"validate": {"required": True}}
EMPTY: list[tuple[dict[str, Any], Any, str, str]] = [
    (component("textfield", label="Họ tên của trẻ", **REQUIRED), "  ", "x", "Nhập họ tên của trẻ"),
    (component("number", label="Số bản", **REQUIRED), "", "x", "Nhập số bản"),
    (component("day", label="Ngày sinh", **REQUIRED), "", "x", "Nhập ngày sinh"),
    (component("radio", label="Nơi nhận kết quả", values=CHOICES, **REQUIRED), "", "x", "Chọn nơi nhận kết quả"),
    (component("radio", label="Có thẩm tra không?", values=CHOICES, **REQUIRED), "", "x", "Trả lời câu hỏi “Có thẩm tra không?”"),
    (component("checkbox", label="Tôi cam đoan", **REQUIRED), False, "x", "Đánh dấu vào ô “Tôi cam đoan” để tiếp tục"),
    (component("selectboxes", values=CHOICES, **REQUIRED), [], "x", "Chọn ít nhất một mục ở “Ô thử”"),
    (component("textfield", label="CCCD của bạn", **REQUIRED), None, "x", "Nhập CCCD của bạn"),
    (
        component("textfield", label="Nơi cư trú", vn={"type": "address"}, **REQUIRED),
        {},
        "x.tinh",
        "Chọn tỉnh hoặc thành phố ở mục “Nơi cư trú”",
    ),
    (component("textfield", vn={"messages": {"required": "Viết tên bé"}}, **REQUIRED), "", "x", "Viết tên bé"),
    (component("textfield", validate={"required": True, "customMessage": "Ghi rõ"}), "", "x", "Ghi rõ"),
    (
        component("datagrid", label="Người làm chứng", components=[component("textfield", "a")], **REQUIRED),
        [],
        "x",
        "Thêm ít nhất một dòng vào “Người làm chứng”",
    ),
]


@pytest.mark.parametrize(("field", "typed", "path", "words"), EMPTY, ids=lambda value: str(value)[:30])
def test_a_missing_answer_is_asked_for_by_its_label(field: dict[str, Any], typed: Any, path: str, words: str) -> None:
    outcome = run(form(field), {"x": typed})
    assert [(error.path, error.rule, error.message) for error in outcome.errors] == [(path, "required", words)]
    assert [error.message for error in run(form(field), {}).errors] == [words]


def test_address_levels_must_fit_each_other() -> None:
    two = form(component("textfield", vn={"type": "address"}))
    assert rules(run(two, {"x": {"tinh": "01", "xa": "25747", "chiTiet": "1"}})) == {("x.xa", "onlyAvailableItems")}
    assert rules(run(two, {"x": {"tinh": "79", "chiTiet": "1"}})) == {("x.xa", "required")}
    assert rules(run(two, {"x": {"tinh": "79", "xa": "25747"}})) == {("x.chiTiet", "required")}
    three = form(component("textfield", vn={"type": "address", "edition": "3", "detail": "none"}))
    good = run(three, {"x": {"tinh": "74", "huyen": "718", "xa": "25741", "chiTiet": "bỏ"}})
    assert good.valid and good.data["x"]["huyenTen"] == "Thành phố Thủ Dầu Một" and "chiTiet" not in good.data["x"]


def test_identity_number_is_compared_with_birth_and_sex() -> None:
    loaded = form(
        component("day", "sinh"),
        component("radio", "gioi", values=[{"value": "nam", "label": "Nam"}, {"value": "nu", "label": "Nữ"}]),
        component("textfield", "so", vn={"type": "nationalId", "birthDate": "sinh", "sex": "gioi"}),
    )
    assert run(loaded, {"sinh": "01/03/1990", "gioi": "nu", "so": "074190001234"}).valid
    assert rules(run(loaded, {"sinh": "01/03/1991", "so": "074190001234"})) == {("so", "nationalId")}
    assert rules(run(loaded, {"gioi": "nam", "so": "074190001234"})) == {("so", "nationalId")}


def test_a_list_is_narrowed_by_its_parent() -> None:
    loaded = form(
        component("select", "tinh", data={"list": "tinh"}), component("select", "xa", data={"list": "xa", "parent": "tinh"})
    )
    assert run(loaded, {"tinh": "74", "xa": "25747"}).valid
    assert rules(run(loaded, {"tinh": "79", "xa": "25747"})) == {("xa", "onlyAvailableItems")}


def test_words_follow_their_number_and_date() -> None:
    loaded = form(
        component("currency", "tien"),
        component("day", "ngay"),
        component("textfield", "tienChu", vn={"type": "amountInWords", "of": "tien"}),
        component("textfield", "ngayChu", vn={"type": "dateInWords", "of": "ngay"}),
    )
    data = run(loaded, {"tien": "21.015", "ngay": "15/4/2026", "tienChu": "giả", "ngayChu": "giả"}).data
    assert data["tienChu"] == "Hai mươi mốt nghìn không trăm mười lăm đồng"
    assert data["ngayChu"] == "Ngày mười lăm tháng tư năm hai nghìn không trăm hai mươi sáu"
