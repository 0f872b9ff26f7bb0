"""The draft's process against an earlier version, in words, both drawings below each other."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agencies.models import Seat
from portal.web.publisher.designer.bench import begin, names_in, process_in
from portal.web.publisher.designer.steps import picture
from portal.web.publisher.gate import reading
from portal.web.publisher.review.compared import in_force
from procedures.differences.machinery import processes
from procedures.models import ProcedureVersion, VersionDraft


@require_GET
@reading
def compare(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """``?ban=`` chooses the version; without it the one in force."""
    bench = begin(request, seat, draft)
    rows = ProcedureVersion.objects.filter(procedure=draft.procedure_id).defer("content").order_by("-number")
    wanted = request.GET.get("ban", "")
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 6:
        against = ProcedureVersion.objects.filter(procedure=draft.procedure_id, number=int(wanted)).first()
    else:
        against = in_force(draft)
    before = process_in(against.content, bench.case) if against else {}
    names = names_in([before, bench.doc], draft.content)
    context = bench.context(
        against=against,
        versions=[row.number for row in rows],
        changes=list(processes("process", "", before, bench.doc)) if against else [],
        old=picture(bench, names, before, ident="cu") if before else "",
        new=picture(bench, names, ident="moi"),
        editing=True,
    )
    return render(request, "publisher/designer/compare.html", context)
