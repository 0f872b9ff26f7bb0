"""The editor's pages without JavaScript: plain boxes, rows within a page, rows with a page; what is wrong stays in its box."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from portal.web.publisher.editor.kinds import limit_of, limit_words
from procedures.models import DraftChange, VersionDraft
from procedures.sections import SECTIONS
from procedures.services.sections import save_section
from tests.publisher.people import Publishers


class Editor:
    """Soạn's browser in the editor of one draft."""

    def __init__(self, cast: Publishers) -> None:
        self.cast, self.pk = cast, cast.draft().pk
        self.browser: Client = cast.browser(cast.soan)

    @property
    def content(self) -> Any:
        return self.now.content

    @property
    def now(self) -> VersionDraft:
        return VersionDraft.objects.get(pk=self.pk)

    def at(self, section: str, *rest: Any, name: str = "section") -> str:
        return self.cast.address(self.cast.soan, f"editor:{name}", self.pk, section, *rest)

    def page(self, section: str, *rest: Any, name: str = "section", **query: str) -> str:
        answer = self.browser.get(self.at(section, *rest, name=name), query)
        assert answer.status_code == 200
        return answer.content.decode()

    def send(
        self, section: str, *rest: Any, name: str = "section", seen: int | None = None, query: str = "", **typed: Any
    ) -> Any:
        given = {"_seen": self.now.revision if seen is None else seen, **typed}
        return self.browser.post(self.at(section, *rest, name=name) + query, given)

    def rows(self, prefix: str, *rows: dict[str, Any]) -> dict[str, Any]:
        """The rows of a list as its page sends them."""
        return {
            f"{prefix}-so": len(rows),
            **{f"{prefix}-{n}-{key}": one for n, row in enumerate(rows) for key, one in row.items()},
        }


@pytest.fixture
def editor(publishers: Publishers) -> Editor:
    return Editor(publishers)


@pytest.mark.parametrize("section", [one.key for one in SECTIONS if one.key != "form"])
def test_every_section_is_shown_to_authors_and_approvers(editor: Editor, section: str) -> None:
    title = str(next(one.title for one in SECTIONS if one.key == section))
    assert title in editor.page(section)
    judge = editor.cast.browser(editor.cast.duyet)
    address = editor.cast.address(editor.cast.duyet, "editor:section", editor.pk, section)
    assert judge.get(address).status_code == 200
    assert judge.post(address, {"_seen": 1}).status_code == 404


def test_plain_boxes_are_saved_and_lead_on(editor: Editor) -> None:
    typed = {"o-names__vi": "Tên mới", "o-summary": "Tóm tắt mới"}
    answer = editor.send("name", **typed)
    assert answer.url == editor.cast.address(editor.cast.soan, "catalogue:draft", editor.pk)
    assert (editor.content["names"]["vi"], editor.content["summary"]) == ("Tên mới", "Tóm tắt mới")
    assert editor.send("name", **typed, viec="next").url == editor.at("authority")
    assert editor.now.revision == 2, "the second time nothing was different"


def test_rows_are_added_ordered_and_taken_away(editor: Editor) -> None:
    typed = editor.rows("steps", {"text": "Nộp"}, {"text": "Nhận"}, {"text": "Chờ"}, {})
    answer = editor.send("steps", **typed, viec="up:steps:2")
    assert answer.url.endswith("?dong=steps:1&viec=up")
    assert editor.content["steps"] == ["Nộp", "Chờ", "Nhận"]
    assert "autofocus" in editor.browser.get(answer.url).content.decode()
    editor.send("steps", **editor.rows("steps", {"name": "Nộp", "text": "Ở quầy"}, {"text": "Nhận"}), viec="drop:steps:1")
    assert editor.content["steps"] == [{"name": "Nộp", "text": "Ở quầy"}]


def test_agencies_keep_their_parts(editor: Editor) -> None:
    rows = editor.rows(
        "agencies", {"part": "executing", "name": "UBND xã", "level": "xa"}, {"part": "deciding", "name": "Sở Tư pháp"}
    )
    editor.send("authority", **rows, **{"o-levels": ["xa", "tinh"], "o-service_level": "full"})
    assert editor.content["agencies"] == {"executing": [{"name": "UBND xã", "level": "xa"}], "deciding": [{"name": "Sở Tư pháp"}]}
    assert (editor.content["levels"], editor.content["service_level"]) == (["tinh", "xa"], "full")


