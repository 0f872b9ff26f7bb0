"""A page that answers a POST is handed over by GET, so that the browser's Back never asks to send a form again.

Pages about people are not stored by the browser (no-store): going back to one that a POST answered - a form with its
errors, a conflict at the desk, what tracking found - would show the browser's question whether to send the form once
more. So such a page waits in the cache, sealed, and the browser is led to it: 303 to the same address with
``xem-lai=<number>``. Only the session that posted opens it, and no longer than a session may idle; then the address is
the plain page. Once the form went through, its page with the errors is dropped.

Views know nothing of this: they answer a POST with a page and its status, and that is what a program gets. A page that
must not be seen twice (codes that are shown once) is marked with ``shown_once``.
"""

import hashlib
import secrets
import zlib
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers

from common.crypto import Unreadable, seal, unseal

NUMBER = "xem-lai"
PAGES = frozenset({200, 400, 409, 422, 429})
"""What a view says about what was sent; refusals to serve at all (403, 404, 5xx) are no page to come back to."""
MOST_BYTES = 128 * 1024
KEPT_SECONDS = int(settings.SESSION_IDLE["citizen"].total_seconds())


def shown_once(response: HttpResponse) -> HttpResponse:
    """Mark a page that no address may open a second time."""
    response.shown_once = True  # type: ignore[attr-defined]
    return response


class PostedPages:
    """Keep the page that answered a browser's POST and lead to it. Must stand last: it takes the view's own answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = request.GET.get(NUMBER, "")
        if request.method == "GET" and number:
            return _recall(request, number) or self.get_response(request)
        response = self.get_response(request)
        if request.method != "POST":
            return response
        if number and response.status_code in (302, 303):
            cache.delete(_key(request, number))
        return _lead(request, response) if _by_hand(request) and _is_page(response) else response


def _by_hand(request: HttpRequest) -> bool:
    """Whether a person sent a form: browsers ask for HTML when they open a page; scripts and programs do not."""
    return "text/html" in request.headers.get("Accept", "") and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def _is_page(response: HttpResponse) -> bool:
    html = response.headers.get("Content-Type", "").startswith("text/html")
    return html and response.status_code in PAGES and not response.streaming and not hasattr(response, "shown_once")


def _lead(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The way to the page, or the page itself where it cannot be kept: too large, no cookie, the cache is away."""
    number = secrets.token_urlsafe(16)
    key = _key(request, number)
    packed = zlib.compress(response.content)
    if not key or len(packed) > MOST_BYTES:
        return response
    cache.set(key, seal(packed), KEPT_SECONDS)
    if cache.get(key) is None:
        return response
    query = request.GET.copy()
    query[NUMBER] = number
    way = HttpResponseRedirect(f"{request.path}?{query.urlencode()}", status=303)
    way.cookies.update(response.cookies)
    return way


def _recall(request: HttpRequest, number: str) -> HttpResponse | None:
    key = _key(request, number)
    sealed = cache.get(key) if key else None
    if sealed is None:
        return None
    try:
        page = HttpResponse(zlib.decompress(unseal(sealed)))
    except Unreadable:
        return None
    add_never_cache_headers(page)
    return page


def _key(request: HttpRequest, number: str) -> str:
    """Where a page waits: named by its number, its address and the session (of strangers, their form cookie)."""
    known = SESSION_KEY in request.session
    who = request.session.session_key if known else request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    name = f"{who}\n{request.path}\n{number}".encode()
    return f"posted:{hashlib.sha256(name).hexdigest()}" if who else ""
