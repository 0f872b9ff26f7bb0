"""A procedure with two cases that differ in papers, limit, form, process and fee: each goes its own way from start to receipt."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Agency
from common import clock
from common.actors import SYSTEM
from common.errors import DomainError, NotAllowed
from dossiers import printing
from dossiers.loaded import load
from dossiers.models import Dossier, Draft, PrintedForm
from dossiers.services import carrying, drafting, papers, receive
from dossiers.services.submit import submit
from procedures.content import UnknownCase
from procedures.models import Offering
from procedures.services.offer import change_offer, offer
from procedures.services.replace import take_place
from procedures.terms import Terms
from tests.procedures.makers import process, published
from tests.procedures.test_cases import AGAIN, NEW, PAPERS
from tests.world import World, drawing

CODE = "9.000001"
SHORTER = {"limit": {"value": "2wd", "text": "2 ngày làm việc"}}


def quick() -> dict[str, Any]:
    """The other case's process: its first step bears another name."""
    return process(name="Tiếp nhận cấp lại", agency="receiving")


def open_up(world: World, **changed: Any) -> Offering:
    again = AGAIN | {"process": quick()}
    version = published(
        CODE, "Cấp giấy nuôi ong", **({"papers": PAPERS, "cases": [NEW, again], "process": process(agency="receiving")} | changed)
    )
    ward, section = Agency.objects.get(code="H09.21.23"), Agency.objects.get(code="H09.21.23.01")
    return offer(version.procedure.code, section, ward, Terms("full"), by=SYSTEM)


def begun(world: World, case: str, **given: Any) -> Draft:
    version, offering = world.place(CODE)
    return drafting.start(world.an, version, offering, case=case, **given)


def filed(world: World, case: str, paper: str, **given: Any) -> Dossier:
    draft = begun(world, case, **given)
    draft, outcome = drafting.save_page(draft.pk, world.an, page="trang", typed={"soCu": "12", "soBan": 2})
    assert outcome.errors == ()
    papers.add_file(draft.pk, world.an, paper_key=paper, name="giấy.pdf", data=drawing())
    return submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)


def test_each_case_goes_its_own_way(world: World) -> None:
    open_up(world)
    new, again = filed(world, "x.01", "a"), filed(world, "x.02", "b")
    assert [one.case for one in (new, again)] == ["x.01", "x.02"]
    assert [one.limit for one in (new, again)] == ["3wd", "1wd"]
    assert [set(one.answers) for one in (new, again)] == [{"soBan"}, {"soCu"}]
    assert [one.tasks.get().step_name for one in (new, again)] == ["receive", "Tiếp nhận cấp lại"]
    world.act(receive.receive, "binh", new)
    world.act(receive.receive, "binh", again)
    assert again.due_at < new.due_at
    form = PrintedForm(dossier=again, kind="form-01", created_at=clock.now())
    paper = printing.form01(again, form)
    assert (paper.procedure_name, [one.name for one in paper.papers]) == ("Cấp giấy nuôi ong (Cấp lại)", ["Giấy B"])
    assert paper.limit_text == "1 ngày làm việc"


def test_a_case_is_needed_and_must_be_one_of_the_version(world: World) -> None:
    open_up(world)
    for case in ("", "x.09"):
        with pytest.raises(UnknownCase):
            begun(world, case)
    with pytest.raises(DomainError):
        load(world.place(CODE)[0].pk, "x.09")
    assert not Draft.objects.exists()


def test_the_applicant_chooses_without_a_script_and_what_was_typed_stays(world: World) -> None:
    row = open_up(world)
    browser, start = Client(), reverse("wizard:start", args=[CODE])
    browser.force_login(world.an)
    page = browser.get(start).content.decode()
    assert "Trường hợp của bạn là gì?" in page and "Cấp lại" in page
    answer = browser.post(start, {"offering": row.pk}, follow=True)
    text = answer.content.decode()
    assert "Chọn trường hợp của bạn." in text and f'value="{row.pk}"' in text and "checked" in text
    went = browser.post(start, {"offering": row.pk, "case": "x.02"}, follow=True)
    assert "Số cũ" in went.content.decode()
    draft = Draft.objects.get()
    assert draft.case == "x.02"
    assert "Cấp lại" in browser.get(reverse("wizard:tasks", args=[draft.pk])).content.decode()
    wanted = browser.get(reverse("wizard:papers", args=[draft.pk])).content.decode()
    assert "Giấy B" in wanted and "Giấy A" not in wanted


