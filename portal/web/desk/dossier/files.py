"""Files at the desk: always as a logged, private answer; the cleaned rendition for reading, the original on request.

A file that came from the applicant's vault is also noted among that paper's readings, which its owner sees.
"""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from accounts.selectors import actor_for
from agencies.models import Seat
from dossiers import access, bundles
from dossiers.models import Dossier, DossierFile, IssuedResult
from dossiers.models.draft import UploadStatus
from dossiers.services.view import log_view
from portal.web.desk.seat import with_seat
from portal.web.files import private_bytes, private_file
from vault.models import Reading
from vault.services.readings import note


@require_GET
@with_seat()
def paper(request: HttpRequest, seat: Seat, file: Any) -> HttpResponse:
    """A paper of a dossier; ``?goc=1`` gives the original bytes as uploaded."""
    found = access.file_for_seat(seat, file)
    if found.status != UploadStatus.RECEIVED:
        raise Http404
    log_view(found.dossier, by=request.user, seat=seat, what=f"file:{found.pk}")
    _note([found], found.dossier, request, seat)
    original = "goc" in request.GET or found.rendition is None
    return private_file(found.blob if original else found.rendition, found.name if original else f"{found.name}.pdf")


@require_GET
@with_seat()
def bundle(request: HttpRequest, seat: Seat, dossier: Any, paper: str) -> HttpResponse:
    """A paper's files as one PDF: what several photos of one document are read as."""
    found = access.dossier_for_seat(seat, dossier)
    body = bundles.one_pdf(found, paper)
    log_view(found, by=request.user, seat=seat, what=f"paper:{paper}")
    from_vault = found.files.filter(paper_key=paper, replaced_at__isnull=True, document__isnull=False).select_related("document")
    _note(from_vault, found, request, seat)
    return private_bytes(body, "application/pdf", f"{found.code}-{paper}.pdf")


def _note(files: Iterable[DossierFile], dossier: Dossier, request: HttpRequest, seat: Seat) -> None:
    for file in files:
        if file.document is not None:
            actor = actor_for(request.user, seat)
            note(file.document, actor=actor, action=Reading.Action.VIEW, reason="Giải quyết hồ sơ", dossier_code=dossier.code)


@require_GET
@with_seat()
def printed(request: HttpRequest, seat: Seat, form: Any) -> HttpResponse:
    """A printed form of a dossier."""
    found = access.printed_for_seat(seat, form)
    if found.blob is None:
        raise Http404
    log_view(found.dossier, by=request.user, seat=seat, what=f"printed:{found.pk}")
    return private_file(found.blob, f"{found.dossier.code}-{found.kind}.pdf")


@require_GET
@with_seat()
def result(request: HttpRequest, seat: Seat, dossier: Any, result: Any) -> HttpResponse:
    """The paper that will be, or was, signed; before it is numbered there is only a file that was brought in, or nothing."""
    found = access.dossier_for_seat(seat, dossier)
    row = IssuedResult.objects.select_related("pdf", "file", "clean").filter(pk=result, dossier=found).first()
    body = row.shown if row else None
    if row is None or body is None:
        raise Http404
    log_view(found, by=request.user, seat=seat, what=f"result:{row.pk}")
    return private_file(body, f"{found.code}-{row.result_key}.pdf")


@require_GET
@with_seat()
def work_file(request: HttpRequest, seat: Seat, file: Any) -> HttpResponse:
    """A file that an official put to the dossier: minutes, a written answer."""
    found = access.work_file_for_seat(seat, file)
    log_view(found.dossier, by=request.user, seat=seat, what=f"work-file:{found.pk}")
    return private_file(found.blob, found.name)
