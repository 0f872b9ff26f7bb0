"""``/mot-cua/<seat>/khoi-phuc/``: find the account by identity number or e-mail, say what was checked, print the code."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts import access, limits, rules, selectors
from accounts.models import User, identity_index
from accounts.services import recovery
from agencies.models import Seat
from common.errors import DomainError, NotFound
from portal.middleware.posted import shown_once


class ResetForm(forms.Form):
    """Whose account, and what the clerk has checked."""

    who = forms.CharField(
        label=_("Số định danh hoặc thư điện tử của tài khoản"),
        max_length=150,
        error_messages={"required": _("Nhập số định danh hoặc thư điện tử của tài khoản")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label=_("Giấy tờ đã đối chiếu"),
        max_length=200,
        help_text=_("Ví dụ: căn cước còn hạn, ảnh khớp người. Được ghi vào nhật ký."),
        error_messages={"required": _("Ghi giấy tờ đã đối chiếu")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@login_required
@never_cache
def reset(request: HttpRequest, seat: int) -> HttpResponse:
    """Clerks and heads of a centre only; others get 404. The code is shown in this answer and nowhere else."""
    own = access.seat_of(request.user, seat)
    if own.role not in {Seat.Role.CLERK, Seat.Role.CENTRE_HEAD}:
        raise NotFound
    form = ResetForm(request.POST or None)
    code, owner = "", None
    if request.method == "POST" and form.is_valid():
        try:
            owner = _owner(request, form.cleaned_data["who"])
            code = recovery.counter_reset(owner, by=selectors.actor_for(request.user, own), reason=form.cleaned_data["reason"])
        except NotFound:
            form.add_error("who", gettext("Không tìm thấy tài khoản công dân nào khớp. Kiểm tra lại số hoặc địa chỉ."))
        except DomainError as error:
            form.add_error("who", str(error.message))
    page = render(request, "desk/recovery/reset.html", {"seat": own, "form": form, "code": code, "owner": owner})
    return shown_once(page) if code else page


def _owner(request: HttpRequest, who: str) -> User:
    # A clerk's look-ups are counted: the page must not serve to try which addresses have accounts.
    if not limits.allow(f"counter-recovery:{request.user.pk}", *settings.COUNTER_LOOKUPS):
        raise DomainError(gettext("Bạn đã tra cứu nhiều lần. Đợi một giờ rồi thử lại."))
    if "@" in who:
        return access.citizen_by_email(who)
    return access.citizen_by_identity(identity_index(rules.identity_number(who)))
