"""The account page and what allauth has no page for: profile, phone, recovery codes, recovery without the mailbox."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import limits, rules, selectors
from accounts.services import people, recovery
from common.errors import DomainError
from portal.middleware.posted import shown_once
from portal.web.account.forms import PhoneForm, ProfileForm, RecoverForm


@login_required
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Everything about the account on one page, each line with its link. Five queries beyond the session's."""
    person = request.user.person
    factors = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {
        "person": person,
        "phone": rules.show_phone(person.phone) if person else "",
        "identity": rules.mask_identity(person.identity_number) if person else "",
        "factors": factors & {"totp", "webauthn"},
        "codes_left": selectors.unused_recovery_codes(request.user),
        "organisations": selectors.organisations(request.user),
        "vneid_ready": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "vneid": SocialAccount.objects.filter(user=request.user).exists() if settings.SOCIALACCOUNT_PROVIDERS else False,
    }
    return render(request, "account/overview.html", context)


@login_required
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """Change what the person declares."""
    person = request.user.person
    initial = {
        "full_name": person.full_name if person else "",
        "birth_date": person.birth_date if person else None,
        "sex": person.sex if person else "",
        "address": (person.address if person else "") or "",
    }
    form = ProfileForm(request.POST or None, initial=initial, person=person)
    if request.method == "POST" and form.is_valid():
        people.update_profile(request.user, **{**initial, **form.cleaned_data})
        messages.success(request, _("Đã lưu thông tin của bạn."))
        return redirect("account:overview")
    return render(request, "account/profile.html", {"form": form, "person": person})


@login_required
@reauthentication_required
@never_cache
def phone(request: HttpRequest) -> HttpResponse:
    """Change the contact phone; the owner is told by e-mail."""
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        people.change_phone(request.user, form.cleaned_data["phone"])
        messages.success(request, _("Đã đổi số điện thoại."))
        return redirect("account:overview")
    now = request.user.person.phone if request.user.person else None
    return render(request, "account/phone.html", {"form": form, "now": rules.show_phone(now)})


@login_required
@reauthentication_required
@never_cache
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Print eight codes; they are shown in the answer to the request that made them and nowhere else."""
    codes: list[str] = []
    if request.method == "POST":
        codes = recovery.issue_codes(request.user)
    context = {"codes": codes, "codes_left": selectors.unused_recovery_codes(request.user)}
    return shown_once(render(request, "account/recovery_codes.html", context))


@never_cache
@sensitive_post_parameters("password", "code")
def recover(request: HttpRequest) -> HttpResponse:
    """A new password by a recovery code: for those who cannot open their mailbox. The answer never tells who exists."""
    form = RecoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _recovered(request, form):
        logout(request)
        messages.success(request, _("Đã đặt mật khẩu mới. Đăng nhập rồi đổi thư điện tử nếu bạn không còn dùng địa chỉ cũ."))
        return redirect("account_login")
    return render(request, "account/recover.html", {"form": form})


def _recovered(request: HttpRequest, form: RecoverForm) -> bool:
    adapter = get_adapter(request)
    address = adapter.get_client_ip(request)
    if not limits.allow(f"recover:{address}", *settings.LOGIN_TRIES_PER_ACCOUNT):
        form.add_error(None, str(adapter.error_messages["too_many_login_attempts"]))
        return False
    data = form.cleaned_data
    try:
        recovery.recover(data["email"], data["code"], data["password"])
    except DomainError as error:
        form.add_error("code", str(error.message))
        return False
    except ValidationError as error:
        form.add_error("password", error)
        return False
    return True
