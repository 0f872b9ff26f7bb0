"""Tesseract, as a program that reads a picture from its input. It may be absent: callers ask ``can_turn`` and ``can_read``."""

import io
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

LANGUAGE = "vie"
_SURE = 3.0
"""From which confidence its word on a page's orientation is followed; upright pages of real text stand above ten."""
_SECONDS = 60


@dataclass(frozen=True)
class Line:
    """A line of text; ``sure`` is the mean of its words' confidences in percent, ``left``, ``top``: thousandths of the page."""

    text: str
    sure: int
    left: int
    top: int


@cache
def languages() -> frozenset[str]:
    """What this machine can read; empty without the program. Asked once a process."""
    try:
        said = _run(["--list-langs"], b"")
    except OSError:
        return frozenset()
    return frozenset(line.strip() for line in said.splitlines()[1:])


def can_turn() -> bool:
    """Whether it finds a page's orientation here."""
    return "osd" in languages()


def can_read() -> bool:
    """Whether it reads Vietnamese here."""
    return LANGUAGE in languages()


def turn(gray: "Image.Image") -> int:
    """By how many degrees (0, 90, 180, 270) a page must be turned clockwise to stand upright; 0 when in doubt. About 0.3 s."""
    said = _run(["stdin", "stdout", "--psm", "0", "-l", "osd"], _bytes(gray))
    degrees = re.search(r"^Rotate: (\d+)", said, re.MULTILINE)
    sure = re.search(r"^Orientation confidence: ([\d.]+)", said, re.MULTILINE)
    if degrees is None or sure is None or float(sure[1]) < _SURE:
        return 0
    return int(degrees[1]) % 360


def lines(gray: "Image.Image") -> list[Line]:
    """The page's lines in reading order; some seconds."""
    said = _run(["stdin", "stdout", "-l", LANGUAGE, "--psm", "3", "tsv"], _bytes(gray))
    found: dict[tuple[str, ...], list[list[str]]] = {}
    for row in said.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and float(cells[10]) >= 0 and cells[11].strip():
            found.setdefault(tuple(cells[1:5]), []).append(cells)
    parts = [part for words in found.values() for part in _columns(words)]
    return [_line(words, gray.width, gray.height) for words in parts]


def _columns(words: list[list[str]]) -> list[list[list[str]]]:
    """A line cut where the gap is wider than two letters are high: the head of a paper has two columns that are read as one."""
    parts = [words[:1]]
    for before, word in pairwise(words):
        gap = int(word[6]) - int(before[6]) - int(before[8])
        if gap > 2 * max(int(word[9]), int(before[9])):
            parts.append([])
        parts[-1].append(word)
    return parts


def _line(words: list[list[str]], width: int, height: int) -> Line:
    sure = sum(float(word[10]) for word in words) / len(words)
    left, top = int(words[0][6]) * 1000 // width, int(words[0][7]) * 1000 // height
    return Line(" ".join(word[11].strip() for word in words), round(sure), left, top)


def _bytes(gray: "Image.Image") -> bytes:
    """The picture as it needs no packing: PNG would take longer than the reading."""
    out = io.BytesIO()
    gray.convert("L").save(out, "PPM")
    return out.getvalue()


def _run(arguments: list[str], picture: bytes) -> str:
    """What it prints; empty where it gives up. The call is bounded."""
    try:
        done = subprocess.run(["tesseract", *arguments], input=picture, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""
