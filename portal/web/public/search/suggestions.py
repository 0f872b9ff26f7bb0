"""Suggestions while somebody types: procedures, occasions in life, agencies. Enter still searches; nothing here is needed."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from common.text import fold, tidy
from portal.web import client
from portal.web.public.lists import life_events, network
from procedures import revision, search
from procedures.takers import Taker

MOST, MOST_EVENTS, MOST_AGENCIES = 6, 2, 2
SHORTEST = 2
LEAST_SCORE, BESIDE_THE_BEST = 0.35, 0.6
A_MINUTE = 120
KEPT = 600


@require_safe
@cache_control(private=True, max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """``[{"label", "note", "url"}]``, best first; ``[]`` for a letter or two. 429 from an address that asks too fast."""
    typed = tidy(request.GET.get("q", ""))[: search.LONGEST_QUERY]
    if len(typed) < SHORTEST:
        return JsonResponse([], safe=False)
    if not _within_limit(client.address(request)):
        return JsonResponse([], safe=False, status=429)
    now = revision.current()
    key = f"catalogue:{now}:goi-y:{get_language()}:{fold(typed).encode().hex()[:180]}"
    answer = cache.get(key)
    if answer is None:
        answer = _answer(typed, now)
        cache.set(key, answer, KEPT)
    return JsonResponse(answer, safe=False)


def _answer(typed: str, now: str) -> list[dict[str, Any]]:
    hits = search.suggest(typed, limit=MOST).hits
    found = [hit for hit in hits if hit.score >= max(LEAST_SCORE, BESIDE_THE_BEST * hits[0].score)]
    asked = fold(typed)
    events = [event for event in life_events() if asked in fold(f"{event.name} {event.name_en}")][:MOST_EVENTS]
    return [
        *(
            _item(hit.name, _("Thủ tục %(code)s") % {"code": hit.code}, reverse("procedure:detail", args=[hit.code]))
            for hit in found
        ),
        *(_item(event.title, _("Việc trong đời"), reverse("home:life_event", args=[event.slug])) for event in events),
        *(_item(agency.name, _("Cơ quan"), reverse("agencies:agency", args=[agency.code])) for agency in _agencies(asked, now)),
    ]


def _agencies(asked: str, now: str) -> list[Taker]:
    """Agencies that take something and whose name holds every word."""
    words = asked.split()
    if len(asked) <= SHORTEST + 1:
        return []
    takers = network(now).takers.values()
    return [taker for taker in takers if all(word in fold(taker.name) for word in words)][:MOST_AGENCIES]


def _item(label: str, note: str, url: str) -> dict[str, Any]:
    return {"label": label, "note": note, "url": url}


def _within_limit(who: str) -> bool:
    """Counted in the cache: a lost count costs nothing here, so nobody is held up when Redis is away (fault F5)."""
    key = f"goi-y:{who}"
    try:
        cache.add(key, 0, 60)
        return int(cache.incr(key)) <= A_MINUTE
    except (RedisError, OSError, ValueError):
        return True
