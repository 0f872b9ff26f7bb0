"""VNeID by OpenID Connect: what its claims mean here, and which account they open.

An identity number is bound only here and at the counter (decisions.md). Whoever proves a number that a clerk has bound to
an account already is that account's owner, so the two are joined; a number on someone else's account is refused.
"""

import functools
from datetime import date
from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts import rules, selectors
from accounts.models import Person, User
from accounts.services import people
from common.actors import SYSTEM
from common.errors import DomainError
from common.text import tidy

_SEXES = {"male": "nam", "nam": "nam", "1": "nam", "female": "nu", "nữ": "nu", "nu": "nu", "0": "nu"}


def facts_from(claims: dict[str, Any]) -> people.VerifiedFacts:
    """Read the claims that ``settings.VNEID_CLAIMS`` names; a missing identity number raises ``BadIdentityNumber`` later."""
    names = settings.VNEID_CLAIMS
    born = str(claims.get(names["birth_date"]) or "")
    return people.VerifiedFacts(
        identity_number=str(claims.get(names["identity"]) or ""),
        full_name=tidy(str(claims.get(names["name"]) or "")),
        birth_date=_date(born),
        sex=_SEXES.get(str(claims.get(names["sex"]) or "").lower(), ""),
    )


def _date(text: str) -> date | None:
    """ISO, or the dd/mm/yyyy that the identity card prints."""
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def claims_of(sociallogin: SocialLogin) -> dict[str, Any]:
    """The user-info answer over the token's claims: the former knows more."""
    data = sociallogin.account.extra_data
    return {**data.get("id_token", {}), **data.get("userinfo", {})} or data


class VNeIDAdapter(DefaultSocialAccountAdapter):
    """allauth's hooks for the one identity provider."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": _("Địa chỉ này đã có tài khoản. Đăng nhập vào tài khoản đó rồi liên kết %s."),
        "invalid_token": _("VNeID chưa xác nhận được phiên đăng nhập. Thử lại."),
        "no_password": _("Đặt mật khẩu trước khi bỏ liên kết VNeID."),
        "no_verified_email": _("Xác nhận thư điện tử trước khi bỏ liên kết VNeID."),
        "disconnect_last": _("Đặt mật khẩu trước khi bỏ liên kết VNeID."),
        "connected_other": _("VNeID này đã liên kết với một tài khoản khác."),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse claims without an identity, join the account whose number this is, refresh a known one's facts."""
        try:
            with transaction.atomic():
                self._recognise(request, sociallogin)
        except DomainError as error:
            messages.error(request, str(error.message))
            page = "account:overview" if request.user.is_authenticated else "account_login"
            raise ImmediateHttpResponse(redirect(page)) from error

    def _recognise(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        facts = facts_from(claims_of(sociallogin))
        number = rules.identity_number(facts.identity_number)
        connecting = request.user.is_authenticated and sociallogin.state.get("process") == "connect"
        person = selectors.person_by_identity(number)
        owner: User | None = getattr(person, "user", None) if person else None
        if connecting:
            people.bind_identity(request.user, facts, trust=Person.Trust.VNEID, by=SYSTEM)
        elif sociallogin.is_existing:
            people.bind_identity(sociallogin.user, facts, trust=Person.Trust.VNEID, by=SYSTEM)
        elif owner is not None and not owner.is_official:
            sociallogin.connect(request, owner)
            people.bind_identity(owner, facts, trust=Person.Trust.VNEID, by=SYSTEM)
        elif owner is not None:
            raise people.IdentityTaken

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """A new account for a verified person: the number is bound in the same transaction."""
        with transaction.atomic():
            user = super().save_user(request, sociallogin, form)
            people.bind_identity(user, facts_from(claims_of(sociallogin)), trust=Person.Trust.VNEID, by=SYSTEM)
            user.refresh_from_db()
        return user

    def get_requests_session(self) -> requests.Session:
        """Two seconds to connect, five to answer, no redirects: a hanging VNeID must not hold a worker (fault F12)."""
        session = requests.Session()
        session.request = functools.partial(session.request, timeout=(2, 5), allow_redirects=False)  # type: ignore[method-assign]
        return session

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """VNeID away or refusing: say so and offer the password, which still works."""
        messages.error(request, str(_("Chưa đăng nhập được bằng VNeID. Bạn có thể thử lại hoặc đăng nhập bằng mật khẩu.")))
        raise ImmediateHttpResponse(redirect("account_login"))
