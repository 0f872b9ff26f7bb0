"""One rule of a row: sentences chosen in two steps as in the e-form builder, JsonLogic for what they cannot say."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common import jsonlogic
from common.errors import DomainError, NotFound
from eforms import building
from portal.web.publisher.builder.conditions import Unsaid, after, by_page, offered, options_of
from portal.web.publisher.editor import listed, rules
from portal.web.publisher.editor.work import Work, begin
from portal.web.publisher.gate import writing
from procedures import worklist
from procedures.models import VersionDraft


@require_http_methods(["GET", "POST"])
@writing
def edit(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str, number: int) -> HttpResponse:
    """Show a rule's sentences; every button changes the rule and comes back."""
    work = begin(request, seat, draft, key)
    name = request.GET.get("luat", "when")
    row = work.row(number)
    title = rules.title_of(work, row, name)
    names = listed.questions(work.base)
    held = rules.read(rules.at(row, name), names)
    if request.method == "GET":
        return _show(work, number, name, title, held)
    try:
        made = rules.write(after(request, held, names), names)
        jsonlogic.compile(made)
        said = rules.words(made, names)
        content = work.with_row(number, rules.with_rule(row, name, made, said))
        place = work.number_in(work.save(content), work.table.rows(content)[number - 1], number)
    except NotFound:
        raise
    except jsonlogic.BadRule as bad:
        return _show(work, number, name, title, held, _("Không hiểu điều kiện: %(why)s.") % {"why": bad})
    except (DomainError, Unsaid) as refusal:
        return _show(work, number, name, title, held, str(refusal))
    messages.success(request, _("Đã lưu điều kiện."))
    return HttpResponseRedirect(f"{work.address('rule', place)}?luat={name}")


def _show(work: Work, number: int, name: str, title: str, held: rules.Held, error: str = "") -> HttpResponse:
    request, names = work.request, listed.questions(work.base)
    source = request.POST if error else request.GET
    asked = names.get(source.get("question", ""))
    table, row = work.table, work.row(number)
    lines = [building.sentence_words(one, names) for one in held.sentences] if isinstance(held, building.Sentences) else []
    context: dict[str, Any] = {
        "seat": work.seat,
        "draft": work.draft,
        "name": worklist.name_of(work.draft),
        "section": work.section,
        "number": number,
        "rule": name,
        "title": title,
        "row_name": row.get(table.label) or table.one,
        "held": held,
        "lines": lines,
        "advanced": json.dumps(held.rule, ensure_ascii=False, indent=2) if isinstance(held, building.Advanced) else "",
        "questions": by_page(names.values()),
        "asked": asked,
        "operators": offered(asked) if asked else (),
        "options": options_of(asked) if asked else (),
        "chosen": source.getlist("value"),
        "operator": source.get("operator", ""),
        "always": rules.ALWAYS,
        "seen": work.seen,
        "errors": [("cau-moi", error)] if error else [],
    }
    return render(request, "publisher/editor/rule.html", context, status=422 if error else 200)
