"""SAO Y, SAO LỤC, TRÍCH SAO of what an agency issued (NĐ 30/2020, art. 25-27): Giang makes them, the seal is the agency's."""

import io

import pikepdf
import pytest
from django.test import Client

from common import blobs, outbox
from common.errors import EmptyReason, NotAllowed, NotFound
from tests.world import World
from vault.access import paper_to_copy
from vault.copied import Copy
from vault.models import Document, Reading, ReservedNumber
from vault.selectors import usable, usable_by
from vault.services import copying, standing
from vault.verification import verify

WANTED = {"receiver": "Tòa án nhân dân khu vực 1", "purpose": "Hồ sơ vụ án"}


@pytest.fixture
def permit(world: World) -> Document:
    document = world.issued().results.get().document
    assert document is not None
    return paper_to_copy(world.seats["giang"], document.pk)


def begun(world: World, of: Document, form: str = "sao-y", **given: object) -> Copy:
    return copying.begin(of, by=world.officials["giang"], seat=world.seats["giang"], form=form, **(WANTED | given))


def made(world: World, of: Document, form: str = "sao-y", **given: object) -> Document:
    copy = begun(world, of, form, **given)
    copying.draw({"copy": str(copy.pk)})
    return copying.seal(copy.pk, by=world.officials["giang"], seat=world.seats["giang"])


def test_a_copy_is_a_paper_of_its_own_that_falls_with_its_original(world: World, permit: Document) -> None:
    copy = made(world, permit)
    year = copy.issued_on.year
    assert (copy.origin, copy.copy_form, copy.number, copy.source) == ("copy", "sao-y", "01/SY-UBND", permit)
    assert copy.owner == permit.owner and copy.issuer == permit.issuer and year == permit.issued_on.year
    assert [one["by"] for one in copy.signatures] == ["Ủy ban nhân dân phường Phú Cường"]
    data = blobs.read(copy.blob)
    with (
        pikepdf.open(io.BytesIO(data)) as pdf,
        pikepdf.open(io.BytesIO(blobs.read(permit.blob))) as whole,
        pdf.open_metadata() as told,
    ):
        assert (len(pdf.pages), told.get("pdfaid:part")) == (len(whole.pages) + 1, "3")
    assert permit.readings.get(reader="official").reason == f"Sao giấy tờ cho {WANTED['receiver']}"
    found = verify(data)
    assert found.good and found.as_dict()["copy"] == "sao-y"
    page = Client().get(f"/xac-thuc/{copy.public_id}/").content.decode()
    assert "Đây là bản sao y của giấy tờ do Ủy ban nhân dân phường Phú Cường cấp" in page and permit.number not in page
    assert copy in usable_by(world.an)

    standing.revoke(
        permit, reason="QĐ 7: cấp sai thẩm quyền", actor=copying.actor_for(world.officials["giang"], world.seats["giang"])
    )
    copy = Document.objects.select_related("source").get(pk=copy.pk)
    assert verify(data).status == "revoked" and not usable(copy) and copy not in usable_by(world.an)
    page = Client().get(f"/xac-thuc/{copy.public_id}/").content.decode()
    assert "Bản chính đã thu hồi" in page and "cấp sai thẩm quyền" in page and "đang còn hiệu lực" not in page
    with pytest.raises(NotAllowed, match="không còn hiệu lực"):
        begun(world, permit)


def test_all_kinds_share_one_book_and_a_dropped_copy_s_number_stays_void(world: World, permit: Document) -> None:
    whole = made(world, permit)
    extract = begun(world, permit, "trich-sao", pages=[1])
    again = begun(world, paper_to_copy(world.seats["giang"], whole.pk), "sao-luc")
    assert [one.number.text for one in (extract, again)] == ["02/TS-UBND", "03/SL-UBND"]
    with pytest.raises(EmptyReason):
        copying.drop(extract.pk, by=world.officials["giang"], seat=world.seats["giang"], reason=" ")
    copying.drop(extract.pk, by=world.officials["giang"], seat=world.seats["giang"], reason="Chọn nhầm trang")
    assert ReservedNumber.objects.get(pk=extract.number_id).status == "void"
    with pytest.raises(NotAllowed, match="đã bỏ"):
        copying.seal(extract.pk, by=world.officials["giang"], seat=world.seats["giang"])
    copying.draw({"copy": str(again.pk)})
    assert copying.seal(again.pk, by=world.officials["giang"], seat=world.seats["giang"]).source == permit


@pytest.mark.parametrize(
    ("form", "given", "why"),
    [
        ("sao-luc", {}, "Sao lục chỉ làm từ bản sao y"),
        ("trich-sao", {}, "Chọn các trang"),
        ("trich-sao", {"pages": [0, 1]}, "Chọn các trang"),
        ("trich-sao", {"pages": [99]}, "Chọn các trang"),
        ("certified", {}, "Hãy sao từ bản chính"),
    ],
)
def test_what_cannot_be_copied_takes_no_number(world: World, permit: Document, form: str, given: dict, why: str) -> None:
    with pytest.raises(NotAllowed, match=why):
        begun(world, permit, form, **given)
    assert not Copy.objects.exists() and not Reading.objects.filter(reason__startswith="Sao").exists()


def test_only_the_agency_that_issued_it_copies_it(world: World, permit: Document) -> None:
    with pytest.raises(NotFound):
        paper_to_copy(world.seats["mai"], permit.pk)
    copy = begun(world, permit)
    for who in ("mai", "chi"):
        with pytest.raises(NotFound):
            copying.seal(copy.pk, by=world.officials[who], seat=world.seats[who])
    with pytest.raises(copying.NotDrawn):
        copying.seal(copy.pk, by=world.officials["giang"], seat=world.seats["giang"])
    assert outbox.OutboxMessage.objects.filter(topic=copying.DRAW).count() == 1
