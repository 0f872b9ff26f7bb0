"""What the checker found in the form, and what differs from the version in force, in words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.models import Seat
from eforms import building
from portal.web.publisher.builder.bench import Bench
from portal.web.publisher.gate import reading
from procedures import content as contents
from procedures.models import VersionDraft


@require_GET
@reading
def remarks(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Remarks by weight, each with a way to its question. No query beyond the draft's."""
    bench = Bench(request, seat, draft)
    found = building.remarks(bench.form)
    titles = {row.ref: row.label for row in building.rows(bench.form) if row.is_page}
    sections = [
        {"title": title, "hint": hint, "rows": [(titles.get(one.page, ""), one) for one in found if one.severity == severity]}
        for severity, title, hint in (
            ("stop", _("Phải sửa"), _("Còn những điều này thì chưa gửi duyệt được.")),
            ("warn", _("Nên sửa"), _("Người điền dễ vướng ở đây.")),
            ("hint", _("Gợi ý"), _("Cân nhắc để tờ khai ngắn và dễ hiểu hơn.")),
        )
    ]
    context = bench.context(sections=[section for section in sections if section["rows"]])
    return render(request, "publisher/builder/remarks.html", context)


@require_GET
@reading
def differences(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """The draft's form against the version that it was begun from, page by page."""
    bench = Bench(request, seat, draft)
    pages: tuple[tuple[str, tuple[building.Change, ...]], ...] = ()
    if draft.based_on is not None:
        pages = building.by_page(
            building.differences(building.identified(contents.form_of(draft.based_on.content, bench.case)), bench.form)
        )
    return render(request, "publisher/builder/differences.html", bench.context(pages=pages))
