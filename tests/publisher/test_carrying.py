"""An comes back to a draft whose procedure has a newer version: it stays as it is, and can be carried over."""

import pytest
from django.test import Client
from django.urls import reverse

from common.errors import NotAllowed, NotFound
from dossiers.models import Draft
from dossiers.services import carrying, drafting, papers
from eforms import building
from procedures.models import Offering, ProcedureVersion
from tests.procedures.makers import published
from tests.publisher.people import CODE, FORM, Publishers
from tests.world import drawing

PAPER = {"key": "gt", "name": "Giấy tờ", "originals": 1, "copies": 0, "required": True, "accept": ["pdf"]}
ANSWERS = {"hoTen": "Nguyễn Văn An", "quanHe": "me", "lyDo": "Làm hồ sơ"}


@pytest.fixture
def draft(publishers: Publishers) -> Draft:
    """An's draft on a version with one paper; the first page is filled in."""
    version = published(CODE, "Thủ tục thử", form=FORM, papers=[PAPER])
    found = drafting.start(publishers.an, version, Offering.objects.get())
    return drafting.save_page(found.pk, publishers.an, page="nguoi", typed=ANSWERS)[0]


def next_version() -> ProcedureVersion:
    """The name's key is another, the relation a text, a question is gone; the rest stays."""
    form = building.identified(FORM)
    page = form["components"][0]["components"]
    page[0] = {**page[0], "key": "nguoi.hoTen"}
    page[1] = {"type": "number", "key": "quanHe", "label": "Quan hệ"}
    page[2] = {**page[2], "conditional": None}
    return published(CODE, "Thủ tục thử", form=form, papers=[PAPER], summary="Lời mới.")


def browser(publishers: Publishers) -> Client:
    return publishers.browser(publishers.an)


def test_nobody_is_told_while_nothing_is_newer(publishers: Publishers, draft: Draft) -> None:
    assert carrying.newer(draft) is None
    with pytest.raises(carrying.NothingNewer):
        carrying.carry_over(draft.pk, publishers.an)
    assert "đã có bản mới" not in browser(publishers).get(reverse("wizard:tasks", args=[draft.pk])).content.decode()
    assert browser(publishers).get(reverse("wizard:newer", args=[draft.pk])).status_code == 302
    assert Draft.objects.count() == 1


def test_a_draft_stays_on_its_version_and_its_owner_is_told(publishers: Publishers, draft: Draft) -> None:
    next_version()
    assert "đã có bản mới" in browser(publishers).get(reverse("wizard:tasks", args=[draft.pk])).content.decode()
    page = browser(publishers).get(reverse("wizard:newer", args=[draft.pk])).content.decode()
    for words in ("Quan hệ", "Mẹ", "Chuyển sang bản mới"):
        assert words in page
    saved, outcome = drafting.save_page(draft.pk, publishers.an, page="nguoi", typed={**ANSWERS, "hoTen": "An"})
    assert (saved.version_id, outcome.valid) == (draft.version_id, True)


def test_answers_and_papers_go_over_into_a_new_draft(publishers: Publishers, draft: Draft) -> None:
    papers.add_file(draft.pk, publishers.an, paper_key="gt", name="giay-to.pdf", data=drawing())
    version = next_version()
    answer = browser(publishers).post(reverse("wizard:newer", args=[draft.pk]))
    made = Draft.objects.exclude(pk=draft.pk).get()
    assert answer.url == reverse("wizard:tasks", args=[made.pk])
    assert (made.version, made.owner, made.offering, made.pages_done) == (version, publishers.an, draft.offering, [])
    assert made.answers["lyDo"] == "Làm hồ sơ"
    assert "quanHe" not in made.answers
    assert [file.name for file in made.files.all()] == ["giay-to.pdf"]
    kept = Draft.objects.get(pk=draft.pk)
    assert (kept.answers, kept.files.count()) == (draft.answers, 1)


def test_what_is_lost_is_said_beforehand(publishers: Publishers, draft: Draft) -> None:
    lost = carrying.look_ahead(draft, next_version())
    assert [(one.label, one.value) for one in lost] == [("Quan hệ", "Mẹ")]
    assert Draft.objects.count() == 1


def test_only_one_s_own_open_draft_is_carried(publishers: Publishers, draft: Draft) -> None:
    next_version()
    with pytest.raises(NotFound):
        carrying.carry_over(draft.pk, publishers.binh)
    Draft.objects.filter(pk=draft.pk).update(submitted_at=draft.saved_at)
    with pytest.raises(NotAllowed):
        carrying.carry_over(draft.pk, publishers.an)
    assert Draft.objects.count() == 1