def test_what_is_wrong_stays_in_its_box_with_a_sentence(editor: Editor) -> None:
    answer = editor.send("limit", **{"o-limit__value": "khoảng một tuần", "o-limit__text": "Một tuần"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Viết thời hạn bằng số và đơn vị", 'value="khoảng một tuần"', "Có lỗi cần sửa"):
        assert words in page
    assert editor.now.revision == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("7 ngày làm việc", "7wd"),
        ("0,5 ngày làm việc", "0.5wd"),
        ("8 giờ làm việc", "8h"),
        ("20 ngày", "20d"),
        ("2 tháng", "2mo"),
        ("Trong ngày, nhận trước 15 giờ", "same-day@15:00"),
        ("trong ngày nhận trước 14:30", "same-day@14:30"),
        ("17.5wd", "17.5wd"),
    ],
)
def test_a_limit_is_typed_in_words(editor: Editor, typed: str, kept: str) -> None:
    editor.send("limit", **{"o-limit__value": typed, "o-limit__text": "x"})
    assert editor.content["limit"]["value"] == kept
    editor.send(
        "limit",
        **{
            "o-limit__value": editor.page("limit").partition('name="o-limit__value" value="')[2].partition('"')[0],
            "o-limit__text": "x",
        },
    )
    assert editor.content["limit"]["value"] == kept, "what the page shows means the same"


@pytest.mark.parametrize("value", ["7wd", "0.5wd", "8h", "20d", "2mo", "same-day@15:00"])
def test_a_limit_shown_in_english_is_read_again(value: str) -> None:
    with translation.override("en"):
        assert limit_of(limit_words(value)) == value


def add(editor: Editor, section: str, words: str) -> str:
    answer = editor.send(section, name="rows", them=words)
    assert answer.status_code == 302
    return answer.url


PAPER = {"o-name": "Giấy chứng sinh", "o-originals": "1", "o-copies": "0", "o-required": "on", "o-accept": ["pdf"]}


def test_a_paper_is_added_told_more_moved_and_taken_away(editor: Editor) -> None:
    assert add(editor, "papers", "Giấy chứng sinh") == editor.at("papers", 1, name="row")
    editor.send("papers", 1, name="row", **PAPER, **{"o-held_by__register": "civil-status", "o-proven_by": "KQ.1\nKQ.2"})
    paper = {
        "key": "giay-chung-sinh", "name": "Giấy chứng sinh", "originals": 1, "copies": 0, "required": True, "accept": ["pdf"],
        "held_by": {"register": "civil-status"}, "proven_by": ["KQ.1", "KQ.2"],
    }  # fmt: skip
    assert editor.content["papers"] == [paper]
    add(editor, "papers", "Giấy chứng sinh")
    assert editor.content["papers"][1]["key"] == "giay-chung-sinh-2"
    editor.send("papers", name="rows", viec="up:papers:1")
    assert editor.content["papers"][1] == paper
    editor.send("papers", name="rows", viec="drop:papers:0")
    assert editor.content["papers"] == [paper]
    assert "Hoàn tác lần sửa cuối" in editor.page("papers")
    editor.send("papers", name="undo")
    assert len(editor.content["papers"]) == 2


def test_a_row_of_nothing_is_not_added(editor: Editor) -> None:
    assert editor.send("papers", name="rows", them="  ").url.endswith("#them")
    assert editor.send("papers", name="rows", viec="drop:papers:7").status_code == 404
    assert editor.browser.get(editor.at("papers", 7, name="row")).status_code == 404
    assert editor.now.revision == 1


def test_a_fee_is_counted_by_an_answer(editor: Editor) -> None:
    add(editor, "fees", "Phí cấp bản sao")
    typed = {
        "o-name": "Phí cấp bản sao",
        "o-kind": "phi",
        "o-amount": "8.000",
        "o-quantity": "tong",
        "o-unit": "bản",
        "o-basis": "TT 281",
    }
    exempt = editor.rows("exemptions", {"reason": "Hộ nghèo"}, {})
    editor.send("fees", 1, name="row", **typed, **exempt)
    fee = editor.content["fees"][0]
    assert (fee["code"], fee["amount"], fee["quantity"]) == ("phi-cap-ban-sao", 8000, {"var": "tong"})
    assert fee["exemptions"] == [{"reason": "Hộ nghèo"}]
    assert "8.000" in editor.page("fees", 1, name="row")
    assert editor.send("fees", 1, name="row", **typed | {"o-amount": "tám nghìn"}).status_code == 422


