"""What a machine's lines are taken to say, what a separator sheet says, what an empty page is."""

import pytest
from PIL import Image, ImageDraw

from common.scans import blanks, sheets
from common.scans.tesseract import Line
from dossiers import scan_fields
from tests.scans import stacks


def lines(*texts: str, left: int = 150) -> list[Line]:
    return [Line(text, 91, left, 40 + 20 * number) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        (lines("Số: 145/GXN-UBND"), "number", "145/GXN-UBND"),
        (lines("Số : 12 / 2024 / QĐ-UBND ngày 3"), "number", "12/2024/QĐ-UBND"),
        (lines("Thửa đất số 145, tờ bản đồ số 12"), "number", None),  # a number in a sentence is no paper's number
        (lines("Phú Cường, ngày 12 tháng 3 năm 2024"), "day", "2024-03-12"),
        (lines("Ngày sinh: 02/05/1990", "Phú Cường, ngày 9 tháng 11 năm 2023"), "day", "2023-11-09"),
        (lines("cấp ngày 02.05.1990"), "day", "1990-05-02"),
        (lines("ngày 31 tháng 2 năm 2024"), "day", None),
        (lines("ỦY BAN NHÂN DÂN", "PHƯỜNG PHÚ CƯỜNG", "Số: 1/A"), "issuer", "ỦY BAN NHÂN DÂN PHƯỜNG PHÚ CƯỜNG"),
        (lines("SỞ TƯ PHÁP CỘNG HÒA XÃ HỘI"), "issuer", "SỞ TƯ PHÁP"),
        (lines("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", left=520), "issuer", None),
        (lines("Họ và tên: Nguyễn Văn An"), "name", "Nguyễn Văn An"),
        (
            lines("Họ, chữ đệm, tên: TRẦN THỊ LAN Giới tính: Nữ"),
            "name",
            "TRẦN THỊ LAN Giới tính",
        ),  # a guess, for a person to mend
        (lines("Ông: Lê Bình"), "name", "Lê Bình"),
    ],
)
def test_lines_are_taken_to_say(said: list[Line], field: str, value: str | None) -> None:
    guess = scan_fields.guess(said).get(field)
    assert (guess.value if guess else None) == value


@pytest.mark.parametrize(
    "said",
    ["", "VNPC1", "VNPC1:1.013225", "VNPC1:1.013225:ban-ve:x", "VNPC1:a b:c", "https://example.vn/x", f"VNPC1:{'9' * 70}:"],
)
def test_only_our_sheets_are_sheets(said: str) -> None:
    assert sheets.read(said) is None


def test_a_sheet_says_what_it_was_printed_with() -> None:
    sheet = sheets.Sheet("1.013225", "ban-ve")
    assert sheets.read(sheet.payload) == sheet
    assert sheets.read(sheets.Sheet().payload) == sheets.Sheet()


def test_dust_is_no_writing_and_a_line_is() -> None:
    page = stacks.blank()
    assert blanks.is_blank(page.convert("L"))
    written = page.copy()
    ImageDraw.Draw(written).text((200, 300), "Da nhan du tien, ngay 12 thang 3.", fill=(40, 40, 90), font_size=34)
    assert not blanks.is_blank(written.convert("L"))
    assert not blanks.is_blank(stacks.printed().convert("L"))
    assert blanks.is_blank(Image.new("L", stacks.A4, 200))  # coloured paper
