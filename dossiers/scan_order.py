"""The order of scanned pages on the table, as pure rules: where papers begin, which they are, what a key press changes.

A pile is what lies between two cuts; the page that begins it says which paper it is. A row is a ``ScanPage``; the rules change
rows in place and answer with those that changed, so that the caller saves no more than that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dossiers.models import ScanPage

Fate, Kind = ScanPage.Fate, ScanPage.Kind
QUARTER, ROUND = 90, 360


@dataclass(frozen=True)
class Pile:
    """Pages that lie together; ``key`` is the paper's, empty while nobody said which it is."""

    key: str
    pages: tuple[ScanPage, ...]

    @property
    def leaves(self) -> list[ScanPage]:
        """What becomes the paper: neither dropped nor a separator sheet."""
        return [page for page in self.pages if page.kind == Kind.PAGE and page.fate != Fate.DROPPED]


def piles(pages: Sequence[ScanPage]) -> list[Pile]:
    """The pages in their order, cut where a paper begins."""
    found: list[list[ScanPage]] = []
    for page in pages:
        if page.begins or not found:
            found.append([])
        found[-1].append(page)
    return [Pile(rows[0].paper_key if rows[0].begins else "", tuple(rows)) for rows in found]


def turn(pages: Sequence[ScanPage], at: int) -> list[ScanPage]:
    """A quarter clockwise."""
    page = pages[at]
    page.turn, page.turned_by_machine = (page.turn + QUARTER) % ROUND, False
    return [page]


def drop(pages: Sequence[ScanPage], at: int) -> list[ScanPage]:
    """Leave the page out, or take it in again."""
    page = pages[at]
    page.fate = Fate.KEPT if page.fate == Fate.DROPPED else Fate.DROPPED
    return [page]


def keep(pages: Sequence[ScanPage], at: int) -> list[ScanPage]:
    """The page stays, blank or not."""
    pages[at].fate = Fate.KEPT
    return [pages[at]]


def cut(pages: Sequence[ScanPage], at: int) -> list[ScanPage]:
    """A paper begins here, or no longer does: then its pages belong to what lies before. The first page always begins one."""
    page = pages[at]
    if at:
        page.begins, page.paper_key = not page.begins, ""
    return [page]


def name(pages: Sequence[ScanPage], at: int, key: str) -> list[ScanPage]:
    """From this page to the end of its pile it is the paper ``key``; in the middle of a pile this cuts it."""
    page = pages[at]
    page.begins, page.paper_key = True, key
    return [page]


def earlier(pages: Sequence[ScanPage], at: int) -> list[ScanPage]:
    """One place up. The first page of a pile goes to the end of the pile before, and what follows it begins the pile."""
    if at == 0:
        return []
    page, changed = pages[at], [pages[at]]
    if page.begins:
        if at + 1 < len(pages) and not pages[at + 1].begins:
            _hand_over(page, pages[at + 1])
            changed.append(pages[at + 1])
        page.begins, page.paper_key = False, ""
        return changed
    return _swap(pages[at - 1], page)


def later(pages: Sequence[ScanPage], at: int) -> list[ScanPage]:
    """One place down. The last page of a pile becomes the first of the next one."""
    if at + 1 == len(pages):
        return []
    page, after = pages[at], pages[at + 1]
    if not after.begins:
        return _swap(page, after)
    # A pile of one page is gone with it; its name goes over only where the next one has none.
    key = after.paper_key or (page.paper_key if page.begins else "")
    page.begins, page.paper_key = True, key
    after.begins, after.paper_key = False, ""
    return [page, after]


def _hand_over(page: ScanPage, following: ScanPage) -> None:
    following.begins, following.paper_key = True, page.paper_key


def _swap(first: ScanPage, second: ScanPage) -> list[ScanPage]:
    """Two pages change places; where the first begins a pile, the second begins it now."""
    first.position, second.position = second.position, first.position
    if first.begins:
        _hand_over(first, second)
        first.begins, first.paper_key = False, ""
    return [first, second]


def settle_blanks(pages: Sequence[ScanPage], fate: str) -> list[ScanPage]:
    """Every page that looks blank is dropped, or kept."""
    found = [page for page in pages if page.fate == Fate.BLANK]
    for page in found:
        page.fate = fate
    return found


ON_A_PAGE: dict[str, Callable[[Sequence[ScanPage], int], list[ScanPage]]] = {
    "turn": turn,
    "drop": drop,
    "keep": keep,
    "cut": cut,
    "earlier": earlier,
    "later": later,
}
ON_BLANKS = {"drop-blanks": Fate.DROPPED, "keep-blanks": Fate.KEPT}
