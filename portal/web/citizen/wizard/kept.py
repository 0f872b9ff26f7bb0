"""A page sent after the session had ended: what was typed waits, sealed, while the person logs in, and is saved afterwards.

The secret that leads to it is a cookie of its own, because logging in changes the session and the form's cookie. What the browser
brings after login is saved through the same door as ever: only into one's own draft.
"""

import secrets

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict

from dossiers.services import kept_pages

QUERY = "giu"
COOKIE = "portal_kept"
PAGES = {"page": "draft", "supplement": "dossier", "supplement_answers": "dossier"}
"""Pages that are kept, those where people type for long: an address's name → which of its parts is the draft or dossier."""


def log_in_first(request: HttpRequest) -> HttpResponse:
    """The way to the login page and back; a script is told by 401, a page that was sent by hand is kept."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"login": True}, status=401)
    match = request.resolver_match
    if request.method != "POST" or match.url_name not in PAGES:
        return redirect_to_login(request.get_full_path())
    secret = secrets.token_urlsafe(24)
    about = match.kwargs[PAGES[match.url_name]]
    if not kept_pages.keep(about, address=request.path, secret=secret, typed=request.POST.urlencode()):
        return redirect_to_login(request.path)
    answer = redirect_to_login(f"{request.path}?{QUERY}=1")
    seconds = int(kept_pages.KEPT.total_seconds())
    answer.set_cookie(COOKIE, secret, max_age=seconds, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return answer


def take(request: HttpRequest) -> QueryDict | None:
    """What was kept for this address and this browser, once; ``None`` when nothing was."""
    secret = request.COOKIES.get(COOKIE, "")
    if QUERY not in request.GET or not secret:
        return None
    typed = kept_pages.take(address=request.path, secret=secret)
    return None if typed is None else QueryDict(typed)
