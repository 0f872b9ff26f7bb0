"""What a step's page sends while somebody types: the same save, said in a word. Without the script nothing is missing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.models import Seat
from common import clock
from common.errors import DomainError
from portal.web.publisher.designer import step
from portal.web.publisher.designer.bench import Clash, begin
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft
from workflow import building


@require_POST
@writing
def save(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str) -> HttpResponse:
    """Save a step as it stands: ``{"saved": "Đã lưu lúc 14:32", "seen": 7}``, or 409 ``{"conflict"}``.

    What others did to other steps meanwhile stays; what they did to this one is for a person to look at.
    """
    bench = begin(request, seat, draft)
    form = step.filled(bench, bench.step(key), request.POST)
    if not form.is_valid():
        said = _("Chưa tự lưu được: %(what)s.") % {"what": form.summary[0][1] if form.summary else ""}
        return JsonResponse({"saved": said.replace("..", ".")})
    try:
        saved = bench.save(building.with_step(bench.doc, key, step.written(form)), itself=True)
    except Clash:
        said = _("Người khác vừa sửa cùng bước này nên phần gõ ở đây không tự lưu nữa. Bấm “Lưu bước” để xem cả hai bản.")
        return JsonResponse({"conflict": said}, status=409)
    except DomainError as refusal:
        return JsonResponse({"conflict": str(refusal.message)}, status=409)
    time = f"{clock.local(saved.updated_at):%H:%M}"
    return JsonResponse({"saved": _("Đã lưu lúc %(time)s") % {"time": time}, "seen": saved.revision})
