"""The two doors to VNeID: allauth's views, except that VNeID being away is a sentence and not an error page (fault F12)."""

import requests
from allauth.socialaccount.providers.openid_connect import views
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider's page; POST only, so that no link can start a login."""
    try:
        return views.login(request, provider_id)
    except requests.RequestException:
        return _away(request)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back with a code."""
    try:
        return views.callback(request, provider_id)
    except requests.RequestException:
        return _away(request)


def _away(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("VNeID chưa trả lời. Bạn có thể thử lại sau hoặc đăng nhập bằng mật khẩu."))
    return redirect("account:overview" if request.user.is_authenticated else "account_login")
