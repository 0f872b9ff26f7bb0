"""The side that calls the jail: what a scan holds, papers made of its pages, what a machine reads in one."""

from collections.abc import Sequence
from dataclasses import dataclass

from common import jail
from common.scans import sheets, tesseract

MOST_READ = 20
"""Pages of a paper that get a text layer: 3 to 6 s a page on one core."""
_DRAWN_AT_ONCE = 10
_SECONDS = 60
_SECONDS_READING = 300


class Unreadable(Exception):
    """The jail gave up on the file: broken, hostile, or too much of it."""


@dataclass(frozen=True)
class Found:
    """One page as it was looked at: ``small`` and ``large`` are JPEG pictures, ``turn`` degrees clockwise to stand upright."""

    small: bytes
    large: bytes
    blank: bool
    turn: int
    sheet: sheets.Sheet | None


@dataclass(frozen=True)
class Split:
    """Pages of a file, and how many the file has altogether."""

    pages: int
    found: tuple[Found, ...]


@dataclass(frozen=True)
class Leaf:
    """A page of the source number ``source`` (both from 0), turned clockwise by ``turn`` degrees."""

    source: int
    page: int
    turn: int


@dataclass(frozen=True)
class Drawn:
    """A page as a copy shows it: a JPEG, and the page's own size in points."""

    jpeg: bytes
    width: float
    height: float


@dataclass(frozen=True)
class Reading:
    """``layered`` is the PDF with its text under the pictures, None where that failed; ``lines`` are the first page's."""

    layered: bytes | None
    lines: tuple[tesseract.Line, ...]


def split(pdf: bytes, *, first: int, count: int) -> Split:
    """Look at ``count`` pages from ``first`` (0 is the first); raises ``Unreadable``. 0.3 s to 1 s a page."""
    reply = _run("common.scans.splitting", pdf, {"first": first, "count": count}, _SECONDS)
    found, at = [], 0
    for one in reply.answer["found"]:
        middle, end = at + one["small"], at + one["small"] + one["large"]
        sheet = sheets.read(one["sheet"]) if one["sheet"] else None
        found.append(Found(reply.body[at:middle], reply.body[middle:end], one["blank"], one["turn"], sheet))
        at = end
    return Split(reply.answer["pages"], tuple(found))


def assemble(sources: Sequence[bytes], papers: Sequence[Sequence[Leaf]]) -> list[bytes]:
    """One PDF for each paper, its pages upright; raises ``Unreadable``. About 0.5 s for all."""
    wanted = [[[leaf.source, leaf.page, leaf.turn] for leaf in paper] for paper in papers]
    options = {"sizes": [len(source) for source in sources], "papers": wanted}
    reply = _run("common.scans.assembling", b"".join(sources), options, _SECONDS)
    made, at = [], 0
    for size in reply.answer["sizes"]:
        made.append(reply.body[at : at + size])
        at += size
    return made


def count(pdf: bytes) -> int:
    """How many pages it has; raises ``Unreadable``."""
    pages: int = _run("common.scans.drawing", pdf, {"pages": []}, _SECONDS).answer["pages"]
    return pages


def draw(pdf: bytes, pages: Sequence[int]) -> list[Drawn]:
    """These pages (0 is the first) at 200 dots per inch; raises ``Unreadable``, also for a page that is not there."""
    drawn: list[Drawn] = []
    for start in range(0, len(pages), _DRAWN_AT_ONCE):
        reply = _run("common.scans.drawing", pdf, {"pages": list(pages[start : start + _DRAWN_AT_ONCE])}, _SECONDS)
        at = 0
        for size, width, height in reply.answer["found"]:
            drawn.append(Drawn(reply.body[at : at + size], width, height))
            at += size
    return drawn


def read(pdf: bytes) -> Reading:
    """Read a paper by machine; raises ``Unreadable``. Seconds to minutes: only in a worker, only where ``tesseract.can_read``."""
    reply = _run("common.scans.reading", pdf, {"most": MOST_READ}, _SECONDS_READING)
    return Reading(reply.body or None, tuple(tesseract.Line(*line) for line in reply.answer["lines"]))


def _run(module: str, data: bytes, options: dict[str, object], seconds: int) -> jail.Reply:
    try:
        return jail.run(module, data, options, seconds=seconds)
    except jail.Escaped as escaped:
        raise Unreadable(str(escaped)) from escaped
