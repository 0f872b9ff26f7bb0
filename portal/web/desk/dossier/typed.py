"""The page of an act keeps what is typed on it and not sent, and offers it again."""

from typing import Any

from django.contrib import messages
from django.forms import CheckboxInput, Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.models import Seat
from common import clock
from dossiers import access
from dossiers.models import TypedAct
from dossiers.services import typing_acts
from portal.web.desk.dossier.acts import ACTS
from portal.web.desk.dossier.forms_counter import TakeSupplementForm
from portal.web.desk.seat import with_seat

NEVER = frozenset({"csrfmiddlewaretoken", "seen", "task", "choice"})
DROP = "_bo"
"""The button that begins the page anew."""


@require_POST
@with_seat()
def keep(request: HttpRequest, seat: Seat, dossier: Any, action: str) -> HttpResponse:
    """Keep the boxes as they stand: ``{"saved"}``; by ``DROP`` forget them and show the page anew."""
    if action not in ACTS or not ACTS[action].asks:
        raise Http404
    found = access.dossier_for_seat(seat, dossier)
    if DROP in request.POST:
        typing_acts.forget(found.pk, action, by=request.user, seat=seat)
        messages.success(request, _("Đã bỏ những gì nhập lần trước."))
        query = request.GET.urlencode()
        there = reverse("desk_dossier:act", args=[seat.pk, found.pk, action])
        return HttpResponseRedirect(f"{there}?{query}" if query else there, status=303)
    values = {name: texts for name, texts in request.POST.lists() if name not in NEVER}
    try:
        at = typing_acts.keep(found.pk, action, by=request.user, seat=seat, values=values)
    except typing_acts.TooLong:
        return JsonResponse({"conflict": _("Trang này quá dài nên không tự lưu được. Gửi đi để lưu.")}, status=409)
    return JsonResponse({"saved": _("Đã lưu lúc %(time)s") % {"time": f"{clock.local(at):%H:%M}"}})


def restored(form: Form, kept: TypedAct | None) -> bool:
    """Put what was kept into a form that was not sent; whether there was something."""
    if kept is None:
        return False
    if isinstance(form, TakeSupplementForm):
        form.restore(kept.values)
    for name, field in form.fields.items():
        if name in NEVER:
            continue
        texts = kept.values.get(form.add_prefix(name))
        if isinstance(field.widget, CheckboxInput):
            form.initial[name] = any(texts or ())
        elif texts:
            form.initial[name] = texts if getattr(field.widget, "allow_multiple_selected", False) else texts[0]
    return True
