"""A result that no template made: uploaded and signed here, or received with another agency's signature (ADR 0045)."""

import io
from datetime import date
from functools import cache
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent
from common import blobs, clock
from common.actors import SYSTEM
from dossiers import invariants, signing_queue, work
from dossiers.models import Dossier, IssuedResult
from dossiers.services import bring_result, consult, decide, handle, issue, result_drafts
from tests.desk.conftest import twin
from tests.snapshot import stage
from tests.world import World, drawing
from vault import ca, keys, signing, verification
from vault.brought import Brought
from vault.invariants import check as vault_check
from vault.models import Document, ReservedNumber
from vault.services import numbers

OTHER = "Sở Xây dựng tỉnh Bình Dương"
DAY = date(2026, 11, 20)


@cache
def their_paper() -> bytes:
    """A permit as another agency signed it."""
    key = keys.agency_key("SXD")
    ca.ensure(key, ca.Subject(OTHER, OTHER))
    out = io.BytesIO()
    with pikepdf.new() as blank:
        blank.add_blank_page(page_size=(595, 842))
        blank.save(out)
    return signing.sign(out.getvalue(), signer="agency", key=key, name=OTHER, visible=False)


def flipped() -> bytes:
    """The same, changed after it was signed."""
    return their_paper().replace(b" 842 ", b" 841 ", 1)


def handled(world: World) -> Dossier:
    """Chi has it, with the opinion that she needs: she may draft and propose."""

    def make() -> Dossier:
        dossier = world.received()
        world.act(consult.consult, "chi", dossier, question="Phù hợp quy hoạch không?")
        world.act(consult.answer_consultation, "hai", dossier, agree=True, answer="Phù hợp.")
        return dossier

    return stage("handled", make)


def page(world: World, dossier: Dossier) -> str:
    return reverse("desk_dossier:act", args=[world.seats["chi"].pk, dossier.pk, "bring-result"])


def send(browser: Client, world: World, dossier: Dossier, file: bytes | None = None, name: str = "gp.pdf", **typed: Any) -> Any:
    dossier.refresh_from_db()
    sent = {"key": "giay-phep", "seen": dossier.lock_version, **typed}
    if file is not None:
        sent["file"] = SimpleUploadedFile(name, file, "application/pdf")
    return browser.post(page(world, dossier), sent)


def to_the_vault(world: World, dossier: Dossier) -> Document:
    world.act(handle.propose, "chi", dossier, opinion="Đủ điều kiện.")
    world.act(decide.approve, "dung", dossier)
    world.act(issue.number, "giang", dossier)
    for row in dossier.results.filter(pdf=None):
        work.render_result({"result": str(row.pk)})
    world.act(issue.sign, "dung", dossier)
    world.act(issue.stamp, "giang", dossier)
    assert invariants.brought_results_are_kept_as_they_came().violations == [] and vault_check()["ok"]
    return Document.objects.get(origin=Document.Origin.RESULT)


def test_a_paper_made_elsewhere_is_numbered_signed_and_sealed_as_ours(world: World, browse: Any) -> None:
    dossier = handled(world)
    chi = browse("chi")
    assert (
        "Đưa kết quả có sẵn vào"
        in chi.get(reverse("desk_dossier:workspace", args=[world.seats["chi"].pk, dossier.pk])).content.decode()
    )
    answer = send(chi, world, dossier, drawing(), way="uploaded", made_by="Phần mềm cấp phép xây dựng")
    assert answer.status_code == 302
    row = dossier.results.get()
    assert chi.get(reverse("desk_dossier:result", args=[world.seats["chi"].pk, dossier.pk, row.pk])).status_code == 200
    document = to_the_vault(world, dossier)
    row = dossier.results.select_related("number", "file").get()
    assert (document.number, document.issuer_name, document.brought) == (row.number.text, "", Brought.UPLOADED)
    assert [one["by"] for one in document.signatures] == ["Huỳnh Quốc Dũng", "Ủy ban nhân dân phường Phú Cường"]
    found = verification.verify(blobs.read(document.blob))
    assert found.good and found.as_dict()["brought"] == "uploaded"
    said = Client().get(reverse("verify:paper", args=[document.public_id])).content.decode()
    assert "Nội dung được lập ngoài hệ thống này" in said and "Ủy ban nhân dân phường Phú Cường" in said


def test_what_another_agency_signed_is_confirmed_and_kept_as_it_is(world: World, browse: Any) -> None:
    dossier = handled(world)
    typed = {"way": "received", "made_by": OTHER, "number": "88/GPXD-SXD", "issued_on": "20/11/2026"}
    assert send(browse("chi"), world, dossier, their_paper(), **typed).status_code == 302
    document = to_the_vault(world, dossier)
    assert blobs.read(document.blob) == their_paper()
    assert (document.number, document.issued_on, document.issuer_shown) == ("88/GPXD-SXD", DAY, OTHER)
    assert [one["by"] for one in document.signatures] == [OTHER] and not ReservedNumber.objects.exists()
    signed = AuditEvent.objects.get(stream=f"dossier:{dossier.pk}", action="sign")
    assert signed.data["confirmed"] == ["giay-phep"]
    said = Client().get(reverse("verify:paper", args=[document.public_id])).content.decode()
    assert f"Kết quả này do {OTHER} cấp và ký số. Ủy ban nhân dân phường Phú Cường nhận" in said


