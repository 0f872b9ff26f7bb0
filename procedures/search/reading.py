"""What a query means: as typed, with slips mended, with everyday words replaced by the catalogue's; each with its trust."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from procedures.search.mending import mend, strained
from procedures.search.words import Lexicon, Query

MOST_READINGS = 6
MOST_COMPLETIONS = 4
DOUBTED, REPLACED, LOOKS_LIKE, COMPLETED = 0.9, 0.97, 0.8, 0.95


@dataclass(frozen=True)
class Reading:
    """One way to read a query: its words, and how far it is trusted (1 as typed)."""

    words: tuple[str, ...]
    trust: float
    beside: frozenset[str] = frozenset()
    """Words beside an everyday phrase: circumstances rather than the matter."""


@dataclass(frozen=True)
class Readings:
    """All ways, the most literal first; ``mended`` are the typed words without slips, ``doubted`` those with
    known words changed that fit none of their neighbours."""

    query: Query
    ways: tuple[Reading, ...]
    mended: tuple[str, ...]
    doubted: tuple[str, ...] = ()


def read(query: Query, lexicon: Lexicon) -> Readings:
    """Read a query against the catalogue's words."""
    mended = mend(query, lexicon)
    doubted = mend(query, lexicon, bold=True) if strained(mended, query, lexicon) else mended
    bases = [(mended, 1.0), *([(doubted, DOUBTED)] if doubted != mended else [])]
    if query.words != mended:
        bases.append((query.words, 0.0))  # an everyday phrase may stand in what was typed
    ways: dict[tuple[str, ...], Reading] = {}
    for words, trust in bases:
        replaced = list(_replaced(words, query, lexicon))
        whole = any(not beside for _words, beside in replaced)
        if trust:
            # Where the whole query is an everyday name, what the catalogue calls it comes before what it looks like.
            ways.setdefault(words, Reading(words, LOOKS_LIKE if whole else trust))
        for other, beside in replaced:
            ways.setdefault(other, Reading(other, (trust or 1.0) * (REPLACED if beside else 1.0), beside))
    return Readings(query, tuple(ways.values())[:MOST_READINGS], mended, doubted)


def completed(query: Query, lexicon: Lexicon) -> Readings:
    """The same for a query that is still being typed: its last word may be the beginning of one."""
    whole = read(query, lexicon)
    if not query.words or len(query.words[-1]) < 2 or query.words[-1].isdigit():
        return whole
    *before, begun = query.words
    last = before[-1] if before else ""
    ends = [word for word in lexicon.titles if word.startswith(begun) and word != begun]
    ends.sort(key=lambda word: (-lexicon.pairs.get((last, word), -1), -lexicon.titles[word], word))
    mended = mend(Query(tuple(before), query.marks, query.asking), lexicon)
    ways: list[Reading] = []
    for word in ends[:MOST_COMPLETIONS]:
        if not last or (last, word) in lexicon.pairs:
            words = (*mended, word)
            ways += [Reading(other, COMPLETED if beside else 1.0, beside) for other, beside in _replaced(words, query, lexicon)]
            ways.append(Reading(words, COMPLETED))
    return Readings(query, (*ways[: 2 * MOST_COMPLETIONS], *whole.ways), whole.mended)


def _replaced(words: Sequence[str], query: Query, lexicon: Lexicon) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    """The words with everyday phrases replaced, longest first, and the words of the matter that were left beside."""
    parts: list[tuple[tuple[str, ...], ...]] = []
    left: set[str] = set()
    index, any_found = 0, False
    while index < len(words):
        length, meanings = _phrase(words, index, query, lexicon)
        if meanings:
            any_found = True
            parts.append(meanings)
        else:
            left |= {words[index]} - query.asking
            parts.append(((words[index],),))
        index += length
    if not any_found:
        return
    for chosen in list(product(*parts))[:MOST_READINGS]:
        # "khai sinh" means "đăng ký khai sinh", also to whoever typed the whole of it.
        out = tuple(dict.fromkeys(word for part in chosen for word in part))
        if out != tuple(words):
            yield out, frozenset(left)


def _phrase(words: Sequence[str], index: int, query: Query, lexicon: Lexicon) -> tuple[int, tuple[tuple[str, ...], ...]]:
    for length in range(min(lexicon.longest_synonym, len(words) - index), 0, -1):
        part = tuple(words[index : index + length])
        found = lexicon.synonyms.get(part)
        if found and all(
            not (typed := query.marks.get(word)) or typed == mark for word, mark in zip(part, found.marks, strict=True)
        ):
            return length, found.meanings
    return 1, ()
