"""The files of a paper: their order, turning, replacing, papers of the vault, and the scanner that was away."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from common import blobs, clock
from common.errors import Incomplete
from common.models import Blob
from dossiers import bundles
from dossiers.models import Dossier, Draft, DraftFile
from dossiers.models.draft import UploadStatus
from dossiers.services import drafting, papers, scanning
from dossiers.services.submit import submit
from tests.uploads import samples
from tests.uploads.clamd import EICAR, Clamd
from tests.world import PERMIT, World, build
from vault.models import Document, Reading

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LAND, PLANS = "giay-to-dat", "ban-ve"


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def draft(world: World) -> Draft:
    return drafting.start(world.an, *world.place(PERMIT))


@pytest.fixture
def an(world: World, client: Client) -> Client:
    client.force_login(world.an)
    return client


@pytest.fixture
def permit(world: World) -> Document:
    """An's paper in the vault."""
    return Document.objects.create(
        owner_person=world.an.person,
        kind="land",
        code="G17-KQ003215",
        title="Giấy chứng nhận quyền sử dụng đất",
        number="12/GCN",
        issued_on=clock.today() - timedelta(days=30),
        issuer=world.seats["binh"].agency,
        blob=blobs.put(samples.pdf(2), "application/pdf"),
        sha256="0" * 64,
    )


def photos(draft: Draft, world: World, *sizes: tuple[int, int]) -> list[DraftFile]:
    """Photos of the land paper, named 1.jpg, 2.jpg, …"""
    rows = enumerate(sizes, start=1)
    name = "{}.jpg".format
    return [papers.add_file(draft.pk, world.an, paper_key=LAND, name=name(n), data=samples.photo(size=size)) for n, size in rows]


