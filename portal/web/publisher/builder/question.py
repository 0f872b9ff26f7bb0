"""One component: what it says and checks, its key, its place, its end. Two people at one question are shown to each other."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common.errors import DomainError, NotFound
from eforms import building
from eforms.building.tree import below
from portal.web.publisher.builder.bench import Bench, seen_of
from portal.web.publisher.builder.forms import KeyForm, LabelForm, PlaceForm, PropertiesForm, SeenForm
from portal.web.publisher.builder.preview import frame
from portal.web.publisher.gate import writing
from procedures import content as contents
from procedures.formuses import outside
from procedures.models import VersionDraft
from procedures.services import drafting

VIEW = require_http_methods(["GET", "POST"])


@VIEW
@writing
def edit(request: HttpRequest, seat: Seat, draft: VersionDraft, ref: str) -> HttpResponse:
    """A component's properties in plain words; only what was changed is sent on, so that others' changes stand."""
    bench = Bench(request, seat, draft)
    bench.place(ref)
    now = building.read_properties(bench.form, ref)
    properties = building.properties_of(bench.form, ref)
    if request.method == "GET":
        return _show(bench, ref, PropertiesForm(properties=properties, initial={"seen": draft.revision, **now}))
    form = PropertiesForm(request.POST, properties=properties, initial=now)
    if not form.is_valid():
        return _show(bench, ref, form, status=422)
    seen = form.cleaned_data["seen"]
    was = _as_seen(bench, ref, seen) or now
    changed = {name: value for name, value in form.typed().items() if name in was and not same(value, was[name])}
    if not changed:
        return bench.go(bench.outline(ref))
    try:
        bench.do(building.SetProperties(ref, changed), seen=seen)
    except building.CannotApply as refusal:
        form.refuse(refusal.errors or {"": str(refusal)})
        return _show(bench, ref, form, status=422)
    except drafting.FormConflict as conflict:
        merged = {"seen": conflict.revision, **building.read_properties(_fresh(bench), ref), **changed}
        return _show(bench, ref, PropertiesForm(properties=properties, initial=merged), 409, conflict.conflict)
    messages.success(request, _("Đã lưu câu hỏi."))
    return bench.go(bench.outline(ref))


def same(typed: Any, held: Any) -> bool:
    """Whether a box still says what the document holds: a number is shown as text, nothing as an empty box."""
    if isinstance(typed, bool) or isinstance(held, bool):
        return bool(typed) == bool(held)
    return str(typed).replace("\r\n", "\n") == ("" if held is None else str(held))


def _as_seen(bench: Bench, ref: str, seen: int) -> Mapping[str, Any] | None:
    """The values that the posted page showed; ``None`` when the component is younger than that."""
    base = drafting.form_at(bench.draft, seen, bench.case)
    try:
        return building.read_properties(base, ref) if base is not None else None
    except building.NoSuchComponent:
        return None


def _fresh(bench: Bench) -> dict[str, Any]:
    return contents.form_of(VersionDraft.objects.get(pk=bench.draft.pk).content, bench.case)


def _show(bench: Bench, ref: str, form: PropertiesForm, status: int = 200, conflict: Any = None) -> HttpResponse:
    place = bench.place(ref)
    uses = building.uses_of(bench.form, ref, outside(bench.draft.content))
    context = bench.of(ref, "question", form=form, conflict=conflict, uses=uses, key_form=_key_form(bench, place.key))
    context |= frame(bench.request, bench, place.page, place.path.replace("[]", ""))
    return render(bench.request, "publisher/builder/question.html", context, status=status)


def _key_form(bench: Bench, key: str) -> KeyForm:
    return KeyForm(initial={"seen": bench.draft.revision, "key": key}, auto_id="khoa_%s")


@VIEW
@writing
def rename(request: HttpRequest, seat: Seat, draft: VersionDraft, ref: str) -> HttpResponse:
    """Give a component another key; what names it in the form follows."""
    bench = Bench(request, seat, draft)
    place = bench.place(ref)
    form = KeyForm(request.POST or None, initial={"seen": draft.revision, "key": place.key})
    uses = building.uses_of(bench.form, ref, outside(draft.content))
    if request.method == "POST" and form.is_valid():
        try:
            bench.do(building.RenameKey(ref, form.cleaned_data["key"]), seen=form.cleaned_data["seen"])
        except (building.CannotApply, DomainError) as refusal:
            form.add_error("key", str(refusal))
        else:
            messages.success(request, _("Đã đổi khóa. Điều kiện và phép tính trong tờ khai theo khóa mới."))
            return bench.go(bench.address("question", ref))
    context = bench.of(ref, "question", form=form, uses=uses)
    return render(request, "publisher/builder/key.html", context, status=422 if form.errors else 200)


@VIEW
@writing
def remove(request: HttpRequest, seat: Seat, draft: VersionDraft, ref: str) -> HttpResponse:
    """Say what goes and who uses it, then take it away."""
    bench = Bench(request, seat, draft)
    place = bench.place(ref)
    if request.method == "POST":
        if bench.tried(building.Remove(ref), seen=seen_of(request), done=_("Đã xóa. Bấm Hoàn tác nếu nhầm.")):
            return bench.go(bench.outline(place.parent or ""))
        return bench.go(bench.address("remove", ref))
    held = [one for one in below(building.places(bench.form), ref) if one.ref != ref]
    context = bench.of(
        ref,
        "question",
        form=SeenForm(initial={"seen": draft.revision}),
        uses=building.uses_of(bench.form, ref, outside(draft.content)),
        held=held,
    )
    return render(request, "publisher/builder/remove.html", context)


@VIEW
@writing
def move_to(request: HttpRequest, seat: Seat, draft: VersionDraft, ref: str) -> HttpResponse:
    """Put a component into any page or group, or after any other component, at once."""
    bench = Bench(request, seat, draft)
    bench.place(ref)
    form = PlaceForm(request.POST or None, places=list(_targets(bench, ref)), initial={"seen": draft.revision})
    if request.method == "POST" and form.is_valid():
        kind, _colon, where = form.cleaned_data["where"].partition(":")
        goal = {"after": where} if kind == "sau" else {"into": where, "first": True}
        try:
            bench.do(building.MoveTo(ref, **goal), seen=form.cleaned_data["seen"])
        except NotFound:
            raise
        except (building.CannotApply, DomainError) as refusal:
            form.add_error("where", str(refusal))
        else:
            return bench.go(bench.outline(ref))
    context = bench.of(ref, "question", form=form, heading=_("Chuyển tới chỗ khác"), button=_("Chuyển"))
    return render(request, "publisher/builder/simple.html", context, status=422 if form.errors else 200)


def _targets(bench: Bench, ref: str) -> Iterator[tuple[str, str]]:
    """("vao:slot" or "sau:ref", words) of everywhere but inside itself."""
    places = building.places(bench.form)
    own = {one.ref for one in below(places, ref)}
    for row in building.rows(bench.form):
        if row.ref in own or row.locked:
            continue
        indent = "\u2003" * row.depth
        for slot, words in row.slots:
            yield f"vao:{slot}", indent + _("Đầu %s") % words
        yield f"sau:{row.ref}", indent + _("Sau “%s”") % (row.label or row.kind)


@VIEW
@writing
def title(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """The name of the form."""
    bench = Bench(request, seat, draft)
    first = {"seen": draft.revision, "label": bench.form.get("title", "")}
    form = LabelForm(request.POST or None, words=_("Tên tờ khai"), initial=first)
    if request.method == "POST" and form.is_valid():
        bench.tried(building.SetTitle(form.cleaned_data["label"]), seen=form.cleaned_data["seen"])
        return bench.go(bench.outline())
    context = bench.context(form=form, heading=_("Đổi tên tờ khai"), button=_("Lưu tên"))
    return render(request, "publisher/builder/simple.html", context, status=422 if form.errors else 200)
