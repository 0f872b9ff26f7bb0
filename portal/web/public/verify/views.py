"""What a stranger may learn about a paper: what it is, who issued it, whether it is in force, and its hash."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.limits import allow
from common.clock import local
from common.errors import DomainError, NotFound
from common.text import mask_name
from dossiers.models import PrintedForm
from portal.web import client
from portal.web.public.verify.forms import FileForm, ProofForm
from vault import access, printouts
from vault.models import Document
from vault.services.proof import prove
from vault.verification import verify

FILES_PER_MINUTE = 10
GOOD, NOT_IN_FORCE, CHANGED, REVOKED_KEY, UNKNOWN = "good", "not-in-force", "changed", "revoked-key", "unknown"


@dataclass(frozen=True)
class Shown:
    """A paper as strangers see it, whether it is a result in a vault or a form that the desk printed."""

    title: str
    issuer: str
    issued_on: date
    masked_name: str
    sha256: str
    dossier_code: str


@never_cache
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page behind a QR; POST brings the second proof, so that no proof stands in an address. One or two queries."""
    try:
        document = access.by_public_id(public_id)
    except NotFound:
        return _printed(request, public_id)
    form = ProofForm(request.POST or None)
    proven, status = False, 200
    if form.is_bound:
        proven, status = _proven(form, document)
    context = {"document": document, "shown": _of_document(document), "form": form, "proven": proven}
    return render(request, "public/verify/paper.html", context, status=status)


def _proven(form: ProofForm, document: Document) -> tuple[bool, int]:
    if not form.is_valid():
        return False, 422
    try:
        if prove(document, form.cleaned_data["proof"]):
            return True, 200
        form.add_error("proof", _("Số đã nhập không khớp với giấy tờ này. Xem lại số ghi trên giấy."))
        return False, 422
    except DomainError as refused:
        form.add_error(None, str(refused.message))
        return False, 429


def _printed(request: HttpRequest, public_id: str) -> HttpResponse:
    """A printed form (confirmation, receipt): ours and when, no standing of its own. A stranger's id answers 404."""
    form = PrintedForm.objects.select_related("dossier__receiving", "blob").filter(public_id=public_id).first()
    printout = printouts.read(public_id) if form is None else None
    if printout is not None:
        return render(request, "public/verify/printout.html", {"printout": printout})
    if form is None:
        return render(request, "public/verify/unknown.html", status=404)
    return render(request, "public/verify/printed.html", {"shown": _of_printed(form)})


def _of_document(document: Document) -> Shown:
    return Shown(
        document.title,
        document.issuer_shown,
        document.issued_on,
        mask_name(document.shown_name),
        document.sha256,
        document.dossier_code,
    )


def _of_printed(form: PrintedForm) -> Shown:
    dossier = form.dossier
    return Shown(
        form.get_kind_display(),
        dossier.receiving.name,
        local(form.created_at).date(),
        mask_name(dossier.owner_name),
        form.blob.sha256 if form.blob else "",
        dossier.code,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest) -> HttpResponse:
    """Check an uploaded PDF: ours, unbroken, in force? Checked in a jail on this machine and not kept."""
    if request.method == "GET":
        return render(request, "public/verify/file.html", {"form": FileForm()})
    form = FileForm(request.POST, request.FILES)
    if not allow(f"verify-file:{client.address(request)}", FILES_PER_MINUTE, timedelta(minutes=1)):
        form.add_error(None, _("Bạn đã kiểm tra nhiều tệp. Chờ một phút rồi thử lại."))
        return render(request, "public/verify/file.html", {"form": form}, status=429)
    if not form.is_valid():
        return render(request, "public/verify/file.html", {"form": form}, status=422)
    return render(request, "public/verify/file_result.html", _result(form.cleaned_data["file"]))


def _result(data: bytes) -> dict[str, Any]:
    found = verify(data, jailed=True)
    if found.document is not None:
        broken = REVOKED_KEY if found.revoked else CHANGED
        answer = GOOD if found.good else broken if not found.intact else NOT_IN_FORCE
        return {"answer": answer, "found": found, "document": found.document, "shown": _of_document(found.document)}
    printed = PrintedForm.objects.select_related("dossier__receiving", "blob").filter(blob__sha256=found.sha256).first()
    if printed is not None:
        return {"answer": GOOD, "found": found, "shown": _of_printed(printed), "printed": printed}
    return {"answer": UNKNOWN, "found": found}
