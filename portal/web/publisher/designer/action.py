"""One action of a step: its button, what it means, where it leads, what it must bring."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common.errors import DomainError, NotFound
from portal.web.publisher.designer import conditions
from portal.web.publisher.designer.bench import Bench, Clash, begin
from portal.web.publisher.designer.boxes import ActionBoxes, offers
from portal.web.publisher.editor.forms import Filled, fill
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft
from workflow import building
from workflow.charts import actions_of

NEW = "moi"
"""The place of an action that is not there yet; a key of the document is never this word alone."""


@require_http_methods(["GET", "POST"])
@writing
def edit(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str, action: str) -> HttpResponse:
    """Show and save one action; ``action`` is its key, or ``NEW``."""
    bench = begin(request, seat, draft)
    step = bench.step(key)
    held = action_of(step, action) if action != NEW else {}
    if request.method == "GET":
        return _show(bench, key, action, _filled(bench, step, held, None))
    form = _filled(bench, step, held, request.POST)
    if not form.is_valid():
        return _show(bench, key, action, form, 422)
    made, name = building.with_action(step, "" if action == NEW else action, form.made())
    after = building.with_step(bench.doc, key, made)
    try:
        bench.save(after)
    except Clash as clash:
        both = bench.both(clash, after) | {"revision": clash.revision}
        return _show(bench, key, action, form, 409, both)
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return bench.go(bench.address("action", key, action))
    if request.POST.get("viec") == "rule":
        return bench.go(bench.address("condition", key, name))
    messages.success(request, _("Đã lưu thao tác."))
    return bench.go(bench.address("step", key) + "#thao-tac")


def action_of(step: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """An action of a step; ``NotFound`` when there is none such."""
    found = next((one for one in actions_of(step) if one.get("key") == key), None)
    if found is None:
        raise NotFound
    return found


def _filled(bench: Bench, step: Mapping[str, Any], held: Mapping[str, Any], data: Any) -> Filled:
    content = offers(bench.draft.content, bench.doc) | {"_kind": step.get("kind")}
    return fill(ActionBoxes, (), data, held=held, content=content)


def _show(
    bench: Bench, key: str, action: str, form: Filled, status: int = 200, conflict: dict[str, Any] | None = None
) -> HttpResponse:
    step = bench.step(key)
    context = bench.context(
        step=step,
        key=key,
        action=action,
        new=action == NEW,
        form=form,
        errors=form.summary,
        conflict=conflict,
        condition=conditions.words(bench, form.held.get("when")),
        ruled=step.get("kind") not in ("join", "chain"),
        editing=True,
    )
    if conflict:
        context["seen"] = conflict["revision"]
    return render(bench.request, "publisher/designer/action.html", context, status=status)
