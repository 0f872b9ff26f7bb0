"""Sessions end by themselves: after some minutes without a request, after some hours in all, and when a role changed.

The epoch stands in the session's hash (accounts.models.User), so Django itself refuses an ended session; this
middleware adds the two limits and tells the person why they are asked to log in again. No query of its own; the
session row is written once a minute at most.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from common import clock

TOUCH_SECONDS = 60
# What a page asks by itself (frontend/src/poll.js) is nobody's work: it keeps no session alive.
BACKGROUND = "Portal-Background"


class SessionLimits:
    """Enforce ``SESSION_IDLE`` and ``SESSION_ABSOLUTE``; must stand after authentication and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            self._check(request)
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        if not request.user.is_authenticated:
            logout(request)
            messages.info(
                request, _("Phiên đăng nhập của bạn đã được kết thúc vì mật khẩu hoặc vai trò thay đổi. Hãy đăng nhập lại.")
            )
            return
        kind = "official" if request.user.is_official else "citizen"
        now = clock.now().timestamp()
        opened = request.session.setdefault("opened_at", now)
        seen = request.session.setdefault("seen_at", now)
        if (
            now - seen > settings.SESSION_IDLE[kind].total_seconds()
            or now - opened > settings.SESSION_ABSOLUTE[kind].total_seconds()
        ):
            logout(request)
            messages.info(
                request, _("Phiên đăng nhập đã hết hạn để giữ an toàn cho bạn. Đăng nhập lại để làm tiếp; phần đã lưu vẫn còn.")
            )
        elif now - seen > TOUCH_SECONDS and BACKGROUND not in request.headers:
            request.session["seen_at"] = now
