"""Whether the log proves itself: figures at once, the whole verification on request. Contents of acts are not shown."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from audit import anchors, selectors
from portal.web.ops.gate import administrator


@login_required
@never_cache
def state(request: HttpRequest, seat: int) -> HttpResponse:
    """GET: number of chains and the last anchor; POST: verify everything and show what does not hold."""
    own, _actor = administrator(request, seat)
    report = selectors.verify() if request.method == "POST" else None
    anchored = anchors.last()
    context = {"seat": own, "report": report, "anchor": anchored, "chains": selectors.chain_count()}
    return render(request, "ops/audit/state.html", context)
