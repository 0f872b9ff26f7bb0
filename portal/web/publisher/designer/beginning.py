"""Where a process begins: one of the usual flows, or the process of another procedure."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common.errors import NotFound
from portal.web.publisher.designer.bench import Bench, begin, names_in, process_in
from portal.web.publisher.designer.steps import picture
from portal.web.publisher.gate import writing
from procedures import worklist
from procedures.access import procedure_for
from procedures.models import VersionDraft
from procedures.services import copying
from workflow.charts import steps_of
from workflow.patterns import template, templates


@require_http_methods(["GET", "POST"])
@writing
def choose(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Look at a flow (``?mau=KEY`` or ``?tu=CODE``), then take it; ``?q=`` searches other procedures."""
    bench = begin(request, seat, draft)
    key, code, query = (request.GET.get(name, "") for name in ("mau", "tu", "q"))
    doc = _chosen(bench, key, code)
    if request.method == "POST":
        if doc is None:
            raise NotFound
        bench.tried(doc, _("Đã lấy quy trình này. Xem lại từng bước; bấm Hoàn tác để trở lại quy trình cũ."))
        return bench.go(bench.address("steps"))
    names = names_in([doc], draft.content) if doc else {}
    found = [one for one in worklist.models(seat, query) if one["code"] != draft.procedure.code] if query else []
    context = bench.context(
        templates=templates(),
        chosen=next((one for one in templates() if one.key == key), None),
        code=code,
        query=query,
        found=found,
        doc=doc,
        picture=picture(bench, names, doc) if doc else "",
        count=len(steps_of(doc)) if doc else 0,
        replaces=len(steps_of(bench.doc)),
        editing=True,
    )
    return render(request, "publisher/designer/begin.html", context)


def _chosen(bench: Bench, key: str, code: str) -> Mapping[str, Any] | None:
    """The flow that is looked at, ``None`` for none."""
    if key:
        found = template(key, worklist.name_of(bench.draft))
        if found is None:
            raise NotFound
        return found
    if code:
        process = process_in(copying.content_of(procedure_for(bench.seat, code)), "")
        if not process:
            raise NotFound
        return process | {"name": worklist.name_of(bench.draft)}
    return None
