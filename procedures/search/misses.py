"""Queries that found nothing sure, for the people who can put it right; nothing that could name anybody (Luật 91/2025).

Kept without diacritics, by day and number. Not kept at all: what holds a number as long as a person's (identity, telephone,
account), an address of e-mail, or hardly a word. Rows go after ``KEPT``.
"""

import re
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet, Sum
from django.db.models.fields import DateField, IntegerField

from common import clock
from procedures.models import SearchMiss
from procedures.search.words import plain

KEPT = timedelta(days=90)
LONGEST = 100
_NUMBER = re.compile(r"(?:\d[\s.\-]?){6,}")
_LETTERS = re.compile(r"[a-z].*[a-z].*[a-z]")


def note(query: str, *, day: date | None = None) -> bool:
    """Count a query that found nothing sure; ``False`` when it is of no use or may say who somebody is. One query."""
    words = plain(query)
    if "@" in query or _NUMBER.search(query) or not _LETTERS.search(words) or len(words) > LONGEST:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procedures_searchmiss (words, day, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (words, day) DO UPDATE SET count = procedures_searchmiss.count + 1",
            [words, day or clock.today()],
        )
    return True


def listed() -> QuerySet[Any, Any]:
    """``words`` with how often (``times``) and when last (``last``) they found nothing, the most frequent first. One query."""
    rows = SearchMiss.objects.filter(day__gt=clock.today() - KEPT).order_by().values("words")
    counted = rows.annotate(times=Sum("count", output_field=IntegerField()), last=Max("day", output_field=DateField()))
    return counted.order_by("-times", "-last", "words")


def settle(words: str) -> int:
    """Take a query off the list: it finds something now, or nothing is to be found. One query."""
    return SearchMiss.objects.filter(words=plain(words)).delete()[0]


def forget(today: date) -> int:
    """Delete what is older than ``KEPT``; returns how many. One query."""
    return SearchMiss.objects.filter(day__lte=today - KEPT).delete()[0]
