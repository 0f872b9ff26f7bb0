"""Seats by agency: what is vacant, who holds what."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts import selectors
from portal.web.ops.gate import administrator
from portal.web.ops.paging import page_of


@login_required
@never_cache
def listing(request: HttpRequest, seat: int) -> HttpResponse:
    """Fifty seats a page in the order of the tree. Five queries whatever the number."""
    own, _actor = administrator(request, seat)
    query = request.GET.get("q", "").strip()
    page = page_of(request, selectors.seats_with_holders(query))
    return render(request, "ops/seats/list.html", {"seat": own, "page": page, "query": query})
