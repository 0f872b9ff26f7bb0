"""SAO Y, SAO LỤC, TRÍCH SAO: find what the agency issued, say what is wanted, look at the copy, seal it or drop it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from agencies.models import Seat
from common import blobs
from common.errors import DomainError, NotFound
from portal.web.desk.copies import page_ranges
from portal.web.desk.navigation import navigation
from portal.web.desk.seat import with_seat
from portal.web.desk.signing import step_up
from portal.web.files import private_bytes, private_file
from vault import access, pages
from vault.copied import SYMBOLS, CopyForm
from vault.models import Document
from vault.selectors import MOST_FOUND, certified_by, found_for_copy
from vault.services import copying

LISTED = 50
BOOK_ROLES = copying.MAKERS | {Seat.Role.CLERK, Seat.Role.CENTRE_HEAD, Seat.Role.HANDLER}
HINTS = {
    CopyForm.WHOLE: gettext_lazy("Đầy đủ mọi trang của bản chính"),
    CopyForm.EXTRACT: gettext_lazy("Chỉ những trang bạn chọn"),
    CopyForm.AGAIN: gettext_lazy("Đầy đủ mọi trang của bản sao y"),
}


class CopyFormOf(forms.Form):
    """What kind of copy, of which pages, for whom, what for."""

    form = forms.ChoiceField(
        label=gettext_lazy("Hình thức sao"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn hình thức sao")},
    )
    pages = forms.CharField(
        label=gettext_lazy("Các trang cần trích"),
        help_text=gettext_lazy("Chỉ điền khi trích sao. Ví dụ: 1-3, 5"),
        required=False,
        max_length=100,
    )
    receiver = forms.CharField(
        label=gettext_lazy("Nơi nhận bản sao"),
        help_text=gettext_lazy("Tên cơ quan hoặc người nhận, in ở cuối bản sao"),
        max_length=250,
        error_messages={"required": gettext_lazy("Nhập nơi nhận bản sao")},
    )
    purpose = forms.CharField(
        label=gettext_lazy("Dùng vào việc"),
        max_length=300,
        error_messages={"required": gettext_lazy("Nhập việc cần dùng bản sao")},
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [CopyForm.AGAIN] if document.copy_form == CopyForm.WHOLE else [CopyForm.WHOLE, CopyForm.EXTRACT]
        self.fields["form"].choices = [(kind.value, f"{kind.label}: {HINTS[kind]}") for kind in kinds]
        self.fields["form"].initial = kinds[0].value
        self.fields["receiver"].initial = str(document.owner)

    def clean_pages(self) -> list[int]:
        """Page numbers from 1; only an extract has any."""
        try:
            found = page_ranges.read(self.cleaned_data["pages"])
        except ValueError:
            raise forms.ValidationError(_("Viết số trang cách nhau bằng dấu phẩy, ví dụ: 1-3, 5")) from None
        if self.cleaned_data.get("form") != CopyForm.EXTRACT:
            return []
        if not found:
            raise forms.ValidationError(_("Nhập các trang cần trích"))
        return found


class DropForm(forms.Form):
    """Why the copy is given up."""

    reason = forms.CharField(label=gettext_lazy("Lý do bỏ"), max_length=300, required=False)


@require_GET
@with_seat(roles=copying.MAKERS)
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Look for a paper by its number or its dossier's code; the newest fifty copies. Two queries beside the side column's."""
    typed = request.GET.get("so", "").strip()[:80]
    context = navigation(seat, request.user) | {
        "seat": seat,
        "typed": typed,
        "found": found_for_copy(seat, typed) if typed else [],
        "most": MOST_FOUND,
        "copies": list(access.copies_of(seat)[:LISTED]),
    }
    return render(request, "desk/copies/copies.html", context)


@require_http_methods(["GET", "POST"])
@with_seat(roles=copying.MAKERS)
def begin(request: HttpRequest, seat: Seat, document: Any) -> HttpResponse:
    """Say what is wanted; the copy gets its number and is drawn."""
    paper = access.paper_to_copy(seat, document)
    copyable = not paper.copy_form or paper.copy_form == CopyForm.WHOLE
    form = CopyFormOf(request.POST if request.method == "POST" else None, document=paper)
    if request.method == "POST" and form.is_valid():
        try:
            copy = copying.begin(paper, by=request.user, seat=seat, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("desk-vault:copy", seat.pk, copy.pk)
    context = navigation(seat, request.user) | {
        "seat": seat,
        "paper": paper,
        "form": form,
        "pages": 0 if paper.received else pages.count(blobs.read(paper.blob)),  # a stranger's file is opened in the jail alone
        "copyable": copyable and not paper.received and paper.status == Document.Status.IN_FORCE and not paper.ended_original,
    }
    return render(request, "desk/copies/begin.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@with_seat(roles=copying.MAKERS)
def one(request: HttpRequest, seat: Seat, copy: Any) -> HttpResponse:
    """The copy as it will be sealed; POST seals it, or drops it with a reason (``viec=bo``)."""
    row = access.copy_of_seat(seat, copy)
    form = DropForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        dropping = request.POST.get("viec") == "bo"
        if not dropping and step_up.needed(request):
            return step_up.ask(request)
        try:
            if dropping:
                copying.drop(row.pk, by=request.user, seat=seat, reason=form.cleaned_data["reason"])
                messages.success(request, _("Đã bỏ bản sao. Số của bản sao không dùng lại."))
            else:
                copying.seal(row.pk, by=request.user, seat=seat)
                messages.success(request, _("Đã ký số. Bản sao đã vào kho của chủ giấy tờ."))
            return redirect("desk-vault:copy", seat.pk, row.pk)
        except NotFound:
            raise
        except DomainError as refusal:
            form.add_error("reason" if dropping else None, str(refusal.message))
    body = row.document.blob if row.document else row.pdf
    context = navigation(seat, request.user) | {
        "seat": seat,
        "row": row,
        "form": form,
        "pages": range(1, pages.count(blobs.read(body)) + 1) if body else (),
    }
    return render(request, "desk/copies/copy.html", context, status=422 if form.errors else 200)


@require_GET
@with_seat(roles=copying.MAKERS)
def page(request: HttpRequest, seat: Seat, copy: Any, number: int) -> HttpResponse:
    """A page of the copy as a picture."""
    row = access.copy_of_seat(seat, copy)
    body = row.document.blob if row.document else row.pdf
    try:
        if body is None:
            raise Http404
        return private_bytes(pages.picture(blobs.read(body), number), "image/png", f"ban-sao-{number}.png")
    except IndexError:
        raise Http404 from None


@require_GET
@with_seat(roles=copying.MAKERS)
def file(request: HttpRequest, seat: Seat, copy: Any) -> HttpResponse:
    """The PDF: sealed, or as it waits for the seal; for handing it to the receiver."""
    row = access.copy_of_seat(seat, copy)
    body = row.document.blob if row.document else row.pdf
    if body is None:
        raise Http404
    return private_file(body, f"{SYMBOLS[CopyForm(row.form)]}-{row.number.number}.pdf")


@require_GET
@with_seat(roles=BOOK_ROLES)
def book(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Sổ chứng thực bản sao: what the agency certified in a year, newest first. Two queries beside the side column's."""
    rows = certified_by(seat, request.GET.get("trang", ""))
    return render(request, "desk/copies/book.html", navigation(seat, request.user) | {"seat": seat, "rows": rows})
