"""What a query finds before and after an everyday word is added, changed or removed: nothing is written."""

from dataclasses import dataclass

from procedures import search
from procedures.search import lexicon as lexicons
from procedures.search.words import tokens

MOST = 5


@dataclass(frozen=True)
class Trial:
    """A query's best procedures as things are, and as they would be; ``unknown`` are words of the meaning no title has."""

    query: str
    before: tuple[search.Hit, ...]
    after: tuple[search.Hit, ...]
    unknown: tuple[str, ...]


def trial(query: str, *, phrase: str, means: str, instead_of: str = "") -> Trial:
    """Search twice: with the words as they are, and with ``phrase`` → ``means`` in the place of ``instead_of``. Six queries."""
    changed = lexicons.synonyms()
    changed.pop(instead_of, None)
    if phrase.strip() and means.strip():
        changed[phrase] = means
    now = lexicons.current()
    after = search.find(query, limit=MOST, lexicon=now.with_synonyms(changed)).hits
    unknown = tuple(word for word in dict.fromkeys(tokens(means)) if word not in now.titles)
    return Trial(query, search.find(query, limit=MOST).hits, after, unknown)