def boxes(data: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [(round(float(page.MediaBox[2])), round(float(page.MediaBox[3]))) for page in pdf.pages]


UPRIGHT, WIDE = (595, 842), (842, 595)


def test_photos_are_read_in_the_order_they_are_given(an: Client, draft: Draft, world: World) -> None:
    _one, two, _three = photos(draft, world, (300, 400), (400, 300), (300, 400))
    act = f"/nop-ho-so/{draft.pk}/giay-to/{two.pk}/sap-xep/"
    answer = an.post(act, {"viec": "len"})
    assert answer.status_code == 302 and answer["Location"].endswith(f"#tep-{two.pk}")
    assert [file.name for file in draft.files.all()] == ["2.jpg", "1.jpg", "3.jpg"]
    assert boxes(an.get(f"/nop-ho-so/{draft.pk}/ban-ghep/{LAND}/").content) == [WIDE, UPRIGHT, UPRIGHT]
    for _press in range(3):  # at the end nothing more happens
        an.post(act, {"viec": "xuong"})
    assert [file.name for file in draft.files.all()] == ["1.jpg", "3.jpg", "2.jpg"]


def test_a_photo_is_turned_and_the_original_stays(an: Client, draft: Draft, world: World) -> None:
    (file,) = photos(draft, world, (300, 400))
    first = blobs.read(file.preview)
    original = file.blob.sha256
    for turn, box in ((90, WIDE), (180, UPRIGHT), (270, WIDE), (0, UPRIGHT)):
        an.post(f"/nop-ho-so/{draft.pk}/giay-to/{file.pk}/sap-xep/", {"viec": "xoay"})
        file.refresh_from_db()
        assert (file.turn, boxes(blobs.read(file.rendition))) == (turn, [box])
    assert blobs.read(file.preview) == first
    assert file.blob.sha256 == original and blobs.read(file.blob) == samples.photo(size=(300, 400))


def test_a_turn_is_clockwise(draft: Draft, world: World) -> None:
    out = io.BytesIO()
    picture = Image.new("RGB", (200, 200), "white")
    picture.paste("black", (0, 0, 200, 60))  # the top is black
    picture.save(out, "PNG")
    file = papers.add_file(draft.pk, world.an, paper_key=LAND, name="a.png", data=out.getvalue())
    file = papers.turn(draft.pk, world.an, file.pk)
    small = Image.open(io.BytesIO(blobs.read(file.preview))).convert("L")
    assert small.getpixel((190, 100)) < 60 < 200 < small.getpixel((10, 100))  # now the right side is


def test_a_pdf_is_not_turned(an: Client, draft: Draft, world: World) -> None:
    file = papers.add_file(draft.pk, world.an, paper_key=PLANS, name="a.pdf", data=samples.pdf())
    an.post(f"/nop-ho-so/{draft.pk}/giay-to/{file.pk}/sap-xep/", {"viec": "xoay"})
    file.refresh_from_db()
    assert (file.turn, file.rendition) == (0, None)


def test_a_file_is_replaced_in_its_place(an: Client, draft: Draft, world: World) -> None:
    one, _two = photos(draft, world, (300, 400), (300, 400))
    page = an.get(f"/nop-ho-so/{draft.pk}/giay-to/?thay={one.pk}").content.decode()
    assert "Chọn tệp thay cho 1.jpg" in page and f'name="replaces" value="{one.pk}"' in page
    sent = io.BytesIO(samples.photo())
    sent.name = "mới.jpg"
    an.post(f"/nop-ho-so/{draft.pk}/giay-to/", {"paper": LAND, "replaces": str(one.pk), "file": sent})
    assert [file.name for file in draft.files.all()] == ["mới.jpg", "2.jpg"]


def test_a_photo_s_small_picture_is_its_owner_s(an: Client, draft: Draft, world: World) -> None:
    (file,) = photos(draft, world, (300, 400))
    address = f"/nop-ho-so/{draft.pk}/giay-to/{file.pk}/anh-nho/"
    answer = an.get(address)
    assert answer["Content-Type"] == "image/jpeg" and "sandbox" in answer["Content-Security-Policy"]
    assert max(Image.open(io.BytesIO(answer.content)).size) == 240
    lan = Client()
    lan.force_login(world.lan)
    assert lan.get(address).status_code == 404


def test_a_paper_of_the_vault_is_offered_and_used_without_copying(an: Client, draft: Draft, permit: Document) -> None:
    page = an.get(f"/nop-ho-so/{draft.pk}/giay-to/").content.decode()
    assert "Kho giấy tờ của bạn có giấy này" in page and "số 12/GCN" in page
    before = Blob.objects.count()
    answer = an.post(f"/nop-ho-so/{draft.pk}/dung-giay-trong-kho/", {"cho": LAND, "giay": str(permit.pk)})
    file = draft.files.get()
    assert answer["Location"].endswith(f"#tep-{file.pk}")
    assert (file.blob_id, file.document_id, file.pages, Blob.objects.count()) == (permit.blob_id, permit.pk, 2, before)
    assert "Từ kho giấy tờ" in an.get(f"/nop-ho-so/{draft.pk}/giay-to/").content.decode()
    papers.remove_file(draft.pk, draft.owner, file.pk)
    assert default_storage.exists(permit.blob.path)


@pytest.mark.parametrize("change", [{"valid_until": clock.today() - timedelta(days=1)}, {"owner_person": "lan"}])
def test_a_paper_that_may_not_be_used_is_not(
    an: Client, draft: Draft, permit: Document, world: World, change: dict[str, Any]
) -> None:
    given = {name: world.lan.person if value == "lan" else value for name, value in change.items()}
    Document.objects.filter(pk=permit.pk).update(**given)
    assert "12/GCN" not in an.get(f"/nop-ho-so/{draft.pk}/giay-to/").content.decode()
    assert an.post(f"/nop-ho-so/{draft.pk}/dung-giay-trong-kho/", {"cho": LAND, "giay": str(permit.pk)}).status_code in (302, 404)
    assert not draft.files.exists() and not Reading.objects.exists()


def filed(world: World, draft: Draft) -> Dossier:
    return submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)


