"""One step: what it is, who does it, in what time, whom it asks; its actions as a list; its end."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import Seat
from common.errors import DomainError
from portal.web.publisher.designer.bench import Bench, Clash, begin
from portal.web.publisher.designer.boxes import StepBoxes, offers
from portal.web.publisher.designer.rowboxes import CHILDREN, CONSULTS, ESCALATIONS
from portal.web.publisher.designer.spending import spending
from portal.web.publisher.designer.steps import picture
from portal.web.publisher.designer.table import described
from portal.web.publisher.editor.forms import Filled, fill
from portal.web.publisher.editor.groups import Group, pressed
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft
from workflow import building
from workflow.words import PASSING


@require_http_methods(["GET", "POST"])
@writing
def edit(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str) -> HttpResponse:
    """Show and save one step; what others did to other steps meanwhile stays."""
    bench = begin(request, seat, draft)
    held = bench.step(key)
    if request.method == "GET":
        return _show(bench, key, filled(bench, held, None))
    form = filled(bench, held, request.POST)
    if not form.is_valid():
        return _show(bench, key, form, 422)
    button = request.POST.get("viec", "")
    made = written(form, button)
    after = building.with_step(bench.doc, key, made)
    try:
        bench.save(after)
    except Clash as clash:
        theirs = building.step_of(clash.theirs, key) or {}
        mixed = {**theirs, **{name: value for name, value in made.items() if held.get(name) != value}}
        both = bench.both(clash, after)
        return _show(bench, key, filled(bench, mixed, None), 409, both | {"revision": clash.revision})
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return bench.go(bench.address("step", key))
    return _onwards(bench, key, button)


def _groups(step: Mapping[str, Any]) -> tuple[Group, ...]:
    if step.get("kind") in PASSING:
        return ()
    return (CHILDREN,) if step.get("kind") == "chain" else (CONSULTS, ESCALATIONS)


def filled(bench: Bench, step: Mapping[str, Any], data: Any) -> Filled:
    """The step's boxes and lists of rows; ``data`` is what was sent, ``None`` to show what is there."""
    return fill(StepBoxes, _groups(step), data, held=step, content=offers(bench.draft.content, bench.doc))


def written(form: Filled, button: str = "") -> dict[str, Any]:
    """The step as the document has it: what says nothing is not there."""
    return {name: value for name, value in form.made(button).items() if value not in (None, [])}


def _onwards(bench: Bench, key: str, button: str) -> HttpResponse:
    here = bench.address("step", key)
    act, group, place = pressed(button)
    if act:
        return bench.go(bench.address("step", key, dong=f"{group}:{place + {'up': -1, 'down': 1}.get(act, 0)}", viec=act))
    if button.startswith("add:"):
        return bench.go(f"{here}#{button.removeprefix('add:')}-moi")
    if button == "stay":
        return bench.go(here)
    messages.success(bench.request, _("Đã lưu bước."))
    return bench.go(bench.address("steps", buoc=key) + f"#buoc-{key}")


def _show(bench: Bench, key: str, form: Filled, status: int = 200, conflict: dict[str, Any] | None = None) -> HttpResponse:
    rows, _whole, names = described(bench)
    row = next((one for one in rows if one.key == key), None)
    request = bench.request
    focus, act = request.GET.get("dong", ""), request.GET.get("viec", "")
    context = bench.context(
        row=row,
        form=form,
        lists=[
            {"prefix": one.prefix, "group": one.group, "forms": one.forms, "shown": one.shown(focus, act)} for one in form.rows
        ],
        errors=form.summary,
        conflict=conflict,
        time=spending(bench.doc, bench.limit),
        picture=picture(bench, names, at=[key], wrong=[one.key for one in rows if one.stops]),
        editing=True,
    )
    if conflict:
        context["seen"] = conflict["revision"]
    return render(request, "publisher/designer/step.html", context, status=status)


@require_http_methods(["GET", "POST"])
@writing
def remove(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str) -> HttpResponse:
    """Ask, then take the step out; what led to it leads to where it led."""
    bench = begin(request, seat, draft)
    held = bench.step(key)
    error = ""
    try:
        made = building.removed(bench.doc, key)
    except building.CannotChange as refusal:
        made, error = bench.doc, str(refusal)
    if request.method == "POST" and not error:
        bench.tried(made, _("Đã xóa bước “%(step)s”. Bấm Hoàn tác nếu nhầm.") % {"step": held.get("name", key)})
        return bench.go(bench.address("steps"))
    names = {str(one.get("key")): str(one.get("name")) for one in bench.doc.get("steps", ())}
    coming = [str(one.get("name")) for one in bench.doc.get("steps", ()) if _leads(one, key) and one.get("key") != key]
    target = names.get(building.next_of(held), _("kết thúc"))
    context = bench.context(step=held, key=key, coming=coming, target=target, error=error, fork=held.get("kind") == "fork")
    return render(request, "publisher/designer/remove.html", context, status=409 if request.method == "POST" else 200)


def _leads(step: Any, key: str) -> bool:
    return any(action.get("to") == key for action in step.get("actions", ()))


@require_POST
@writing
def ways(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str) -> HttpResponse:
    """One button of a step's list of actions: "up:propose", "down:propose", "drop:propose"."""
    bench = begin(request, seat, draft)
    held = bench.step(key)
    act, _colon, name = request.POST.get("viec", "").partition(":")
    made = building.without_action(held, name) if act == "drop" else building.action_moved(held, name, -1 if act == "up" else 1)
    bench.tried(building.with_step(bench.doc, key, made), _("Đã xóa thao tác. Bấm Hoàn tác nếu nhầm.") if act == "drop" else "")
    return bench.go(bench.address("step", key) + "#thao-tac")
