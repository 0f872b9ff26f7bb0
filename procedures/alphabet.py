"""Titles in the order of the Vietnamese alphabet: what a title is filed under. Pure, no ORM."""

import re
import unicodedata

from common.text import tidy

LETTERS = "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"
OTHER = "#"
"""Where a title stands that begins with none of the letters."""

# Every second imported title begins with these words, some with a number before them; nobody looks for them under T.
_LEAD = re.compile(r"^(?:\d+[.)]\s*)?(?:thủ tục hành chính|thủ tục)?\s*[:,.\-–“\"]*\s*", re.IGNORECASE)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"\w+")
_HEAD_WORDS = 2


def bare(title: str) -> str:
    """A title without "Thủ tục" and signs before its first word: what it is sorted by."""
    whole = tidy(title)
    rest = _LEAD.sub("", whole)
    first = _WORD.search(rest)
    return rest[first.start() :] if first else whole


def letter(title: str) -> str:
    """The letter a title stands under, tones left aside (Ủy → U, Đăng → Đ); ``OTHER`` for figures and foreign letters."""
    first = bare(title)[:1].upper()
    kept = "".join(mark for mark in unicodedata.normalize("NFD", first) if mark not in _TONES)
    found = unicodedata.normalize("NFC", kept)
    return found if found and found in LETTERS else OTHER


def head(title: str) -> str:
    """The first two words in lower case, or what stands before the first comma ("cấp, đổi thẻ" → "cấp"): how a letter with
    a thousand titles is divided further."""
    return " ".join(_WORD.findall(bare(title).lower().partition(",")[0])[:_HEAD_WORDS])
