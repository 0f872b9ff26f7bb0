"""The builder's list and a question's pages without JavaScript: every change a POST and a redirect, nothing typed is lost."""

import json

from eforms import building
from tests.publisher.desk import Desk, properties
from tests.publisher.people import Publishers, ref, spec


def test_an_approver_reads_everything_and_writes_nothing(publishers: Publishers) -> None:
    draft = publishers.draft()
    browser = publishers.browser(publishers.duyet)
    for name in ("outline", "preview", "trial", "remarks", "differences", "exchange", "download"):
        assert browser.get(publishers.address(publishers.duyet, f"builder:{name}", draft.pk)).status_code == 200, name
    question = publishers.address(publishers.duyet, "builder:question", draft.pk, ref(draft, "hoTen"))
    for address in (question, publishers.address(publishers.duyet, "builder:add", draft.pk)):
        assert browser.get(address).status_code == 404
    assert browser.post(publishers.address(publishers.duyet, "builder:do", draft.pk), {"viec": "undo"}).status_code == 404
    assert "Thêm câu hỏi" not in browser.get(publishers.address(publishers.duyet, "builder:outline", draft.pk)).content.decode()


def test_the_list_shows_pages_questions_and_conditions(desk: Desk) -> None:
    page = desk.page("outline")
    for words in ("Người yêu cầu", "Họ và tên", "Hiện khi “Quan hệ” là “Mẹ”", "Chuyển “Quan hệ” lên", "Tờ khai thử"):
        assert words in page


def test_a_question_moves_and_the_page_comes_back_to_it(desk: Desk) -> None:
    moved = ref(desk.draft, "quanHe")
    answer = desk.send("do", viec=f"up:{moved}")
    assert answer.status_code == 302
    assert answer.url.endswith(f"?cau={moved}#cau-{moved}")
    held = [one["key"] for one in desk.now.content["form"]["components"][0]["components"]]
    assert held == ["quanHe", "hoTen", "lyDo"]
    desk.send("do", viec="undo")
    assert [one["key"] for one in desk.now.content["form"]["components"][0]["components"]] == ["hoTen", "quanHe", "lyDo"]


def test_a_question_is_added_and_soon_told_more(desk: Desk) -> None:
    page = desk.page("add", sau=ref(desk.draft, "hoTen"))
    assert "Câu hỏi mới đứng sau “Họ và tên”." in page
    assert "Số định danh cá nhân" in page
    assert "Nhập câu hỏi" in desk.send("add", label="", type="email").content.decode()
    where = desk.at("add", sau=ref(desk.draft, "hoTen"))
    answer = desk.browser.post(where, {"seen": 1, "label": "Thư điện tử của bạn", "type": "email"})
    assert answer.url == desk.at("question", "thuDienTuCuaBan")
    held = [one["key"] for one in desk.now.content["form"]["components"][0]["components"]]
    assert held == ["hoTen", "thuDienTuCuaBan", "quanHe", "lyDo"]


def test_a_page_and_a_block_are_added(desk: Desk) -> None:
    desk.send("add-page", label="Cách nhận")
    assert desk.now.content["form"]["components"][-1]["title"] == "Cách nhận"
    block = next(iter(building.LIBRARY))
    assert desk.send("add-block", block=block, linked="1", label="Người nộp", prefix="").status_code == 302
    added = next(one for one in building.places(desk.now.content["form"]) if building.block_of(desk.now.content["form"], one.ref))
    assert added.label == "Người nộp"
    answer = desk.browser.post(
        desk.cast.address(desk.cast.soan, "builder:block", desk.draft.pk, added.ref), {"viec": "detach", "seen": 3}
    )
    assert answer.status_code == 302
    assert building.block_of(desk.now.content["form"], added.ref) is None


