"""The QR of an identity card (căn cước) as a scanner types it into a box: read whatever can be read, say what cannot.

Pure. The card says, by bars (domain.md §3.7; no official specification is published):

    số định danh | CMND cũ or nothing | họ tên | ddMMyyyy | Nam/Nữ | nơi cư trú | ddMMyyyy cấp | more on cards from 2024

A scanner is a keyboard, so the text passes through whatever input method is on. Undone here: UTF-8 bytes taken for Windows-1252;
Telex or VNI keystrokes that were not composed; digits that the Windows "Vietnamese" layout turned into ăâêô and tones; other
bars; capitals the wrong way round; marks before and line ends after; a CMND that is lacking with its bar. What stays unclear is
named in ``Card.unread`` with its value kept as it came: the clerk types that part and nothing else.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.keystrokes import from_telex, from_vni, looks_telex, looks_vni
from common import clock
from common.text import fold, tidy

NUMBER, OLD_NUMBER, NAME, BIRTH, SEX, ADDRESS = ("identity_number", "old_number", "full_name", "birth_date", "sex", "address")
_BARS = re.compile(r"[|\uff5c\u00a6\u2502\u01c0\u2223]")
_SYMBOLOGY = re.compile(r"^\]Q[0-9]")
_IDENTITY = re.compile(r"0\d{11}")
_OLD = re.compile(r"\d{9}")
_DATE = re.compile(r"(\d{1,2})[./ -]?(\d{1,2})[./ -]?(\d{4})")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_MOJIBAKE = re.compile(r"[ÃÄÅÆá][\u0080-\u00ff\u0152-\u0192\u02c6-\u2122]")
# The number row of the Windows "Vietnamese" layout: letters 1-4 and 0, combining tones 5-9.
_ROW = dict(zip("đăâêô\u0300\u0309\u0303\u0301\u0323", "0123456789", strict=True))
_SHAPES = "\u0306\u0302"
CENTURY = {0: 1900, 2: 2000, 4: 2100}


class NotACard(ValueError):
    """Nothing in the text looks like an identity card's QR."""


@dataclass(frozen=True)
class Card:
    """What a card says. ``sex``: nam, nu or "". ``unread``: the parts, by these fields' names, that need the clerk's eye."""

    identity_number: str = ""
    old_number: str = ""
    full_name: str = ""
    birth_date: date | None = None
    sex: str = ""
    address: str = ""
    issued_on: date | None = None
    unread: tuple[str, ...] = ()


def looks_like_card(text: str) -> bool:
    """Whether a scanner typed this: it has the card's bars. A number that was typed has none."""
    return len(_BARS.findall(text)) >= 2


def read(text: str) -> Card:
    """Read the typed text of a card's QR; raises ``NotACard`` where not even a number or a name is in it."""
    parts = [part.strip() for part in _BARS.split(_plain(text))]
    if len(parts) < 3:
        raise NotACard
    number = _number(parts[0])
    at = _birth_at(parts)
    name, sex, address = parts[at - 1], _at(parts, at + 1), _at(parts, at + 2)
    name, sex, address = _composed(name, sex, address)
    old = next((_digits(part) for part in parts[1 : at - 1] if _OLD.fullmatch(_digits(part))), "")
    born = _day(_at(parts, at))
    read_sex = _sex(sex) or sex_of(number)
    issued = next((day for part in parts[at + 3 :] if (day := _day(part))), None)
    if not number and not (_is_name(name) and len(name.split()) > 1):
        raise NotACard
    unread = _unclear(number, name, born, read_sex, address)
    return Card(number, old, tidy(name), born, read_sex, tidy(address), issued, tuple(unread))


def sex_of(number: str) -> str:
    """What the fourth digit of an identity number says; "" for none."""
    return ("nam", "nu")[int(number[3]) % 2] if _IDENTITY.fullmatch(number) else ""


