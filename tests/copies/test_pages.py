"""The desk's pages of copies: found by its number, wanted, looked at, sealed; and the book of certified copies."""

from typing import Any

import pytest
from django.urls import reverse

from portal.web.desk.copies import page_ranges
from tests.world import World
from vault.copied import Copy
from vault.models import Document
from vault.services import copying

WANTED = {"form": "trich-sao", "pages": "1", "receiver": "Tòa án", "purpose": "Hồ sơ vụ án"}


def address(world: World, name: str, *more: Any, who: str = "giang") -> str:
    return reverse(f"desk-vault:{name}", args=[world.seats[who].pk, *more])


def test_from_the_number_on_the_paper_to_the_sealed_extract(world: World, browse: Any, settings: Any) -> None:
    document = world.issued().results.get().document
    giang = browse("giang")
    for typed, there in ((document.number, True), (document.dossier_code, True), (document.number[:2], False), ("", False)):
        page = giang.get(address(world, "copies"), {"so": typed}).content.decode()
        assert (address(world, "copy-begin", document.pk) in page) is there, typed
    begin = address(world, "copy-begin", document.pk)
    for wrong, why in (({"pages": "x"}, "Viết số trang"), ({"pages": ""}, "Nhập các trang"), ({"purpose": ""}, "Nhập việc")):
        answer = giang.post(begin, WANTED | wrong)
        assert answer.status_code == 422 and why in answer.content.decode()
    assert not Copy.objects.exists()
    answer = giang.post(begin, WANTED)
    copy = Copy.objects.get()
    assert answer.url == address(world, "copy", copy.pk) and copy.pages == [1]
    assert "đang được tạo" in giang.get(answer.url).content.decode()
    copying.draw({"copy": str(copy.pk)})
    assert giang.get(address(world, "copy-page", copy.pk, 1))["Content-Type"] == "image/png"
    assert giang.get(address(world, "copy-page", copy.pk, 9)).status_code == 404
    settings.SIGNING_PROOF_MINUTES = 15  # nobody logged in with a password here: proof is asked first
    assert "xac-thuc-lai" in giang.post(answer.url).url and not Document.objects.filter(copy_form="trich-sao").exists()
    settings.SIGNING_PROOF_MINUTES = 0
    assert giang.post(answer.url, {"viec": "bo", "reason": ""}).status_code == 422
    giang.post(answer.url)
    made = Document.objects.get(copy_form="trich-sao")
    assert "Đã ký số" in giang.get(address(world, "copies")).content.decode()
    extract = browse("giang").get(f"/xac-thuc/{made.public_id}/").content.decode()
    assert "chỉ gồm những trang được trích" in extract


def test_the_book_holds_certified_copies_of_one_s_own_agency_only(world: World, browse: Any) -> None:
    document = world.issued().results.get().document
    Document.objects.filter(pk=document.pk).update(copy_form="certified", origin="copy", number="7, quyển số 01/2026-SCT/BS")
    assert "7, quyển số 01/2026-SCT/BS" in browse("binh").get(address(world, "certified", who="binh")).content.decode()
    assert "SCT/BS" not in browse("mai").get(address(world, "certified", who="mai")).content.decode()


@pytest.mark.parametrize(
    ("text", "pages"),
    [("1", [1]), ("1-3, 5", [1, 2, 3, 5]), (" 5;2 – 3 ", [2, 3, 5]), ("2,2", [2]), ("", []), ("0", None), ("3-1", None),
     ("1-99", None), ("a", None), ("1--2", None)],
)  # fmt: skip
def test_pages_as_people_write_them(text: str, pages: list[int] | None) -> None:
    if pages is None:
        with pytest.raises(ValueError):
            page_ranges.read(text)
    else:
        assert page_ranges.read(text) == pages
