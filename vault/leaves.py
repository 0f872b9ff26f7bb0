"""Pages of a paper as a copy shows them: pictures that its template carries in itself. Strangers' files are drawn in the jail."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from common.scans import work

MOST = 60
"""Pages of one copy: 60 coloured pages at 200 dots per inch are about 25 MB."""


@dataclass(frozen=True)
class Leaf:
    """One page: its picture as a ``data:`` address, its number in the paper from 1, whether it lies broadside."""

    uri: str
    number: int
    wide: bool


def drawn(pdf: bytes, pages: Sequence[int] = ()) -> list[Leaf]:
    """These pages of a PDF from 1, all without them; raises ``work.Unreadable``. About 0.3 s a page."""
    numbers = list(pages) or list(range(1, work.count(pdf) + 1))
    found = work.draw(pdf, [number - 1 for number in numbers])
    return [
        Leaf("data:image/jpeg;base64," + base64.b64encode(one.jpeg).decode(), number, one.width > one.height)
        for number, one in zip(numbers, found, strict=True)
    ]
