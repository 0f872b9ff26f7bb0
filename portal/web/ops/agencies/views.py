"""Agencies for the system administrator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from agencies import access, selectors
from agencies.services import registry
from audit import selectors as audited
from common.errors import DomainError
from portal.web.ops.agencies.forms import AgencyForm
from portal.web.ops.gate import administrator
from portal.web.ops.paging import page_of


@login_required
@never_cache
def listing(request: HttpRequest, seat: int) -> HttpResponse:
    """Fifty agencies a page in the tree's order, searched by name or code. Three queries whatever the number."""
    own, _actor = administrator(request, seat)
    query = request.GET.get("q", "").strip()
    page = page_of(request, selectors.listing(query))
    return render(request, "ops/agencies/list.html", {"seat": own, "page": page, "query": query})


@login_required
@never_cache
def edit(request: HttpRequest, seat: int, agency_id: int) -> HttpResponse:
    """One agency's facts, its last changes, and the form to change them."""
    own, actor = administrator(request, seat)
    agency = access.agency(agency_id)
    form = AgencyForm(request.POST or None, initial=AgencyForm.initial_of(agency))
    if request.method == "POST" and form.is_valid():
        try:
            registry.edit_agency(agency, form.facts(), by=actor, reason=form.cleaned_data["reason"])
        except registry.EndsBeforeItBegins as error:
            form.add_error("valid_to", str(error.message))
        except DomainError as error:
            form.add_error("reason", str(error.message))
        else:
            messages.success(request, _("Đã lưu thông tin cơ quan."))
            return redirect("ops-agencies:edit", seat=seat, agency_id=agency_id)
    context = {"seat": own, "agency": agency, "form": form, "events": audited.latest(f"agency:{agency.code}")}
    return render(request, "ops/agencies/edit.html", context, status=400 if form.errors else 200)
