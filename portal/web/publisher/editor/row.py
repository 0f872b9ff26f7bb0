"""One row of a table on a page of its own: a paper, a fee, a case …"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common.errors import DomainError
from common.money import vnd
from portal.web.publisher.editor import rules
from portal.web.publisher.editor.forms import Filled, fill
from portal.web.publisher.editor.groups import pressed
from portal.web.publisher.editor.looks import looks
from portal.web.publisher.editor.tables import rate_of
from portal.web.publisher.editor.work import Conflict, Work, begin
from portal.web.publisher.gate import writing
from procedures import tariffs
from procedures.models import VersionDraft
from procedures.services.sections import SectionConflict


@require_http_methods(["GET", "POST"])
@writing
def edit(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str, number: int) -> HttpResponse:
    """Show and save one row; its rules have pages of their own, reached by buttons that save first."""
    work = begin(request, seat, draft, key)
    held = work.row(number)
    if request.method == "GET":
        return _show(work, number, _filled(work, None, held))
    form = _filled(work, request.POST, held)
    if not form.is_valid():
        return _show(work, number, form, 422)
    button = request.POST.get("viec", "")
    made = form.made(button)
    after = work.with_row(number, made)
    try:
        saved = work.save(after)
    except SectionConflict as found:
        return _both(work, number, held, made, work.conflict(found, after))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return HttpResponseRedirect(work.address("row", number))
    return _onwards(work, work.number_in(saved, work.table.rows(after)[number - 1], number), button)


def _filled(work: Work, data: Any, row: Mapping[str, Any]) -> Filled:
    return fill(work.table.boxes, work.table.groups, data, held=row, content=work.base)


def _onwards(work: Work, number: int, button: str) -> HttpResponse:
    act, group, place = pressed(button)
    here = work.address("row", number)
    if act:
        place += {"up": -1, "down": 1}.get(act, 0)
        return HttpResponseRedirect(f"{here}?dong={group}:{place}&viec={act}")
    if button.startswith("add:"):
        return HttpResponseRedirect(f"{here}#{button.removeprefix('add:')}-moi")
    if button == "stay":
        return HttpResponseRedirect(here)
    if button.startswith("rule:"):
        return HttpResponseRedirect(work.address("rule", number) + f"?luat={button.removeprefix('rule:')}")
    if button == "own":
        return HttpResponseRedirect(work.address("own-parts", number))
    messages.success(work.request, _("Đã lưu."))
    return HttpResponseRedirect(work.address())


def _both(work: Work, number: int, held: Mapping[str, Any], made: Mapping[str, Any], conflict: Conflict) -> HttpResponse:
    """Somebody else changed the section: mine stays in its boxes, whatever I did not touch is as they left it."""
    theirs = [*work.table.rows(conflict.now), {}]
    place = _found(work, number, theirs, held)
    row = {**theirs[place], **{key: value for key, value in made.items() if held.get(key) != value}}
    for key in held.keys() - made.keys():
        row.pop(key, None)
    return _show(work, place + 1, _filled(work, None, row), 409, conflict)


def _found(work: Work, number: int, rows: list[dict[str, Any]], row: Mapping[str, Any]) -> int:
    """Where the row stands now: by its key, else by what it said, else where it stood; past the last when it is gone."""
    key = work.table.key
    if key and row.get(key):
        found = next((place for place, one in enumerate(rows) if one.get(key) == row[key]), None)
    else:
        as_before = len(rows) - 1 == len(work.table.rows(work.base))
        found = next((place for place, one in enumerate(rows) if one == row), number - 1 if as_before else None)
    return len(rows) - 1 if found is None else found


def _show(work: Work, number: int, form: Filled, status: int = 200, conflict: Conflict | None = None) -> HttpResponse:
    context = looks(work, form, conflict)
    table = work.table
    context |= {
        "table": table,
        "number": number,
        "row": form.held,
        "row_name": str(form.held.get(table.label) or "") or str(table.one),
        "rules": rules.lines(work, form.held),
        **(_priced(form.held) if table.part == "fees" and not form.summary else {}),
        "own": [one for one in context["found"] if one.href == work.address("row", number)],
    }
    return render(work.request, "publisher/editor/row.html", context, status=status)


def _priced(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the rule of a fee comes to, so that who writes it sees a slip at once."""
    unit = str(row.get("unit") or "")
    return {
        "rate": rate_of(row),
        "priced": [(f"{count:,} {unit}".replace(",", "."), vnd(amount)) for count, amount in tariffs.examples(row)],
    }