def year_of(number: str) -> int | None:
    """The year of birth in an identity number (Thông tư 59/2021/TT-BCA): century by the fourth digit, then two digits."""
    if not _IDENTITY.fullmatch(number):
        return None
    century = CENTURY.get(int(number[3]) // 2 * 2)
    return century + int(number[4:6]) if century else None


def _plain(text: str) -> str:
    """The text without what scanner and input method put around it; not yet composed (NFC): the order of tones is digits."""
    text = _unbroken(text)
    kept = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", text) if c != "\ufeff")
    kept = _SYMBOLOGY.sub("", kept.strip())
    words = _LETTERS.findall(kept)
    turned = [word for word in words if len(word) > 1 and word[0].islower() and word[1:].isupper()]
    return kept.swapcase() if turned and len(turned) * 2 > len([word for word in words if len(word) > 1]) else kept


def _unbroken(text: str) -> str:
    """UTF-8 bytes that were taken for Windows-1252 letters, put together again; other text as it is."""
    if not _MOJIBAKE.search(text):
        return text
    found = bytearray()
    for letter in text:
        try:
            found += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 255:
                return text
            found.append(ord(letter))
    try:
        return found.decode()
    except UnicodeDecodeError:
        return text


def _composed(name: str, *others: str) -> tuple[str, ...]:
    """Name, sex and address with raw keystrokes composed, where the name says that they are such."""
    if looks_vni(name):
        return tuple(from_vni(part) for part in (name, *others))
    if looks_telex(name):
        return tuple(from_telex(part) for part in (name, *others))
    return (name, *others)


def _digits(text: str) -> str:
    """The digits of a part, those of the Vietnamese number row too; "" where anything else is in it, or their order is lost."""
    bare = re.sub(r"[\s.\-]", "", text)
    if bare.isascii():
        return bare if bare.isdecimal() else ""
    found = []
    for cluster in re.findall(r"[^\u0300-\u0323][\u0300-\u0323]*|[\u0300-\u0323]+", unicodedata.normalize("NFD", bare.lower())):
        base = cluster[0]
        shape = next((mark for mark in cluster[1:] if mark in _SHAPES), "")
        letter = unicodedata.normalize("NFC", base + shape) if shape else base
        tones = [mark for mark in cluster if mark not in _SHAPES and unicodedata.combining(mark)]
        # Below and above are put into one order when composed: which digit came first is lost.
        if "\u0323" in tones and len(tones) > 1:
            return ""
        if not unicodedata.combining(base):
            found.append(_ROW.get(letter, letter))
        found += [_ROW.get(mark, "?") for mark in tones]
    digits = "".join(found)
    return digits if digits.isascii() and digits.isdecimal() else ""


def _number(text: str) -> str:
    digits = _digits(text)
    return digits if _IDENTITY.fullmatch(digits) else ""


def _day(text: str) -> date | None:
    found = _DATE.fullmatch(_digits(text) or text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
    return day if day and date(1900, 1, 1) <= day <= clock.today() else None


def _sex(text: str) -> str:
    word = fold(text)
    return "nam" if word == "nam" else "nu" if re.fullmatch(r"nu[wx\d]*", word) else ""


def _birth_at(parts: Sequence[str]) -> int:
    """Where the birth date stands: before the sex; where that is no word, the first part that is a day; else the fourth."""
    by_sex = next((at - 1 for at, part in enumerate(parts) if at > 2 and _sex(part)), None)
    return by_sex or next((at for at, part in enumerate(parts) if at > 1 and _day(part)), 3)


def _at(parts: Sequence[str], at: int) -> str:
    return parts[at] if at < len(parts) else ""


def _is_name(text: str) -> bool:
    words = text.split()
    return bool(words) and all(_LETTERS.fullmatch(word) for word in words)


def _unclear(number: str, name: str, born: date | None, sex: str, address: str) -> list[str]:
    """The parts to look at: what could not be read, and a birth date that the number contradicts."""
    unread = [NUMBER] if not number else []
    if not _is_name(name) or len(name.split()) < 2:
        unread.append(NAME)
    year = year_of(number)
    if born is None or (year is not None and born.year != year):
        unread.append(BIRTH)
    if not sex:
        unread.append(SEX)
    if not address or "?" in address or "\ufffd" in address:
        unread.append(ADDRESS)
    return unread