def test_a_question_is_told_in_plain_words(desk: Desk) -> None:
    page = desk.page("question", "hoTen")
    assert 'value="Họ và tên"' in page
    answer = desk.send("question", "hoTen", **properties(desk, "hoTen", label="Họ, chữ đệm và tên", hint="Ví dụ: Trần Thị Bình"))
    assert answer.status_code == 302
    made = spec(desk.draft.pk, "hoTen")
    assert (made["label"], made["description"]) == ("Họ, chữ đệm và tên", "Ví dụ: Trần Thị Bình")


def test_what_cannot_be_taken_is_said_at_its_box_and_stays(desk: Desk) -> None:
    answer = desk.send("question", "hoTen", **properties(desk, "hoTen", maxLength="nhiều"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Lỗi" in page
    assert 'value="nhiều"' in page
    assert desk.now.revision == 1


def test_a_conflict_shows_both_and_keeps_what_was_typed(desk: Desk) -> None:
    mine = properties(desk, "hoTen", label="Tên của Soạn", hint="Gợi ý của Soạn")
    theirs = {"label": "Tên của Hoa", "maxLength": 80}
    desk.cast.change(desk.draft, building.SetProperties(ref(desk.draft, "hoTen"), theirs), desk.cast.hoa)
    answer = desk.send("question", "hoTen", seen=1, **mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in (
        "Người khác vừa sửa",
        "Tên của Hoa",
        'value="Tên của Soạn"',
        "Gợi ý của Soạn",
        'name="seen" value="2"',
        'value="80"',
    ):
        assert words in page
    assert spec(desk.draft.pk, "hoTen")["label"] == "Tên của Hoa"
    again = mine | {"p-maxLength": "80"}
    assert desk.send("question", "hoTen", seen=2, **again).status_code == 302
    made = spec(desk.draft.pk, "hoTen")
    assert (made["label"], made["validate"]["maxLength"]) == ("Tên của Soạn", 80)


def test_removing_says_who_uses_it_and_is_refused_until_nobody_does(desk: Desk) -> None:
    assert "Điều kiện của “Lý do”" in desk.page("remove", "quanHe")
    desk.send("remove", "quanHe")
    assert spec(desk.draft.pk, "quanHe")["label"] == "Quan hệ"
    desk.send("condition", "lyDo", viec="none")
    desk.send("remove", "quanHe")
    assert "quanHe" not in json.dumps(desk.now.content["form"])


def test_a_key_is_changed_and_conditions_follow(desk: Desk) -> None:
    assert desk.send("key", "quanHe", key="vaiTro").status_code == 302
    assert "Hiện khi “Quan hệ” là “Mẹ”" in desk.page("outline")
    assert desk.send("key", "vaiTro", key="hai chữ").status_code == 422


def test_a_question_is_put_elsewhere_at_once(desk: Desk) -> None:
    page = ref(desk.draft, "banSao")
    assert "Đầu" in desk.page("move-to", "lyDo")
    assert desk.send("move-to", "lyDo", where=f"vao:{page}").status_code == 302
    assert desk.now.content["form"]["components"][1]["components"][0]["key"] == "lyDo"


def test_choices_are_written_ordered_and_pasted(desk: Desk) -> None:
    rows = {"was": ["cha", "me", ""], "label": ["Cha", "Mẹ", ""], "value": ["cha", "me", ""], "description": ["", "", ""]}
    desk.send("options", "quanHe", **rows, viec="down:0")
    assert [one["value"] for one in spec(desk.draft.pk, "quanHe")["values"]] == ["me", "cha"]
    rows = {"was": ["me", "cha"], "label": ["Mẹ", "Cha"], "value": ["nguoiMe", "cha"], "description": ["", ""]}
    assert desk.send("options", "quanHe", **rows, them="Ông bà\nNgười khác").status_code == 302
    assert [one["label"] for one in spec(desk.draft.pk, "quanHe")["values"]] == ["Mẹ", "Cha", "Ông bà", "Người khác"]
    assert "Hiện khi “Quan hệ” là “Mẹ”" in desk.page("outline"), "the condition follows the choice's new value"
