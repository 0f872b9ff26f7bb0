"""What a password must not be, in words a person can act on. No rule of composition and no forced change (ASVS 6.2.5, 6.2.10)."""

from django.contrib.auth import password_validation as django
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User

MIN_LENGTH = 10


class LongEnough:
    """At least ten characters, any."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ``ValidationError`` when it is shorter."""
        if len(password) < MIN_LENGTH:
            raise ValidationError(_("Mật khẩu phải có ít nhất %(n)d ký tự") % {"n": MIN_LENGTH}, code="password-short")

    def get_help_text(self) -> str:
        """Shown nowhere: the fields carry their own hint."""
        return ""


class NotCommon(django.CommonPasswordValidator):
    """Not one of Django's twenty thousand most common passwords."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ``ValidationError`` for a common one that is long enough to be meant (short ones have their own words)."""
        if password.lower().strip() in self.passwords and len(password) >= MIN_LENGTH:
            raise ValidationError(_("Mật khẩu này nhiều người dùng nên dễ đoán. Chọn mật khẩu khác"), code="password-common")


class NotLikeAddress(django.UserAttributeSimilarityValidator):
    """Not the e-mail address or a part of it."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("email",), max_similarity=0.7)

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ``ValidationError`` when it is too much like the address."""
        try:
            super().validate(password, user)
        except ValidationError:
            raise ValidationError(
                _("Mật khẩu quá giống thư điện tử của bạn. Chọn mật khẩu khác"), code="password-like-email"
            ) from None
