"""A submitted file page by page, with what officials marked on it. The pages are drawn in the browser (frontend/src/viewer.js);
without it the file opens by its link and a mark is set by naming page and place."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Seat
from common.errors import DomainError, NotFound
from dossiers import access
from dossiers.loaded import load
from dossiers.models import DossierFile
from dossiers.models.draft import UploadStatus
from dossiers.services import desk
from dossiers.services.view import log_view
from portal.web.desk.dossier import trail
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat

_ROWS = (gettext_lazy("trên"), gettext_lazy("giữa"), gettext_lazy("dưới"))
_COLUMNS = (gettext_lazy("trái"), gettext_lazy("giữa"), gettext_lazy("phải"))
_CENTRES = (167, 500, 833)


class MarkForm(forms.Form):
    """A remark and its place: pointed at on the page, or chosen by words."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Nhập nội dung ghi chú.")},
    )
    page = forms.IntegerField(
        label=gettext_lazy("Trang"),
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), gettext_lazy("Nhập số trang")),
    )
    place = forms.ChoiceField(label=gettext_lazy("Chỗ trên trang"), required=False)
    x = forms.IntegerField(required=False, widget=forms.HiddenInput)
    y = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (f"{x}:{y}", gettext("%(row)s, %(column)s") % {"row": row, "column": column})
            for y, row in zip(_CENTRES, _ROWS, strict=True)
            for x, column in zip(_CENTRES, _COLUMNS, strict=True)
        ]

    def given(self) -> dict[str, Any]:
        """The service's arguments: where it was pointed at, else the middle of the part that was named."""
        cleaned = self.cleaned_data
        x, y = cleaned["x"], cleaned["y"]
        if x is None or y is None:
            x, y = (int(part) for part in (cleaned["place"] or "500:500").split(":"))
        return {"text": cleaned["text"], "page": cleaned["page"], "x": x, "y": y}


@require_http_methods(["GET", "POST"])
@with_seat()
def viewer(request: HttpRequest, seat: Seat, file: Any) -> HttpResponse:
    """The file with its marks; POST sets one. The look is logged like every other."""
    found = access.file_for_seat(seat, file)
    if found.status != UploadStatus.RECEIVED:
        raise Http404
    form = MarkForm(request.POST or None, initial={"page": _page(request, found)})
    if request.method == "POST" and form.is_valid():
        try:
            mark = desk.mark_page(found.pk, by=request.user, seat=seat, **form.given())
            messages.success(request, gettext("Đã ghi lên trang %(page)s.") % {"page": mark.page})
            return redirect(f"{request.path}?trang={mark.page}{trail.of(request, seat).more}")
        except NotFound:
            raise
        except DomainError as refusal:
            form.add_error("page", refusal.message)
    if request.method == "GET":
        log_view(found.dossier, by=request.user, seat=seat, what=f"pages:{found.pk}")
    return render(request, "desk/dossier/viewer.html", _context(request, seat, found, form), status=422 if form.errors else 200)


def _context(request: HttpRequest, seat: Seat, found: DossierFile, form: MarkForm) -> dict[str, Any]:
    loaded = load(found.dossier.version_id, found.dossier.case)
    files = found.dossier.files.filter(replaced_at__isnull=True, status=UploadStatus.RECEIVED)
    marks = found.marks.filter(removed_at__isnull=True).select_related("seat", "author__person")
    return navigation(seat, request.user) | {
        "seat": seat,
        "file": found,
        "dossier": found.dossier,
        "paper": loaded.paper_name(found.paper_key) if found.paper_key else loaded.title,
        "files": list(files),
        "marks": list(marks),
        "form": form,
        "page": _page(request, found),
        "trail": trail.of(request, seat),
        "back": trail.of(request, seat).to(found.dossier_id),
    }


def _page(request: HttpRequest, found: DossierFile) -> int:
    text = request.GET.get("trang", "")
    return min(max(int(text), 1), max(found.pages, 1)) if text.isascii() and text.isdigit() and len(text) < 5 else 1


@require_POST
@with_seat()
def take_off(request: HttpRequest, seat: Seat, mark: Any) -> HttpResponse:
    """Take one's own mark off its page."""
    try:
        row = desk.take_off(mark, by=request.user, seat=seat)
        messages.success(request, gettext("Đã bỏ ghi chú."))
    except NotFound:
        raise
    except DomainError as refusal:
        row = access.mark_for_seat(seat, mark)
        messages.info(request, refusal.message)
    pages = reverse("desk_dossier:viewer", args=[seat.pk, row.file_id])
    return redirect(f"{pages}?trang={row.page}{trail.of(request, seat).more}")
