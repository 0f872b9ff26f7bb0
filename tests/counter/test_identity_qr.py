"""What scanners type when they read an identity card, and what is understood of it. Every number is made up."""

from datetime import date

import pytest

from accounts.identity_qr import NotACard, looks_like_card, read
from accounts.keystrokes import from_telex, from_vni

WHOLE = "074192005678|281234567|Nguyễn Thị Hòa|20111992|Nữ|Tổ 5, phường Phú Cường|15042021"
HOA = ("074192005678", "Nguyễn Thị Hòa", date(1992, 11, 20), "nu", "Tổ 5, phường Phú Cường")
UPPER = ("074192005678", "NGUYỄN THỊ HÒA", date(1992, 11, 20), "nu", "TỔ 5")


def as_windows_1252(text: str) -> str:
    """What is read when UTF-8 bytes are taken for Windows' letters; its five holes are passed through."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte) for byte in text.encode()
    )


AS_TYPED = {
    "seven fields": (WHOLE, HOA),
    "a trailing new line": (WHOLE + "\r\n", HOA),
    "tab and spaces around": (f"\t {WHOLE} \n", HOA),
    "the scanner's symbology in front": ("]Q1" + WHOLE, HOA),
    "a byte order mark": ("\ufeff" + WHOLE, HOA),
    "no old number": (WHOLE.replace("281234567", ""), HOA),
    "no old number and no bar for it": (WHOLE.replace("281234567|", ""), HOA),
    "full-width bars": (WHOLE.replace("|", "｜"), HOA),
    "broken bars": (WHOLE.replace("|", "¦"), HOA),
    "the newer card's fields behind": (WHOLE + "|||Nguyễn Văn Ba|Lê Thị Tư|", HOA),
    "no day of issue": (WHOLE.removesuffix("|15042021"), HOA),
    "letters and marks apart (NFD)": ("074192005678||Nguye\u0302\u0303n Thi\u0323 Ho\u0300a|20111992|Nư\u0303|" + HOA[4], HOA),
    "Telex keystrokes": ("074192005678||Nguyeenx Thij Hoaf|20111992|Nuwx|Toor 5, phuwowngf Phus Cuwowngf|15042021", HOA),
    "Telex typed freely": ("074192005678||Nguyeexn Thij Hofa|20111992|Nuwx|Toor 5, phwowngf Phus Cwowngf|15042021", HOA),
    "VNI keystrokes": ("074192005678||Nguye64n Thi5 Ho2a|20111992|Nu74|To63 5, phu7o7ng2 Phu1 Cu7o7ng2|15042021", HOA),
    "VNI marks at the word's end": ("074192005678||Nguyen64 Thi5 Hoa2|20111992|Nu74|To63 5, phuong72 Phu1 Cuong72|", HOA),
    "Telex with caps lock": ("074192005678||NGUYEENX THIJ HOAF|20111992|NUWX|TOOR 5|15042021", UPPER),
    "capitals the wrong way round": ("074192005678||nGUYỄN tHỊ hÒA|20111992|nỮ|tỔ 5, PHƯỜNG pHÚ cƯỜNG|15042021", HOA),
    "UTF-8 taken for Windows-1252": (as_windows_1252(WHOLE), HOA),
    "dates with strokes": (WHOLE.replace("20111992", "20/11/1992"), HOA),
    "blanks in the number": (WHOLE.replace("074192005678", "074 192 005 678"), HOA),
}


@pytest.mark.parametrize(("typed", "meant"), AS_TYPED.values(), ids=AS_TYPED)
def test_what_a_scanner_types_is_read(typed: str, meant: tuple[object, ...]) -> None:
    card = read(typed)
    assert (card.identity_number, card.full_name, card.birth_date, card.sex, card.address) == meant
    assert card.unread == ()
    assert looks_like_card(typed)


UNCLEAR = {
    "letters lost": (WHOLE.replace("Nguyễn Thị", "Nguy?n Th?"), {"full_name"}, "Nguy?n Th? Hòa"),
    "no address": (WHOLE.replace(HOA[4], ""), {"address"}, HOA[1]),
    "a year alone": (WHOLE.replace("20111992", "00001992"), {"birth_date"}, HOA[1]),
    "a day that never was": (WHOLE.replace("20111992", "31021992"), {"birth_date"}, HOA[1]),
    "a year that the number contradicts": (WHOLE.replace("20111992", "20111991"), {"birth_date"}, HOA[1]),
    "a number too short": (WHOLE.replace("074192005678", "07419200567"), {"identity_number"}, HOA[1]),
    "a name of digits": (WHOLE.replace("Nguyễn Thị Hòa", "12 34"), {"full_name"}, "12 34"),
}


@pytest.mark.parametrize(("typed", "unread", "name"), UNCLEAR.values(), ids=UNCLEAR)
def test_what_is_unclear_is_named_and_the_rest_kept(typed: str, unread: set[str], name: str) -> None:
    card = read(typed)
    assert set(card.unread) == unread
    assert card.full_name == name
    assert card.sex == "nu"


ROW = str.maketrans("0123456789", "đăâêô\u0300\u0309\u0303\u0301\u0323")


def test_the_vietnamese_number_row_gives_digits_back() -> None:
    """0 is đ, 1-4 are ăâêô, 5-9 are tones: Windows' own layout."""
    card = read(f"{'074092105618'.translate(ROW)}||Nguyễn Văn An|{'20111992'.translate(ROW)}|Nam|Tổ 5|")
    assert card.identity_number == "074092105618"
    assert card.unread == ("birth_date",), "two tones in a row, one of them below the letter: which came first cannot be told"


def test_the_sex_is_read_from_the_number_where_the_scan_lost_it() -> None:
    assert read(WHOLE.replace("Nữ", "N?")).sex == "nu"


@pytest.mark.parametrize("typed", ["", "xin chào", "a|b|c", "||||||", "https://a.vn/?x=1|2|3"])
def test_what_is_no_card_is_refused(typed: str) -> None:
    with pytest.raises(NotACard):
        read(typed)


@pytest.mark.parametrize(
    ("telex", "vni", "word"),
    [
        ("ddoongf", "d9o6ng2", "đồng"),
        ("DDaf Nawngx", "D9a2 Na8ng4", "Đà Nẵng"),
        ("quyeets", "quye6t1", "quyết"),
        ("giaf", "gia2", "già"),
        ("thuyr", "thuy3", "thủy"),
        ("khuyeens", "khuye6n1", "khuyến"),
        ("Park B2", "Park B2", "Park B2"),
        ("Lan Anh", "Lan Anh", "Lan Anh"),
    ],
)
def test_keystrokes_are_composed_and_other_words_left(telex: str, vni: str, word: str) -> None:
    assert (from_telex(telex), from_vni(vni)) == (word, word)