def test_a_case_that_is_gone_is_asked_anew_when_the_draft_goes_over(world: World) -> None:
    open_up(world)
    draft = begun(world, "x.02")
    drafting.save_page(draft.pk, world.an, page="trang", typed={"soCu": "12"})
    published(CODE, "Cấp giấy nuôi ong", papers=PAPERS, cases=[NEW, AGAIN | {"code": "x.03"}])
    with pytest.raises(UnknownCase):
        carrying.carry_over(draft.pk, world.an)
    browser, newer = Client(), reverse("wizard:newer", args=[draft.pk])
    browser.force_login(world.an)
    assert "Cấp lại" in browser.get(newer).content.decode()
    assert "Chọn trường hợp của bạn." in browser.post(newer, follow=True).content.decode()
    browser.post(newer, {"case": "x.03"})
    carried = Draft.objects.get(case="x.03")
    assert carried.answers == {"soCu": "12"}


def test_the_agency_s_own_shorter_limit_is_the_dossier_s(world: World) -> None:
    row = open_up(world, cases=[])
    change_offer(row.pk, Terms("full", overrides=SHORTER), by=SYSTEM)
    dossier = filed_plain(world)
    world.act(receive.receive, "binh", dossier)
    assert dossier.limit == "2wd"
    assert printing.form01(dossier, PrintedForm(dossier=dossier, created_at=clock.now())).limit_text == "2 ngày làm việc"


def filed_plain(world: World, **given: Any) -> Dossier:
    draft = begun(world, "", **given)
    draft, _outcome = drafting.save_page(draft.pk, world.an, page="trang", typed={"soBan": 2})
    for key in ("a", "b"):
        papers.add_file(draft.pk, world.an, paper_key=key, name="giấy.pdf", data=drawing())
    return submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)


def test_any_one_door_section_receives_what_knows_no_territory(world: World) -> None:
    open_up(world, cases=[], non_territorial=True)
    elsewhere = Agency.objects.get(code="H09.21.24.01")
    dossier = filed_plain(world, receiving=elsewhere)
    assert (dossier.receiving, dossier.handling.code, dossier.returning) == (elsewhere, "H09.21.23", elsewhere)
    assert dossier.code.startswith("H09.21.24.01-")
    world.act(receive.receive, "mai", dossier)
    assert dossier.holder.code == "H09.21.23"
    with pytest.raises(NotAllowed):
        begun(world, "", receiving=Agency.objects.get(code="H09.21.04"))


def test_a_bound_procedure_is_received_at_its_own_section_alone(world: World) -> None:
    open_up(world, cases=[])
    with pytest.raises(NotAllowed):
        begun(world, "", receiving=Agency.objects.get(code="H09.21.24.01"))


def test_what_the_province_has_its_own_copy_of_is_filed_there_and_internal_ones_nowhere(world: World) -> None:
    row = open_up(world, cases=[])
    own = published("9.000002", "Cấp giấy nuôi ong của tỉnh")
    offer(own.procedure.code, row.receiving, row.handling, Terms("full"), by=SYSTEM)
    browser = Client()
    browser.force_login(world.an)
    take_place("9.000002", CODE, clock.today(), by=SYSTEM)
    assert browser.get(reverse("wizard:start", args=[CODE]))["Location"] == reverse("wizard:start", args=["9.000002"])
    published("9.000002", "Cấp giấy nuôi ong của tỉnh", internal=True)
    assert browser.get(reverse("wizard:start", args=["9.000002"])).status_code == 404
