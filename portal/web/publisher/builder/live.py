"""A page of the preview or of the trial answering while one types, as the citizen's page does. Nothing is kept."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from agencies.models import Seat
from common import clock
from eforms import engine, html, schema
from portal.web.publisher.builder.bench import Bench
from portal.web.publisher.builder.preview import page_of
from portal.web.publisher.builder.trying import addresses, carried
from portal.web.publisher.gate import reading
from procedures.models import VersionDraft


@require_POST
@reading
def live(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """The posted page as it stands now, ``{"html", "focus", "part"}``; 404 for a form that cannot be drawn."""
    bench = Bench(request, seat, draft)
    try:
        form = schema.load(bench.form)
    except schema.Refused:
        raise Http404 from None
    ref = request.GET.get("trang", "")
    _number, page = page_of(form, ref)
    typed = html.parse(form, page, request.POST)
    outcome = engine.process(form, typed, page=page.key, previous=carried(request), now=clock.now())
    shown = set(request.POST.get("_shown", "").split())
    errors = [error for error in outcome.errors if error.path in shown]
    drawn = html.page(form, page, outcome.data, errors, addresses=addresses(bench, ref))
    pressed = html.action(request.POST)
    focus, part = (html.field_id(pressed.target), pressed.path.partition("[")[0]) if pressed else ("", "")
    return JsonResponse({"html": drawn, "focus": focus, "part": part})
