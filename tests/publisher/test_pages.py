"""The publisher's pages without JavaScript: every change a POST and a redirect, nothing typed is lost."""

import html
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eforms import building
from procedures.models import VersionDraft
from procedures.services import reviewing
from tests.procedures.makers import published
from tests.publisher.people import CODE, FORM, Publishers, ref, spec


class Desk:
    """Soạn's browser on one draft."""

    def __init__(self, cast: Publishers) -> None:
        self.cast, self.draft = cast, cast.draft()
        self.browser = cast.browser(cast.soan)

    def at(self, name: str, key: str = "", **query: str) -> str:
        rest = [self.draft.pk] + ([ref(self.now, key)] if key else [])
        return self.cast.address(self.cast.soan, f"builder:{name}", *rest) + "".join(f"?{k}={v}" for k, v in query.items())

    @property
    def now(self) -> VersionDraft:
        return VersionDraft.objects.get(pk=self.draft.pk)

    def send(self, name: str, on: str = "", *, seen: int | None = None, **data: Any) -> Any:
        return self.browser.post(self.at(name, on), {"seen": self.now.revision if seen is None else seen, **data})

    def page(self, name: str, key: str = "", **query: str) -> str:
        answer = self.browser.get(self.at(name, key, **query))
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture
def desk(publishers: Publishers) -> Desk:
    return Desk(publishers)


def properties(desk: Desk, key: str, **typed: Any) -> dict[str, Any]:
    """What the question's form sends: every property as it stands, but for what is typed."""
    held = building.read_properties(desk.now.content["form"], ref(desk.now, key)) | typed
    return {f"p-{name}": "on" if value is True else value for name, value in held.items() if value not in (False, None)}


def test_authors_and_approvers_land_on_their_work(publishers: Publishers) -> None:
    draft = publishers.draft()
    for user, words in ((publishers.soan, "Đang soạn"), (publishers.duyet, "Không có bản soạn thảo nào chờ duyệt")):
        browser = publishers.browser(user)
        home = publishers.address(user, "catalogue:list")
        assert browser.get("/mot-cua/").url == home
        page = browser.get(home).content.decode()
        assert words in page
        assert str(draft.pk) in page


def test_a_new_version_is_begun_from_the_list(publishers: Publishers) -> None:
    browser = publishers.browser(publishers.soan)
    page = browser.get(publishers.address(publishers.soan, "catalogue:list") + "?q=thu tuc thu").content.decode()
    assert "Sửa thành bản mới" in page
    answer = browser.post(publishers.address(publishers.soan, "catalogue:open", CODE))
    draft = VersionDraft.objects.get()
    assert answer.url == publishers.address(publishers.soan, "catalogue:draft", draft.pk)
    assert "Mở bản soạn thảo" in browser.get(answer.url).content.decode()


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


def test_the_preview_is_the_citizen_s_page_in_a_frame_of_ours(desk: Desk) -> None:
    answer = desk.browser.get(desk.at("preview", trang=ref(desk.draft, "nguoi")))
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert 'name="hoTen"' in answer.content.decode()
    assert "frame-src 'self'" in desk.browser.get(desk.at("outline"))["Content-Security-Policy"]
    tried = desk.browser.post(desk.at("preview"), {"quanHe": "me"}).content.decode()
    assert "Nhập họ và tên" in tried
    assert desk.now.revision == 1


def test_a_trial_shows_errors_and_says_why(desk: Desk) -> None:
    assert "đang ẩn" in desk.page("trial") or "Lý do" in desk.page("trial")
    wrong = desk.browser.post(desk.at("trial"), {"viec": "next", "trang": "nguoi", "quanHe": "cha", "hoTen": ""})
    assert wrong.status_code == 422
    assert "Nhập họ và tên" in wrong.content.decode()
    right = desk.browser.post(
        desk.at("trial"), {"viec": "next", "trang": "nguoi", "quanHe": "cha", "hoTen": "An"}
    ).content.decode()
    assert "Bản sao" in right
    assert "hoTen&quot;: &quot;An" in right, "the answers travel in the page"
    sample = desk.browser.post(desk.at("trial"), {"viec": "sample", "trang": "nguoi"}).content.decode()
    assert "Nguyễn Văn An" in sample
    assert desk.browser.post(desk.at("trial"), {"viec": "next", "trang": "la", "dang-co": "[1"}).status_code in (200, 422)


