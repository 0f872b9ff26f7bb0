"""Test runs explained, and drafts carried over to a newer version."""

from typing import Any

from eforms import building, schema
from eforms.building import SetOptions, SetProperties, carry, why
from tests.eforms.building.making import done, ref, seed, small
from tests.eforms.forms import NOW, PORTS, component
from tests.eforms.test_seed_forms import BIRTH


def said(document: dict[str, Any], answers: dict[str, Any], path: str, **more: Any) -> list[tuple[str, str]]:
    """The reasons as (what, text)."""
    return [(one.what, one.text) for one in why(schema.load(document), answers, path, now=NOW, ports=PORTS, **more)]


def test_why_hidden_names_the_condition_and_the_answers() -> None:
    assert said(small(), {"nhan": "tay"}, "diaChi") == [
        ("hidden", "“Địa chỉ nhận” đang ẩn. Câu này: Hiện khi “Nhận kết quả thế nào?” là “Qua bưu chính”."),
        ("hidden", "Chưa đúng: “Nhận kết quả thế nào?” là “Qua bưu chính” (câu trả lời: “Tại nơi nộp”)."),
    ]
    assert said(small(), {}, "diaChi")[1] == (
        "hidden", "Chưa đúng: “Nhận kết quả thế nào?” là “Qua bưu chính” (câu trả lời: chưa có)."
    )  # fmt: skip


def test_why_hidden_goes_up_to_the_group_that_hides() -> None:
    told = said(seed(), BIRTH | {"treBiBoRoi": "co"}, "me.hoTen")
    assert told[0] == (
        "hidden",
        "“Họ, chữ đệm và tên của mẹ” đang ẩn vì nằm trong “Cha và mẹ”. Phần đó: Hiện khi “Trẻ có bị bỏ rơi không?” là “Không”.",
    )
    assert told[1][1].startswith("Chưa đúng: “Trẻ có bị bỏ rơi không?” là “Không”")


def test_why_shown_wrong_and_known() -> None:
    told = said(small(), {"nhan": "thu"}, "diaChi")
    assert told[0][0] == "shown" and told[-1] == ("error", "Chọn tỉnh hoặc thành phố ở mục “Địa chỉ nhận” (câu bắt buộc).")
    assert said(small(), {"hoVaTen": "A"}, "hoVaTen") == [("shown", "“Họ và tên” luôn hiện.")]
    known = done(small(), SetProperties("cname", {"fact": "full_name"}))
    assert ("state", "“Họ và tên” không hỏi vì đã biết: dữ liệu Nhà nước.") in said(
        known, {}, "hoVaTen", prefill={"full_name": "An"}
    )
    assert said(small(), {}, "khong")[0][0] == "unknown"
    assert said(seed(), BIRTH | {"khaiVe": {}}, "khaiVe")[-1][1].startswith(
        "Chọn ít nhất một người: cha hoặc mẹ (ít nhất một trong"
    )


def test_why_calculated_names_what_it_reads() -> None:
    told = said(small(), {"banSao": [{"loai": "luaChon1", "so": 2}, {"so": 3}]}, "tong")
    assert ("calculated", "“Tổng số bản” do hệ thống tính từ “Bản sao” (2 dòng); kết quả: “5”.") in told
    words = said(seed(), BIRTH, "tre.ngaySinhBangChu")
    assert words[-1][1].startswith("“Ngày sinh của trẻ viết bằng chữ” do hệ thống tính từ “Ngày sinh của trẻ” (“15/3/2026”)")


def test_why_in_a_row() -> None:
    form = done(
        small(),
        building.AddComponent("textfield", "Ghi chú", into="cgrid", key="ghi", ref="cnote"),
        building.SetCondition("cnote", {"json": {"==": [{"var": "row.loai"}, "luaChon2"]}}),
    )
    rows = {"banSao": [{"loai": "luaChon2", "so": 1}, {"loai": "luaChon1", "so": 1}]}
    assert said(form, rows, "banSao[0].ghi")[0][0] == "shown"
    assert said(form, rows, "banSao[1].ghi")[1][1] == "Chưa đúng: “Loại” là “Lựa chọn 2” (câu trả lời: “Lựa chọn 1”)."
    assert said(form, rows, "banSao[0].so")[0][0] == "shown"


