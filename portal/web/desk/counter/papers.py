"""The papers before the clerk as a list to tick: got or not, how many originals and copies, whether an original stays here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dossiers.counter import CHANNEL
from dossiers.loaded import Loaded
from dossiers.models import CounterFiling, DraftFile
from procedures.rules import Paper

GOT, ORIGINALS, COPIES, KEEP = "co", "chinh", "sao", "giu"
MOST = 99


@dataclass(frozen=True)
class Line:
    """One paper with what was ticked; ``files`` is how many scans of it there are."""

    paper: Paper
    got: bool
    originals: int
    copies: int
    keep: bool
    files: int

    @property
    def name(self) -> str:
        """How its boxes are called."""
        return f"giay-{self.paper.key}"

    @property
    def lacks(self) -> bool:
        """Asked for, and neither on the table nor scanned."""
        return self.paper.required and not self.got and not self.files


def lines(filing: CounterFiling, loaded: Loaded, answers: Mapping[str, Any], files: Sequence[DraftFile]) -> list[Line]:
    """The papers that these answers ask for at a counter, in the procedure's order. No query."""
    found = []
    for paper in loaded.papers(answers, CHANNEL):
        said = filing.papers.get(paper.key, {})
        scans = sum(file.paper_key == paper.key for file in files)
        originals = int(said.get("originals", paper.originals))
        copies = int(said.get("copies", paper.copies))
        found.append(Line(paper, bool(said.get("got")), originals, copies, bool(said.get("keep")), scans))
    return found


def posted(post: Mapping[str, str], loaded: Loaded) -> dict[str, dict[str, Any]]:
    """What was ticked, by paper; only papers that the procedure knows and that stood on the page."""
    found = {}
    for paper in loaded.content["papers"]:
        name = f"giay-{paper['key']}"
        if f"{name}-{ORIGINALS}" in post:
            found[paper["key"]] = {
                "got": f"{name}-{GOT}" in post,
                "originals": _number(post[f"{name}-{ORIGINALS}"]),
                "copies": _number(post.get(f"{name}-{COPIES}", "")),
                "keep": f"{name}-{KEEP}" in post,
            }
    return found


def _number(text: str) -> int:
    digits = text.strip()
    return min(int(digits), MOST) if digits.isascii() and digits.isdecimal() and len(digits) < 5 else 0
