"""Soạn and Hoa at one process: table, steps, actions, conditions, templates, walking, figures, files. All by plain forms."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.models import VersionDraft
from tests.designer.flows import FLOWS, led
from tests.publisher.people import Publishers


class Designer:
    """An author's browser at the draft's process."""

    def __init__(self, cast: Publishers, user: Any = None) -> None:
        self.cast, self.user, self.draft = cast, user or cast.soan, cast.draft()
        self.browser = cast.browser(self.user)

    def at(self, name: str, *rest: str) -> str:
        return self.cast.address(self.user, f"designer:{name}", self.draft.pk, *rest)

    @property
    def now(self) -> VersionDraft:
        return VersionDraft.objects.get(pk=self.draft.pk)

    @property
    def process(self) -> Any:
        return self.now.content["process"]

    def step(self, key: str) -> Any:
        return next(step for step in self.process["steps"] if step["key"] == key)

    def send(self, page: str, /, *rest: str, seen: int | None = None, query: str = "", **data: Any) -> Any:
        return self.browser.post(self.at(page, *rest) + query, {"_seen": self.now.revision if seen is None else seen, **data})

    def page(self, name: str, *rest: str, query: str = "", status: int = 200) -> str:
        answer = self.browser.get(self.at(name, *rest) + query)
        assert answer.status_code == status
        return answer.content.decode()


@pytest.fixture
def desk(publishers: Publishers) -> Designer:
    return Designer(publishers)


def boxes(**typed: str) -> dict[str, str]:
    """A step's form as it stands, but for what is typed."""
    held = {"name": "approve", "kind": "approve", "role": "leader", "agency_kind": "handling", "share": "50 %"}
    return {f"o-{name}": value for name, value in (held | typed).items()} | {"consult-so": "1", "escalate-so": "1"}


def test_the_table_the_drawing_and_the_time_stand_on_one_page(desk: Designer) -> None:
    page = desk.page("steps")
    assert "1,8 ngày làm việc trên 3 ngày làm việc" in page and "Trong thời hạn" in page
    assert page.count('<svg class="flow"') == 1 and 'id="buoc-approve"' in page
    assert "Cán bộ tiếp nhận, cơ quan giải quyết" in page


