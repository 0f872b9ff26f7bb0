"""Legal texts: the list, and one text with what rests on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.errors import NotFound
from common.text import tidy
from portal.web.public import lists
from portal.web.public.paging import page_of
from procedures import lawbook, revision


@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """Legal texts by their number, with how they stand today. Two queries."""
    query = tidy(request.GET.get("q", ""))[: lawbook.LONGEST_QUERY]
    page = page_of(request, lawbook.texts(query))
    rows = [(basis, lawbook.standing(basis)) for basis in page.object_list]
    return render(request, "public/law/list.html", {"query": query, "page_obj": page, "rows": rows})


@require_safe
def text(request: HttpRequest, code: str) -> HttpResponse:
    """Its days of force, what it replaced and what replaced it, and the procedures that rest on it. Five queries."""
    try:
        basis = lawbook.text(code)
    except NotFound as missing:
        raise Http404 from missing
    now = revision.current()
    titles = lists.directory(now).holding(lists.resting_on(basis, now))
    page = page_of(request, titles)
    context = {
        "basis": basis,
        "standing": lawbook.standing(basis),
        "replaces": lawbook.replaced_by(basis),
        "total": len(titles),
        "page_obj": page,
        "entries": lists.entries(list(page.object_list)),
    }
    return render(request, "public/law/text.html", context)
