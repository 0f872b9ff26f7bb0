"""A ``file`` component of the e-form: its files belong to the draft, the answer names them, and one that is lost blocks."""

import copy
import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from common.errors import NotAllowed
from dossiers.lacking import lacks
from dossiers.loaded import load
from dossiers.models import Draft
from dossiers.services import papers, transfers
from dossiers.services.submit import submit
from procedures.models import ProcedureVersion
from tests.uploads import samples
from tests.world import PERMIT, World, build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PATH = "anhThe"


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def draft(world: World) -> Draft:
    """An's complete draft of a building permit whose first page also asks for a photo."""
    made = world.draft(PERMIT)
    content = copy.deepcopy(made.version.content)
    panels = content["form"]["components"]
    asked = {
        "type": "file",
        "key": PATH,
        "label": "Ảnh thửa đất",
        "input": True,
        "storage": "portal",
        "validate": {"required": True},
    }
    panels[0]["components"].append(asked)
    version = ProcedureVersion.objects.create(
        procedure=made.version.procedure, number=99, name=made.version.name, content=content, content_hash="0" * 64
    )
    Draft.objects.filter(pk=made.pk).update(version=version)
    return Draft.objects.get(pk=made.pk)


@pytest.fixture
def an(world: World, client: Client) -> Client:
    client.force_login(world.an)
    return client


def first_page(draft: Draft) -> str:
    return f"/nop-ho-so/{draft.pk}/muc/{load(draft.version_id).form.pages[0].key}/"


def upload(client: Client, draft: Draft, data: bytes, name: str) -> Any:
    """The button "Tải lên" of the component, without JavaScript."""
    sent = io.BytesIO(data)
    sent.name = name
    return client.post(first_page(draft), {f"{PATH}[]": "1", f"{PATH}-tep": sent, f"_upload:{PATH}": "1"})


def blocking(draft: Draft) -> list[tuple[str, str]]:
    """(path, page) of what stands against submitting."""
    draft.refresh_from_db()
    _outcome, wrong, lacking = lacks(draft, load(draft.version_id), list(draft.files.select_related("blob")))
    return [(lack.path, lack.page) for lack in (*wrong, *lacking)]


def test_a_component_s_file_comes_with_its_page_and_goes_into_the_dossier(world: World, draft: Draft, an: Client) -> None:
    page = load(draft.version_id).form.pages[0].key
    assert blocking(draft) == [(PATH, page)]
    answer = upload(an, draft, samples.photo(), "đất.jpg")
    assert answer.status_code == 302
    file = draft.files.get(field=PATH)
    draft.refresh_from_db()
    described = draft.answers[PATH][0]
    assert (described["name"], described["originalName"], described["size"]) == (str(file.pk), "đất.jpg", file.blob.size)
    shown = an.get(first_page(draft)).content.decode()
    assert "đất.jpg" in shown and f"/giay-to/{file.pk}/" in shown
    assert blocking(draft) == []
    dossier = submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
    assert dossier.files.get(field=PATH).pk == file.pk


def test_a_file_that_no_answer_names_stays_out_of_the_dossier(world: World, draft: Draft, an: Client) -> None:
    upload(an, draft, samples.photo(), "một.jpg")
    kept = draft.files.get(field=PATH)
    papers.add_file(draft.pk, world.an, paper_key="", name="hai.jpg", data=samples.photo(), field=PATH)
    dossier = submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
    assert [file.pk for file in dossier.files.filter(field=PATH)] == [kept.pk]


def test_a_file_of_another_s_draft_is_not_stored_here(world: World, draft: Draft, an: Client) -> None:
    other = world.draft(PERMIT, owner=world.lan)
    theirs = other.files.first()
    an.post(first_page(draft), {f"{PATH}[]": "1", PATH: str(theirs.pk)})
    assert [path for path, _page in blocking(draft)] == [f"{PATH}[0]"]


def test_a_component_s_file_that_is_gone_blocks_with_its_place(draft: Draft, an: Client) -> None:
    upload(an, draft, samples.photo(), "đất.jpg")
    default_storage.delete(draft.files.get(field=PATH).blob.path)
    check = f"/nop-ho-so/{draft.pk}/kiem-tra/"
    told = an.get(an.post(check, {"key": str(draft.submit_key), "declared": "1"})["Location"]).content.decode()
    assert "Xóa tệp đất.jpg rồi tải lại" in told and f"{first_page(draft)}?ve=kiem-tra" in told


def test_a_hostile_file_is_refused_and_the_page_s_answers_stay(draft: Draft, an: Client) -> None:
    before = dict(draft.answers)
    upload(an, draft, samples.pdf_with("names-js"), "đất.pdf")
    assert "phần tự chạy" in an.get(first_page(draft)).content.decode()
    draft.refresh_from_db()
    assert not draft.files.filter(field=PATH).exists() and draft.answers.keys() >= before.keys() - {PATH}


def test_only_what_the_form_asks_for_is_taken(world: World, draft: Draft) -> None:
    for field, paper in (("khongCo", ""), (PATH, "ban-ve"), ("", "khong-co")):
        with pytest.raises(NotAllowed):
            transfers.begin(draft.pk, world.an, paper_key=paper, field=field, name="a.jpg", size=10)
    assert transfers.begin(draft.pk, world.an, field=PATH, name="a.jpg", size=10).field == PATH
