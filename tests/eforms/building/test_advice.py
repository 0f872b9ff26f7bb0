"""Remarks: what stops a form, and what makes it hard to answer."""

from typing import Any

import pytest

from eforms import building
from eforms.building import AddComponent, SetCondition, SetOptions, SetProperties, remarks, rows
from tests.eforms.building.making import CODES, done, ref, seed, small


def codes(document: dict[str, Any], component: str = "") -> set[str]:
    """What is remarked (of one component)."""
    return {remark.code for remark in remarks(document) if not component or remark.ref == component}


def asking(kind: str, label: str, page: str = "cpage1", **more: Any) -> set[str]:
    """The remarks on one more question."""
    return codes(done(small(), AddComponent(kind, label, into=page, ref="cnew0", **more)), "cnew0")


@pytest.mark.parametrize("code", CODES)
def test_the_seeded_forms_are_exemplary(code: str) -> None:
    assert {(remark.code, remark.label) for remark in remarks(seed(code))} <= {("few-options", "Loại tầng")}


@pytest.mark.parametrize(
    ("kind", "label", "expected"),
    [
        ("textfield", "Họ, chữ đệm và tên của bạn", {"asks-known"}),
        ("textfield", "Họ, chữ đệm và tên của trẻ", set()),
        ("phoneNumber", "Số điện thoại", {"asks-known"}),
        ("day", "Ngày sinh của người yêu cầu", {"asks-known", "no-example"}),
        ("textfield", "Tôn giáo", {"sensitive"}),
        ("textfield", "Tình trạng sức khỏe", {"sensitive"}),
        ("textfield", "NGHỀ NGHIỆP:", {"label-style"}),
        ("taxCode", "Mã số thuế", {"no-example"}),
        ("file", "Bản sao sổ hộ khẩu", {"asks-known-paper"}),
        ("file", "Bản vẽ thiết kế", set()),
        ("textarea", "Lý do", set()),
    ],
)
def test_questions(kind: str, label: str, expected: set[str]) -> None:
    assert asking(kind, label) == expected


def test_a_hint_with_the_reason_or_an_example_answers_the_remark() -> None:
    form = done(
        small(),
        AddComponent("textfield", "Tôn giáo", into="cpage1", ref="cnew0"),
        AddComponent("taxCode", "Mã số thuế", into="cpage1", ref="ctax0"),
    )
    assert "sensitive" in codes(form) and "no-example" in codes(form)
    form = done(
        form, SetProperties("cnew0", {"hint": "Theo Điều 3 Luật X"}), SetProperties("ctax0", {"hint": "Ví dụ 0101234567"})
    )
    assert not {"sensitive", "no-example"} & codes(form)
    assert "long-hint" in codes(done(form, SetProperties("cnew0", {"hint": "a " * 150})))


def test_the_applicants_page_is_about_the_applicant() -> None:
    assert "asks-known" in codes(small(), "cname")
    assert "asks-known" not in codes(done(small(), SetProperties("cname", {"fact": "full_name"})), "cname")
    assert "asks-known" not in asking("textfield", "Họ tên", page="cpage2")


def options(*labels: str, kind: str = "radio") -> set[str]:
    form = done(small(), AddComponent(kind, "Loại việc", into="cpage1", ref="cnew0"))
    return codes(done(form, SetOptions("cnew0", tuple({"label": label} for label in labels))), "cnew0")


def test_options() -> None:
    assert options("Một") == {"one-option"}
    assert options("Khác", "Nhà", "Đất") == {"other-not-last"}
    assert options("Nhà", "Đất", "Loại khác") == set()
    assert options(*"bacdefgh", kind="select") == {"options-order"} and options(*"abcdefgh", kind="select") == set()
    assert options(*"abcdefgh") == {"many-options"}
    assert options("Có", "Không", kind="select") == {"few-options"}
    assert options("Nhà", "nhà") == {"same-option"}


