"""A page sent after the session had ended: what was typed waits, sealed, while the person logs in, and is saved afterwards.

It waits in the cache under a number that only this browser has (a cookie of its own, because logging in changes the session and
the form's cookie), for one address, once, and no longer than a session may idle. What the browser brings after login is saved
through the same door as ever: only into one's own draft. With the cache away the person comes back to what was saved before.
"""

import hashlib
import secrets
import zlib

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict

from common.crypto import Unreadable, seal, unseal

QUERY = "giu"
COOKIE = "portal_kept"
KEPT_SECONDS = int(settings.SESSION_IDLE["citizen"].total_seconds())
MOST_BYTES = 256 * 1024
PAGES = frozenset({"page", "supplement", "supplement_answers"})
"""Addresses whose pages are kept, by name: those where people type for long."""


def log_in_first(request: HttpRequest) -> HttpResponse:
    """The way to the login page and back; a script is told by 401, a page that was sent by hand is kept."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"login": True}, status=401)
    if request.method != "POST" or request.resolver_match.url_name not in PAGES:
        return redirect_to_login(request.get_full_path())
    text = request.POST.urlencode().encode()
    if len(text) > MOST_BYTES:
        return redirect_to_login(request.path)
    secret = secrets.token_urlsafe(24)
    cache.set(_key(secret, request.path), seal(zlib.compress(text)), KEPT_SECONDS)
    answer = redirect_to_login(f"{request.path}?{QUERY}=1")
    answer.set_cookie(COOKIE, secret, max_age=KEPT_SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return answer


def take(request: HttpRequest) -> QueryDict | None:
    """What was kept for this address and this browser, once; ``None`` when nothing was."""
    secret = request.COOKIES.get(COOKIE, "")
    if QUERY not in request.GET or not secret:
        return None
    key = _key(secret, request.path)
    sealed = cache.get(key)
    cache.delete(key)
    try:
        return QueryDict(zlib.decompress(unseal(sealed))) if sealed else None
    except Unreadable:
        return None


def _key(secret: str, path: str) -> str:
    return f"kept:{hashlib.sha256(f'{secret} {path}'.encode()).hexdigest()}"
