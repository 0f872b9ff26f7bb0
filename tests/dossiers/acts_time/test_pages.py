"""An's pages: looking writes nothing, wrong input stays in its box, each wish is done by a form without a script."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.selectors import actor_for
from audit.models import AuditEvent
from common import clock
from dossiers import printing_time
from dossiers.models import Collector, Dossier, Draft, Question
from dossiers.services import national_intake, questions, stop, take_back
from dossiers.services.supplement import Item, request_supplement
from dossiers.states import State
from tests.printing.papers import pages
from tests.world import PERMIT, World

ITEM = Item(label="Bản vẽ thiết kế xây dựng", reason="Thiếu mặt cắt", paper_key="ban-ve")


@pytest.fixture
def an(world: World) -> Client:
    client = Client()
    client.force_login(world.an)
    return client


def place(name: str, dossier: Dossier) -> str:
    return reverse(f"citizen_dossiers:{name}", args=[dossier.pk])


def test_looking_at_what_is_asked_writes_nothing_and_a_button_begins(world: World, an: Client) -> None:
    dossier = world.received()
    world.act(request_supplement, "chi", dossier, items=[ITEM])
    before = Draft.objects.count(), AuditEvent.objects.count()
    page = an.get(place("supplement", dossier))
    assert "Bắt đầu bổ sung" in page.content.decode() and "Thiếu mặt cắt" in page.content.decode()
    assert an.get(place("supplement_answers", dossier)).status_code == 302
    assert (Draft.objects.count(), AuditEvent.objects.count()) == before
    begun = an.post(place("supplement", dossier), {"bat-dau": "1"})
    assert begun["Location"] == place("supplement", dossier)
    assert Draft.objects.filter(supplement__dossier=dossier).count() == 1
    assert "Gửi phần bổ sung" in an.get(place("supplement", dossier)).content.decode()


def test_a_dossier_that_ended_without_a_result_promises_none(world: World, an: Client) -> None:
    dossier = world.received()
    assert "Hẹn trả" in an.get(place("detail", dossier)).content.decode()
    world.act(stop.stop, "dung", dossier, reason="Tòa đang xử")
    page = an.get(place("detail", dossier)).content.decode()
    assert "Tòa đang xử" in page
    assert "Hẹn trả" not in page


@pytest.mark.parametrize(
    ("name", "box", "typed", "complaint"),
    [
        ("withdraw", "reason", " ", "Nhập lý do rút hồ sơ."),
        ("ask", "text", "", "Nhập điều bạn muốn hỏi."),
        ("complain", "text", "", "Nhập điều bạn chưa đồng ý"),
        ("collector", "identity_number", "12 34", "Số định danh cá nhân có 12 chữ số."),
    ],
)
def test_wrong_input_stays_and_the_summary_leads_to_it(
    world: World, an: Client, name: str, box: str, typed: str, complaint: str
) -> None:
    dossier = world.submitted()
    answer = an.post(place(name, dossier), {box: typed, "name": "Lê Thị Hoa"})
    page = answer.content.decode()
    assert answer.status_code == 422 and complaint in page and f'href="#id_{box}"' in page
    assert "<title>Lỗi: " in page
    if typed.strip():
        assert f'value="{typed}"' in page and 'value="Lê Thị Hoa"' in page
    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED


def test_a_question_and_its_answer_stand_on_the_dossier_s_page(world: World, an: Client) -> None:
    dossier = world.received()
    assert an.post(place("ask", dossier), {"text": "Bao giờ đo đất?"}).status_code == 302
    asked = Question.objects.get()
    world.act(questions.answer_question, "chi", dossier, question=asked.pk, answer="Sáng thứ Tư.")
    page = an.get(place("detail", dossier)).content.decode()
    assert "Bao giờ đo đất?" in page and "Sáng thứ Tư." in page


def test_naming_and_ending_a_collector(world: World, an: Client) -> None:
    dossier = world.received()
    given = {"name": "Lê Thị Hoa", "identity_number": "079 190 001 234", "until": f"{clock.today():%d/%m/%Y}"}
    assert an.post(place("collector", dossier), given).status_code == 302
    page = an.get(place("collector", dossier)).content.decode()
    assert "Lê Thị Hoa" in page and "079190001234" not in page
    an.post(place("collector", dossier), {"thoi": "1"})
    assert Collector.objects.get().ended_at is not None


def test_taking_back_leads_into_the_wizard_and_back_to_the_desk(world: World, an: Client) -> None:
    dossier = world.submitted()
    page = an.get(place("take_back", dossier))
    assert "Lấy lại để sửa" in page.content.decode()
    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED
    answer = an.post(place("take_back", dossier))
    assert answer["Location"] == reverse("wizard:tasks", args=[dossier.draft_id])
    assert an.get(answer["Location"]).status_code == 200
    assert an.get(reverse("wizard:discard", args=[dossier.draft_id]))["Location"] == place("take_back", dossier)
    assert dossier.code in an.get(reverse("citizen_dossiers:list")).content.decode()
    check = reverse("wizard:check", args=[dossier.draft_id])
    key = re.search(r'name="key" value="([^"]+)"', an.get(check).content.decode()).group(1)
    sent = an.post(check, {"key": key, "declared": "1"})
    assert sent["Location"] == reverse("citizen_dossiers:confirmation", args=[dossier.pk])
    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED and dossier.taken_back.get().corrected
    assert an.post(check, {"key": key, "declared": "1"})["Location"] == sent["Location"]  # once, however often it is sent


def test_put_back_by_the_form(world: World, an: Client) -> None:
    dossier = world.submitted()
    take_back.take_back(dossier.pk, by=world.an)
    an.post(place("take_back", dossier), {"nop-lai": "1"})
    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED and not dossier.taken_back.get().corrected


def test_a_draft_that_will_go_says_so_in_the_list(world: World, an: Client) -> None:
    draft = world.draft()
    assert "Sắp bị xóa" not in an.get(reverse("citizen_dossiers:list")).content.decode()
    Draft.objects.filter(pk=draft.pk).update(expires_at=clock.in_hours(48))
    assert "Sắp bị xóa" in an.get(reverse("citizen_dossiers:list")).content.decode()


def test_a_procedure_on_the_national_portal_leads_there(world: World, an: Client) -> None:
    start = reverse("wizard:start", args=[PERMIT])
    by = actor_for(world.officials["duyet"], world.seats["duyet"])
    assert an.get(start).status_code == 200
    given = {"notice": "Nộp ở Cổng quốc gia.", "address": "https://dichvucong.gov.vn/gpxd", "reason": "CV 4725"}
    row = national_intake.switch(PERMIT, **given, by=by)
    page = Client().get(reverse("procedure:detail", args=[PERMIT])).content.decode()
    assert "https://dichvucong.gov.vn/gpxd" in page and start not in page
    assert an.get(start)["Location"] == reverse("procedure:detail", args=[PERMIT])
    national_intake.switch_back(row.pk, by=by)
    assert start in Client().get(reverse("procedure:detail", args=[PERMIT])).content.decode()


def test_whoever_has_an_open_dossier_of_it_is_told_before_another(world: World, an: Client) -> None:
    start = reverse("wizard:start", args=[PERMIT])
    assert "chưa kết thúc" not in an.get(start).content.decode()
    dossier = world.submitted()
    page = an.get(start).content.decode()
    assert "chưa kết thúc" in page and dossier.code in page


def test_the_register_is_the_unit_s_own_and_its_printing_is_written_down(world: World) -> None:
    dossier = world.received()
    clerk, other = Client(), Client()
    clerk.force_login(world.officials["binh"])
    other.force_login(world.officials["mai"])
    days = {"tu": f"{clock.today():%d/%m/%Y}", "den": f"{clock.today():%d/%m/%Y}"}
    book = clerk.get(reverse("desk_register:register", args=[world.seats["binh"].pk]), days)
    assert book["Content-Type"] == "application/pdf" and dossier.code[-15:] in "".join(pages(book.content)).replace(" ", "")
    assert AuditEvent.objects.get(action="print-register").data["rows"] == 1
    theirs = other.get(reverse("desk_register:register", args=[world.seats["mai"].pk]), days)
    assert dossier.code[-15:] not in "".join(pages(theirs.content)).replace(" ", "")
    wrong = clerk.get(reverse("desk_register:register", args=[world.seats["binh"].pk]), days | {"den": "01/01/2020"})
    assert wrong.status_code == 422 and 'value="01/01/2020"' in wrong.content.decode()


def test_a_book_that_would_leave_rows_out_is_none_and_each_contact_shown_is_a_look(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = world.received()
    clerk, address = Client(), reverse("desk_register:register", args=[world.seats["binh"].pk])
    clerk.force_login(world.officials["binh"])
    days = {"tu": f"{clock.today():%d/%m/%Y}", "den": f"{clock.today():%d/%m/%Y}"}
    with monkeypatch.context() as patch:
        patch.setattr(printing_time, "MOST_ROWS", 0)
        refused = clerk.get(address, days)
    looks = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", action="view", data__what="register")
    assert (refused.status_code, "ít ngày hơn" in refused.content.decode(), looks.count()) == (422, True, 0)
    assert clerk.get(address, days)["Content-Type"] == "application/pdf"
    assert looks.count() == 1
    Dossier.objects.filter(pk=dossier.pk).update(state=State.AWAITING_PAYMENT)  # not filed before the fee is paid
    clerk.get(address, days)
    assert looks.count() == 1
