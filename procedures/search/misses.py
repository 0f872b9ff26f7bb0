"""Queries that found nothing sure, for the people who can put it right; nothing that could name anybody (Luật 91/2025).

Kept without diacritics, by day and number. Not kept at all: what holds a number as long as a person's (identity, telephone,
account), an address of e-mail, or hardly a word. A name that somebody typed is told by nothing, so nobody is shown what fewer
than ``FEWEST`` visitors looked for: each counts once a day, by a mark that is kept in the cache only and cannot be turned back.
Rows go after ``KEPT``, those that stayed rare after ``RARE_KEPT``.
"""

import hashlib
import hmac
import re
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Max, QuerySet, Sum
from django.db.models.fields import DateField, IntegerField
from redis.exceptions import RedisError

from common import clock
from procedures.models import SearchMiss
from procedures.search.words import plain

KEPT, RARE_KEPT = timedelta(days=90), timedelta(days=14)
FEWEST = 3
A_DAY = 86_400  # seconds
LONGEST = 100
_NUMBER = re.compile(r"(?:\d[\s.\-]?){6,}")
_LETTERS = re.compile(r"[a-z].*[a-z].*[a-z]")


def note(query: str, *, by: str = "", day: date | None = None) -> bool:
    """Count a query that found nothing sure; ``False`` when it is of no use, may say who somebody is, or ``by`` (a visitor's
    address) asked it today already. One query."""
    words = plain(query)
    if "@" in query or _NUMBER.search(query) or not _LETTERS.search(words) or len(words) > LONGEST:
        return False
    today = day or clock.today()
    if by and not _first_time(by, words, today):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procedures_searchmiss (words, day, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (words, day) DO UPDATE SET count = procedures_searchmiss.count + 1",
            [words, today],
        )
    return True


def _first_time(by: str, words: str, day: date) -> bool:
    """Without the cache nothing is counted: a count too few costs nothing, one visitor counted three times might show a name."""
    mark = hmac.new(settings.SECRET_KEY.encode(), f"{day}|{by}|{words}".encode(), hashlib.sha256).hexdigest()
    try:
        return bool(cache.add(f"miss:{mark}", 1, A_DAY))
    except (RedisError, OSError):
        return False


def listed() -> QuerySet[Any, Any]:
    """``words`` with how often (``times``) and when last (``last``) they found nothing, the most frequent first; only what
    at least ``FEWEST`` visitors looked for. One query."""
    rows = SearchMiss.objects.filter(day__gt=clock.today() - KEPT).order_by().values("words")
    counted = rows.annotate(times=Sum("count", output_field=IntegerField()), last=Max("day", output_field=DateField()))
    return counted.filter(times__gte=FEWEST).order_by("-times", "-last", "words")


def settle(words: str) -> int:
    """Take a query off the list: it finds something now, or nothing is to be found. One query."""
    return SearchMiss.objects.filter(words=plain(words)).delete()[0]


def forget(today: date) -> int:
    """Delete what is older than ``KEPT``, and what stayed rare for ``RARE_KEPT``; returns how many. Two queries."""
    gone = SearchMiss.objects.filter(day__lte=today - KEPT).delete()[0]
    totals = SearchMiss.objects.order_by().values("words").annotate(times=Sum("count"), last=Max("day"))
    rare = totals.filter(times__lt=FEWEST, last__lte=today - RARE_KEPT).values("words")
    return gone + SearchMiss.objects.filter(words__in=rare).delete()[0]
