"""New questions and pages: the kind in plain words, the words of the question, where it stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common.errors import DomainError, NotFound
from eforms import building
from portal.web.publisher.builder.bench import Bench
from portal.web.publisher.builder.forms import AddForm, PageForm
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft

VIEW = require_http_methods(["GET", "POST"])


def goal(request: HttpRequest, bench: Bench) -> tuple[dict[str, Any], str]:
    """Where something new goes, as operations take it, and in words: ``?vao=`` a slot, ``?sau=`` a component, else the end.

    After a page means into it: whoever stands on a page's row and adds a question wants it on that page.
    """
    rows = building.rows(bench.form)
    slot, after = request.GET.get("vao", ""), request.GET.get("sau", "")
    for row in rows:
        words = dict(row.slots)
        if slot and slot in words:
            return {"into": slot}, _("Câu hỏi mới đứng cuối %s.") % words[slot]
        if after and row.ref == after and row.is_page:
            return {"into": row.ref}, _("Câu hỏi mới đứng cuối trang “%s”.") % row.label
        if after and row.ref == after:
            return {"after": after}, _("Câu hỏi mới đứng sau “%s”.") % (row.label or row.kind)
    pages = [row for row in rows if row.is_page]
    if pages:
        return {"into": pages[-1].ref}, _("Câu hỏi mới đứng cuối trang “%s”.") % pages[-1].label
    return {}, _("Câu hỏi mới đứng cuối tờ khai.")


@VIEW
@writing
def add(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Choose a kind, write the question, go on to its properties."""
    bench = Bench(request, seat, draft)
    where, words = goal(request, bench)
    form = AddForm(request.POST or None, initial={"seen": draft.revision})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        operation = building.AddComponent(given["type"], given["label"], key=given["key"], **where)
        if done(bench, operation, form):
            return bench.go(bench.address("question", operation.ref))
    context = bench.context(form=form, where=words)
    return render(request, "publisher/builder/add.html", context, status=422 if form.errors else 200)


@VIEW
@writing
def add_page(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """A new page after the one in question, at the end without one."""
    bench = Bench(request, seat, draft)
    row = next((row for row in building.rows(bench.form) if row.ref == request.GET.get("sau")), None)
    form = PageForm(request.POST or None, words=_("Tên trang"), initial={"seen": draft.revision})
    if request.method == "POST" and form.is_valid():
        operation = building.AddPage(form.cleaned_data["label"], after=row.page if row else "", key=form.cleaned_data["key"])
        if done(bench, operation, form):
            return bench.go(bench.outline(operation.ref))
    context = bench.context(form=form, heading=_("Thêm trang"), button=_("Thêm trang"))
    return render(request, "publisher/builder/simple.html", context, status=422 if form.errors else 200)


def done(bench: Bench, operation: building.Operation, form: Any) -> bool:
    """Do an operation; a refusal is said at the form's label. Tells whether it was done."""
    try:
        bench.do(operation, seen=form.cleaned_data["seen"])
    except NotFound:
        raise
    except (building.CannotApply, DomainError) as refusal:
        form.add_error("label" if "label" in form.fields else None, str(refusal))
        return False
    return True