# Carrying over --------------------------------------------------------------------------------------------------


ANSWERS: dict[str, Any] = {
    "hoVaTen": "Trần Thị Bình",
    "nhan": "thu",
    "diaChi": {"tinh": "79", "xa": "25747", "chiTiet": "12 Yersin"},
    "banSao": [{"loai": "luaChon1", "so": 2}, {"loai": "luaChon2", "so": 1}],
    "tong": 3,
}


def carried(new: dict[str, Any], answers: dict[str, Any] = ANSWERS) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """The answers in the new form, and what was lost as (path, words, why)."""
    data, lost = carry(schema.load(small()), schema.load(new), answers, ports=PORTS, now=NOW)
    return data, [(one.path, one.value, one.reason) for one in lost]


def test_an_unchanged_form_takes_every_answer() -> None:
    data, lost = carried(small())
    assert lost == [] and data["hoVaTen"] == "Trần Thị Bình" and data["banSao"] == ANSWERS["banSao"] and "tong" not in data
    assert data["diaChi"]["xaTen"] == "Phường Thủ Dầu Một"


def test_renamed_questions_are_found_by_their_reference() -> None:
    data, lost = carried(
        done(
            small(), building.RenameKey("cname", "ten"), building.RenameKey("cgrid", "trichLuc"), building.RenameKey("cmany", "n")
        )
    )
    assert lost == [] and data["ten"] == "Trần Thị Bình" and data["trichLuc"][0] == {"loai": "luaChon1", "n": 2}


def test_what_has_no_place_is_told() -> None:
    data, lost = carried(done(small(), building.Remove("cname"), building.Remove("csum0"), building.Remove("cgrid")))
    assert set(data) == {"nhan", "diaChi"} and [one[0] for one in lost] == [
        "hoVaTen", "banSao[0].loai", "banSao[0].so", "banSao[1].loai", "banSao[1].so",
    ]  # fmt: skip
    assert lost[0] == ("hoVaTen", "Trần Thị Bình", "Bản mới không còn câu này.")


def test_choices_that_are_gone_are_lost_alone() -> None:
    new = done(small(), SetOptions("ckind", ({"value": "luaChon1", "label": "Khai sinh"},)))
    data, lost = carried(new)
    assert data["banSao"] == [{"loai": "luaChon1", "so": 2}, {"so": 1}]
    assert lost == [("banSao[1].loai", "Lựa chọn 2", "Lựa chọn này không còn trong bản mới.")]


def test_another_type_takes_what_it_can_read() -> None:
    old = schema.load({"components": [component("textfield", "a", "A"), component("textfield", "b", "B"), component("number",
        "c", "C"),
                                      component("selectboxes", "d", "D", values=[{"value": "x", "label": "X"}, {"value": "y",
                                          "label": "Y"}])]})  # fmt: skip
    new = schema.load({"components": [component("email", "a", "A"), component("phoneNumber", "b", "B"), component("checkbox",
        "c", "C"),
                                      component("selectboxes", "d", "D", values=[{"value": "x", "label": "X"}])]})  # fmt: skip
    data, lost = carry(old, new, {"a": "an@vi.vn", "b": "không có", "c": 1, "d": {"x": True, "y": True}}, ports=PORTS, now=NOW)
    assert data == {"a": "an@vi.vn", "d": {"x": True}}
    assert [(one.path, one.label) for one in lost] == [("b", "B"), ("c", "C"), ("d", "D")]


def test_an_answer_that_a_new_limit_forbids_stays_to_be_corrected() -> None:
    data, lost = carried(done(small(), SetProperties("cname", {"maxLength": 3}), SetProperties("cmany", {"max": 1})))
    assert lost == [] and data["hoVaTen"] == "Trần Thị Bình" and data["banSao"][0]["so"] == 2


def test_the_seeded_form_carries_onto_itself() -> None:
    form = seed()
    data, lost = carry(
        schema.load(form), schema.load(done(form, building.Move(ref(form, "chaMe"), "up"))), BIRTH, ports=PORTS, now=NOW
    )
    assert lost == () and data["khaiVe"]["me"] is True and data["me"]["ngaySinh"] == "00/00/1990"
