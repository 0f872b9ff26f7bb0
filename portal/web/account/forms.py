"""Forms of the account: allauth's in our words, and those it has none for."""

from datetime import date
from typing import Any

from allauth.account import forms as allauth
from allauth.socialaccount.forms import SignupForm as BaseSocialSignupForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import rules
from accounts.models import Person
from common import clock
from common.errors import DomainError
from common.text import tidy
from portal.web.account.words import PASSWORD_HINT, Words

EMAIL = (_("Thư điện tử"), _("Nhập thư điện tử"), "")
PASSWORD = (_("Mật khẩu"), _("Nhập mật khẩu"), "")
NEW_PASSWORD = (_("Mật khẩu mới"), _("Nhập mật khẩu mới"), PASSWORD_HINT)
CODE_HINT = _("8 chữ cái. Chữ hoa, chữ thường, dấu cách hay gạch nối đều được.")


def name_field() -> forms.CharField:
    """One field for the whole name, stored NFC."""
    return forms.CharField(
        label=_("Họ, chữ đệm và tên"),
        max_length=150,
        error_messages={"required": _("Nhập họ, chữ đệm và tên"), "max_length": _("Họ tên dài nhất 150 ký tự")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )


class PhoneField(forms.CharField):
    """A Vietnamese telephone number as people write it; the value is ``0912345678``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Số điện thoại"))
        kwargs.setdefault("error_messages", {"required": _("Nhập số điện thoại")})
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})
        super().__init__(max_length=30, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """The number without blanks; a plain sentence when it is not one."""
        text = super().clean(value)
        try:
            return rules.phone(text) if text else ""
        except DomainError as error:
            raise forms.ValidationError(str(error.message), code=error.code) from error


class LoginForm(Words, allauth.LoginForm):
    """E-mail and password."""

    words = {"login": EMAIL, "password": PASSWORD}


class SignupForm(Words, allauth.SignupForm):
    """A new citizen's account: address, name, phone, password."""

    full_name = name_field()
    phone = PhoneField(help_text=_("Để cán bộ liên hệ khi cần. Ví dụ: 0912 345 678."))
    field_order = ["full_name", "email", "phone", "password1"]
    words = {
        "email": (_("Thư điện tử"), _("Nhập thư điện tử"), _("Chúng tôi gửi mã xác nhận tới địa chỉ này.")),
        "password1": (_("Mật khẩu"), _("Nhập mật khẩu"), PASSWORD_HINT),
    }

    def clean_full_name(self) -> str:
        """NFC, blanks collapsed."""
        return tidy(self.cleaned_data["full_name"])


class SocialSignupForm(Words, BaseSocialSignupForm):
    """The address that VNeID did not give."""

    words = {"email": EMAIL}


class ChangeEmailForm(Words, allauth.AddEmailForm):
    """A new address; it counts only after its code was entered."""

    words = {
        "email": (
            _("Thư điện tử mới"),
            _("Nhập thư điện tử mới"),
            _("Chúng tôi gửi mã xác nhận tới địa chỉ mới và báo cho địa chỉ cũ."),
        )
    }


class _OnePassword(Words):
    """Typing a password twice catches nothing that "quên mật khẩu" does not mend."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)  # type: ignore[attr-defined]


class ChangePasswordForm(_OnePassword, allauth.ChangePasswordForm):
    """The old password and a new one."""

    words = {"oldpassword": (_("Mật khẩu hiện tại"), _("Nhập mật khẩu hiện tại"), ""), "password1": NEW_PASSWORD}


class SetPasswordForm(_OnePassword, allauth.SetPasswordForm):
    """A first password for an account that came through VNeID."""

    words = {"password1": NEW_PASSWORD}


class NewPasswordForm(_OnePassword, allauth.ResetPasswordKeyForm):
    """The new password after a reset code."""

    words = {"password1": NEW_PASSWORD}


class ResetPasswordForm(Words, allauth.ResetPasswordForm):
    """Where to send the reset code."""

    words = {"email": EMAIL}


class ResetCodeForm(Words, allauth.ConfirmPasswordResetCodeForm):
    """The code from the letter."""

    words = {"code": (_("Mã đặt lại mật khẩu"), _("Nhập mã trong thư"), CODE_HINT)}


class EmailCodeForm(Words, allauth.ConfirmEmailVerificationCodeForm):
    """The code from the letter."""

    words = {"code": (_("Mã xác nhận"), _("Nhập mã trong thư"), CODE_HINT)}


class ReauthenticateForm(Words, allauth.ReauthenticateForm):
    """The password again before a sensitive act."""

    words = {"password": PASSWORD}


class ProfileForm(forms.Form):
    """What a person declares about themselves; verified facts are not offered for change."""

    full_name = name_field()
    birth_date = forms.DateField(
        label=_("Ngày sinh"),
        required=False,
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"],
        help_text=_("Ví dụ: 1/3/1990."),
        error_messages={"invalid": _("Ngày sinh phải là ngày có thật, ví dụ 1/3/1990")},
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "bday", "inputmode": "numeric"}),
    )
    sex = forms.ChoiceField(
        label=_("Giới tính"),
        required=False,
        choices=[("", _("Không cung cấp")), ("nam", _("Nam")), ("nu", _("Nữ"))],
    )
    address = forms.CharField(
        label=_("Nơi cư trú"),
        required=False,
        max_length=300,
        help_text=_("Dùng để điền sẵn vào tờ khai."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person is not None and person.trust != Person.Trust.DECLARED:
            for name in ("full_name", "birth_date", "sex"):
                del self.fields[name]

    def clean_birth_date(self) -> date | None:
        """Not in the future."""
        day = self.cleaned_data["birth_date"]
        if day and day > clock.today():
            raise forms.ValidationError(gettext("Ngày sinh phải từ hôm nay trở về trước"))
        return day


class PhoneForm(forms.Form):
    """A new contact phone."""

    phone = PhoneField(label=_("Số điện thoại mới"))


class RecoverForm(forms.Form):
    """A recovery code instead of the mailbox, and the new password with it."""

    email = forms.EmailField(
        label=_("Thư điện tử của tài khoản"),
        error_messages={
            "required": _("Nhập thư điện tử của tài khoản"),
            "invalid": _("Nhập thư điện tử theo dạng ten@noi-gui.vn"),
        },
        help_text=_("Địa chỉ bạn đã dùng để mở tài khoản, kể cả khi không còn mở được hộp thư."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Mã khôi phục"),
        max_length=40,
        error_messages={"required": _("Nhập mã khôi phục")},
        help_text=_("12 ký tự trên giấy bạn đã in hoặc nhận tại quầy. Chữ hoa, chữ thường, dấu cách đều được."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        error_messages={"required": _("Nhập mật khẩu mới")},
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """The rules that need no account; those that do are checked with it."""
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]