def test_a_condition_is_said_in_sentences_and_in_words(editor: Editor) -> None:
    add(editor, "papers", "Giấy ủy quyền")
    led = editor.send("papers", 1, name="row", **PAPER | {"o-name": "Giấy ủy quyền"}, viec="rule:when")
    assert led.url == editor.at("papers", 1, name="rule") + "?luat=when"
    assert "Quan hệ" in editor.page("papers", 1, name="rule", luat="when")
    sentence = {"viec": "add", "question": "quanHe", "operator": "isEqual", "value": "cha"}
    editor.send("papers", 1, name="rule", query="?luat=when", **sentence)
    paper = editor.content["papers"][0]
    assert (paper["when"], paper["only_if"]) == ({"==": [{"var": "quanHe"}, "cha"]}, "“Quan hệ” là “Cha”")
    assert "“Quan hệ” là “Cha”" in editor.page("papers", 1, name="row")
    for wrong in ("{", '{"hàm": [1]}'):
        assert editor.send("papers", 1, name="rule", query="?luat=when", viec="json", json=wrong).status_code == 422
    editor.send("papers", 1, name="rule", query="?luat=when", viec="none")
    assert not {"when", "only_if"} & editor.content["papers"][0].keys()
    assert editor.browser.get(editor.at("papers", 1, name="rule"), {"luat": "khac"}).status_code == 404


def test_a_rule_of_an_exemption_and_one_over_the_channel(editor: Editor) -> None:
    add(editor, "fees", "Lệ phí")
    editor.send("fees", 1, name="row", **{"o-name": "Lệ phí"}, **editor.rows("exemptions", {"reason": "Nộp trực tuyến"}))
    online = {"viec": "add", "question": "channel", "operator": "isEqual", "value": "online"}
    editor.send("fees", 1, name="rule", query="?luat=exemptions/0/when", **online)
    rule = {"==": [{"var": "channel"}, "online"]}
    assert editor.content["fees"][0]["exemptions"] == [{"reason": "Nộp trực tuyến", "when": rule}]
    page = editor.page("fees", 1, name="row")
    assert "“Kênh nộp” là “Trực tuyến”" in page
    kept = {"reason": "Nộp trực tuyến", "when": '{"==": [{"var": "channel"}, "online"]}'}
    editor.send("fees", 1, name="row", **{"o-name": "Lệ phí mới"}, **editor.rows("exemptions", kept))
    assert editor.content["fees"][0]["exemptions"][0]["when"] == rule, "the rule travels with its row"


def test_a_question_of_the_check_leads_on_or_ends(editor: Editor) -> None:
    add(editor, "eligibility", "Bạn bao nhiêu tuổi?")
    add(editor, "eligibility", "Bạn ở đâu?")
    end = {"label": "Chưa đủ", "leads": "=no", "title": "Chưa làm được", "why": "Phải đủ 18 tuổi"}
    options = editor.rows("options", {"label": "Đủ 18", "leads": "ban-o-dau"}, end, {})
    editor.send("eligibility", 1, name="row", **{"o-question": "Bạn bao nhiêu tuổi?"}, **options)
    made = editor.content["eligibility"][0]
    assert made["options"] == [
        {"value": "du-18", "label": "Đủ 18", "next": "ban-o-dau"},
        {
            "value": "chua-du",
            "label": "Chưa đủ",
            "result": {"eligible": False, "title": "Chưa làm được", "why": "Phải đủ 18 tuổi"},
        },
    ]
    wrong = editor.send("eligibility", 1, name="row", **{"o-question": "?"}, **editor.rows("options", {"label": "Có"}))
    assert "Chọn câu này dẫn tới đâu" in wrong.content.decode()


def test_a_process_is_text_with_a_table_and_what_is_wrong(editor: Editor) -> None:
    page = editor.page("process")
    for words in ("Cán bộ tiếp nhận", "8h", "steps:"):
        assert words in page
    assert "Dòng 2 viết chưa đúng" in editor.send("process", **{"o-process": "name: x\n  steps: ["}).content.decode()
    assert editor.send("process", **{"o-process": "a: &a [1]\nb: *a"}).status_code == 422
    editor.send("process", **{"o-process": "schema: 1\nname: Thử\nsteps: []"})
    assert editor.content["process"] == {"schema": 1, "name": "Thử", "steps": []}


