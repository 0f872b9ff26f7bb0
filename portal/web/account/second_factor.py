"""Second factors: TOTP and WebAuthn keys, their secrets sealed like all personal data."""

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm as BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as BaseActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as BaseAddWebAuthnForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm as BaseEditWebAuthnForm
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services import sessions
from common import crypto
from common.actors import Actor
from common.errors import NotAllowed
from common.events import AccountEvent, emit
from portal.web.account.words import Words

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's second factors with sealed secrets; an official cannot remove the last one where one is required."""

    error_messages = {
        "add_email_blocked": gettext_lazy("Tài khoản có bảo mật hai lớp chưa đổi được thư điện tử. Tắt bảo mật hai lớp trước."),
        "cannot_delete_authenticator": gettext_lazy(
            "Cán bộ phải có ít nhất một cách xác thực thứ hai. Thêm cách khác trước khi gỡ."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Bật ứng dụng tạo mã hoặc khóa bảo mật trước khi tạo mã dự phòng."),
        "incorrect_code": gettext_lazy("Mã không đúng. Nhập mã đang hiện trong ứng dụng."),
        "unverified_email": gettext_lazy("Xác nhận thư điện tử trước khi bật bảo mật hai lớp."),
    }

    def get_totp_issuer(self) -> str:
        """The name that the authenticator app shows."""
        return f"Dịch vụ công {settings.PROVINCE}"

    def encrypt(self, text: str) -> str:
        """Seal a TOTP secret or the seed of backup codes under the envelope key."""
        return base64.b64encode(crypto.seal(text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what ``encrypt`` sealed."""
        return crypto.unseal(base64.b64decode(encrypted_text)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Officials keep one strong factor; backup codes may always be replaced."""
        user = authenticator.user
        if not (settings.MFA_REQUIRED_FOR_OFFICIALS and user.is_official) or authenticator.type not in STRONG:
            return True
        return Authenticator.objects.filter(user=user, type__in=STRONG).exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        """A first name for a new key; the owner may change it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Khóa số %(number)d") % {"number": number}


class AuthenticateForm(Words, BaseAuthenticateForm):
    """The second step of logging in."""

    words = {"code": (gettext_lazy("Mã xác thực"), gettext_lazy("Nhập mã xác thực"), "")}


class ReauthenticateForm(Words, BaseReauthenticateForm):
    """The same code again before a sensitive act."""

    words = {"code": (gettext_lazy("Mã xác thực"), gettext_lazy("Nhập mã xác thực"), "")}


class ActivateTOTPForm(Words, BaseActivateTOTPForm):
    """The first code of a new authenticator app."""

    words = {"code": (gettext_lazy("Mã 6 chữ số trong ứng dụng"), gettext_lazy("Nhập mã 6 chữ số trong ứng dụng"), "")}


class AddKeyForm(Words, BaseAddWebAuthnForm):
    """A new security key; the browser fills the hidden credential."""

    words = {
        "name": (
            gettext_lazy("Tên khóa"),
            gettext_lazy("Nhập tên khóa"),
            gettext_lazy("Để bạn nhận ra khóa nào, ví dụ: máy tính ở quầy."),
        ),
        "credential": ("", gettext_lazy("Bấm Thêm khóa và làm theo hướng dẫn của trình duyệt"), ""),
    }


class EditKeyForm(Words, BaseEditWebAuthnForm):
    """Another name for a key."""

    words = {"name": (gettext_lazy("Tên khóa"), gettext_lazy("Nhập tên khóa"), "")}


@transaction.atomic
def reset(user: User, *, by: Actor, reason: str) -> None:
    """Remove every second factor of an official who lost theirs; sessions end, the act is audited.

    Administrators cannot do it to themselves (``NotAllowed``): a stolen session must not shed its second factor.
    """
    if by.user_id == user.pk:
        raise NotAllowed(str(_("Bạn không tự gỡ xác thực hai lớp của mình ở đây được.")))
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user.pk)
    emit(AccountEvent(user.pk, "second-factor-reset", by, {"reason": reason.strip()}))


def rewrap_secrets() -> tuple[int, int]:
    """Put the data keys of everyone's sealed second factors under the present ``DATA_KEY``: (seen, changed)."""
    seen = changed = 0
    for row in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk").iterator():
        new = {name: _rewrapped(row.data[name]) for name in ("secret", "seed") if name in row.data}
        seen += len(new)
        if any(value != row.data[name] for name, value in new.items()):
            row.data |= new
            row.save(update_fields=["data"])
            changed += 1
    return seen, changed


def _rewrapped(text: str) -> str:
    token = base64.b64decode(text)
    head = crypto.rewrap(token[: crypto.HEAD])
    return base64.b64encode(head + token[crypto.HEAD :]).decode() if head else text
