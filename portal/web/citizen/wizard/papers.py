"""Papers: what to upload, what was received. Photos and PDF; each wrong file gets its own sentence. Works without JavaScript."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError, NotFound
from common.text import fold
from common.uploads import BadUpload
from dossiers import access, bundles
from dossiers.files import ports
from dossiers.known import known
from dossiers.loaded import Loaded
from dossiers.models import Draft, DraftFile, Transfer
from dossiers.services import papers as services
from dossiers.services import transfers
from eforms import engine
from portal.web.citizen.wizard.again import WRONG, again, refuse, refused, with_way_back
from portal.web.citizen.wizard.draft import supplement_page, with_any_draft
from portal.web.files import private_bytes, private_file
from procedures.rules import Paper, papers_named
from vault import access as vault_access
from vault import selectors as vault
from vault.models import Document

LACKING, FILE, REPLACE = "thieu", "tep", "thay"
MOST_OFFERED = 5


@dataclass
class Row:
    """One paper as the page shows it.

    ``offers``: papers of the vault to use instead, those of the same national code apart (``fitting``); ``begun``: files whose
    sending was interrupted; ``replaced``: the file that the next one takes the place of; ``reason``: why an official asks for it.
    """

    paper: Paper
    files: list[DraftFile]
    begun: list[Transfer]
    fitting: list[Document] = field(default_factory=list)
    offers: list[Document] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    replaced: DraftFile | None = None
    reason: str = ""


def asked(draft: Draft, loaded: Loaded) -> tuple[Paper, ...]:
    """The papers that these answers call for; in the answer to a supplement those that it asks for."""
    if draft.supplement is not None:
        return papers_named(loaded.content, [item.paper_key for item in draft.supplement.items.all()])
    outcome = engine.prepare(loaded.form, draft.answers, prefill=known(draft), ports=ports(draft))
    return loaded.papers(outcome.data)


@with_any_draft
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """List the papers with their files; POST uploads to one of them (field ``paper``, files ``file``), or goes on."""
    if request.method == "POST":
        return _next(request, draft, loaded) if "_next" in request.POST else _upload(request, draft)
    if draft.supplement is not None:
        return HttpResponseRedirect(f"{supplement_page(draft)}?{request.GET.urlencode()}".rstrip("?"))
    rows = rows_of(request, draft, loaded)
    context = {"draft": draft, "loaded": loaded, "paper_rows": rows, "failed": bool(row_errors(request, rows))}
    return render(request, "citizen/wizard/papers.html", context)


def row_errors(request: HttpRequest, rows: list[Row]) -> list[tuple[str, str]]:
    """Put what was refused, or is lacking, beside its paper; (id of the box, sentence) of all of it, for the summary."""
    by_key = {row.paper.key: row for row in rows}
    for about, sentence in refused(request):
        if about in by_key:
            by_key[about].errors.append(sentence)
    if request.GET.get(WRONG) == LACKING:
        for row in _lacking(rows):
            row.errors = [_("Tải lên: %(paper)s") % {"paper": row.paper.name}]
    return [(f"tep-{row.paper.key}", error) for row in rows for error in row.errors]


def rows_of(request: HttpRequest, draft: Draft, loaded: Loaded) -> list[Row]:
    """Each paper asked for with its files, what is under way and what the vault holds; five queries."""
    files: dict[str, list[DraftFile]] = {}
    for file in draft.files.select_related("blob", "document__issuer", "document__checked_by", "document__source"):
        files.setdefault(file.paper_key, []).append(file)
    begun: dict[str, list[Transfer]] = {}
    for transfer in transfers.waiting(draft).filter(offset__gt=0):
        begun.setdefault(transfer.paper_key, []).append(transfer)
    rows = [Row(paper, files.get(paper.key, []), begun.get(paper.key, [])) for paper in asked(draft, loaded)]
    held = list(vault.usable_by(request.user)[:200]) if rows else []
    codes = {paper["key"]: {paper.get("code"), *paper.get("proven_by", ())} for paper in loaded.content["papers"]}
    for row in rows:
        _offer(row, held, codes[row.paper.key])
        row.replaced = next((file for file in row.files if str(file.pk) == request.GET.get(REPLACE)), None)
    return rows


def _offer(row: Row, held: list[Document], codes: set[str | None]) -> None:
    """What of the vault may stand for this paper: the same kind or what proves it first, then by words that both names have."""
    used = {file.document_id for file in row.files}
    free = [document for document in held if document.pk not in used]
    row.fitting = [document for document in free if document.code and document.code in codes]
    wanted = set(fold(row.paper.name).split())
    others = [document for document in free if document not in row.fitting]
    others.sort(key=lambda document: -len(wanted & set(fold(document.title).split())))
    row.offers = others[:MOST_OFFERED]


def _lacking(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row.paper.required and not row.files]


def _next(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """On to the check page, or back to what is lacking."""
    if _lacking(rows_of(request, draft, loaded)):
        return again(request, LACKING)
    return HttpResponseRedirect(reverse("wizard:check", args=[draft.pk]))


def _upload(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Take the files for one paper; each that is not taken is told of beside its paper."""
    key = request.POST.get("paper", "")
    uploads = request.FILES.getlist("file")
    replaces = _uuid(request.POST.get("replaces", ""))
    wrong = [] if uploads else [_("Chọn tệp trước khi tải lên.")]
    for upload in uploads:
        try:
            transfers.count_for_today(request.user, upload.size)
            data = upload.read()
            services.add_file(draft.pk, request.user, paper_key=key, name=upload.name, data=data, replaces=replaces)
        except (BadUpload, DomainError) as refusal:
            wrong.append(f"{upload.name}: {refusal.message}")
        replaces = None
    refuse(request, key, wrong)
    return again(request, FILE) if wrong else _back(request, draft, f"giay-{key}")


