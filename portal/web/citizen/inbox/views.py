"""The inbox of citizens and officials alike."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from notifications import selectors
from notifications.services import notify


@login_required
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Twenty messages a page, the latest first. Three queries."""
    page = Paginator(selectors.inbox(request.user), 20).get_page(request.GET.get("trang"))
    return render(request, "citizen/inbox/list.html", {"page": page, "unread": selectors.unread_count(request.user)})


@login_required
@never_cache
def opened(request: HttpRequest, notification_id: uuid.UUID) -> HttpResponse:
    """Mark one message read and go where it leads; one without a link is shown. Others' messages answer 404."""
    message = selectors.message(request.user, notification_id)
    notify.mark_read(request.user, notification_id)
    if message.link and url_has_allowed_host_and_scheme(message.link, allowed_hosts=None):
        return redirect(message.link)
    return render(request, "citizen/inbox/message.html", {"message": message})


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything seen."""
    notify.mark_all_read(request.user)
    messages.success(request, _("Đã đánh dấu mọi thông báo là đã đọc."))
    return redirect("inbox:list")
