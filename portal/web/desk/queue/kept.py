"""Saved views: a queue with its filters under a name of one's own, listed in the side column."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Seat
from common.errors import DomainError, NotFound
from dossiers import finding, queues
from dossiers.models import SavedView
from dossiers.services import desk
from portal.web.desk.navigation import navigation
from portal.web.desk.queue import filters
from portal.web.desk.seat import with_seat


class ViewForm(forms.Form):
    """The name of a view; the filters come with the address."""

    name = forms.CharField(
        label=gettext_lazy("Tên bộ lọc"),
        max_length=60,
        help_text=gettext_lazy("Ví dụ: Khai sinh trực tuyến sắp đến hạn. Cùng tên thì thay bộ lọc cũ."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Nhập tên bộ lọc")},
    )


@require_http_methods(["GET", "POST"])
@with_seat()
def views(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The person's views on this seat; with a tab in the address, that one can be saved under a name."""
    query = _clean(request.GET, seat)
    form = ViewForm(request.POST or None) if query else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            desk.save_view(by=request.user, seat=seat, name=form.cleaned_data["name"], query=query)
            messages.success(request, gettext("Đã lưu bộ lọc. Bộ lọc nằm ở cột bên trái."))
            return redirect(f"{reverse('queue:list', args=[seat.pk])}?{query}")
        except DomainError as refusal:
            form.add_error(None, refusal.message)
    asked = filters.read(QueryDict(query))
    kept = SavedView.objects.filter(user=request.user, seat=seat)
    context = navigation(seat, request.user) | {
        "seat": seat,
        "form": form,
        "kept": [(view, _told(view.query, seat)) for view in kept],
        "told": _told(query, seat) if query else [],
        "asked": asked,
        "query": query,
    }
    return render(request, "desk/queue/views.html", context, status=422 if form is not None and form.errors else 200)


@require_POST
@with_seat()
def forget(request: HttpRequest, seat: Seat, view: int) -> HttpResponse:
    """Remove a view of one's own."""
    desk.forget_view(view, by=request.user, seat=seat)
    messages.success(request, gettext("Đã bỏ bộ lọc."))
    return redirect("queue:views", seat=seat.pk)


def _clean(given: QueryDict, seat: Seat) -> str:
    """The query to keep, made anew of what it means; empty without a tab of this seat."""
    key = given.get("muc", "")
    if not key:
        return ""
    if key not in queues.of_seat(seat):
        raise NotFound
    return filters.written(key, filters.read(given))


def _told(query: str, seat: Seat) -> list[str]:
    """A view in words: its tab, then its filters."""
    given = QueryDict(query)
    asked = filters.read(given)
    words = [str(queues.LABELS.get(given.get("muc", ""), ""))]
    words += [f"“{asked.text}”"] * bool(asked.text and not finding.is_hidden(asked.text))
    return words + [chip.text for chip in filters.chips("", asked, filters.choices_of(seat.agency_id))]