def test_a_longer_process_costs_no_more_queries(desk: Designer) -> None:
    counts = []
    for key in ("", "parallel"):
        if key:
            desk.send("begin", query=f"?mau={key}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            desk.page("steps")
        counts.append(len(asked))
    assert len(desk.process["steps"]) == 12
    assert counts[1] <= counts[0] + 1  # after a save there is one that could be taken back


def test_steps_are_added_moved_copied_removed_and_taken_back(desk: Designer) -> None:
    answer = desk.send("add", after="receive", kind="handle", name="Thụ lý nhanh")
    assert (answer.status_code, answer["Location"]) == (302, desk.at("step", "handle"))
    assert led(desk.process) == ["receive>handle", "handle>approve,handle,receive", "approve>give", "give>end"]
    assert desk.step("handle")["name"] == "Thụ lý nhanh"
    desk.send("do", viec="down:handle")
    assert [step["key"] for step in desk.process["steps"]] == ["receive", "approve", "handle", "give"]
    desk.send("do", viec="undo")
    assert [step["key"] for step in desk.process["steps"]] == ["receive", "handle", "approve", "give"]
    desk.send("do", viec="copy:approve")
    assert len(desk.process["steps"]) == 5
    assert "đi thẳng tới “approve”" in desk.page("remove", "handle")
    desk.send("remove", "handle")
    assert led(desk.process)[0] == "receive>approve"
    assert desk.send("add", after="receive", kind="").status_code == 422


def test_a_block_of_branches_is_added_at_once(desk: Designer) -> None:
    assert desk.send("add-parallel", after="receive", names="Chỉ một").status_code == 422
    desk.send("add-parallel", after="receive", names="Công an\nThuế\nBảo hiểm", wait="all")
    kinds = [step["kind"] for step in desk.process["steps"]]
    assert kinds == ["receive", "fork", "consult", "consult", "consult", "join", "approve", "hand-over"]
    assert "Chờ đủ tất cả nhánh của “Rẽ nhánh song song”" in desk.page("steps")


def test_a_step_is_edited_and_what_is_wrong_stays_in_its_box(desk: Designer) -> None:
    answer = desk.send("step", "approve", **boxes(name="Chủ tịch duyệt", share="hai hôm"))
    assert answer.status_code == 422 and "hai hôm" in answer.content.decode()
    typed = boxes(name="Chủ tịch duyệt", share="1,5 ngày làm việc", agency_kind="named", agency_named="H09") | {
        "consult-0-name": "Công an xã",
        "consult-0-agency_kind": "parent",
        "consult-0-role": "handler",
        "consult-0-limit": "1 ngày làm việc",
        "consult-0-silence": "consent",
    }
    assert desk.send("step", "approve", **typed).status_code == 302
    step = desk.step("approve")
    assert (step["name"], step["share"], step["agency"]) == ("Chủ tịch duyệt", {"limit": "1.5wd"}, {"named": "H09"})
    asked = {
        "key": "cong-an-xa",
        "name": "Công an xã",
        "agency": "parent",
        "role": "handler",
        "limit": "1wd",
        "silence": "consent",
    }
    assert step["consult"] == [asked]
    assert step["actions"] == [{"key": "approve", "label": "approve", "to": "give"}]
    page = desk.page("steps")
    assert "Hỏi Công an xã trong 1 ngày làm việc, im lặng thì coi là đồng ý" in page
    assert "Ủy ban nhân dân tỉnh" in page


def test_actions_lead_on_and_say_what_they_must_bring(desk: Designer) -> None:
    assert desk.send("action", "approve", "moi", **{"o-label": "Trả lại"}).status_code == 422
    typed = {"o-label": "Trả lại", "o-effect": "return", "o-to": "receive", "o-requires": ["reason"]}
    assert desk.send("action", "approve", "moi", **typed).status_code == 302
    assert desk.step("approve")["actions"][1] == {
        "key": "return", "label": "Trả lại", "effect": "return", "to": "receive", "requires": ["reason"],
    }  # fmt: skip
    desk.send("ways", "approve", viec="up:return")
    assert [one["key"] for one in desk.step("approve")["actions"]] == ["return", "approve"]
    desk.send("ways", "approve", viec="drop:return")
    assert len(desk.step("approve")["actions"]) == 1
    assert desk.browser.get(desk.at("action", "approve", "gone")).status_code == 404


def test_conditions_are_sentences_and_may_read_only_what_there_is(desk: Designer) -> None:
    typed = {"question": "answers.quanHe", "operator": "isEqual", "value": "cha", "viec": "add"}
    assert desk.send("condition", "approve", "approve", query="?question=answers.quanHe", **typed).status_code == 302
    assert desk.step("approve")["actions"][0]["when"] == {"==": [{"var": "answers.quanHe"}, "cha"]}
    assert "“Quan hệ” là “Cha”" in desk.page("action", "approve", "approve")
    wrong = desk.send("condition", "approve", "approve", viec="json", json='{"==": [{"var": "quanHe"}, 1]}')
    assert wrong.status_code == 422 and "Câu trả lời của tờ khai viết là answers" in wrong.content.decode()
    desk.send("condition", "approve", "approve", viec="json", json='{"!": {"var": "consulting"}}')
    assert "không còn chờ ý kiến nào" in desk.page("action", "approve", "approve").lower()
    desk.send("condition", "approve", "approve", viec="none")
    assert "when" not in desk.step("approve")["actions"][0]


def test_two_people_at_different_steps_do_not_meet_and_at_one_step_both_are_shown(desk: Designer, publishers: Publishers) -> None:
    hoa = Designer(publishers, publishers.hoa)
    seen = desk.now.revision
    desk.send("action", "receive", "receive", seen=seen, **{"o-label": "Nhận", "o-to": "approve", "o-effect": "receive"})
    assert hoa.send("step", "approve", seen=seen, **boxes(name="Hoa duyệt")).status_code == 302
    assert (desk.step("receive")["actions"][0]["label"], desk.step("approve")["name"]) == ("Nhận", "Hoa duyệt")
    late = desk.send("step", "approve", seen=seen, **boxes(name="Soạn duyệt", share="40 %"))
    page = late.content.decode()
    assert late.status_code == 409 and "Hoa duyệt" in page and 'value="Soạn duyệt"' in page and 'value="40 %"' in page
    assert desk.step("approve")["name"] == "Hoa duyệt"
    assert desk.send("step", "approve", **boxes(name="Soạn duyệt", share="40 %")).status_code == 302


def test_a_flow_is_looked_at_taken_and_taken_back(desk: Designer) -> None:
    assert "Nhiều cơ quan cùng làm song song" in desk.page("begin")
    assert "Lấy quy trình 12 bước này" in desk.page("begin", query="?mau=parallel")
    before = desk.process
    desk.send("begin", query="?mau=parallel")
    assert desk.process == {**FLOWS["parallel"], "name": "Thủ tục thử"}
    desk.send("do", viec="undo")
    assert desk.process == before
    assert desk.browser.get(desk.at("begin") + "?mau=gone").status_code == 404


def test_what_is_wrong_stands_beside_its_step_and_leads_there(desk: Designer) -> None:
    desk.send("step", "approve", **boxes(share="5 ngày làm việc"))
    page = desk.page("steps")
    assert "Quá thời hạn" in page and "quá 2,3 ngày làm việc" in page
    desk.send("add", after="approve", kind="sign", name="Ký")
    page = desk.page("steps")
    row = page[page.index('id="buoc-sign"') :]
    assert "Ký khi chưa lấy số" in row[: row.index("</tr>")]

    assert page.count("is-wrong") == 1
    overview = desk.browser.get(desk.cast.address(desk.user, "catalogue:draft", desk.draft.pk)).content.decode()
    assert desk.at("step", "sign") in overview


def test_changes_are_told_in_words(desk: Designer) -> None:
    assert "giống hệt bản 1" in desk.page("compare")
    desk.send("action", "approve", "approve", **{"o-label": "Duyệt", "o-to": "receive", "o-effect": "approve"})
    page = desk.page("compare")
    assert "“approve” nay gọi là “Duyệt”" in page and "nay dẫn tới “receive”, trước tới “give”" in page


def test_a_walk_goes_step_by_step_and_says_what_may_not_be_done(desk: Designer) -> None:
    desk.send("condition", "approve", "approve", viec="json", json='{"==": [{"var": "answers.quanHe"}, "me"]}')
    assert 'value="do:receive:receive"' in desk.page("walk")
    there = desk.browser.post(desk.at("walk"), {"duong": "[]", "viec": "do:receive:receive", "f-answers.quanHe": "cha"})
    page = there.content.decode()
    assert "chưa được, chỉ khi “Quan hệ” là “Mẹ”" in page and 'value="do:approve:approve"' not in page
    way = '[["receive", "receive"], ["approve", "approve"]]'
    done = {"duong": way, "viec": "do:give:hand-over", "f-answers.quanHe": "me"}
    assert "1,8 ngày làm việc" in desk.browser.post(desk.at("walk"), done).content.decode()
    assert "Đi thử lại từ đầu" in desk.browser.post(desk.at("walk"), {"duong": '[["gone", "x"]]'}).content.decode()
    assert desk.browser.post(desk.at("walk"), {"duong": "nonsense"}).status_code == 200


def test_the_simulation_names_the_step_where_files_pile_up(desk: Designer) -> None:
    typed = {
        "per_day": "20",
        "supplements": "0",
        "p-clerk": "1",
        "p-leader": "1",
        "m-receive": "5",
        "m-approve": "60",
        "m-give": "1",
    }
    query = "?" + "&".join(f"{name}={value}" for name, value in typed.items())
    page = desk.page("queue", query=query)
    assert "Hồ sơ sẽ dồn lại" in page and page.count("Dồn việc") == 1
    assert "Không bước nào dồn hồ sơ" in desk.page("queue", query=query.replace("m-approve=60", "m-approve=5"))
    assert "Nhập số hồ sơ mỗi ngày" in desk.page("queue", query="?per_day=", status=422)


def test_bpmn_is_looked_at_before_it_replaces_anything(desk: Designer) -> None:
    data = desk.browser.get(desk.at("download"))
    assert (data.status_code, data["Content-Type"]) == (200, "application/xml")
    before = desk.process
    desk.send("begin", query="?mau=standard")
    shown = desk.send("exchange", file=SimpleUploadedFile("a.bpmn", data.content)).content.decode()
    assert "3 bước; 0 phần tử không giữ được" in shown
    assert desk.process != before
    desk.send("exchange", text=data.content.decode().partition("?>")[2], viec="replace")
    assert desk.process == before
    for wrong in (b"<a/>", b"", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'):
        assert desk.send("exchange", file=SimpleUploadedFile("a.bpmn", wrong)).status_code == 422


def test_who_judges_only_reads_and_others_find_nothing(desk: Designer, publishers: Publishers) -> None:
    judge = Designer(publishers, publishers.duyet)
    page = judge.page("steps")
    assert "Thêm bước" not in page and 'name="viec"' not in page
    for name, rest in (("step", ["approve"]), ("add", []), ("begin", []), ("action", ["approve", "moi"])):
        assert judge.browser.get(judge.at(name, *rest)).status_code == 404
    assert judge.send("do", viec="copy:approve").status_code == 404
    for name in ("walk", "queue", "compare", "exchange"):
        judge.page(name)
    assert len(desk.process["steps"]) == 3
    assert publishers.browser(publishers.binh).get(desk.at("steps")).status_code == 404


def test_a_step_saves_itself_and_stops_where_somebody_else_was(desk: Designer, publishers: Publishers) -> None:
    seen = desk.now.revision
    first = desk.send("autosave", "approve", seen=seen, **boxes(name="Chủ tịch duyệt"))
    assert "Đã lưu lúc" in first.json()["saved"]
    assert first.json()["seen"] == desk.now.revision > seen
    second = desk.send("autosave", "approve", seen=first.json()["seen"], **boxes(name="Chủ tịch phường duyệt")).json()
    assert desk.step("approve")["name"] == "Chủ tịch phường duyệt"
    wrong = desk.send("autosave", "approve", **boxes(name="Chủ tịch phường duyệt", share="hai hôm")).json()
    assert "Chưa tự lưu được" in wrong["saved"] and "seen" not in wrong
    Designer(publishers, publishers.hoa).send("step", "approve", seen=second["seen"], **boxes(name="Hoa duyệt"))
    late = desk.send("autosave", "approve", seen=second["seen"], **boxes(name="Soạn duyệt"))
    assert late.status_code == 409 and "không tự lưu nữa" in late.json()["conflict"]
    assert desk.step("approve")["name"] == "Hoa duyệt"
    desk.send("do", viec="undo")  # Hoa's; what the page saved by itself goes as one
    desk.send("do", viec="undo")
    assert desk.step("approve")["name"] == "approve"
    page = desk.page("step", "approve")
    assert "data-autosave" in page and "data-saved" in page