def test_english_stands_beside_each_text(editor: Editor) -> None:
    assert "Để thử." in editor.page("english")
    editor.send("english", **{"o-names/vi": "Trial", "o-summary": "For trial.", "o-steps/0": "Hand in"})
    assert editor.content["translations"]["en"] == {"summary": "For trial.", "steps/0": "Hand in"}
    assert editor.content["names"]["en"] == "Trial"


def test_a_legal_text_is_picked_from_the_records(editor: Editor) -> None:
    assert "1/2026" in editor.page("legal")
    editor.send("legal", **editor.rows("legal_bases", {"code": "2/2026", "name": "Văn bản hai"}))
    assert "1/2026" in editor.page("legal", q="van ban thu")
    editor.send("legal", name="add-basis", code="1/2026")
    assert [one["code"] for one in editor.content["legal_bases"]] == ["2/2026", "1/2026"]


def test_a_conflict_keeps_what_was_typed_and_takes_the_rest_from_the_other(editor: Editor) -> None:
    theirs = {"names/vi": "Tên của Hoa", "summary": "Lời của Hoa"}
    save_section(editor.pk, "name", theirs, by=editor.cast.by(editor.cast.hoa), seen=1)
    answer = editor.send("name", seen=1, **{"o-names__vi": "Thủ tục thử", "o-summary": "Lời của Soạn"})
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Họ đã sửa", "Tên của Hoa", "Lời của Soạn", 'name="_seen" value="2"', 'value="Tên của Hoa"'):
        assert words in page
    assert "data-autosave" not in page, "nothing replaces the other's words by itself"
    assert editor.content["summary"] == "Lời của Hoa"
    editor.send("name", seen=2, **{"o-names__vi": "Tên của Hoa", "o-summary": "Lời của Soạn"})
    assert (editor.content["names"]["vi"], editor.content["summary"]) == ("Tên của Hoa", "Lời của Soạn")


def test_a_row_that_somebody_else_moved_is_found_again(editor: Editor) -> None:
    for words in ("Một", "Hai"):
        add(editor, "papers", words)
    held = editor.content["papers"]
    swapped = [held[1], held[0] | {"note": "Lưu ý của Hoa"}]
    save_section(editor.pk, "papers", {"papers": swapped}, by=editor.cast.by(editor.cast.hoa), seen=3)
    answer = editor.send("papers", 1, name="row", seen=3, **PAPER | {"o-name": "Một của Soạn", "o-accept": ["pdf", "image"]})
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in (editor.at("papers", 2, name="row"), "Một của Soạn", "Lưu ý của Hoa"):
        assert words in page
    again = PAPER | {"o-name": "Một của Soạn", "o-note": "Lưu ý của Hoa"}
    editor.send("papers", 2, name="row", seen=4, **again)
    assert [one["name"] for one in editor.content["papers"]] == ["Hai", "Một của Soạn"]
    assert editor.content["papers"][1]["note"] == "Lưu ý của Hoa"


def test_typing_is_saved_by_the_page_itself(editor: Editor) -> None:
    typed = {"o-names__vi": "Thủ tục thử", "o-summary": "Đang gõ"}
    answer = editor.send("name", name="autosave", **typed)
    assert answer.json()["saved"].startswith("Đã lưu lúc ")
    assert answer.json()["seen"] == 2
    assert editor.content["summary"] == "Đang gõ"
    wrong = editor.send("limit", name="autosave", **{"o-limit__value": "mai"}).json()
    assert "Chưa tự lưu được" in wrong["saved"]
    assert "seen" not in wrong
    conflict = editor.send("name", name="autosave", seen=1, **typed | {"o-summary": "Khác"})
    assert (conflict.status_code, "conflict" in conflict.json()) == (409, True)
    add(editor, "papers", "Giấy")
    editor.send("papers", 1, name="row-autosave", **PAPER)
    assert editor.content["papers"][0]["name"] == "Giấy chứng sinh"
    assert DraftChange.objects.filter(operation__itself=True).count() == 2


def test_what_was_typed_stays_when_the_draft_left_for_review(editor: Editor) -> None:
    VersionDraft.objects.filter(pk=editor.pk).update(status="in-review")
    answer = editor.send("name", **{"o-names__vi": "Tên", "o-summary": "Lời đang gõ"})
    assert answer.status_code == 409
    assert "Lời đang gõ" in answer.content.decode()
    assert editor.now.revision == 1
