"""What the page's script sends while somebody types: the same save, said in a word. Without the script nothing is missing."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.models import Seat
from common import clock
from common.errors import DomainError
from portal.web.publisher.editor.forms import Filled, fill
from portal.web.publisher.editor.work import Content, Work, begin
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft
from procedures.services.sections import SectionConflict


@require_POST
@writing
def section(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str) -> HttpResponse:
    """Save a section as it stands: ``{"saved": "Đã lưu lúc 14:32", "seen": 7}``, or 409 ``{"conflict"}``."""
    work = begin(request, seat, draft, key)
    form = fill(work.sheet.boxes, work.sheet.groups, request.POST, held=work.base, content=work.base)
    return _answer(work, form, form.made() if form.is_valid() else None, by_row=False)


@require_POST
@writing
def row(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str, number: int) -> HttpResponse:
    """The same for one row of a table."""
    work = begin(request, seat, draft, key)
    held = work.row(number)
    form = fill(work.table.boxes, work.table.groups, request.POST, held=held, content=work.base)
    return _answer(work, form, work.with_row(number, form.made()) if form.is_valid() else None, number=number)


def _answer(work: Work, form: Filled, after: Content | None, *, by_row: bool = True, number: int = 0) -> HttpResponse:
    """A row's page may have its row elsewhere once others' rows are in: then it is told its new addresses."""
    if after is None:
        said = _("Chưa tự lưu được: %(what)s.") % {"what": form.summary[0][1] if form.summary else ""}
        return JsonResponse({"saved": said.replace("..", ".")})
    try:
        saved = work.save(after, itself=True, by_row=by_row)
    except SectionConflict:
        said = _("Người khác vừa sửa phần này nên phần gõ ở đây không tự lưu nữa. Bấm “Lưu” để ghép với phần của họ.")
        if by_row:
            said = _("Người khác vừa sửa cùng mục này nên phần gõ ở đây không tự lưu nữa. Bấm “Lưu” để xem cả hai bản.")
        return JsonResponse({"conflict": said}, status=409)
    except DomainError as refusal:
        return JsonResponse({"conflict": str(refusal.message)}, status=409)
    time = f"{clock.local(saved.updated_at):%H:%M}"
    answer: dict[str, Any] = {"saved": _("Đã lưu lúc %(time)s") % {"time": time}, "seen": saved.revision}
    place = work.number_in(saved, work.table.rows(after)[number - 1], number) if number else 0
    if place != number:
        answer |= {"at": work.address("row-autosave", place), "action": work.address("row", place)}
    return JsonResponse(answer)
