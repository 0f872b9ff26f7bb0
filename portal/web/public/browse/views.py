"""Lists of the whole catalogue. One or two queries each, however many procedures there are."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.text import tidy
from portal.web.public import lists
from portal.web.public.paging import page_of
from procedures import alphabet as letters
from procedures import directory as directories
from procedures import revision

LONGEST_QUERY = 100


@require_safe
def alphabet(request: HttpRequest) -> HttpResponse:
    """Every procedure by its letter; ``nhom`` narrows a long letter to a beginning, ``q`` to names that hold some words."""
    whole = lists.directory()
    query = tidy(request.GET.get("q", ""))[:LONGEST_QUERY]
    letter = tidy(request.GET.get("chu", ""))[:1].upper()
    titles = whole.letters.get(letter, []) if letter else whole.titles if query else []
    heads = directories.heads(titles) if letter and not query else []
    head = request.GET.get("nhom", "") if heads else ""
    if head:
        titles = directories.beginning(titles, head)
    if query:
        titles = directories.containing(titles, query)
    context = {
        "letters": [(one, len(held)) for one, held in whole.letters.items()],
        "letter": letter,
        "heads": heads,
        "head": head,
        "query": query,
        "total": len(whole.titles),
        "fields": whole.names,
        "page_obj": page_of(request, titles),
        "asked": bool(letter or query),
    }
    return render(request, "public/browse/alphabet.html", context)


@require_safe
def fields(request: HttpRequest) -> HttpResponse:
    """Every field that holds a procedure, by name. One query."""
    rows = directories.fields_in_order(lists.directory())
    groups = [(letter, list(group)) for letter, group in groupby(rows, key=lambda row: letters.letter(row[1]))]
    return render(request, "public/browse/fields.html", {"groups": groups, "total": len(rows)})


@require_safe
def field(request: HttpRequest, code: str) -> HttpResponse:
    """One field's procedures by name. Two queries."""
    now = revision.current()
    whole = lists.directory(now)
    if code not in whole.names:
        raise Http404
    query = tidy(request.GET.get("q", ""))[:LONGEST_QUERY]
    all_titles = whole.fields[code]
    page = page_of(request, directories.containing(all_titles, query) if query else all_titles)
    context = {
        "name": whole.names[code],
        "code": code,
        "query": query,
        "total": len(all_titles),
        "page_obj": page,
        "entries": lists.entries(list(page.object_list)),
    }
    return render(request, "public/browse/field.html", context)