def _back(request: HttpRequest, draft: Draft, place: str) -> HttpResponseRedirect:
    """To a place on the papers page."""
    return HttpResponseRedirect(f"{with_way_back(request, reverse('wizard:papers', args=[draft.pk]))}#{place}")


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@with_any_draft
@require_POST
def reuse(request: HttpRequest, draft: Draft, loaded: Loaded) -> HttpResponse:
    """Use a paper of one's vault (field ``giay``) for a paper of the draft (``cho``)."""
    key = request.POST.get("cho", "")
    document_id = _uuid(request.POST.get("giay", ""))
    try:
        if document_id is None:
            raise NotFound
        document = vault_access.document_of(request.user, document_id)
        file = services.reuse(draft.pk, request.user, paper_key=key, document=document)
    except NotFound:
        raise Http404 from None
    except DomainError as refusal:
        refuse(request, key, [str(refusal.message)])
        return HttpResponseRedirect(f"{reverse('wizard:papers', args=[draft.pk])}?{WRONG}={FILE}")
    return _back(request, draft, f"tep-{file.pk}")


@with_any_draft
@require_POST
def arrange(request: HttpRequest, draft: Draft, loaded: Loaded, file: Any) -> HttpResponse:
    """Move a file of a paper (``viec``: len, xuong) or turn a photo (xoay)."""
    act = request.POST.get("viec", "")
    try:
        if act == "xoay":
            services.turn(draft.pk, request.user, file)
        elif act in ("len", "xuong"):
            services.move(draft.pk, request.user, file, -1 if act == "len" else 1)
        else:
            raise Http404
    except NotFound:
        raise Http404 from None
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    return _back(request, draft, f"tep-{file}")


@with_any_draft
@require_GET
def show(request: HttpRequest, draft: Draft, loaded: Loaded, file: Any) -> HttpResponse:
    """Look at a file of one's draft: what was sent; ``?doc=1`` the page that officials read."""
    found = _file(request, draft, file)
    readable = "doc" in request.GET and found.rendition is not None
    return private_file(found.rendition if readable else found.blob, f"{found.name}.pdf" if readable else found.name)


@with_any_draft
@require_GET
def preview(request: HttpRequest, draft: Draft, loaded: Loaded, file: Any) -> HttpResponse:
    """The small picture of a photo."""
    found = _file(request, draft, file)
    if found.preview is None:
        raise Http404
    return private_file(found.preview, "anh.jpg")


@with_any_draft
@require_GET
def bundle(request: HttpRequest, draft: Draft, loaded: Loaded, paper: str) -> HttpResponse:
    """All files of one paper as the one PDF that officials read."""
    try:
        body = bundles.draft_pdf(draft, paper)
    except NotFound:
        raise Http404 from None
    return private_bytes(body, "application/pdf", f"{loaded.paper_name(paper)}.pdf")


@with_any_draft
@require_POST
def remove(request: HttpRequest, draft: Draft, loaded: Loaded, file: Any) -> HttpResponse:
    """Take a file off."""
    services.remove_file(draft.pk, request.user, file)
    messages.success(request, _("Đã xóa tệp."))
    return HttpResponseRedirect(with_way_back(request, reverse("wizard:papers", args=[draft.pk])))


def _file(request: HttpRequest, draft: Draft, file: Any) -> DraftFile:
    found = access.draft_file_of(request.user, file)
    if found.draft_id != draft.pk:
        raise Http404
    return found
