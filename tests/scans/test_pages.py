"""The pages of scanning: what they show, how two tabs meet, whom they let in, how many queries they cost."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from common import outbox
from common.scans import work
from common.scans.sheets import Sheet
from dossiers.models import Digitisation, Dossier, Draft, ScannedPaper, ScanPage
from dossiers.services.scans import saving, standing
from tests.desk.conftest import Browse, browse, twin
from tests.looks import queries
from tests.scans.conftest import drawn, pages, table_for
from tests.uploads import samples
from tests.world import PERMIT, World

__all__ = ["browse"]
LAND, DRAWING = "giay-to-dat", "ban-ve"
OURS = {"Portal-Part": "1"}


def address(world: World, name: str, *args: Any, who: str = "binh") -> str:
    return reverse(f"desk-scans:{name}", args=[world.seats[who].pk, *args])


def press(browser: Client, world: World, table: Any, do: str, page: ScanPage, seen: int, **headers: str) -> Any:
    data = {"do": do, "page": str(page.pk), "ban": str(seen)}
    return browser.post(address(world, "arrange", table.pk), data, headers=headers)


def test_by_hand_without_a_script(world: World, on_paper: Dossier, browse: Browse) -> None:
    """Take in, name, save: every press is a form that leads back to the page and to the page in hand."""
    binh = browse("binh")
    here = address(world, "dossier", on_paper.pk)
    assert "Chưa có trang nào" in binh.get(here).content.decode()
    table = table_for(world, on_paper)
    files = [SimpleUploadedFile("xap.pdf", samples.pdf(2)), SimpleUploadedFile("virus.pdf", samples.pdf_with("open-action-js"))]
    answer = binh.post(address(world, "take", table.pk), {"file": files}, follow=True).content.decode()
    assert "Đã nhận 2 trang, đang tách." in answer
    assert "Không nhận virus.pdf: Tệp PDF có phần tự chạy" in answer
    assert "xap.pdf: đã tách 0 trong 2 trang" in answer
    assert outbox.OutboxMessage.objects.filter(topic="dossiers.scans").count() == 1
    table.uploads.all().delete()

    table = drawn(world, on_paper, 2)
    one, _two = pages(table)
    pressed = press(binh, world, table, f"paper:{LAND}", one, 1)
    assert pressed["Location"] == f"{here}?trang={one.pk}#trang-{one.pk}"
    assert "1 giấy tờ sẵn sàng để lưu" in binh.get(pressed["Location"]).content.decode()
    saved = binh.post(address(world, "save", table.pk), {"ban": "2"}, follow=True).content.decode()
    assert "Đã lưu 1 giấy tờ." in saved
    assert "Giấy tờ đã quét" in saved
    assert on_paper.scanned.get().pages == 2


def test_our_script_gets_the_board_and_hears_of_the_other_tab(world: World, on_paper: Dossier, browse: Browse) -> None:
    binh, table = browse("binh"), drawn(world, on_paper, 2)
    one, two = pages(table)
    turned = press(binh, world, table, "turn", one, 1, **OURS)
    assert (turned.status_code, turned.templates[0].name) == (200, "desk/scans/_board.html")
    stale = press(binh, world, table, "drop", two, 1, **OURS)
    assert stale.status_code == 409
    assert "vừa xếp lại bàn quét này" in stale.content.decode()
    assert [page.fate for page in pages(table)] == ["kept", "kept"]
    assert press(binh, world, table, "paper:khong-co", two, 2, **OURS).status_code == 404
    assert press(binh, world, table, "pha", two, 2, **OURS).status_code == 404


def test_what_the_machine_reads_is_only_proposed(world: World, on_paper: Dossier, browse: Browse) -> None:
    binh, table = browse("binh"), drawn(world, on_paper, 1)
    press(binh, world, table, f"paper:{LAND}", pages(table)[0], 1)
    binh.post(address(world, "save", table.pk), {"ban": "2"})
    paper = on_paper.scanned.get()
    guesses = {"number": {"value": "145/GXN", "sure": 92}, "day": {"value": "2024-03-12", "sure": 61}}
    ScannedPaper.objects.filter(pk=paper.pk).update(reading="done", guesses=guesses)
    shown = binh.get(address(world, "paper", paper.pk)).content.decode()
    assert "Máy đọc gợi ý, tin cậy 92 %" in shown
    assert "Máy đọc gợi ý, chỉ tin cậy 61 %" in shown
    assert 'value="12/03/2024"' in shown
    paper.refresh_from_db()
    assert paper.values is None

    wrong = binh.post(address(world, "paper", paper.pk), {"number": "145/GXN", "day": "45/3/2024"})
    assert wrong.status_code == 422
    binh.post(address(world, "paper", paper.pk), {"number": "145/GXN", "day": "13/3/2024", "issuer": "", "name": ""})
    paper.refresh_from_db()
    assert paper.values == {"number": "145/GXN", "day": "2024-03-13", "issuer": "", "name": ""}
    assert "Ký số 1 bản số hóa" in binh.get(address(world, "dossier", on_paper.pk)).content.decode()
    binh.post(address(world, "sign", on_paper.pk))
    assert "xem bản đã ký" in binh.get(address(world, "dossier", on_paper.pk)).content.decode()
    assert binh.get(address(world, "file", paper.pk))["Content-Type"] == "application/pdf"


def test_the_sheets_that_are_printed_are_the_sheets_that_are_read(world: World, on_paper: Dossier, browse: Browse) -> None:
    table = table_for(world, on_paper)
    printed = browse("binh").get(address(world, "sheets", table.pk)).content
    found = work.split(printed, first=0, count=5).found
    assert [page.sheet for page in found] == [Sheet(PERMIT, LAND), Sheet(PERMIT, DRAWING), Sheet()]


def test_a_reception_is_its_units_and_a_citizens_draft_nobodys(world: World, reception: Draft, browse: Browse) -> None:
    assert browse("binh").get(address(world, "draft", reception.pk)).status_code == 200
    assert browse("mai").get(address(world, "draft", reception.pk, who="mai")).status_code == 404
    own = world.draft(owner=world.an)
    assert browse("binh").get(address(world, "draft", own.pk)).status_code == 404


def test_the_board_costs_the_same_for_many_pages(world: World, on_paper: Dossier, browse: Browse) -> None:
    binh = browse("binh")
    table = drawn(world, on_paper, 2)
    board = address(world, "board", table.pk)
    cost = queries(binh, board)
    drawn(world, on_paper, 30)
    assert queries(binh, board) <= cost
    assert binh.get(board).content.count(b"data-leaf") == 32


def test_the_list_of_what_is_not_digitised(world: World, on_paper: Dossier, browse: Browse) -> None:
    """The oldest first, the share above, the same cost for one row and for many; done means gone from the list."""
    binh = browse("binh")
    standing.look(on_paper)
    page = address(world, "waiting")
    assert "có 0 trong 2" in binh.get(page).content.decode()
    cost = queries(binh, page)
    for number in range(8):
        standing.look(twin(on_paper, code=f"H09.21.23.01-261101-{number:04}"))
    assert binh.get(page).content.count(b"data-row") == 9
    assert queries(binh, page) <= cost
    table = drawn(world, on_paper, 2)
    one, two = pages(table)
    press(binh, world, table, f"paper:{LAND}", one, 1)
    press(binh, world, table, f"paper:{DRAWING}", two, 2)
    table.refresh_from_db()
    who = {"by": world.officials["binh"], "seat": world.seats["binh"]}
    saving.save(table, on_paper, seen=table.lock_version, **who)
    shown = binh.get(page).content.decode()
    assert on_paper.code not in shown
    assert "11 %" in shown
    assert Digitisation.objects.filter(complete_at__isnull=True).count() == 8
