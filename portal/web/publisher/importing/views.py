"""A file in: uploaded, taken over by the worker, its progress and what became of every record."""

import io
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError, NotFound
from portal.web.files import private_bytes
from portal.web.ops.paging import page_of
from portal.web.publisher.gate import publisher
from portal.web.publisher.importing.forms import UploadForm
from procedures.exporting.workbook import text_cell
from procedures.importing import runs
from procedures.importing.lint import TITLES
from procedures.models import ImportItem, ImportRun
from procedures.tasks import wake_import

REFRESH_SECONDS = 3
STOP = "dung"
LATEST = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@publisher
def home(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Hand in a file; the latest ones. Two queries."""
    takes = seat.role == Seat.Role.AUTHOR and seat.agency.parent_id is None
    posted = request.method == "POST"
    if posted and not takes:
        raise NotFound
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        begun = _begun(request, seat, form)
        if begun is not None:
            return HttpResponseRedirect(reverse("importing:run", args=[seat.pk, begun.pk]))
    latest = list(runs.runs_within(seat).select_related("by__person").order_by("-created_at")[:LATEST])
    context = {"seat": seat, "form": form, "takes": takes, "runs": latest, "sees": seat.agency.parent_id is None}
    return render(request, "publisher/importing/home.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest, seat: Seat, form: UploadForm) -> ImportRun | None:
    try:
        begun = runs.begin(form.cleaned_data["file"], by=actor_for(request.user, seat))
    except DomainError as refusal:
        form.add_error("file", str(refusal.message))
        return None
    _wake()
    return begun


def _wake() -> None:
    try:
        wake_import()
    except Exception:  # noqa: BLE001 - a broker that is away is no reason to lose the file: the schedule finds it
        return


@require_GET
@publisher
def run(request: HttpRequest, seat: Seat, run: Any) -> HttpResponse:
    """How far it is, and every record with what was noticed. Five queries, whatever the file."""
    found = runs.run_for(seat, run)
    outcome, code = request.GET.get("loai", ""), request.GET.get("dieu", "")
    items = found.items.order_by("position")
    if outcome in ImportItem.Outcome.values:
        items = items.filter(outcome=outcome)
    if code in TITLES:
        items = items.filter(lint__contains=[{"code": code}])
    page = page_of(request, items)
    drafts = runs.drafts_of(page.object_list)
    refreshes = found.open and not request.GET.get(STOP)
    context = {
        "seat": seat,
        "run": found,
        "page": page,
        "rows": [_row(item, drafts) for item in page],
        "outcomes": _outcomes(found, outcome),
        "told": [{"code": one, "title": TITLES.get(one, one), "total": total} for one, total in runs.lint_counts(found)],
        "chosen": TITLES.get(code, ""),
        "code": code,
        "filtered": bool(outcome or code),
        "refreshes": refreshes,
        "kept": runs.KEPT.days,
    }
    response = render(request, "publisher/importing/run.html", context)
    if refreshes:
        # A header does what a script would; the page says so and has a link that stops it (WCAG 2.2.1).
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _row(item: ImportItem, drafts: dict[str, Any]) -> dict[str, Any]:
    groups: dict[str, dict[str, Any]] = {}
    for found in item.lint:
        group = groups.setdefault(found["code"], {"title": TITLES.get(found["code"], found["code"]), "messages": []})
        if found["message"] not in group["messages"]:
            group["messages"].append(found["message"])
    return {"item": item, "draft": drafts.get(item.code), "groups": list(groups.values())}


def _outcomes(found: ImportRun, chosen: str) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "total": getattr(found, value), "chosen": value == chosen}
        for value, label in ImportItem.Outcome.choices
    ]


@require_GET
@publisher
def report(request: HttpRequest, seat: Seat, run: Any) -> HttpResponse:
    """Every finding of a file, one a row, as a spreadsheet."""
    from openpyxl import Workbook

    found = runs.run_for(seat, run)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Kết quả nhập"))
    for index, width in enumerate((8, 14, 60, 14, 30, 28, 80)):
        sheet.column_dimensions["ABCDEFG"[index]].width = width
    heads = (_("Dòng"), _("Mã thủ tục"), _("Tên thủ tục"), _("Kết quả"), _("Điều cần xem lại"), _("Chỗ"), _("Nội dung"))
    sheet.append([text_cell(sheet, head, bold=True) for head in heads])
    for item in found.items.order_by("position").iterator(chunk_size=500):
        for cells in _lines(item):
            sheet.append([text_cell(sheet, cell) for cell in cells])
    made = io.BytesIO()
    book.save(made)
    return private_bytes(made.getvalue(), XLSX, f"ket-qua-nhap-{found.created_at:%Y%m%d-%H%M}.xlsx", download=True)


def _lines(item: ImportItem) -> Iterable[tuple[Any, ...]]:
    head = (item.line, item.code, item.name, item.get_outcome_display())
    if not item.lint or item.error:
        yield (*head, "", "", item.error)
    for found in item.lint:
        yield (*head, TITLES.get(found["code"], found["code"]), found["path"], found["message"])
