"""What a machine believes a Vietnamese paper says: number, date, issuer, name. Guesses for a person to confirm, never more.

The head of an administrative paper is where NĐ 30/2020/NĐ-CP puts it: the issuer top left, its number under it, place and date
top right; civil papers name their person after a label. Letters that a bad scan spoils are compared without marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from common.scans.tesseract import Line
from common.text import fold, tidy

NUMBER, DAY, ISSUER, NAME = "number", "day", "issuer", "name"
FIELDS = (NUMBER, DAY, ISSUER, NAME)
_HEAD = 300
"""Thousandths of the page: what stands lower is no head."""
_MIDDLE = 450
_BODIES = (
    *("uy ban nhan dan", "ubnd", "so ", "bo ", "phong ", "cong an", "toa an", "chi cuc", "cuc ", "benh vien", "truong "),
    *("van phong", "bao hiem xa hoi", "trung tam", "tram y te", "ngan hang", "cong ty"),
)
_NUMBER = re.compile(r"\b(?:so|s6|s0)\s*[:.;]\s*(.{1,40})", re.IGNORECASE)
_SIGN = re.compile(r"[0-9OI][0-9A-ZĐƯƠÔÊ./-]*(?:\s?/\s?[0-9A-ZĐƯƠÔÊ.-]+)*")
_WORDS = re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})")
_FIGURES = re.compile(r"\b(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})\b")
_LABELS = re.compile(
    r"^(?:.{0,12}\b)?(?:ho,? (?:chu dem,? )?(?:va )?ten(?: [a-z ]{0,20})?|(?:ong|ba)(?: ?[/(]? ?ba\)?)?)\s*[:;]\s*"
)
_LETTERS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,6}")


@dataclass(frozen=True)
class Guess:
    """A field's value as a person would write it (a day as YYYY-MM-DD), and how sure the machine is in percent."""

    value: str
    sure: int


def guess(lines: Sequence[Line]) -> dict[str, Guess]:
    """What the lines of a first page say, where they say it; a field that is not found is left out."""
    found = {NUMBER: _number(lines), DAY: _day(lines), ISSUER: _issuer(lines), NAME: _name(lines)}
    return {field: one for field, one in found.items() if one is not None}


def _plain(line: Line) -> str:
    """Without marks and in small letters, as long as the line itself, so that places in both agree."""
    folded = fold(line.text)
    return folded if len(folded) == len(line.text) else line.text.lower()


def _number(lines: Sequence[Line]) -> Guess | None:
    for line in lines:
        said = _NUMBER.search(_plain(line))
        if said and (sign := _SIGN.match(line.text[said.start(1) :])):
            return Guess(re.sub(r"\s", "", sign[0]).rstrip(".-/"), line.sure)
    return None


def _day(lines: Sequence[Line]) -> Guess | None:
    """The day in words (the paper's own) comes before days in figures (often a birthday)."""
    for pattern in (_WORDS, _FIGURES):
        for line in lines:
            said = pattern.search(_plain(line))
            if said and (day := _real(*(int(part) for part in said.groups()))):
                return Guess(day.isoformat(), line.sure)
    return None


def _real(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def _issuer(lines: Sequence[Line]) -> Guess | None:
    """The lines in capitals at the top left, down to the paper's number; the State's name stands at the right."""
    taken: list[Line] = []
    for line in (one for one in lines if one.left < _MIDDLE and one.top < _HEAD):
        text = re.split("CỘNG H|CONG H|Độc lập|ĐỘC LẬP", line.text)[0].strip(" .,-–_|")
        capitals = len(text) > 3 and text == text.upper() and any(letter.isalpha() for letter in text)
        if capitals and (taken or fold(text).startswith(_BODIES)):
            taken.append(Line(text, line.sure, line.left, line.top))
        elif taken:
            break
    if not taken:
        return None
    return Guess(tidy(" ".join(line.text for line in taken[:3])), min(line.sure for line in taken[:3]))


def _name(lines: Sequence[Line]) -> Guess | None:
    for line in lines:
        label = _LABELS.match(_plain(line))
        if label and (said := _LETTERS.match(line.text[label.end() :].strip())):
            return Guess(said[0], line.sure)
    return None
