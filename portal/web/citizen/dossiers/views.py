"""My dossiers: the list, one dossier's story in plain words, the confirmation, papers, the rating."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from common import clock
from common.errors import DomainError, NotFound
from dossiers import access, selectors, terms
from dossiers.loaded import load
from dossiers.models import Dossier, HandOver, PrintedForm
from dossiers.parts import parts
from dossiers.services.collectors import collector_of, may_name
from dossiers.services.rate import RATEABLE, rate
from dossiers.services.take_back import may_take_back
from dossiers.services.withdraw import may_withdraw
from dossiers.states import CLOSED, State
from eforms.display import review
from payments.access import payable
from portal.web.citizen.dossiers.forms import RatingForm
from portal.web.files import private_file

PAGE_SIZE = 20
_PAPER = ("document__owner_person", "document__owner_organisation")


def own(user: Any, dossier_id: Any) -> Dossier:
    """One's own dossier, or 404."""
    try:
        return access.dossier_of(user, dossier_id)
    except NotFound:
        raise Http404 from None


@never_cache
@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Drafts to go on with, then what was filed, newest first."""
    filed = access.dossiers_of(request.user).select_related("version").order_by("-submitted_at")
    pages = Paginator(filed.defer("answers", "version__content", "due_explanation"), PAGE_SIZE)
    drafts = access.drafts_of(request.user).annotate(filed_code=F("dossier__code"))
    context = {
        "drafts": drafts.defer("version__content", "answers")[:50],
        "soon": clock.now() + terms.span("draft-warning"),
        "dossiers": pages.get_page(request.GET.get("trang")),
    }
    return render(request, "citizen/dossiers/list.html", context)


@never_cache
@login_required
@require_GET
def detail(request: HttpRequest, dossier: Any) -> HttpResponse:
    """Where it stands, who holds it (an office, never a person), what I must do, what happened."""
    found = own(request.user, dossier)
    loaded = load(found.version_id, found.case)
    fees = [link.fee_request for link in found.fees.select_related("fee_request")]
    waiting = found.supplements.filter(answered_at__isnull=True, lapsed_at__isnull=True)
    context = {
        "dossier": found,
        "procedure_name": loaded.title,
        "sections": review(loaded.form, found.answers),
        "papers": [
            (loaded.paper_name(f.paper_key), f) for f in found.files.select_related("blob").filter(replaced_at__isnull=True)
        ],
        "timeline": selectors.timeline(found),
        "parts": parts(found),
        "printed": access.shown_to_applicant(found.printed.filter(blob__isnull=False)),
        "supplement": waiting.prefetch_related("items").select_related("draft").first(),
        "taken_back": found.taken_back.filter(ended_at__isnull=True).first(),
        "questions": list(found.questions.all()),
        "originals": list(found.originals.select_related("agency")),
        "collector": collector_of(found) if may_name(found) else None,
        "parcel": found.hand_overs.filter(way=HandOver.Way.POST).last(),
        "can_withdraw": may_withdraw(found),
        "can_take_back": may_take_back(found),
        "can_name": may_name(found),
        "results": found.results.filter(document__isnull=False).select_related(*_PAPER),
        "fees": fees,
        "payable": payable(request.user, fees),
        "can_rate": found.state in RATEABLE and not hasattr(found, "rating"),
        "promised": found.due_at and (found.state not in CLOSED or found.state == State.DELIVERED),
        "must_pay": found.state == State.AWAITING_PAYMENT,
        "owes": any(fee.status == "due" and fee.purpose != "filing" for fee in fees),
    }
    return render(request, "citizen/dossiers/detail.html", context)


@never_cache
@login_required
@require_GET
def confirmation(request: HttpRequest, dossier: Any) -> HttpResponse:
    """What was just filed: the code in large, what happens next and when. The address stays good for its owner."""
    papers = PrintedForm.objects.filter(dossier=OuterRef("pk"), kind=PrintedForm.Kind.CONFIRMATION, blob__isnull=False)
    rows = access.filed_by(request.user).select_related("receiving", "person").defer("answers")
    found = rows.annotate(paper=Subquery(papers.order_by("-created_at").values("pk")[:1])).filter(pk=dossier).first()
    if found is None:
        raise Http404
    context = {"dossier": found, "procedure_name": load(found.version_id, found.case).title, "paper": found.paper}
    return render(request, "citizen/dossiers/confirmation.html", context)


@never_cache
@login_required
@require_GET
def printed(request: HttpRequest, form: Any) -> HttpResponse:
    """A printed form of one's dossier as PDF."""
    try:
        found = access.printed_of(request.user, form)
    except NotFound:
        raise Http404 from None
    if found.blob is None:
        raise Http404
    return private_file(found.blob, f"{found.dossier.code}-{found.kind}.pdf", download="tai" in request.GET)


@never_cache
@login_required
@require_GET
def file(request: HttpRequest, file: Any) -> HttpResponse:
    """A paper one filed, as it was uploaded."""
    try:
        found = access.file_of(request.user, file)
    except NotFound:
        raise Http404 from None
    return private_file(found.blob, found.name)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def rating(request: HttpRequest, dossier: Any) -> HttpResponse:
    """Rate once, after the result."""
    found = own(request.user, dossier)
    form = RatingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rate(found.pk, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã ghi nhận đánh giá của bạn."))
            return HttpResponseRedirect(reverse("citizen_dossiers:detail", args=[found.pk]))
    context = {"dossier": found, "procedure_name": load(found.version_id, found.case).title, "form": form}
    return render(request, "citizen/dossiers/rate.html", context, status=422 if form.is_bound else 200)
