"""Officials must have a second factor where ``MFA_REQUIRED_FOR_OFFICIALS`` is on: until then only their account opens."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
OPEN_PREFIXES = ("/tai-khoan/", "/static/", "/healthz", "/readyz", "/tro-giup/")


class SecondFactorForOfficials:
    """Send an official without TOTP or a key to enrolment. One query until they have one, then none in that session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MFA_REQUIRED_FOR_OFFICIALS and not request.path.startswith(OPEN_PREFIXES) and self._lacks_one(request):
            messages.info(request, _("Cán bộ, công chức cần bật bảo mật hai lớp trước khi làm việc trên hệ thống."))
            return redirect("mfa_index")
        return self.get_response(request)

    def _lacks_one(self, request: HttpRequest) -> bool:
        user = request.user
        if not user.is_authenticated or not user.is_official or request.session.get("second_factor"):
            return False
        if Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists():
            request.session["second_factor"] = True
            return False
        return True
