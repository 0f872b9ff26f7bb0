"""The results page: what was understood, what was found, how to narrow it, and what to do when nothing was."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.text import fold, tidy
from portal.web.public.lists import life_events, most_used
from portal.web.public.search import narrowing
from portal.web.public.search.words import name_of
from procedures import revision, search, selectors
from procedures.models import LifeEvent
from procedures.search import candidates, misses
from procedures.search.filters import Filters, Value
from procedures.selectors import Entry

MOST_RESULTS = 120
ROWS = 20
# Below this, or far behind the best, a result shares a word or two with the query: shown apart, as "có thể liên quan".
SURE, BESIDE_THE_BEST = 0.4, 0.6
_DOSSIER_CODE = re.compile(r"^[GH]?\d{2,3}(?:\.\d{1,3})*-\d{6,8}-\d{4,7}$", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A procedure on the page: what lists say of it, and where it stands in the catalogue."""

    entry: Entry
    sure: bool
    field: str
    levels: str
    service: str


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """``near`` and ``far`` are ``Found`` by how sure they are; ``meant`` is the mended query, or "". The same number of queries
    whatever was found; one more where nothing was: a query in vain is counted for the publishers."""
    query = tidy(request.GET.get("q", ""))[: search.LONGEST_QUERY]
    filters = narrowing.read(request.GET)
    found, page, counts = _searched(request, query, filters) if query else _browsed(request, filters)
    best = found.hits[0].score if found.hits else 0.0
    rows = _rows(page.object_list, max(SURE, BESIDE_THE_BEST * best))
    if query and not filters and page.number == 1 and not any(row.sure for row in rows):
        misses.note(query)
    meant = _spelt(found)
    context = {
        "query": query,
        "filters": filters,
        "hide_search": True,
        "meant": meant,
        "meant_url": narrowing.address(meant, filters),
        "all_url": narrowing.address(query, Filters()),
        "groups": narrowing.groups(query, filters, counts),
        "page": page,
        "near": [row for row in rows if row.sure],
        "far": [row for row in rows if not row.sure],
        "events": _events(query) if page.number == 1 else [],
        "dossier_code": query.upper() if _DOSSIER_CODE.match(query) else "",
        "most_used": [] if rows else most_used(),
    }
    return render(request, "public/search/results.html", context)


Counts = dict[str, list[Value]]


def _searched(request: HttpRequest, query: str, filters: Filters) -> tuple[search.Answer, Page, Counts]:
    everything = search.find(query, limit=MOST_RESULTS)
    found = search.find(query, limit=MOST_RESULTS, filters=filters) if filters else everything
    counts = candidates.counts(filters, [hit.pk for hit in everything.hits])
    return found, Paginator(found.hits, ROWS).get_page(request.GET.get("trang")), counts


def _browsed(request: HttpRequest, filters: Filters) -> tuple[search.Answer, Page, Counts]:
    """Filters alone list the catalogue; without any, there is only what may be chosen."""
    counts = _all_counts() if not filters else candidates.counts(filters, None)
    listed: Any = _Listed(filters) if filters else ()
    return search.Answer(()), Paginator(listed, ROWS).get_page(request.GET.get("trang")), counts


class _Listed:
    """Procedures under filters, cut by the paginator as it needs them."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters

    def count(self) -> int:
        return candidates.number_of(self._filters)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[search.Hit]:
        rows = candidates.all_of(self._filters, part.start, part.stop - part.start)
        return [search.Hit(code, name, 1.0, pk) for code, name, pk in rows]


def _all_counts() -> Counts:
    key = f"catalogue:{revision.current()}:search-counts"
    counts: Counts | None = cache.get(key)
    if counts is None:
        counts = candidates.counts(Filters(), None)
        cache.set(key, counts)
    return counts


def _rows(hits: Any, least: float) -> list[Found]:
    """What the page says of each; those of at least that score are sure. Two queries."""
    by_code = {hit.code: hit for hit in hits}
    entries = selectors.entries(list(by_code)) if by_code else []
    facts = candidates.facts([hit.pk for hit in by_code.values()]) if by_code else {}
    rows = []
    for entry in entries:
        hit = by_code[entry.code]
        field, levels, service = facts.get(hit.pk, ("", [], ""))
        named = ", ".join(name_of("level", level) for level in levels)
        rows.append(Found(entry, hit.score >= least, field, named, service))
    return rows


def _spelt(found: search.Answer) -> str:
    """The mended query with the marks that the best results' titles give its words, "" when they do not have them all; words
    of asking that they lack are left out."""
    marks = {fold(word): word.lower() for hit in reversed(found.hits[:5]) for word in re.findall(r"\w+", hit.name)}
    words = [word for word in found.corrected.split() if word in marks or word not in search.ASKING]
    return " ".join(marks[word] for word in words) if all(word in marks for word in words) else ""


def _events(query: str) -> list[LifeEvent]:
    """Occasions whose name the query holds or the other way round; two letters mean nothing."""
    asked = fold(query)
    if len(asked) < 3:
        return []
    return [event for event in life_events() if asked in fold(f"{event.name} {event.summary}") or fold(event.name) in asked]