def test_an_official_s_look_at_a_vault_paper_is_told_to_its_owner(world: World, permit: Document, client: Client) -> None:
    draft = world.draft()
    draft.files.filter(paper_key=LAND).delete()
    file = papers.reuse(draft.pk, world.an, paper_key=LAND, document=permit)
    dossier = filed(world, draft)
    assert dossier.files.get(document=permit).pk == file.pk
    client.force_login(world.officials["binh"])
    desk = f"/mot-cua/{world.seats['binh'].pk}"
    shown = client.get(f"{desk}/ho-so/{dossier.pk}/").content.decode()
    assert "Từ kho giấy tờ của người nộp" in shown and "Còn hiệu lực" in shown
    before = Reading.objects.filter(reader="official").count()
    assert client.get(f"{desk}/tep/{file.pk}/").status_code == 200
    assert client.get(f"{desk}/ho-so/{dossier.pk}/giay/{LAND}/").status_code == 200
    seen = Reading.objects.filter(reader="official", document=permit)
    assert seen.count() - before == 2
    assert {(row.agency_id, row.dossier_code) for row in seen} == {(world.seats["binh"].agency_id, dossier.code)}


def test_a_file_whose_bytes_are_gone_blocks_submitting_with_the_place(world: World, an: Client) -> None:
    draft = world.draft()
    file = draft.files.get(paper_key=LAND)
    default_storage.delete(file.blob.path)
    with pytest.raises(Incomplete) as refused:
        filed(world, draft)
    assert refused.value.items[0] == "Tải lên: Giấy tờ hợp pháp về đất đai"
    check = f"/nop-ho-so/{draft.pk}/kiem-tra/"
    told = an.get(an.post(check, {"key": str(draft.submit_key), "declared": "1"})["Location"]).content.decode()
    assert f"/nop-ho-so/{draft.pk}/giay-to/?ve=kiem-tra#giay-{LAND}" in told and "đã hỏng" in told
    assert Draft.objects.get(pk=draft.pk).answers == draft.answers and not Dossier.objects.exists()


def test_while_the_scanner_is_away_submitting_goes_on_and_officials_wait(
    world: World, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd.sock")
    draft = world.draft()
    papers.add_file(draft.pk, world.an, paper_key=LAND, name="b.jpg", data=samples.photo() + EICAR)
    assert set(draft.files.values_list("status", flat=True)) == {UploadStatus.CHECKING}
    dossier = filed(world, draft)
    client.force_login(world.officials["binh"])
    desk = f"/mot-cua/{world.seats['binh'].pk}"
    good, bad = dossier.files.exclude(name="b.jpg").first(), dossier.files.get(name="b.jpg")
    assert client.get(f"{desk}/tep/{good.pk}/").status_code == 404
    assert "Đang kiểm tra an toàn" in client.get(f"{desk}/ho-so/{dossier.pk}/").content.decode()
    assert scanning.rescan() == 0  # still away
    with Clamd(tmp_path / "clamd.sock"):
        assert scanning.rescan() >= 2
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.status, good.scan, bad.status, bad.scan) == ("received", "clean", "infected", "infected")
    assert client.get(f"{desk}/tep/{good.pk}/").status_code == 200
    assert client.get(f"{desk}/tep/{bad.pk}/").status_code == 404
    assert bundles.several(list(dossier.files.all())) == [LAND]


def test_an_infected_file_blocks_a_draft(world: World) -> None:
    draft = world.draft()
    draft.files.filter(paper_key=LAND).update(status=UploadStatus.INFECTED)
    with pytest.raises(Incomplete) as refused:
        filed(world, draft)
    assert refused.value.items[-1] == f"Xóa tệp {LAND}.pdf vì có mã độc, rồi tải tệp khác"
