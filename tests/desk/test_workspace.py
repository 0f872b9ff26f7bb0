"""One dossier at the desk: the checklist, marks on pages, who else looks, the same applicant's other dossiers."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent
from common import clock
from common.errors import EmptyReason, NotAllowed, NotFound
from dossiers import checklist, printing, usual_reasons
from dossiers.models import Dossier, PageMark, PaperCheck, PrintedForm, TypedAct
from dossiers.services import consult, desk, extend, receive
from dossiers.services.supplement import Item, request_supplement
from tests.desk.conftest import Browse, twin
from tests.world import World


def chain(dossier: Dossier) -> list[str]:
    """The acts on a dossier, newest first."""
    return list(AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}").order_by("-seq").values_list("action", flat=True))


def check(world: World, who: str, dossier: Dossier, **given: str) -> PaperCheck:
    return desk.check_paper(dossier.pk, by=world.officials[who], seat=world.seats[who], **{"paper": "ban-ve", **given})


def test_the_checklist_says_what_came_and_what_was_found(world: World) -> None:
    dossier = world.submitted()
    check(world, "binh", dossier, verdict="faulty", note="Thiếu mặt cắt")
    files = list(dossier.files.select_related("blob"))
    lines = {line.key: line for line in checklist.of(dossier, files)}
    assert lines["ban-ve"].check.verdict == "faulty"
    assert lines["giay-to-dat"].check is None
    assert [filed.row.paper_key for line in lines.values() for filed in line.files] == ["giay-to-dat", "ban-ve"]
    assert checklist.faults(dossier) == {"ban-ve": "Thiếu mặt cắt"}
    check(world, "binh", dossier, verdict="good")
    assert checklist.faults(dossier) == {}
    assert chain(dossier)[:2] == ["check-paper", "check-paper"]


def test_a_fault_needs_its_reason_and_a_paper_of_the_procedure(world: World) -> None:
    dossier = world.submitted()
    with pytest.raises(EmptyReason):
        check(world, "binh", dossier, verdict="missing", note=" ")
    with pytest.raises(NotFound):
        check(world, "binh", dossier, verdict="good", paper="giay-la")
    assert not PaperCheck.objects.exists()


def test_who_is_only_asked_checks_nothing(world: World) -> None:
    dossier = world.received()
    world.act(consult.consult, "chi", dossier, question="Phù hợp quy hoạch không?")
    for who in ("hai", "binh"):
        with pytest.raises(NotAllowed):
            check(world, who, dossier, verdict="good")
    assert not PaperCheck.objects.exists()


def test_the_request_for_a_supplement_begins_with_the_faults_found(world: World, browse: Browse) -> None:
    dossier = world.submitted()
    place = [world.seats["binh"].pk, dossier.pk]
    sent = {"verdict": "faulty", "note": "Thiếu mặt cắt đứng"}
    browse("binh").post(reverse("desk_dossier:paper", args=[*place, "ban-ve"]), sent)
    page = browse("binh").get(reverse("desk_dossier:act", args=[*place, "supplement"])).content.decode()
    assert "Thiếu mặt cắt đứng</textarea>" in page


def test_a_request_is_read_before_it_is_sent(world: World, browse: Browse, client: Client) -> None:
    dossier = world.submitted()
    place = reverse("desk_dossier:act", args=[world.seats["binh"].pk, dossier.pk, "supplement"])
    usual = usual_reasons.OF_A_PAPER[1]
    sent = {"seen": dossier.lock_version, "pick_0": "on", "usual_0": usual, "reason_0": " Xem mặt sau. ", "note": "Gửi bản màu."}
    seen = browse("binh").post(place, sent | {"xem-truoc": "1"})
    page = " ".join(seen.content.decode().split())
    assert (seen.status_code, dossier.supplements.count()) == (200, 0)
    assert f"{usual} Xem mặt sau.</li>" in page and "Gửi bản màu." in page and "Bổ sung trước" in page
    assert "Xem mặt sau. </textarea>" in page and 'name="xem-truoc"' in page  # still to be changed, and looked at again
    assert browse("binh").post(place, sent).status_code == 302
    asked = dossier.supplements.get()
    assert [item.reason for item in asked.items.all()] == [f"{usual} Xem mặt sau."]
    client.force_login(world.an)
    page = client.get(reverse("citizen_dossiers:detail", args=[dossier.pk])).content.decode()
    assert f"{usual} Xem mặt sau.</li>" in page


def test_a_button_pressed_twice_is_not_offered_a_third_time(world: World, browse: Browse) -> None:
    dossier = world.submitted()
    seen = dossier.lock_version
    world.act(receive.receive, "binh", dossier)
    place = reverse("desk_dossier:act", args=[world.seats["binh"].pk, dossier.pk, "receive"])
    answer = browse("binh").post(place, {"seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Hồ sơ đã có thay đổi sau khi bạn mở trang này." in page and "Hồ sơ lúc này không ở bước có việc này" in page
    assert "Những gì bạn đã nhập" not in page and 'name="seen"' not in page


def test_a_reason_that_nobody_offered_or_none_at_all_is_asked_for_again(world: World, browse: Browse) -> None:
    dossier = world.submitted()
    place = reverse("desk_dossier:act", args=[world.seats["binh"].pk, dossier.pk, "supplement"])
    sent = {"seen": dossier.lock_version, "pick_0": "on", "xem-truoc": "1"}
    for more, said in (({}, "Nhập lý do cho mục"), ({"usual_0": "Tự chế"}, "Chọn một lý do trong danh sách.")):
        answer = browse("binh").post(place, sent | more)
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_a_mark_stays_at_its_place_until_its_author_takes_it_off(world: World, browse: Browse) -> None:
    dossier = world.submitted()
    file = dossier.files.get(paper_key="ban-ve")
    address = reverse("desk_dossier:viewer", args=[world.seats["binh"].pk, file.pk])
    browse("binh").post(address, {"text": "Thiếu kích thước", "page": "1", "x": "250", "y": "990", "place": "500:500"})
    browse("binh").post(address, {"text": "Mờ", "page": "1", "place": "833:167"})
    assert sorted(PageMark.objects.values_list("x", "y")) == [(250, 990), (833, 167)]
    mark = PageMark.objects.get(x=250)
    assert mark.text == "Thiếu kích thước"
    assert (
        "2 ghi chú"
        in browse("binh").get(reverse("desk_dossier:workspace", args=[world.seats["binh"].pk, dossier.pk])).content.decode()
    )
    world.act(receive.receive, "binh", dossier)
    with pytest.raises(NotAllowed):
        desk.take_off(mark.pk, by=world.officials["chi"], seat=world.seats["chi"])
    with pytest.raises(NotFound):
        desk.take_off(mark.pk, by=world.officials["mai"], seat=world.seats["mai"])
    browse("binh").post(reverse("desk_dossier:take-off", args=[world.seats["binh"].pk, mark.pk]))
    mark.refresh_from_db()
    assert mark.removed_at is not None
    assert chain(dossier)[0] == "unmark"


@pytest.mark.parametrize("wrong", [{"text": " ", "page": "1"}, {"text": "a", "page": "2"}, {"text": "a", "page": "x"}])
def test_a_mark_needs_words_and_a_page_that_is_there(world: World, browse: Browse, wrong: dict[str, str]) -> None:
    file = world.submitted().files.get(paper_key="ban-ve")
    answer = browse("binh").post(reverse("desk_dossier:viewer", args=[world.seats["binh"].pk, file.pk]), wrong)
    assert answer.status_code == 422
    assert not PageMark.objects.exists()


def test_two_who_look_are_told_of_each_other_and_of_a_change(world: World, browse: Browse) -> None:
    cache.clear()
    dossier = world.received()
    beat = "desk_dossier:beat"
    first = reverse(beat, args=[world.seats["binh"].pk, dossier.pk])
    assert browse("binh").get(first, {"ban": dossier.lock_version}).json() == {"watching": "", "changed": ""}
    second = browse("chi").get(reverse(beat, args=[world.seats["chi"].pk, dossier.pk]), {"ban": dossier.lock_version - 1}).json()
    assert second["watching"] == "1 người khác đang xem: Phạm Thị Bình (Công chức tiếp nhận)"
    assert "đã thay đổi" in second["changed"]


def test_the_same_applicant_s_dossiers_are_shown_within_reach_and_the_look_is_logged(world: World, browse: Browse) -> None:
    dossier, other = world.submitted(), world.submitted()
    elsewhere = twin(dossier, code="H09.21.24.01-200101-0001")
    there = world.seats["mai"].agency_id
    Dossier.objects.filter(pk=elsewhere.pk).update(receiving=there, handling=there, holder=there)
    elsewhere.tasks.update(agency=there)
    stranger = twin(dossier, code="H09.21.23.01-200101-0009")
    Dossier.objects.filter(pk=stranger.pk).update(person=world.lan.person)
    page = browse("binh").get(reverse("desk_dossier:others", args=[world.seats["binh"].pk, dossier.pk])).content.decode()
    assert other.code in page
    assert elsewhere.code not in page
    assert stranger.code not in page
    event = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}").latest("seq")
    assert event.data == {"what": "same-applicant"}


def test_the_workspace_says_where_it_lies_and_leads_back_to_the_list(world: World, browse: Browse) -> None:
    dossier = world.received()
    page = browse("binh").get(reverse("desk_dossier:workspace", args=[world.seats["binh"].pk, dossier.pk]) + "?muc=unit&q=an")
    body = page.content.decode()
    assert "Đang ở" in body
    assert "Phạm Thị Bình, Công chức tiếp nhận" in body
    assert world.seats["chi"].agency.name in body
    assert f"{reverse('queue:list', args=[world.seats['binh'].pk])}?muc=unit&amp;q=an" in body


def test_an_act_leads_back_into_the_list_it_was_begun_from(world: World, browse: Browse) -> None:
    dossier = world.submitted()
    following = twin(dossier, code="SAU", due=clock.now() + timedelta(days=9))
    place, query = [world.seats["binh"].pk, dossier.pk], "?muc=receive&kenh=portal"
    done = browse("binh").post(reverse("desk_dossier:act", args=[*place, "receive"]) + query, {"seen": dossier.lock_version})
    assert done["Location"] == reverse("desk_dossier:workspace", args=place) + query
    page = browse("binh").get(done["Location"]).content.decode()
    assert reverse("desk_dossier:workspace", args=[place[0], following.pk]) + "?muc=receive&amp;kenh=portal" in page
    assert "Chờ tiếp nhận</a> · " in page and "hồ sơ sau" in page


def test_what_makes_a_dossier_late_is_explained_where_it_is_likely(world: World, browse: Browse) -> None:
    dossier = world.received()
    address = reverse("desk_dossier:workspace", args=[world.seats["chi"].pk, dossier.pk])
    assert "Dễ trễ hẹn" not in browse("chi").get(address).content.decode()
    dossier.tasks.filter(done_at__isnull=True).update(risk="likely")
    assert "Dễ trễ hẹn" in browse("chi").get(address).content.decode()


def test_a_reason_half_typed_is_there_again_until_the_act_is_done(world: World, browse: Browse) -> None:
    dossier, browser = world.received(), browse("chi")
    act = reverse("desk_dossier:act", args=[world.seats["chi"].pk, dossier.pk, "consult"])
    keep = reverse("desk_dossier:keep", args=[world.seats["chi"].pk, dossier.pk, "consult"])
    saved = browser.post(keep, {"question": "Đã đối chiếu sổ gốc", "seen": "1"})
    assert "Đã lưu lúc" in saved.json()["saved"]
    assert TypedAct.objects.get().values == {"question": ["Đã đối chiếu sổ gốc"]}
    shown = browser.get(act).content.decode()
    assert "Đã đối chiếu sổ gốc</textarea>" in shown and "nhập dở lúc" in shown
    browser.post(keep, {"_bo": "1"})
    assert "Đã đối chiếu" not in browser.get(act).content.decode()
    browser.post(keep, {"question": "Có"})
    assert browser.post(act, {"question": "Có đúng quy hoạch không?", "seen": dossier.lock_version}).status_code == 302
    assert not TypedAct.objects.exists()
    assert browse("binh").post(keep, {"question": "x"}).status_code == 404


def test_what_is_extended_already_is_closed_from_the_start(world: World, browse: Browse) -> None:
    dossier = world.received()
    place = reverse("desk_dossier:act", args=[world.seats["dung"].pk, dossier.pk, "extend"])
    closed = "Hồ sơ lúc này không ở bước có việc này"
    assert closed not in browse("dung").get(place).content.decode()
    day = clock.today() + timedelta(days=30)
    while day.weekday() > 4:
        day += timedelta(days=1)
    world.act(extend.extend, "dung", dossier, reason="Chờ ý kiến", until=day)
    assert closed in browse("dung").get(place).content.decode()


def test_form_02_says_when_the_clock_begins(world: World) -> None:
    dossier = world.submitted()
    items = [Item(label="Bản vẽ", reason="Thiếu", paper_key="ban-ve")]
    supplement = world.act(request_supplement, "binh", dossier, items=items)
    form = PrintedForm(dossier=dossier, kind="form-02")
    assert not printing.form02(dossier, form, supplement).paused
    dossier.accepted_at = supplement.asked_at
    assert printing.form02(dossier, form, supplement).paused