def test_twice_the_same_question_on_a_page() -> None:
    form = done(small(), AddComponent("textfield", "Họ và tên", into="cpage1", ref="cnew0"))
    assert "duplicate-label" in codes(form, "cname") & codes(form, "cnew0")
    apart = done(
        small(),
        AddComponent("fieldset", "Người làm chứng", into="cpage1", ref="cgrp0"),
        AddComponent("textfield", "Họ và tên", into="cgrp0"),
    )
    assert "duplicate-label" not in codes(apart)


def test_what_can_never_show_is_told_with_the_two_conditions_that_clash() -> None:
    form = done(
        small(),
        AddComponent("fieldset", "Khi tự đến", into="cpage1", ref="cgrp0"),
        SetCondition("cgrp0", {"show": True, "when": "nhan", "eq": "tay"}),
        AddComponent("textfield", "Mã bưu gửi", into="cgrp0", ref="cnew0"),
        SetCondition("cnew0", {"show": True, "when": "nhan", "eq": "thu"}),
    )
    (said,) = [remark for remark in remarks(form) if remark.code == "unreachable"]
    assert said.ref == "cnew0" and said.message == (
        "Không bao giờ hiện vì không câu trả lời nào làm điều kiện đúng: “Nhận kết quả thế nào?” là “Qua bưu chính”;"
        " “Nhận kết quả thế nào?” là “Tại nơi nộp”."
    )
    assert "unreachable" not in codes(done(form, SetCondition("cgrp0", {"show": False, "when": "nhan", "eq": "tay"})))


def test_a_question_after_a_hidden_question_is_followed() -> None:
    form = done(
        small(),
        AddComponent("radio", "Bưu cục", into="cpage1", key="cuc", ref="cpost"),
        SetCondition("cpost", {"show": True, "when": "nhan", "eq": "thu"}),
        AddComponent("textfield", "Giờ lấy", into="cpage1", ref="chour"),
        SetCondition("chour", {"show": True, "conjunction": "all", "conditions": [
            {"component": "cuc", "operator": "isEqual", "value": "luaChon1"}, {"component": "nhan", "operator": "isEqual",
            "value": "tay"}]}),
    )  # fmt: skip
    assert [remark.ref for remark in remarks(form) if remark.code == "unreachable"] == ["chour"]


def test_whole_forms() -> None:
    form = small()
    for number in range(9):
        form = done(form, building.AddPage(f"Trang {number}"))
    assert {"many-pages", "empty-page"} <= codes(form)


def test_what_the_engine_refuses_stops_and_stands_at_its_component() -> None:
    broken = small()
    broken["components"][0]["components"][0]["validate"] = {"custom": "valid = 1"}
    (stop,) = [remark for remark in remarks(broken) if remark.severity == "stop"]
    assert (stop.ref, stop.page, stop.code) == ("cname", "cpage1", "custom-code")
    assert [row.stops for row in rows(broken, remarks(broken)) if row.ref == "cname"] == [True]
    assert remarks({"components": 1})[0].severity == "stop"


def test_rows_say_all_that_a_list_needs() -> None:
    form = seed()
    listed = {row.path: row for row in rows(form, remarks(form))}
    assert [row.label for row in listed.values() if row.depth == 0] == [
        "Người yêu cầu",
        "Thông tin của trẻ",
        "Cha và mẹ",
        "Bản sao và nhận kết quả",
    ]
    name = listed["nyc.hoTen"]
    assert (name.kind, name.page_title, name.key, name.is_page) == ("Một dòng chữ", "Người yêu cầu", "nyc.hoTen", False)
    assert [badge.words for badge in name.badges] == ["Lấy từ dữ liệu Nhà nước"]
    assert listed["diaChiNhan"].condition == "Hiện khi “Bạn muốn nhận kết quả thế nào?” là “Bản giấy gửi qua bưu chính”"
    assert [badge.words for badge in listed["khaiVe"].badges] == ["Ít nhất một trong “Mẹ”, “Cha” phải có", "2 lựa chọn"]
    assert (
        listed["chaMe"].slots == ((ref(form, "chaMe"), "Cha và mẹ"),) and listed["nyc.email"].badges[0].words == "Không bắt buộc"
    )
    assert listed["nguoiLamChung[].hoTen"].depth == 2 and listed["chaMe"].moves == ("up", "down")
