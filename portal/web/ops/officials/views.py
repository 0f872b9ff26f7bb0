"""Officials for the system administrator: accounts and seats, never dossiers."""

import uuid
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import access, selectors
from accounts.services import officials, seats
from audit import selectors as audited
from common.actors import Actor
from common.errors import DomainError
from portal.web.account import second_factor
from portal.web.ops.gate import administrator
from portal.web.ops.officials.forms import AssignForm, OfficialForm, ReasonForm
from portal.web.ops.paging import page_of


@login_required
@never_cache
def listing(request: HttpRequest, seat: int) -> HttpResponse:
    """Fifty officials a page, searched by name, e-mail or agency. Four queries whatever the number."""
    own, _actor = administrator(request, seat)
    query = request.GET.get("q", "").strip()
    page = page_of(request, selectors.officials(query))
    return render(request, "ops/officials/list.html", {"seat": own, "page": page, "query": query})


@login_required
@never_cache
def add(request: HttpRequest, seat: int) -> HttpResponse:
    """Open an official's account."""
    own, actor = administrator(request, seat)
    form = OfficialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = officials.open_account(form.cleaned_data["email"], form.cleaned_data["full_name"], by=actor)
        except DomainError as error:
            form.add_error("email", str(error.message))
        else:
            messages.success(request, _("Đã mở tài khoản. Cán bộ đặt mật khẩu bằng mục Quên mật khẩu."))
            return redirect("officials:detail", seat=seat, user_id=user.pk)
    return render(request, "ops/officials/add.html", {"seat": own, "form": form})


@login_required
@never_cache
def detail(request: HttpRequest, seat: int, user_id: uuid.UUID) -> HttpResponse:
    """One official: seats now and before, second factors, the account's last acts. Five queries beyond the session's."""
    own, _actor = administrator(request, seat)
    user = access.official(user_id)
    context = {
        "seat": own,
        "official": user,
        "assignments": selectors.assignment_history(user),
        "factors": set(Authenticator.objects.filter(user=user).values_list("type", flat=True)) & set(second_factor.STRONG),
        "events": audited.latest(f"account:{user.pk}"),
        "itself": user.pk == request.user.pk,
    }
    return render(request, "ops/officials/detail.html", context)


@login_required
@never_cache
def assign(request: HttpRequest, seat: int, user_id: uuid.UUID) -> HttpResponse:
    """Find a seat and give it; the official's sessions end."""
    own, actor = administrator(request, seat)
    user = access.official(user_id)
    query = request.GET.get("q", "").strip()
    offered = selectors.vacancies(query)
    form = AssignForm(request.POST or None, offered=offered)
    if request.method == "POST" and form.is_valid():
        try:
            seats.assign(user, form.cleaned_data["seat"], by=actor, reason=form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error("seat", str(error.message))
        else:
            messages.success(request, _("Đã phân công. Các phiên đăng nhập của cán bộ đã kết thúc."))
            return redirect("officials:detail", seat=seat, user_id=user_id)
    context = {"seat": own, "official": user, "form": form, "query": query, "offered": offered}
    return render(request, "ops/officials/assign.html", context)


@login_required
@never_cache
def end(request: HttpRequest, seat: int, user_id: uuid.UUID, assignment_id: int) -> HttpResponse:
    """Confirm and free a seat; the official's sessions end."""
    administrator(request, seat)
    row = access.open_assignment(access.official(user_id), assignment_id)
    return _confirmed(
        request,
        seat,
        user_id,
        title=_("Thôi phân công"),
        what=f"{row.seat.title}, {row.seat.agency.name}",
        button=_("Thôi phân công"),
        act=lambda actor, reason: seats.end(row, by=actor, reason=reason),
        done=_("Đã thôi phân công. Các phiên đăng nhập của cán bộ đã kết thúc."),
    )


@login_required
@never_cache
def close(request: HttpRequest, seat: int, user_id: uuid.UUID) -> HttpResponse:
    """Confirm and close an account."""
    administrator(request, seat)
    user = access.official(user_id)
    return _confirmed(
        request,
        seat,
        user_id,
        title=_("Khóa tài khoản"),
        what=_("Tài khoản không đăng nhập được nữa và thôi giữ mọi vị trí."),
        button=_("Khóa tài khoản"),
        act=lambda actor, reason: officials.close_account(user, by=actor, reason=reason),
        done=_("Đã khóa tài khoản."),
    )


@login_required
@never_cache
def reopen(request: HttpRequest, seat: int, user_id: uuid.UUID) -> HttpResponse:
    """Confirm and open a closed account again."""
    administrator(request, seat)
    user = access.official(user_id)
    return _confirmed(
        request,
        seat,
        user_id,
        title=_("Mở lại tài khoản"),
        what=_("Tài khoản đăng nhập lại được; vị trí cần phân công lại."),
        button=_("Mở lại tài khoản"),
        act=lambda actor, reason: officials.reopen_account(user, by=actor, reason=reason),
        done=_("Đã mở lại tài khoản."),
    )


@login_required
@never_cache
def drop_factors(request: HttpRequest, seat: int, user_id: uuid.UUID) -> HttpResponse:
    """Confirm and remove lost second factors, so that the official can enrol new ones."""
    administrator(request, seat)
    user = access.official(user_id)
    return _confirmed(
        request,
        seat,
        user_id,
        title=_("Gỡ xác thực hai lớp"),
        what=_("Cán bộ mất điện thoại hoặc khóa bảo mật. Lần đăng nhập sau phải đăng ký cách mới."),
        button=_("Gỡ xác thực hai lớp"),
        act=lambda actor, reason: second_factor.reset(user, by=actor, reason=reason),
        done=_("Đã gỡ xác thực hai lớp."),
    )


def _confirmed(
    request: HttpRequest,
    seat: int,
    user_id: uuid.UUID,
    *,
    title: str,
    what: str,
    button: str,
    act: Callable[[Actor, str], object],
    done: str,
) -> HttpResponse:
    """One page for every act that needs a reason: what will happen, why, the button."""
    own, actor = administrator(request, seat)
    official = access.official(user_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                act(actor, form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error("reason", str(error.message))
        else:
            messages.success(request, done)
            return redirect("officials:detail", seat=seat, user_id=user_id)
    context = {"seat": own, "official": official, "form": form, "heading": title, "what": what, "button": button}
    return render(request, "ops/officials/confirm.html", context)
