"""What the scripts of a form's page ask while one types: the page drawn anew, communes and list entries by their words.

Nothing is saved here and nothing depends on it: without these answers the page works through its buttons, and what is sent is
judged again. Each view parses, asks once and answers.
"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from common import clock
from common.text import fold
from dossiers import files
from dossiers.known import known
from dossiers.loaded import Loaded
from dossiers.models import Draft
from eforms import engine, html, ports
from eforms.ports import Place
from portal.web.citizen.wizard.draft import with_draft

MOST_WORDS = 100
MOST_FOUND = 20


def addresses(draft: Draft, step: str) -> html.Addresses:
    """Where a wizard page's links and scripts lead."""
    return html.Addresses(
        fix=reverse("wizard:wrong", args=[draft.pk]),
        units=reverse("wizard:units"),
        places=reverse("wizard:places"),
        options=reverse("wizard:options"),
        live=reverse("wizard:live", args=[draft.pk, step]),
    )


@with_draft
@require_POST
def live(request: HttpRequest, draft: Draft, loaded: Loaded, step: str) -> JsonResponse:
    """The posted page as it stands now, ``{"html", "focus", "part"}``: conditions, sums, lists, rows added or moved.

    Errors are told only for the fields that showed one already (``_shown``): nobody is corrected while typing.
    """
    page = next((page for page in engine.visible_pages(loaded.form, draft.answers) if page.key == step), None)
    if page is None:
        raise Http404
    facts, stored = known(draft), files.ports(draft)
    typed = html.parse(loaded.form, page, request.POST)
    saved, now = draft.answers, clock.now()
    outcome = engine.process(loaded.form, typed, page=step, previous=saved, prefill=facts, now=now, ports=stored)
    shown = set(request.POST.get("_shown", "").split())
    errors = [error for error in outcome.errors if error.path in shown]
    there = addresses(draft, step)
    drawn = html.page(loaded.form, page, outcome.data, errors, prefill=facts, ports=stored, addresses=there)
    pressed = html.action(request.POST)
    focus = html.field_id(pressed.target) if pressed else ""
    part = pressed.path.partition("[")[0] if pressed else ""
    return JsonResponse({"html": drawn, "focus": focus, "part": part})


@login_required
@require_GET
def places(request: HttpRequest) -> JsonResponse:
    """Communes that fit ``q`` in an ``edition``, old names included: [{value, label, note, chain, choices}]."""
    edition, words = request.GET.get("edition", ""), request.GET.get("q", "")[:MOST_WORDS]
    if edition not in ("2", "3"):
        raise Http404
    return JsonResponse([_place(found) for found in ports.current().places(edition, words)], safe=False)


def _place(found: Place) -> dict[str, Any]:
    return {
        "value": found.code,
        "label": found.full,
        "note": found.note,
        "chain": [unit.value for unit in found.chain],
        "choices": [_place(choice) for choice in found.choices],
    }


@login_required
@require_GET
def options(request: HttpRequest) -> JsonResponse:
    """Entries of a named ``list`` under a ``parent`` that hold every word of ``q``: [{value, label, note}]."""
    name, parent, words = (request.GET.get(key, "")[:MOST_WORDS] for key in ("list", "parent", "q"))
    rows = ports.current().options(name, "", parent)
    if rows is None:
        raise Http404
    wanted = fold(words).split()
    fit = [row for row in rows if all(word in fold(row.label) for word in wanted)][:MOST_FOUND]
    return JsonResponse([{"value": row.value, "label": row.label, "note": row.note} for row in fit], safe=False)
