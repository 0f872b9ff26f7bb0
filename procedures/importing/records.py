"""Reading a record of unknown making: every value is asked for with its type, and what is wrong is told with its place."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import eq
from typing import Any

from common.text import fold
from procedures.importing.lint import Findings, near

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"[ \t]+")
_MANY_LINES = re.compile(r"\n{2,}")
_BULLETS = "-–•*"
_BULLET = re.compile(rf"^(?:[{_BULLETS}]\s*)+")
_ITEM = re.compile(r"\w{1,2}[).]")
MOST_REPEATED = 6


class BadRecord(Exception):
    """A record that cannot be taken: ``place`` leads to what is wrong, ``reason`` says it."""

    def __init__(self, place: str, reason: str) -> None:
        self.place, self.reason = place, reason
        super().__init__(f"{place}: {reason}" if place else reason)


@dataclass(frozen=True)
class Parsed:
    """What a record says: the catalogue's key and field, the content of a version, and what was noticed.

    ``listed``: it was a row of the list, which must not stand over a full record. ``ours``: an export of ours, whole.
    """

    code: str
    name: str
    kind: str
    field_code: str
    field_name: str
    content: dict[str, Any]
    findings: Findings
    listed: bool = False
    ours: bool = False


def mapping(value: Any, place: str) -> Mapping[str, Any]:
    """An object; raises ``BadRecord``."""
    if not isinstance(value, Mapping):
        raise BadRecord(place, "phải là một đối tượng JSON.")
    return value


def rows(record: Mapping[str, Any], name: str, place: str = "") -> list[tuple[str, Mapping[str, Any]]]:
    """(place, row) of a list of objects; absent or null is empty. Raises ``BadRecord``."""
    here = f"{place}/{name}".lstrip("/")
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadRecord(here, "phải là một danh sách.")
    return [(f"{here}/{index}", mapping(row, f"{here}/{index}")) for index, row in enumerate(value) if row is not None]


def words(record: Mapping[str, Any], name: str) -> list[str]:
    """A list of texts as they are; absent or null is empty. Raises ``BadRecord``."""
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or any(not isinstance(item, str) for item in value):
        raise BadRecord(name, "phải là danh sách chữ.")
    return list(value)


def plain(record: Mapping[str, Any], name: str, place: str = "") -> str:
    """A text as it is, "" when absent or null. Raises ``BadRecord`` for anything that is no text."""
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRecord(f"{place}/{name}".lstrip("/"), "phải là chữ.")
    return value


def flag(record: Mapping[str, Any], name: str) -> bool:
    """A yes or no; whatever is not ``true`` is no."""
    return record.get(name) is True


def count(record: Mapping[str, Any], name: str, place: str) -> int:
    """A whole number from 0; absent or null is 0. Raises ``BadRecord``."""
    value = record.get(name)
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or not 0 <= value <= 1000:
        raise BadRecord(f"{place}/{name}", "phải là số bản từ 0 đến 1.000.")
    return int(value)


def clean(value: str, path: str, findings: Findings) -> str:
    """NFC, plain blanks, nothing invisible, ends trimmed; line breaks stay. What was mended is counted."""
    text, mended = _mended(value)
    for code in mended:
        findings.count(path, code)
    return text


# Records say the same thing for every channel and quote the same laws: most texts are met more than once.
@lru_cache(maxsize=4096)
def _mended(value: str) -> tuple[str, tuple[str, ...]]:
    mended: list[str] = []
    if not unicodedata.is_normalized("NFC", value):
        mended.append("text-not-nfc")
        value = unicodedata.normalize("NFC", value)
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if not value.replace("\n", "").isprintable():
        if _SPACES.search(value):
            mended.append("text-nbsp")
            value = _SPACES.sub(" ", value)
        if _INVISIBLE.search(value):
            mended.append("text-invisible")
            value = unicodedata.normalize("NFC", _INVISIBLE.sub("", value))
    if "  " in value or "\t" in value:
        value = _BLANKS.sub(" ", value)
    if "\n" in value:
        value = _MANY_LINES.sub("\n", value.replace(" \n", "\n").replace("\n ", "\n"))
    return value.strip(), tuple(mended)


def line(value: str, path: str, findings: Findings) -> str:
    """The same in one line."""
    return clean(value, path, findings).replace("\n", " ")


def bare(text: str) -> str:
    """Without the dash or dot that made it an item of a list."""
    return _BULLET.sub("", text).strip() if text[:1] in _BULLETS else text.strip()


def lines_of(text: str) -> list[str]:
    """The items of a text, one a line, without their bullets."""
    return [item for item in (bare(row) for row in text.split("\n")) if item]


def check_prose(text: str, path: str, findings: Findings) -> None:
    """Note what copying did to a text: sentences cut in the middle, phrases twice in a row."""
    broken, repeated = _copied(text)
    if broken:
        findings.add(path, "text-mangled", near=broken)
    if repeated:
        findings.add(path, "text-repeated", near=repeated)


@lru_cache(maxsize=1024)
def _copied(text: str) -> tuple[str, str]:
    return _broken(text.split("\n")), _twice(text.split())


def _broken(lines: list[str]) -> str:
    """Where a line stops in the middle of a sentence and the next goes on in small letters; "a) …" begins an item."""
    for before, after in pairwise(lines):
        if before[-1:].islower() and after[:1].islower() and not _ITEM.match(after):
            return near(f"{before} {after}", len(before), len(before))
    return ""


def _twice(words: list[str]) -> str:
    """The first phrase of two to six words that is said twice in a row, numbers aside."""
    for size in range(2, MOST_REPEATED + 1):
        same = bytes(map(eq, words, words[size:]))
        start = same.find(b"\1" * size)
        if start >= 0 and any(word.isalpha() for word in words[start : start + size]):
            return " ".join(words[start : start + size])
    return ""


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Lower case without diacritics."""
    return fold(text)


def unique(base: str, taken: set[str]) -> str:
    """``base`` or ``base-2``, ``base-3``… whichever is free; it is taken then."""
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    taken.add(key)
    return key


def filled(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The entries that say something; nought and no say something too."""
    return ((name, value) for name, value in values.items() if value not in (None, "", [], {}))
