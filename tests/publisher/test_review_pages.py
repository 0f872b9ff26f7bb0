"""From the author's page to the approver's and into force: what is shown, what is asked, what happens."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from common import clock
from eforms import building
from procedures.models import DraftComment, Publication
from procedures.services import reviewing
from procedures.services.sections import save_section
from tests.publisher.desk import Desk

DECISION = {"number": "12/QĐ-UBND", "day": "1/11/2026", "issuer": "Ủy ban nhân dân tỉnh", "kind": "amended"}


class Judge:
    """Duyệt's browser on the same draft."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.user = desk, desk.cast.duyet
        self.browser = desk.cast.browser(self.user)

    def at(self, name: str, *rest: Any) -> str:
        return self.desk.cast.address(self.user, name, self.desk.draft.pk, *rest)

    def page(self, name: str, *rest: Any) -> str:
        answer = self.browser.get(self.at(name, *rest))
        assert answer.status_code == 200
        return answer.content.decode()

    def act(self, act: str, **data: Any) -> Any:
        return step(self.browser, self.at("catalogue:act", act), self.desk, **data)


def step(browser: Client, address: str, desk: Desk, **data: Any) -> Any:
    return browser.post(address, {"seen": desk.now.revision, **data})


@pytest.fixture
def judge(desk: Desk) -> Judge:
    """The form has another title and the summary another word, and it was sent for review."""
    cast = desk.cast
    cast.change(desk.draft, building.SetTitle("Tờ khai mới"))
    save_section(desk.draft.pk, "name", {"summary": "Để thử lại."}, by=cast.by(cast.soan), seen=2)
    assert step(desk.browser, cast.address(cast.soan, "catalogue:act", desk.draft.pk, "submit"), desk).status_code == 302
    return Judge(desk)


def test_the_review_page_has_all_that_a_judgement_needs(judge: Judge) -> None:
    page = judge.page("review:page")
    for words in ("thay đổi so với bản 1", "Tờ khai mới", "Ủy ban nhân dân phường", "Trả lại kèm lý do", "Góp ý chưa xong"):
        assert words in page
    assert "Bạn đã sửa bản soạn thảo này" not in page


def test_both_texts_stand_side_by_side_with_the_words_marked(judge: Judge) -> None:
    page = judge.page("review:differences")
    assert "Đang áp dụng" in page
    assert '<ins><span class="govuk-visually-hidden">[thêm: </span>' in page
    assert "lại." in page


def test_a_return_says_what_is_wrong_in_which_section(judge: Judge) -> None:
    assert judge.act("return").status_code == 422
    answer = judge.act("return", reason="Đọc lại cả bản", **{"sua-name": "Tóm tắt chưa rõ"})
    assert answer.status_code == 302
    overview = judge.desk.browser.get(judge.desk.cast.address(judge.desk.cast.soan, "catalogue:draft", judge.desk.draft.pk))
    page = overview.content.decode()
    assert "Đọc lại cả bản" in page
    assert "Tên và tóm tắt: Tóm tắt chưa rõ" in page
    remark = DraftComment.objects.get()
    assert (remark.section, remark.text, remark.by) == ("name", "Tóm tắt chưa rõ", judge.user)


def test_publishing_says_beforehand_what_will_happen(judge: Judge) -> None:
    judge.act("approve")
    page = judge.page("catalogue:act", "publish")
    for words in ("bản này thay bản 1", "Áp dụng tại Ủy ban nhân dân phường"):
        assert words in page
    for missing in DECISION:
        assert judge.act("publish", **DECISION | {missing: ""}, effective_from="1/11/2026").status_code == 422
    assert judge.act("publish", **DECISION | {"day": "1/1/2099"}, effective_from="1/11/2026").status_code == 422
    assert judge.desk.now.status == "approved"
    assert judge.act("publish", **DECISION, effective_from="1/11/2026").status_code == 302
    standing = Publication.objects.get(version=judge.desk.now.published_as)
    assert (standing.status, standing.decision_number, standing.kind) == ("published", "12/QĐ-UBND", "amended")
    assert standing.decision == "Quyết định 12/QĐ-UBND ngày 1/11/2026 của Ủy ban nhân dân tỉnh"
    assert "Công bố" in judge.page("catalogue:history")


def test_a_day_ahead_schedules_it_and_the_list_shows_it(judge: Judge) -> None:
    judge.act("approve")
    day = clock.today() + timedelta(days=30)
    assert judge.act("publish", **DECISION, effective_from=f"{day:%d/%m/%Y}").status_code == 302
    assert Publication.objects.get(version=judge.desk.now.published_as).status == "scheduled"
    waiting = judge.browser.get(judge.desk.cast.address(judge.user, "catalogue:list"), {"muc": "day"}).content.decode()
    assert f"{day.day}/{day.month}/{day.year}" in waiting
    assert "Để thử lại." in judge.page("looking:citizen"), "it can still be looked at before its day"


def test_an_act_on_what_was_not_seen_is_asked_again(judge: Judge) -> None:
    answer = judge.browser.post(judge.at("catalogue:act", "approve"), {"seen": 1})
    assert (answer.status_code, judge.desk.now.status) == (409, "in-review")


def test_each_sees_only_the_own_acts(judge: Judge) -> None:
    cast = judge.desk.cast
    assert judge.desk.browser.get(cast.address(cast.soan, "catalogue:act", judge.desk.draft.pk, "approve")).status_code == 404
    assert judge.browser.get(judge.at("catalogue:act", "submit")).status_code == 404


def test_what_is_being_reviewed_is_only_read(judge: Judge) -> None:
    desk = judge.desk
    overview = desk.cast.address(desk.cast.soan, "catalogue:draft", desk.draft.pk)
    assert desk.browser.get(desk.at("question", "hoTen")).url == overview
    desk.send("title", label="Khác")
    assert desk.now.content["form"]["title"] == "Tờ khai mới"


def test_what_is_not_complete_is_listed_with_the_way_to_it(desk: Desk) -> None:
    cast = desk.cast
    save_section(desk.draft.pk, "results", {"results": []}, by=cast.by(cast.soan), seen=1)
    address = cast.address(cast.soan, "catalogue:act", desk.draft.pk, "submit")
    page = step(desk.browser, address, desk)
    assert page.status_code == 409
    assert cast.address(cast.soan, "editor:section", desk.draft.pk, "results") in page.content.decode()
    assert desk.now.status == "draft"


def test_whoever_wrote_a_word_is_told_that_somebody_else_judges(desk: Desk) -> None:
    cast = desk.cast
    assert reviewing.wrote(desk.draft, cast.soan.pk)
    assert not reviewing.wrote(desk.draft, cast.duyet.pk)
