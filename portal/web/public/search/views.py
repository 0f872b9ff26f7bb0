"""The results page: what was understood, what was found, how to narrow it, and what to do when nothing was."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.text import fold, tidy
from portal.web import client
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
# Below this, or far behind the best, or with too little of what was asked, a result only shares a word or two with the query:
# it is no answer, is not counted, and stands apart, as "gần với lời bạn tìm".
SURE, BESIDE_THE_BEST, COVERED = 0.4, 0.66, 0.7
WELL, MOSTLY = 0.5, 0.6  # one that scores well may lack a little more: long queries tell circumstances
MOST_NEAR, HALF = 5, 0.5
SCANNED = 3  # so few results are read at a glance: nothing to narrow
_DOSSIER_CODE = re.compile(r"^[GH]?\d{2,3}(?:\.\d{1,3})*-\d{6,8}-\d{4,7}$", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A procedure on the page: what lists say of it, and where it stands in the catalogue."""

    entry: Entry
    field: str
    levels: str
    service: str


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """``near`` are the answers, ``far`` what only shares words with the query; ``meant`` is the mended query, or "".

    The same number of queries whatever was found; two more where nothing was: a query in vain is counted for the publishers, and
    the everyday words are asked where else it is done.
    """
    query = tidy(request.GET.get("q", ""))[: search.LONGEST_QUERY]
    filters = narrowing.read(request.GET)
    found, sure, counts = _searched(query, filters) if query else _browsed(filters)
    page = Paginator(sure, ROWS).get_page(request.GET.get("trang"))
    near = list(page.object_list)
    others = _others(found, sure) if query and page.number == page.paginator.num_pages else []
    rows = _rows([*near, *others])
    vain = bool(query) and not near
    if vain and not filters:
        misses.note(query, by=client.address(request))
    meant = _spelt(found)
    context = {
        "query": query,
        "filters": filters,
        "hide_search": True,
        "meant": meant,
        "meant_url": narrowing.address(meant, filters),
        "all_url": narrowing.address(query, Filters()),
        "chosen": narrowing.chosen(query, filters, counts),
        "groups": narrowing.groups(query, filters, counts) if filters or not query or len(sure) > SCANNED else [],
        "page": page,
        "near": [rows[hit.code] for hit in near if hit.code in rows],
        "far": [rows[hit.code] for hit in others if hit.code in rows],
        "vain": vain,
        "elsewhere": search.elsewhere(query) if vain else "",
        "events": _events(query) if page.number == 1 else [],
        "dossier_code": query.upper() if _DOSSIER_CODE.match(query) else "",
        "most_used": [] if near or others else most_used(),
    }
    return render(request, "public/search/results.html", context)


Counts = dict[str, list[Value]]


def _searched(query: str, filters: Filters) -> tuple[search.Answer, Any, Counts]:
    everything = search.find(query, limit=MOST_RESULTS)
    found = search.find(query, limit=MOST_RESULTS, filters=filters) if filters else everything
    best = everything.hits[0].score if everything.hits else 0.0
    counts = candidates.counts(filters, [hit.pk for hit in _sure(everything, best)])
    return found, _sure(found, best), counts


def _sure(found: search.Answer, best: float) -> list[search.Hit]:
    """The hits that answer the query; ``best`` is the best score without filters."""
    least = max(SURE, BESIDE_THE_BEST * best)
    return [hit for hit in found.hits if hit.score >= least and hit.covered >= (MOSTLY if hit.score >= WELL else COVERED)]


def _others(found: search.Answer, sure: Sequence[search.Hit]) -> list[search.Hit]:
    """A few that are near, where there are not many answers: what has half of what was asked at least."""
    answers = {hit.code for hit in sure}
    near = [hit for hit in found.hits if hit.code not in answers and hit.covered >= HALF]
    return near[:MOST_NEAR] if len(answers) < ROWS else []


def _browsed(filters: Filters) -> tuple[search.Answer, Any, Counts]:
    """Filters alone list the catalogue; without any, there is only what may be chosen."""
    counts = _all_counts() if not filters else candidates.counts(filters, None)
    return search.Answer(()), _Listed(filters) if filters else (), counts


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


def _rows(hits: Sequence[search.Hit]) -> dict[str, Found]:
    """What the page says of each, by code. Two queries."""
    by_code = {hit.code: hit for hit in hits}
    entries = selectors.entries(list(by_code)) if by_code else []
    facts = candidates.facts([hit.pk for hit in by_code.values()]) if by_code else {}
    rows = {}
    for entry in entries:
        field, levels, service = facts.get(by_code[entry.code].pk, ("", [], ""))
        rows[entry.code] = Found(entry, field, ", ".join(name_of("level", level) for level in levels), service)
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
    return [event for event in life_events() if _about(event, asked)]


def _about(event: LifeEvent, asked: str) -> bool:
    told = f" {fold(f'{event.name} {event.summary} {event.name_en} {event.summary_en}')} ".replace(",", " ")
    return f" {asked} " in told or fold(event.name) in asked