WRONG: tuple[tuple[Any, dict[str, str], str], ...] = (
    (b"PK\x03\x04 tep nen", {}, "Kết quả phải là tệp PDF"),
    (b"%PDF-1.7 hong", {}, "Tệp bị hỏng"),
    (drawing, {}, "Tệp chưa có chữ ký số của cơ quan cấp"),
    (flipped, {}, "tệp đã bị sửa sau khi ký"),
    (their_paper, {"number": ""}, "Nhập số, ký hiệu ghi trên kết quả"),
    (None, {"issued_on": "24/11/2099"}, "Ngày trên kết quả phải từ hôm nay trở về trước"),
    (None, {"made_by": " "}, "Nhập cơ quan đã cấp và ký kết quả"),
    (None, {}, "Chọn tệp kết quả"),
    (drawing, {"way": "uploaded", "number": "01/GPXD"}, "Số 01/GPXD đã có trong sổ của"),
)


def test_what_is_wrong_is_said_and_what_was_typed_stays(world: World, browse: Any) -> None:
    dossier, chi = handled(world), browse("chi")
    numbers.reserve("GPXD", dossier.handling, 2026, SYSTEM)
    for file, typed, says in WRONG:
        given = {"way": "received", "made_by": OTHER, "number": "88/GPXD-SXD", "issued_on": "20/11/2026"} | typed
        answer = send(chi, world, dossier, file() if callable(file) else file, **given)
        said = answer.content.decode()
        assert answer.status_code == 422 and says in said and "Lỗi:" in said, says
        assert all(value.strip() in said for value in given.values()) and not IssuedResult.objects.exists()


def test_a_sound_file_is_not_asked_for_again(world: World, browse: Any) -> None:
    dossier = handled(world)
    typed = {"way": "received", "made_by": "", "number": "88/GPXD-SXD", "issued_on": "20/11/2026"}
    form = send(browse("chi"), world, dossier, their_paper(), **typed).context["form"]
    assert "Đang giữ: gp.pdf" in form["file"].help_text and OTHER in form["file"].help_text
    again = typed | {"made_by": OTHER, "held": form.data["held"]}
    assert send(browse("chi"), world, dossier, **again).status_code == 302
    # What comes after the first proposal is told to whoever confirms; drafting after all takes the file out again.
    result_drafts.keep_first(dossier)
    assert send(browse("chi"), world, dossier, **(again | {"number": "89/GPXD-SXD"})).status_code == 302
    row = dossier.results.get()
    row.dossier = dossier
    assert [(one.before, one.after) for one in signing_queue.since_proposed(row)] == [("88/GPXD-SXD", "89/GPXD-SXD")]
    world.act(handle.draft_result, "chi", dossier, key="giay-phep", values=row.values)
    assert not dossier.results.get().brought


def test_one_number_is_one_paper(world: World) -> None:
    dossier = handled(world)
    other = twin(dossier, code="H09.21.23-261124-9999")
    said = bring_result.Said("uploaded", "Bản giấy", "01/GPXD", clock.today())
    given = {"key": "giay-phep", "said": said, "upload": bring_result.judged("a.pdf", drawing())}
    world.act(bring_result.bring_result, "chi", dossier, **given)
    with pytest.raises(bring_result.NotFitting, match="đã dùng cho văn bản khác"):
        world.act(bring_result.bring_result, "chi", other, **given)
    # Our book comes to 01 too, on the same day: that number is void, the next one is taken.
    world.act(handle.draft_result, "chi", other, key="giay-phep", values={"owner.name": "An"})
    world.act(handle.propose, "chi", other, opinion="Đủ điều kiện.")
    world.act(decide.approve, "dung", other)
    world.act(issue.number, "giang", other)
    assert dict(ReservedNumber.objects.values_list("text", "status")) == {"01/GPXD": "void", "02/GPXD": "reserved"}


def test_where_the_procedure_does_not_allow_it_nothing_is_taken(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = handled(world)
    monkeypatch.setattr("dossiers.results.may_be_brought", lambda item: ())
    said = bring_result.Said("uploaded", "Bản giấy")
    with pytest.raises(bring_result.NotFitting):
        world.act(
            bring_result.bring_result, "chi", dossier, key="giay-phep", said=said, upload=bring_result.judged("a.pdf", drawing())
        )
    assert not IssuedResult.objects.exists()