def test_the_differences_are_told_in_words(desk: Desk) -> None:
    assert "chưa khác bản đang áp dụng" in desk.page("differences")
    desk.send("question", "hoTen", **properties(desk, "hoTen", label="Họ, chữ đệm và tên"))
    assert "Họ, chữ đệm và tên" in desk.page("differences")


def test_an_import_is_looked_at_before_it_replaces(desk: Desk) -> None:
    given = json.dumps(
        {"display": "form", "components": [{"type": "textfield", "key": "a", "label": "A", "customConditional": "x"}]}
    )
    file = SimpleUploadedFile("to-khai.json", given.encode(), "application/json")
    seen = {"seen": 1}
    page = desk.browser.post(desk.at("exchange"), {**seen, "viec": "look", "file": file}).content.decode()
    assert "Thay tờ khai bằng nội dung này" in page
    assert desk.now.revision == 1
    assert desk.browser.post(desk.at("exchange"), {**seen, "viec": "replace", "text": given}).status_code == 302
    assert "hoTen" not in json.dumps(desk.now.content["form"])
    assert desk.browser.post(desk.at("exchange"), {**seen, "text": "không phải"}).status_code == 422


def test_the_export_is_form_io_without_our_references(desk: Desk) -> None:
    answer = desk.browser.get(desk.at("download"))
    assert answer["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.content) == building.exported(FORM)


def test_a_review_through_the_pages(desk: Desk) -> None:
    cast = desk.cast
    desk.send("title", label="Tờ khai mới")

    def act(browser: Client, user: Any, name: str, **data: Any) -> Any:
        return browser.post(cast.address(user, "catalogue:act", desk.draft.pk, name), {"seen": desk.now.revision, **data})

    assert act(desk.browser, cast.soan, "approve").status_code == 404
    assert act(desk.browser, cast.soan, "submit").status_code == 302
    judge = cast.browser(cast.duyet)
    assert act(judge, cast.duyet, "return", reason="").status_code == 422
    assert act(judge, cast.duyet, "return", reason="Sửa tên tờ khai").status_code == 302
    assert "Sửa tên tờ khai" in desk.browser.get(cast.address(cast.soan, "catalogue:draft", desk.draft.pk)).content.decode()
    act(desk.browser, cast.soan, "submit")
    stale = judge.post(cast.address(cast.duyet, "catalogue:act", desk.draft.pk, "approve"), {"seen": 1})
    assert (stale.status_code, desk.now.status) == (409, "in-review")
    assert act(judge, cast.duyet, "approve").status_code == 302
    assert act(judge, cast.duyet, "publish", effective_from="1/2/2026", decision="").status_code == 422
    assert act(judge, cast.duyet, "publish", effective_from="1/2/2026", decision="QĐ 1").status_code == 302
    assert desk.now.status == "published"
    assert "Công bố" in judge.get(cast.address(cast.duyet, "catalogue:history", desk.draft.pk)).content.decode()


def test_what_is_being_reviewed_is_only_read(desk: Desk) -> None:
    desk.send("title", label="Tờ khai mới")
    reviewing.submit(desk.draft.pk, by=desk.cast.by(desk.cast.soan), seen=2)
    assert desk.browser.get(desk.at("question", "hoTen")).url == desk.at("outline")
    desk.send("title", label="Khác")
    assert desk.now.content["form"]["title"] == "Tờ khai mới"


def test_lists_cost_the_same_for_one_and_for_fifty(publishers: Publishers) -> None:
    draft = publishers.draft()
    browser = publishers.browser(publishers.soan)
    at = publishers.address(publishers.soan, "builder:outline", draft.pk)
    addresses = [
        publishers.address(publishers.soan, "catalogue:list"),
        publishers.address(publishers.soan, "catalogue:draft", draft.pk),
        publishers.address(publishers.soan, "catalogue:history", draft.pk),
        at,
        publishers.address(publishers.soan, "builder:remarks", draft.pk),
        publishers.address(publishers.soan, "builder:question", draft.pk, ref(draft, "hoTen")),
        publishers.address(publishers.soan, "builder:trial", draft.pk),
    ]

    def counted(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        return len(seen)

    browser.get(at)  # the first request of a session writes when it was opened
    few = [counted(address) for address in addresses]
    for number in range(50):
        version = published(f"9.1{number:05}", f"Thủ tục {number}", form=FORM)
        publishers.offer(version.procedure, publishers.ward)
        publishers.change(draft, building.AddComponent("textfield", f"Câu {number}", into=ref(draft, "nguoi")))
    assert [counted(address) for address in addresses] == few
    assert max(few) <= 8
