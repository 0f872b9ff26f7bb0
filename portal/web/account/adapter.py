"""How allauth behaves here: codes leave through the outbox, failed logins are counted in PostgreSQL, acts are audited."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts import limits, selectors
from accounts.models import User
from accounts.services import people
from audit import log
from audit import selectors as audited
from common import clock
from common.actors import Actor
from common.crypto import blind_index
from notifications.services import mail, notify
from portal.web.account import letters

WRONG_PASSWORD = _("Thư điện tử hoặc mật khẩu không đúng. Kiểm tra lại rồi thử lần nữa.")


class AccountAdapter(DefaultAccountAdapter):
    """The account's side of allauth in our words; nothing here tells whether an address has an account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đang tạm khóa."),
        "duplicate_email": _("Địa chỉ này đang là địa chỉ của bạn. Nhập địa chỉ khác."),
        "email_password_mismatch": WRONG_PASSWORD,
        "email_taken": _("Không dùng được địa chỉ này. Nhập địa chỉ khác."),
        "enter_current_password": _("Mật khẩu hiện tại không đúng. Nhập lại."),
        "incorrect_code": _("Mã không đúng. Kiểm tra thư mới nhất rồi nhập lại."),
        "incorrect_password": _("Mật khẩu không đúng. Nhập lại."),
        "invalid_login": WRONG_PASSWORD,
        "invalid_password_reset": _("Mã đặt lại mật khẩu đã hết hạn. Hãy xin mã mới."),
        "max_email_addresses": _("Bạn đang đổi sang một địa chỉ khác. Xác nhận địa chỉ đó trước."),
        "rate_limited": _("Bạn đã thử nhiều lần. Đợi vài phút rồi thử lại."),
        "same_as_current": _("Nhập địa chỉ khác với địa chỉ hiện tại."),
        "too_many_login_attempts": _("Bạn đã thử nhiều lần. Đợi 5 phút rồi thử lại, hoặc đặt lại mật khẩu."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Save a new account with the person who declares themselves in it."""
        with transaction.atomic():
            if form.cleaned_data.get("full_name"):
                user.person = people.create(form.cleaned_data["full_name"], phone=form.cleaned_data.get("phone", ""))
            saved = super().save_user(request, user, form, commit)
            if commit:
                log.append(f"account:{saved.pk}", "registered", Actor("citizen", user_id=saved.pk))
        return saved

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try per account and per network address before the password is looked at (one hash costs 150 ms)."""
        for key, (limit, window) in self._login_keys(request, credentials).items():
            if not limits.allow(key, limit, window):
                raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """allauth's check; a right password gives the account's tries back."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            account, address = self._login_keys(request, credentials)
            limits.forget(account)
            limits.give_back(address)
        return user

    def _login_keys(self, request: HttpRequest, credentials: dict[str, Any]) -> dict[str, Any]:
        # The account's key holds the network address too: a stranger who guesses cannot lock the owner out.
        address = self.get_client_ip(request)
        email = str(credentials.get("email", "")).lower()
        return {
            f"login:{email}:{address}": settings.LOGIN_TRIES_PER_ACCOUNT,
            f"login:{address}": settings.LOGIN_TRIES_PER_ADDRESS,
        }

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Keep the failure in the account's stream; an unknown address is kept too, so that both take as long."""
        user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        stream = f"account:{user.pk}" if user else "account:unknown"
        with transaction.atomic():
            log.append(stream, "login-failed", Actor("citizen"), {"from": self._fingerprint(request)})

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Audit the login and tell the owner when it came from a device not seen before (ASVS 6.3.5)."""
        response = super().post_login(request, user, **kwargs)
        device = self._fingerprint(request)
        request.session["opened_at"] = request.session["seen_at"] = clock.now().timestamp()
        with transaction.atomic():
            known = audited.seen(f"account:{user.pk}", "login", "from", device)
            event = log.append(f"account:{user.pk}", "login", selectors.actor_for(user), {"from": device})
            if known is False:
                notify.notify(
                    user,
                    kind="account",
                    title=str(_("Đăng nhập từ một thiết bị mới")),
                    body=str(_("Có thiết bị chưa dùng trước đây vừa đăng nhập. Nếu không phải bạn, hãy đổi mật khẩu.")),
                    link="/tai-khoan/",
                    key=f"login:{event.pk}",
                )
        return response

    def _fingerprint(self, request: HttpRequest) -> str:
        return blind_index(self.get_http_user_agent(request)[:300], purpose="device")[:16]

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Every change that allauth tells the owner about is audited too; the letter goes to the old address."""
        with transaction.atomic():
            action = template_prefix.rpartition("/")[2].replace("_", "-")
            log.append(f"account:{user.pk}", action, Actor("citizen", user_id=user.pk))
            super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue one of allauth's letters: it leaves after commit, a late code is dropped, an address is not flooded."""
        if not limits.allow(f"letter:{email.lower()}", *settings.LETTERS_PER_ADDRESS):
            return
        subject, body = letters.compose(template_prefix, {**context, "at": clock.short_at(clock.now())})
        expires = clock.in_hours(0.25) if "code" in context else None
        with transaction.atomic():
            mail.queue(email, subject=subject, body=body, key=str(uuid.uuid4()), expires_at=expires)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Show one of our sentences instead of allauth's template; those without one are not shown."""
        words = message or letters.MESSAGES.get(message_template or "")
        if words:
            super().add_message(request, level, message=str(words), extra_tags=extra_tags)

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """After a new address is confirmed: back to the account when logged in, else to the login page."""
        return "/tai-khoan/" if self.request.user.is_authenticated else "/tai-khoan/dang-nhap/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account page."""
        return "/tai-khoan/"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officials go to their seats, citizens to the home page; ``next`` takes precedence over both."""
        return "/mot-cua/" if request.user.is_official else "/"

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """A closed account gets its own page."""
        return redirect("account_inactive")
