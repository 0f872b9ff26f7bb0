"""The outbox: how much waits, what failed and why; a retry begins the count anew. Payloads are not shown."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from audit import log
from common import clock, outbox
from common.errors import NotFound
from common.models import OutboxMessage
from portal.web.ops.gate import administrator
from portal.web.ops.paging import page_of


@login_required
@never_cache
def listing(request: HttpRequest, seat: int) -> HttpResponse:
    """Failed rows first, else what waits with an error or too long. Four queries."""
    own, _actor = administrator(request, seat)
    waiting = OutboxMessage.objects.filter(done_at__isnull=True, dead_at__isnull=True)
    figures = OutboxMessage.objects.filter(done_at__isnull=True).aggregate(
        waiting=Count("pk", filter=Q(dead_at__isnull=True)),
        failing=Count("pk", filter=Q(dead_at__isnull=True, attempts__gt=0)),
        dead=Count("pk", filter=Q(dead_at__isnull=False)),
        oldest=Min("created_at", filter=Q(dead_at__isnull=True, available_at__lte=clock.now())),
    )
    show = request.GET.get("xem", "hong")
    rows: QuerySet[OutboxMessage] = (
        waiting.order_by("available_at", "id")
        if show == "cho"
        else OutboxMessage.objects.filter(dead_at__isnull=False).order_by("-dead_at", "id")
    )
    context = {"seat": own, "page": page_of(request, rows), "figures": figures, "show": show}
    return render(request, "ops/outbox/list.html", context)


@login_required
@require_POST
def retry(request: HttpRequest, seat: int, message_id: uuid.UUID) -> HttpResponse:
    """Give one row a fresh start."""
    _own, actor = administrator(request, seat)
    message = OutboxMessage.objects.filter(pk=message_id, done_at__isnull=True).first()
    if message is None:
        raise NotFound
    with transaction.atomic():
        outbox.retry(message)
        log.append("system", "outbox-retried", actor, {"message": str(message.pk), "topic": message.topic})
    messages.success(request, _("Đã đưa việc vào hàng chờ để làm lại."))
    return redirect("ops-outbox:list", seat=seat)
