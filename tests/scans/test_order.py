"""What each key does to the order of the pages. A row of pages is written as ``1a 2 3b 4``: a letter names the paper that begins
there, ``|`` begins one that nobody named, ``-`` is a page that was dropped."""

import pytest

from dossiers import scan_order
from dossiers.models import ScanPage


def row(said: str) -> list[ScanPage]:
    pages = []
    for position, word in enumerate(said.split(), start=1):
        key = "".join(c for c in word if c.isalpha())
        fate = ScanPage.Fate.DROPPED if "-" in word else ScanPage.Fate.KEPT
        number = int("".join(c for c in word if c.isdigit()))
        pages.append(ScanPage(position=position, number=number, begins=bool(key) or "|" in word, paper_key=key, fate=fate))
    return pages


def written(pages: list[ScanPage]) -> str:
    ordered = sorted(pages, key=lambda page: page.position)
    return " ".join(f"{page.number}{page.paper_key or '|' * page.begins}" for page in ordered)


@pytest.mark.parametrize(
    ("before", "act", "at", "after"),
    [
        ("1| 2 3 4", "cut", 2, "1| 2 3| 4"),
        ("1a 2 3b 4", "cut", 2, "1a 2 3 4"),  # joined: b's pages are a's
        ("1a 2", "cut", 0, "1a 2"),  # the first page always begins a paper
        ("1a 2 3", "earlier", 2, "1a 3 2"),
        ("1a 2 3", "earlier", 1, "2a 1 3"),  # the paper's name stays with its first place
        ("1a 2 3b 4", "earlier", 2, "1a 2 3 4b"),  # over the border: only the border moves
        ("1a 2b", "earlier", 1, "1a 2"),
        ("1a 2", "earlier", 0, "1a 2"),
        ("1a 2 3", "later", 0, "2a 1 3"),
        ("1a 2 3b 4", "later", 1, "1a 2b 3 4"),
        ("1a 2b 3", "later", 0, "1b 2 3"),
        ("1a 2| 3", "later", 0, "1a 2 3"),
        ("1a 2", "later", 1, "1a 2"),
    ],
)
def test_a_key_moves_borders_before_it_moves_pages(before: str, act: str, at: int, after: str) -> None:
    pages = row(before)
    scan_order.ON_A_PAGE[act](pages, at)
    assert written(pages) == after


@pytest.mark.parametrize(
    ("before", "at", "key", "after"),
    [
        ("1| 2 3 4", 0, "a", "1a 2 3 4"),
        ("1a 2 3 4", 2, "b", "1a 2 3b 4"),  # in the middle of a pile the digit cuts
        ("1a 2 3b 4", 0, "b", "1b 2 3b 4"),
        ("1a 2", 0, "", "1| 2"),
    ],
)
def test_a_digit_names_what_follows_up_to_the_next_cut(before: str, at: int, key: str, after: str) -> None:
    pages = row(before)
    scan_order.name(pages, at, key)
    assert written(pages) == after


def test_four_turns_are_none_and_what_was_dropped_comes_back() -> None:
    pages = row("1a 2")
    for expected in (90, 180, 270, 0):
        scan_order.turn(pages, 1)
        assert pages[1].turn == expected
    scan_order.drop(pages, 1)
    assert [page.number for page in scan_order.piles(pages)[0].leaves] == [1]
    scan_order.drop(pages, 1)
    assert [page.number for page in scan_order.piles(pages)[0].leaves] == [1, 2]


def test_piles_are_what_lies_between_cuts() -> None:
    found = scan_order.piles(row("1 2- 3a 4 5|"))
    assert [(pile.key, len(pile.pages), len(pile.leaves)) for pile in found] == [("", 2, 1), ("a", 2, 2), ("", 1, 1)]
