"""Answers for load balancers and for bin/run; no session, no personal data, no details of the failure."""

import socket
from urllib.parse import urlparse

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

REDIS_PATIENCE = 1.0


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of PostgreSQL or Redis (fault F4)."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when PostgreSQL answers, else 503. Redis is only named: without it everything still works, slower (F5).

    One query.
    """
    database = _database_answers()
    parts = {"database": _word(database), "redis": _word(_redis_answers())}
    return JsonResponse(parts, status=200 if database else 503)


def _word(answers: bool) -> str:
    return "ok" if answers else "down"


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _redis_answers() -> bool:
    url = urlparse(settings.REDIS_URL)
    try:
        with socket.create_connection((url.hostname or "127.0.0.1", url.port or 6379), timeout=REDIS_PATIENCE):
            return True
    except OSError:
        return False
