"""The results page: what was understood, what was found, and what to do when nothing was."""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from common.text import fold, tidy
from portal.web.public.lists import life_events, most_used
from procedures import search, selectors
from procedures.models import LifeEvent

MOST_RESULTS = 20
SURE = 0.4  # below this a result shares a word or two with the query: shown apart, as "có thể liên quan"
_DOSSIER_CODE = re.compile(r"^[GH]?\d{2,3}(?:\.\d{1,3})*-\d{6,8}-\d{4,7}$", re.IGNORECASE)
_PROCEDURE_CODE = re.compile(r"^\d\.\d{6}$")


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """``near`` and ``far`` are (entry, score) by how sure they are; ``meant`` is the mended query, or ""."""
    query = tidy(request.GET.get("q", ""))[: search.LONGEST_QUERY]
    found = search.find(query, limit=MOST_RESULTS) if query else search.Answer(())
    if _PROCEDURE_CODE.match(query) and [hit.code for hit in found.hits] == [query]:
        return redirect("procedure:detail", code=query)
    meant = _spelt(found)
    scores = {hit.code: hit.score for hit in found.hits}
    entries = selectors.entries(list(scores)) if scores else []
    context = {
        "query": query,
        "hide_search": True,
        "meant": meant,
        "meant_url": f"?{urlencode({'q': meant})}",
        "near": [entry for entry in entries if scores[entry.code] >= SURE],
        "far": [entry for entry in entries if scores[entry.code] < SURE],
        "events": _events(query),
        "dossier_code": query.upper() if _DOSSIER_CODE.match(query) else "",
        "most_used": [] if entries else most_used(),
    }
    return render(request, "public/search/results.html", context)


def _spelt(found: search.Answer) -> str:
    """The mended query with the marks that the best results' titles give its words; words of asking they lack are left out."""
    marks = {fold(word): word.lower() for hit in reversed(found.hits[:5]) for word in re.findall(r"\w+", hit.name)}
    return " ".join(marks.get(word, word) for word in found.corrected.split() if word in marks or word not in search.ASKING)


def _events(query: str) -> list[LifeEvent]:
    """Occasions whose name the query holds or the other way round; two letters mean nothing."""
    asked = fold(query)
    if len(asked) < 3:
        return []
    return [event for event in life_events() if asked in fold(f"{event.name} {event.summary}") or fold(event.name) in asked]
