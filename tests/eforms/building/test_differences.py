"""Two versions compared in words, and an operation brought onto somebody else's revision."""

from dataclasses import replace
from typing import Any

import pytest

from eforms import building
from eforms.building import Conflict, SetProperties, by_page, differences, rebase
from tests.eforms.building.making import done, ref, seed, small

TOLD = [
    (building.SetTitle("Mới"), "Tên biểu mẫu nay là “Mới”"),
    (building.AddComponent("textfield", "Số tờ khai", into="cpage1"), "Thêm câu hỏi “Số tờ khai” vào trang “Người yêu cầu”"),
    (building.AddPage("Cam đoan"), "Thêm trang “Cam đoan”"),
    (building.Remove("cname"), "Bỏ câu hỏi “Họ và tên” khỏi trang “Người yêu cầu”"),
    (SetProperties("cname", {"required": False}), "Câu hỏi “Họ và tên” nay không bắt buộc"),
    (SetProperties("cname", {"label": "Họ tên"}), "“Họ và tên” nay viết là “Họ tên”"),
    (SetProperties("cname", {"maxLength": 100}), "Câu hỏi “Họ và tên”: “Nhiều nhất bao nhiêu ký tự” nay là “100”"),
    (SetProperties("cname", {"fact": "full_name"}),
     "Câu hỏi “Họ và tên”: “Lấy từ dữ liệu Nhà nước, biết rồi thì không hỏi” nay là “Họ, chữ đệm và tên”"),
    (SetProperties("cmany", {"whole": True}), "Câu hỏi “Số bản”: nay có “Chỉ nhận số nguyên”"),
    (building.RenameKey("cname", "ten"), "Câu hỏi “Họ và tên” đổi khóa từ “hoVaTen” thành “ten”"),
    (building.Move("cname", "down"), "Chuyển câu hỏi “Họ và tên” xuống sau câu hỏi “Nhận kết quả thế nào?”"),
    (building.MoveTo("cname", into="cpage2"), "Chuyển câu hỏi “Họ và tên” từ trang “Người yêu cầu” sang trang “Bản sao”"),
    (building.SetCondition("caddr", {"show": False, "when": "nhan", "eq": "tay"}),
     "Câu hỏi “Địa chỉ nhận”: điều kiện đổi từ “Hiện khi “Nhận kết quả thế nào?” là “Qua bưu chính””"
     " thành “Ẩn khi “Nhận kết quả thế nào?” là “Tại nơi nộp””"),
    (building.SetCondition("caddr"),
    "Câu hỏi “Địa chỉ nhận”: điều kiện đổi từ “Hiện khi “Nhận kết quả thế nào?” là “Qua bưu chính””"
     " thành “Luôn hiện”"),
    (building.SetCalculation("csum0"), "Câu hỏi “Tổng số bản” không còn tự tính"),
    (building.SetOptions("ckind", ({"value": "luaChon1", "label": "Khai sinh"}, {"value": "ketHon", "label": "Kết hôn"})), None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("operation", "words"), TOLD, ids=[type(operation).op + str(number) for number, (operation, _w) in enumerate(TOLD)]
)
def test_one_change_is_one_sentence(operation: Any, words: str | None) -> None:
    changes = differences(small(), done(small(), operation))
    if words:
        assert [change.text for change in changes] == [words]
    else:
        assert [change.text for change in changes] == [
            "Câu hỏi “Loại”: lựa chọn “Lựa chọn 1” nay viết là “Khai sinh”",
            "Câu hỏi “Loại” thêm lựa chọn “Kết hôn”",
            "Câu hỏi “Loại” bỏ lựa chọn “Lựa chọn 2”",
        ]


def test_nothing_changed_is_nothing_said() -> None:
    assert differences(small(), small()) == ()
    assert differences(building.exported(seed()), seed()) == ()


def test_what_running_drafts_lose() -> None:
    new = done(small(), building.Remove("caddr"), building.Remove("cname"))
    assert sorted(path for change in differences(small(), new) for path in change.loses) == ["diaChi", "hoVaTen"]
    assert all(change.important for change in differences(small(), new))


def test_changes_are_told_page_by_page() -> None:
    new = done(small(), building.SetTitle("Mới"), SetProperties("csum0", {"hint": "x"}), SetProperties("cname", {"hint": "y"}))
    assert [(page, len(changes)) for page, changes in by_page(differences(small(), new))] == [
        ("", 1),
        ("Người yêu cầu", 1),
        ("Bản sao", 1),
    ]


def test_an_added_group_is_one_change_with_its_questions_counted() -> None:
    new = done(small(), building.AddBlock(building.LIBRARY["thuaDat"].as_json(), into="cpage1"))
    (change,) = differences(small(), new)
    assert change.text == "Thêm nhóm “Thửa đất” với 5 câu hỏi vào trang “Người yêu cầu” (khối liên kết)" and change.important


# Two people ------------------------------------------------------------------------------------------------------


THEIRS = SetProperties("cname", {"hint": "Ví dụ: Trần Thị Bình"})
MINE_PASSES = [
    SetProperties("chow0", {"hint": "x"}),
    building.AddComponent("email", "Thư", after="cname"),
    building.Move("cname", "down"),
    building.Duplicate("cname"),
    building.SetTitle("Mới"),
    building.Remove("caddr"),
    building.RenameKey("chow0", "cach"),
]


@pytest.mark.parametrize("mine", MINE_PASSES, ids=lambda mine: mine.op)
def test_two_people_on_two_questions_both_get_their_way(mine: Any) -> None:
    base = small()
    merged = rebase(base, done(base, THEIRS), mine)
    assert isinstance(merged, dict)
    assert merged == done(base, THEIRS, mine)
    assert building.place(merged, "cname").spec["description"] == "Ví dụ: Trần Thị Bình"


def test_the_same_question_twice_is_a_conflict_with_both_sides() -> None:
    base = small()
    said = rebase(base, done(base, THEIRS), SetProperties("cname", {"required": False}))
    assert said == Conflict(
        "Người khác cũng vừa sửa câu hỏi “Họ và tên”.",
        ("Câu hỏi “Họ và tên”: “Gợi ý dưới câu hỏi” nay là “Ví dụ: Trần Thị Bình”",),
        ("Câu hỏi “Họ và tên” nay không bắt buộc",),
        "cname",
    )
    assert rebase(base, done(base, THEIRS), THEIRS) == done(base, THEIRS)


@pytest.mark.parametrize(
    ("theirs", "mine", "what"),
    [
        (building.Remove("cname"), SetProperties("cname", {"hint": "x"}), "Người khác vừa xóa câu hỏi “Họ và tên”."),
        (THEIRS, building.Remove("cname"), "Người khác cũng vừa sửa câu hỏi “Họ và tên”."),
        (THEIRS, building.Remove("cpage1"), "Người khác cũng vừa sửa trang “Người yêu cầu”."),
        (building.Move("cname", "down"), building.MoveTo("cname", into="cpage2"),
        "Người khác cũng vừa chuyển câu hỏi “Họ và tên”."),
        (building.SetTitle("A"), building.SetTitle("B"), "Người khác vừa đổi tên biểu mẫu."),
        (building.Remove("cpage1"), building.AddComponent("email", "Thư", into="cpage1"),
        "Người khác vừa xóa trang “Người yêu cầu”."),
        (building.RenameKey("cname", "ten"), building.AddComponent("email", "Thư", into="cpage1", key="ten"),
         "Khóa “ten” đã dùng ở chỗ khác. Đặt khóa khác."),
        (building.SetCondition("cgrid", {"show": True, "when": "hoVaTen", "eq": "A"}), building.Remove("cname"),
         "Chưa xóa được vì còn được nhắc tới ở: điều kiện của “Bản sao”. Sửa những chỗ đó trước."),
    ],
    ids=lambda value: value.op if hasattr(value, "op") else "",
)  # fmt: skip
def test_conflicts(theirs: Any, mine: Any, what: str) -> None:
    base = small()
    said = rebase(base, done(base, theirs), mine)
    assert isinstance(said, Conflict) and said.what == what
    assert said.mine and (said.theirs or what.startswith("Khóa"))


def test_a_lost_neighbour_is_no_conflict() -> None:
    base = small()
    merged = rebase(base, done(base, building.Remove("cname")), building.AddComponent("email", "Thư", after="cname", ref="cmail"))
    assert isinstance(merged, dict) and building.place(merged, "cmail").parent == "cpage1"


def test_two_who_open_an_old_form_hold_the_same_references() -> None:
    old = building.exported(seed())
    mine = SetProperties(ref(old, "tre.hoTen"), {"hint": "x"})
    theirs = done(old, building.RenameKey(ref(old, "tre.hoTen"), "tre.ten"))
    assert isinstance(rebase(old, theirs, mine), Conflict)
    assert isinstance(rebase(old, theirs, replace(mine, ref=ref(old, "tre.gioiTinh"))), dict)
