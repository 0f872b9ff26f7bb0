"""What people say about a draft: threads, resolving, who is told; and the draft looked at before its day."""

from typing import Any

import pytest

from common.errors import EmptyReason, NotAllowed, NotFound
from notifications.models import Notification
from procedures.models import DraftComment, VersionDraft
from procedures.services import comments
from tests.publisher.desk import Desk
from tests.publisher.people import Publishers


def told(*users: Any) -> dict[str, int]:
    return {user.email: Notification.objects.filter(user=user, kind="draft-comment").count() for user in users}


def test_a_remark_on_a_section_reaches_who_wrote_it(desk: Desk) -> None:
    cast = desk.cast
    address = cast.address(cast.duyet, "review:comments", desk.draft.pk)
    answer = cast.browser(cast.duyet).post(address, {"section": "papers", "text": "Bỏ giấy này được không?"})
    remark = DraftComment.objects.get()
    assert answer.url == f"{address}#gop-y-{remark.pk}"
    assert told(cast.soan, cast.hoa, cast.duyet) == {cast.soan.email: 1, cast.hoa.email: 0, cast.duyet.email: 0}
    message = Notification.objects.get()
    assert message.link == cast.address(cast.soan, "review:comments", desk.draft.pk) + f"#gop-y-{remark.pk}"
    assert "Bỏ giấy" not in message.title + message.body
    page = desk.browser.get(cast.address(cast.soan, "editor:section", desk.draft.pk, "papers")).content.decode()
    assert "1 góp ý chưa xong về phần này" in page


def test_an_answer_reaches_the_thread_and_a_remark_is_resolved(desk: Desk) -> None:
    cast = desk.cast
    remark = comments.say(desk.draft.pk, "Vì sao?", by=cast.by(cast.duyet))
    address = cast.address(cast.soan, "review:comments", desk.draft.pk)
    assert desk.browser.post(address, {"tra-loi": remark.pk, "text": ""}).status_code == 422
    desk.browser.post(address, {"tra-loi": remark.pk, "text": "Vì luật mới."})
    assert told(cast.duyet, cast.soan) == {cast.duyet.email: 1, cast.soan.email: 1}
    resolve = cast.address(cast.soan, "review:resolve", desk.draft.pk, remark.pk)
    desk.browser.post(resolve, {"viec": "xong"})
    page = desk.browser.get(address).content.decode()
    for words in ("Vì luật mới.", "Đã xong", "Mở lại"):
        assert words in page
    desk.browser.post(resolve, {"viec": "mo-lai"})
    assert not DraftComment.objects.get(pk=remark.pk).resolved


def test_who_may_not_read_says_nothing(desk: Desk) -> None:
    cast = desk.cast
    with pytest.raises(NotAllowed):
        comments.say(desk.draft.pk, "Tôi nghĩ", by=cast.by(cast.binh))
    by = cast.by(cast.duyet)
    for wrong, error in (({"text": "  "}, EmptyReason), ({"section": "la"}, NotFound), ({"answers": 99}, NotFound)):
        with pytest.raises(error):
            comments.say(desk.draft.pk, **{"text": "Lời", "by": by} | wrong)
    assert not DraftComment.objects.exists()


def test_whoever_no_longer_reaches_the_draft_is_not_told(desk: Desk, publishers: Publishers) -> None:
    comments.say(desk.draft.pk, "Của phường", by=publishers.by(publishers.phuong))
    publishers.offer(publishers.version.procedure, publishers.province)
    comments.say(desk.draft.pk, "Của tỉnh", by=publishers.by(publishers.duyet))
    assert told(publishers.phuong) == {publishers.phuong.email: 0}


def test_the_citizen_s_page_is_made_from_the_draft(desk: Desk) -> None:
    draft = VersionDraft.objects.get(pk=desk.draft.pk)
    draft.content |= {"summary": "Lời chưa ai thấy.", "fee_text": "Mất 5.000 đ."}
    draft.save()
    page = desk.browser.get(desk.cast.address(desk.cast.soan, "looking:citizen", draft.pk)).content.decode()
    for words in ("Bản xem trước, chưa áp dụng.", "Lời chưa ai thấy.", "Mất 5.000 đ.", "Thử điền tờ khai"):
        assert words in page
    assert "Bắt đầu</a>" not in page


def test_the_agency_s_page_has_papers_steps_and_time(desk: Desk) -> None:
    draft = VersionDraft.objects.get(pk=desk.draft.pk)
    paper = {"key": "a", "name": "Giấy chứng sinh", "originals": 1, "copies": 0, "required": True, "accept": ["pdf"]}
    draft.content |= {"papers": [paper | {"held_by": {"register": "civil-status", "text": "x"}}]}
    draft.content |= {
        "cases": [{"code": "1", "name": "Thường"}, {"code": "2", "name": "Gấp", "limit": {"value": "1wd", "text": "Một ngày"}}]
    }
    draft.save()
    address = desk.cast.address(desk.cast.duyet, "looking:agency", draft.pk)
    browser = desk.cast.browser(desk.cast.duyet)
    page = browser.get(address).content.decode()
    for words in ("Giấy chứng sinh", "Tra trong cơ sở dữ liệu trước", "8 giờ làm việc", "1,5 ngày làm việc"):
        assert words in page
    assert "Một ngày" in browser.get(address, {"truong-hop": "2"}).content.decode()


@pytest.mark.parametrize("name", ["looking:citizen", "looking:agency", "review:differences", "catalogue:draft"])
def test_a_draft_that_says_almost_nothing_can_be_looked_at(desk: Desk, name: str) -> None:
    VersionDraft.objects.filter(pk=desk.draft.pk).update(content={"schema": 1, "names": {"vi": "Mới nhập"}, "steps": ["Nộp"]})
    page = desk.browser.get(desk.cast.address(desk.cast.soan, name, desk.draft.pk))
    assert page.status_code == 200
    assert "Mới nhập" in page.content.decode()
