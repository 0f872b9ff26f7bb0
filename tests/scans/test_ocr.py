"""The real machine reads a real page: a text layer, guesses that are right on a clean page, nothing that stands in the way."""

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from common import blobs
from common.scans import tesseract
from common.scans.blanks import is_blank
from dossiers.models import Dossier, ScanPage
from dossiers.services.scans import arranging, confirming, labour, saving
from tests.scans import stacks
from tests.scans.conftest import laid, pages
from tests.uploads import samples
from tests.world import World


@pytest.mark.slow
def test_a_paper_is_read_in_vietnamese(world: World, on_paper: Dossier) -> None:
    binh, seat = world.officials["binh"], world.seats["binh"]
    table = laid(world, on_paper, stacks.scanned([stacks.printed()]))
    [laid_down] = pages(table)
    assert laid_down.fate == ScanPage.Fate.KEPT, is_blank(Image.open(io.BytesIO(blobs.read(laid_down.large))))
    arranging.arrange(table, by=binh, seen=1, do="paper", page=pages(table)[0].pk, paper="giay-to-dat")
    table.refresh_from_db()
    [paper] = saving.save(table, on_paper, by=binh, seat=seat, seen=table.lock_version)
    assert labour.work() == 1

    paper.refresh_from_db()
    assert paper.reading == "done"
    said = {field: guess["value"] for field, guess in paper.guesses.items()}
    assert said == {
        "number": "145/GXN-UBND",
        "day": "2024-03-12",
        "issuer": "ỦY BAN NHÂN DÂN PHƯỜNG PHÚ CƯỜNG",
        "name": "Nguyễn Văn An",
    }
    layered = blobs.read(paper.layered)
    text = pypdfium2.PdfDocument(layered)[0].get_textpage().get_text_bounded()
    assert "xác nhận người có tên nêu trên" in text
    assert on_paper.files.get(pk=paper.file).rendition_id == paper.layered_id
    confirming.confirm(paper, by=binh, seat=seat, values=said)
    [signed] = confirming.sign(on_paper, by=binh, seat=seat)
    with pikepdf.open(io.BytesIO(blobs.read(signed.signed))) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 1


def test_without_tesseract_everything_else_goes_on(world: World, on_paper: Dossier, settings: object) -> None:
    """On a machine that cannot read, the paper says so and is confirmed by hand."""
    binh, seat = world.officials["binh"], world.seats["binh"]
    known, tesseract.LANGUAGE = tesseract.LANGUAGE, "xyz"
    try:
        table = laid(world, on_paper, samples.pdf(1))
        arranging.arrange(table, by=binh, seen=1, do="paper", page=pages(table)[0].pk, paper="giay-to-dat")
        arranging.arrange(table, by=binh, seen=2, do="keep-blanks")
        [paper] = saving.save(table, on_paper, by=binh, seat=seat, seen=3)
        assert labour.work() == 1
    finally:
        tesseract.LANGUAGE = known
    paper.refresh_from_db()
    assert (paper.reading, paper.layered, paper.guesses) == ("off", None, {})
    confirming.confirm(paper, by=binh, seat=seat, values={"number": "1"})
    assert len(confirming.sign(on_paper, by=binh, seat=seat)) == 1
