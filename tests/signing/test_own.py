"""A citizen's own signature: on a paper of the draft, on the e-form; and what a clerk reads of a signature on an upload."""

import io
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from common import blobs, outbox
from dossiers.models import DossierFile, DraftFile, PrintedForm
from dossiers.services import papers, sign_own
from dossiers.services.submit import submit
from tests.signing.conftest import AN
from tests.signing.test_remote import code_of
from tests.world import World
from vault import keys, remote, signatures, signing, uploaded
from vault.keys import Consent
from vault.refusals import WrongKey
from vault.sandbox import csc
from vault.sandbox.http import Server


def a_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(out)
    return out.getvalue()


@pytest.fixture
def file(world: World) -> DraftFile:
    draft = world.draft()
    key = draft.files.first().paper_key
    return papers.add_file(draft.pk, world.an, paper_key=key, name="don.pdf", data=a_pdf())


def test_an_signs_a_paper_on_the_page_and_the_clerk_reads_who_it_was(world: World, file: DraftFile, provider: Server) -> None:
    client = Client()
    client.force_login(world.an)
    here = reverse("own-signature:paper", args=[file.pk])
    page = client.get(here).content.decode()
    assert "Nguyễn Văn An, do CA trình diễn" in page and "Nhận mã xác nhận" in page
    given = {"key": f"sandbox-{AN}", "pin": csc.PIN}
    assert "Tổ chức cấp chữ ký số đã gửi mã" in client.post(here, given | {"gui-ma": "1"}).content.decode()
    wrong = client.post(here, given | {"pin": "1", "code": code_of(provider, AN)})
    assert wrong.status_code == 409 and "Mã PIN hoặc mã xác nhận không khớp" in wrong.content.decode()
    assert client.post(here, given | {"code": code_of(provider, AN)}).status_code == 302
    signed = file.draft.files.get(name="don (đã ký số).pdf")
    assert not DraftFile.objects.filter(pk=file.pk).exists()
    (said,) = uploaded.told(signed.signatures)
    assert said.good and said.text.startswith("Nguyễn Văn An đã ký số; tệp còn nguyên vẹn")
    assert said.text in client.get(reverse("wizard:papers", args=[file.draft_id])).content.decode()
    stranger = Client()
    stranger.force_login(world.lan)
    assert stranger.get(reverse("own-signature:paper", args=[signed.pk])).status_code == 404


def test_somebody_else_s_key_signs_nothing_of_mine(world: World, file: DraftFile, provider: Server) -> None:
    with pytest.raises(WrongKey):
        sign_own.sign_paper(file.pk, by=world.an, credential="sandbox-074192005678", consent=Consent(csc.PIN))
    assert DraftFile.objects.filter(pk=file.pk, signatures=None).exists()


def test_the_e_form_that_was_filed_is_signed_once(world: World, provider: Server) -> None:
    dossier = world.submitted()
    outbox.drain()
    form = dossier.printed.get(kind=PrintedForm.Kind.DECLARATION)
    remote.send_code(f"sandbox-{AN}")
    consent = Consent(csc.PIN, code_of(provider, AN))
    sign_own.sign_declaration(form.pk, by=world.an, credential=f"sandbox-{AN}", consent=consent)
    form.refresh_from_db()
    assert signatures.check(blobs.read(form.blob), keys.trusted_roots()).intact
    with pytest.raises(Exception, match="một lần"):
        sign_own.sign_declaration(form.pk, by=world.an, credential=f"sandbox-{AN}", consent=consent)


def test_the_clerk_s_words_for_every_kind_of_signature(key_names: Any, settings: Any, tmp_path: Any) -> None:
    signed = signing.sign(a_pdf(), signer="person", key=key_names[0], visible=False)
    assert uploaded.check(a_pdf()) is None and uploaded.told(None) == ()
    cases = {
        "tệp còn nguyên vẹn, chứng thư do": signed,
        "được thêm vào sau chữ ký": signed + b"\n% them\n",
        "tệp đã bị sửa sau khi ký": signed.replace(b"/MediaBox", b"/mediabox"),
        "không đọc được chữ ký": b"%PDF-1.7 /ByteRange",
    }
    for words, pdf in cases.items():
        (said,) = uploaded.told(uploaded.check(pdf))
        assert words in said.text and said.good == (pdf == signed), said
    settings.SIGNING_DIR = tmp_path
    (said,) = uploaded.told(uploaded.check(signed))
    assert "không có trong danh sách được tin cậy" in said.text and not said.good


def test_what_was_found_is_filed_with_the_dossier(world: World, key_names: Any) -> None:
    draft = world.draft()
    signed = signing.sign(a_pdf(), signer="person", key=key_names[0], visible=False)
    paper = draft.files.first()
    papers.add_file(draft.pk, world.an, paper_key=paper.paper_key, name="ky.pdf", data=signed)
    draft.refresh_from_db()
    dossier = submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
    filed = DossierFile.objects.get(dossier=dossier, name="ky.pdf")
    assert filed.signatures["signatures"][0]["by"] == "Lê Tiến Dũng"
