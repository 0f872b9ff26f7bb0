"""Error pages: what happened, what became of the answers, what to do now (ux.md).

A page in trouble must not cause more of it: the templates get no session and no user where the database is away, and
when even the template fails a sentence in plain HTML is sent. Templates: errors/{400,403,404,500,503,csrf}.html.
"""

import logging
import sys
from typing import Any
from urllib.parse import urlparse

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 30
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "otp", "code"})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form was cut or changed on its way."""
    return _page(request, 400, _("Yêu cầu gửi đến không đọc được. Quay lại trang trước và thử lại."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known person, not theirs to see. Objects of other people answer 404 instead, in access.py."""
    return _page(request, 403, _("Bạn không có quyền mở trang này."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or none within this person's reach."""
    return _page(request, 404, _("Không tìm thấy trang."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when what failed is the database: Django calls this inside its except block, for every layer.

    So one place covers views, middleware and a session that could not be saved (faults F3, F4).
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return _page(request, 500, _("Có lỗi ở phía chúng tôi. Những gì bạn đã lưu vẫn còn."), with_request=False)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database is away or too busy; saved drafts are safe, and the page says when to come back."""
    text = _("Hệ thống tạm thời chưa phục vụ được. Những gì bạn đã lưu vẫn còn; hãy thử lại sau ít phút.")
    response = _page(request, 503, text, with_request=False)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is old (logged in again, another tab). What was typed is offered to be sent again.

    Only a form that came from our own pages is kept: one that another site made would be a trap to press "send" on.
    """
    log.info("CSRF refused %s: %s", request.path, reason)
    context = {"kept": _kept_answers(request), "action": request.get_full_path(), "had_files": bool(request.FILES)}
    return _page(request, 403, _("Trang đã mở quá lâu. Tải lại trang rồi gửi lại."), name="csrf", context=context)


def _kept_answers(request: HttpRequest) -> list[tuple[str, str]]:
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    if urlparse(source).netloc != request.get_host():
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in NEVER_KEPT]


def _page(
    request: HttpRequest,
    status: int,
    text: str,
    *,
    name: str | None = None,
    context: dict[str, Any] | None = None,
    with_request: bool = True,
) -> HttpResponse:
    """Render errors/<name or status>.html; without the request no context processor asks for a session or a user."""
    if request.path.startswith("/api/"):
        return JsonResponse({"status": status, "detail": text}, status=status)
    values = {"status": status, "message": text, **(context or {})}
    try:
        body = render_to_string(f"errors/{name or status}.html", values, request if with_request else None)
    except Exception as error:
        # The last resort must not raise; a database error here is told apart so that it still answers 503.
        log.warning("error page %s: %s: %s", name or status, type(error).__name__, error)
        if with_request and isinstance(error, OperationalError | InterfaceError):
            return unavailable(request)
        body = _bare(text)
    return HttpResponse(body, status=status)


def _bare(text: str) -> str:
    home = escape(_("Về trang chủ"))
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(text)}</title></head><body><main><h1>{escape(text)}</h1>"
        f'<p><a href="/">{home}</a></p></main></body></html>'
    )
