"""Uploads in pieces for the script in the page (tus 1.0, common/tus.py), and files that come with a page of the e-form.

``POST …/tai-len/`` announces a file, ``PATCH …/tai-len/<id>/`` brings bytes, ``HEAD`` says how many are here, ``POST`` finishes:
only then the file is checked and becomes one of the draft's. ``GET`` says how it stands, as JSON with a sentence for people.
"""

import re
import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import tus
from common.errors import DomainError, NotFound
from common.uploads import MAX_BYTES, BadUpload
from dossiers.loaded import Loaded
from dossiers.models import Draft, DraftFile, Transfer
from dossiers.models.draft import UploadStatus
from dossiers.services import papers, transfers
from eforms import html
from portal.web.citizen.wizard.draft import with_any_draft
from portal.web.citizen.wizard.forms import PageForm

READ_AT_ONCE = 64 * 1024
SHA256 = re.compile(r"[0-9a-fA-F]{64}")
STATUS = {"too-big": 413, "too-much-today": 413, "too-many": 413, "no-room": 507, "not-allowed": 403, "gone": 410}


@with_any_draft
@require_http_methods(["OPTIONS", "POST"])
def collection(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """OPTIONS: what this server can do. POST: announce a file; Upload-Metadata filename, paper or field, sha256, replaces."""
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=tus.abilities(MAX_BYTES))
    try:
        tus.must_speak(request.headers)
        said = tus.metadata(request.headers)
        row = transfers.begin(
            draft.pk,
            request.user,
            paper_key=said.get("paper", ""),
            field=said.get("field", ""),
            name=said.get("filename", ""),
            size=tus.number(request.headers, "Upload-Length"),
            digest=_digest(said.get("sha256", "")),
            replaces=_uuid(said.get("replaces", "")),
        )
    except tus.Refused as refused:
        return _broken(refused)
    except DomainError as refusal:
        return _refusal(refusal)
    place = reverse("wizard:upload", args=[draft.pk, row.pk])
    headers = tus.answer(offset=row.offset, size=row.size, expires=row.expires_at) | {"Location": place}
    return JsonResponse({"place": place, "offset": row.offset}, status=HTTPStatus.CREATED, headers=headers)


@with_any_draft
@require_http_methods(["GET", "HEAD", "POST", "PATCH", "DELETE"])
def item(request: HttpRequest, draft: Draft, loaded: Loaded, upload: Any) -> HttpResponse:
    """One file under way: see the module."""
    try:
        if request.method == "POST":
            return _finish(request, draft, upload)
        if request.method == "GET":
            return _state(transfers.get(draft.pk, request.user, upload))
        tus.must_speak(request.headers)
        if request.method == "PATCH":
            return _append(request, draft, upload)
        if request.method == "DELETE":
            transfers.cancel(draft.pk, request.user, upload)
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=tus.answer())
        row = transfers.get(draft.pk, request.user, upload)
        return HttpResponse(headers=tus.answer(offset=row.offset, size=row.size, expires=row.expires_at))
    except NotFound:
        raise Http404 from None
    except tus.Refused as refused:
        return _broken(refused)
    except DomainError as refusal:
        return _refusal(refusal)


def _append(request: HttpRequest, draft: Draft, upload: Any) -> HttpResponse:
    """Keep what came of the piece, even if the link dropped in the middle of it: the next one begins there."""
    tus.must_be_bytes(request.headers)
    offset = tus.number(request.headers, "Upload-Offset")
    body, whole = _body(request)
    if whole:
        tus.must_match(request.headers, body)
    elif "Upload-Checksum" in request.headers:
        body = b""  # half a piece cannot be checked
    row = transfers.append(draft.pk, request.user, upload, offset=offset, data=body)
    headers = tus.answer(offset=row.offset, expires=row.expires_at)
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)


def _body(request: HttpRequest) -> tuple[bytes, bool]:
    """(the bytes that arrived, whether these are all that were announced)."""
    announced = tus.number(request.headers, "Content-Length")
    if announced > MAX_BYTES:
        raise tus.Refused(413, "Content-Length")
    body = bytearray()
    try:
        while piece := request.read(READ_AT_ONCE):
            body += piece
    except UnreadablePostError:
        pass
    return bytes(body), len(body) == announced


def _finish(request: HttpRequest, draft: Draft, upload: Any) -> HttpResponse:
    try:
        return _received(transfers.finish(draft.pk, request.user, upload))
    except transfers.StillChecking as busy:
        return JsonResponse({"state": "checking", "said": str(busy.message)}, status=HTTPStatus.ACCEPTED)


def _state(row: Transfer) -> HttpResponse:
    if row.file is not None:
        return _received(row.file)
    if row.refused:
        return _refusal(BadUpload(row.refused))
    state = "checking" if row.checking_since else "open"
    return JsonResponse({"state": state, "offset": row.offset, "size": row.size})


def _received(file: DraftFile) -> HttpResponse:
    said = str(UploadStatus(file.status).label)
    return JsonResponse({"state": "received", "file": str(file.pk), "name": file.name, "said": said})


def _refusal(refusal: DomainError) -> HttpResponse:
    """What a person can do about it; a wrong offset is the protocol's own 409 with the right one."""
    if isinstance(refusal, transfers.WrongOffset):
        return HttpResponse(status=HTTPStatus.CONFLICT, headers=tus.answer(offset=refusal.offset))
    status = STATUS.get(refusal.code, HTTPStatus.UNPROCESSABLE_ENTITY)
    said = {"state": "refused", "code": refusal.code, "said": str(refusal.message)}
    return JsonResponse(said, status=status, headers=tus.answer())


def _broken(refused: tus.Refused) -> HttpResponse:
    return HttpResponse(str(refused), status=refused.status, content_type="text/plain", headers=tus.answer())


def _digest(text: str) -> str:
    """A SHA-256 in hex; whatever else is sent counts as none."""
    return text.lower() if SHA256.fullmatch(text) else ""


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def take(request: HttpRequest, form: PageForm) -> dict[str, Any]:
    """What was typed on a page of the e-form, with the files that came with it (button ``_upload:<path>``, without JavaScript).

    Each is checked and stored as the draft's; the answer gets its id beside those that stand there. Refusals are said.
    """
    pressed = html.action(request.POST)
    if pressed is None or pressed.kind != "upload":
        return form.typed
    post = request.POST.copy()
    chosen = request.FILES.getlist(f"{pressed.path}-tep")
    if not chosen:
        messages.error(request, _("Chọn tệp trước khi tải lên."))
    for upload in chosen:
        try:
            transfers.count_for_today(request.user, upload.size or 0)
            kept = {"name": upload.name or "", "data": upload.read(), "field": pressed.path}
            file = papers.add_file(form.draft.pk, request.user, paper_key="", **kept)
        except DomainError as refusal:
            messages.error(request, f"{upload.name}: {refusal.message}")
        else:
            post.appendlist(pressed.path, str(file.pk))
    form.data = post
    return form.typed
