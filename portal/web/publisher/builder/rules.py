"""Rules between questions, and calculations: a few kinds in plain words, JsonLogic for the rest."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common.errors import DomainError, NotFound
from eforms import building
from eforms.paths import section
from portal.web.publisher.builder import calculations
from portal.web.publisher.builder.bench import Bench, seen_of
from portal.web.publisher.builder.conditions import Unsaid, by_page
from portal.web.publisher.builder.preview import frame
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft

VIEW = require_http_methods(["GET", "POST"])
RULES: Mapping[str, str | Promise] = {
    "atLeastOne": gettext_lazy("Ít nhất một trong các câu này phải được trả lời"),
    "atMostOne": gettext_lazy("Nhiều nhất một trong các câu này được trả lời"),
    "allOrNone": gettext_lazy("Các câu này cùng được trả lời hoặc cùng để trống"),
    "compare": gettext_lazy("So sánh hai câu: câu đầu với câu sau"),
}
COMPARISONS: Mapping[str, str | Promise] = {
    "greaterThan": gettext_lazy("lớn hơn, sau"),
    "greaterThanOrEqual": gettext_lazy("lớn hơn hoặc bằng, từ"),
    "lessThan": gettext_lazy("nhỏ hơn, trước"),
    "lessThanOrEqual": gettext_lazy("nhỏ hơn hoặc bằng, đến"),
    "isEqual": gettext_lazy("bằng"),
}


@VIEW
@writing
def rule(request: HttpRequest, seat: Seat, draft: VersionDraft, ref: str) -> HttpResponse:
    """What must hold between this answer and others; the sentence is what a person reads when it does not."""
    bench = Bench(request, seat, draft)
    place = bench.place(ref)
    names = building.questions_seen(bench.form, ref)
    held = section(place.spec, "validate").get("json")
    error = ""
    if request.method == "POST":
        try:
            made = _rule(request, names)
            bench.do(building.SetRule(ref, made), seen=seen_of(request))
        except NotFound:
            raise
        except (building.CannotApply, DomainError, Unsaid) as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("Đã lưu luật."))
            return bench.go(bench.outline(ref))
    read = building.read_rule(held, names) if held else None
    own = place.path.replace("[]", "")
    context = bench.of(
        ref,
        "rule",
        words=building.rule_words(held, names) if held else "",
        rule=read if isinstance(read, building.CrossRule) else None,
        advanced=json.dumps(held, ensure_ascii=False, indent=2) if held else "",
        kinds=RULES,
        operators=COMPARISONS,
        questions=by_page(names.values()),
        own=own,
        errors=[("kieu-luat", error)] if error else [],
        **frame(request, bench, place.page, own),
    )
    context["chosen"] = _chosen(request, context["rule"], own)
    context["typed"] = {
        name: request.POST.get(name, getattr(context["rule"], name, "")) for name in ("kind", "operator", "message")
    }
    return render(request, "publisher/builder/rule.html", context, status=422 if error else 200)


def _chosen(request: HttpRequest, held: building.CrossRule | None, own: str) -> list[str]:
    if request.method == "POST":
        return request.POST.getlist("question")
    return list(held.questions) if held else [own]


def _rule(request: HttpRequest, names: Any) -> Any:
    """The posted rule as JsonLogic; ``None`` takes it away."""
    act = request.POST.get("viec", "")
    if act == "none":
        return None
    if act == "json":
        return _json(request)
    kind, paths = request.POST.get("kind", ""), [path for path in request.POST.getlist("question") if path in names]
    message = request.POST.get("message", "").strip()
    if kind not in RULES:
        raise Unsaid(_("Chọn kiểu luật."))
    if len(paths) < 2 or (kind == "compare" and len(paths) != 2):
        raise Unsaid(_("Chọn đúng hai câu để so sánh.") if kind == "compare" else _("Chọn ít nhất hai câu."))
    if not message:
        raise Unsaid(_("Nhập câu người dân đọc khi chưa đúng luật, nói họ phải làm gì."))
    operator = request.POST.get("operator", "") if kind == "compare" else ""
    if kind == "compare" and operator not in COMPARISONS:
        raise Unsaid(_("Chọn cách so sánh."))
    return building.write_rule(building.CrossRule(kind, message, tuple(paths), operator), names)


def _json(request: HttpRequest) -> Any:
    try:
        return json.loads(request.POST.get("json", ""))
    except ValueError:
        raise Unsaid(_("JsonLogic viết chưa đúng cú pháp JSON.")) from None


@VIEW
@writing
def calculation(request: HttpRequest, seat: Seat, draft: VersionDraft, ref: str) -> HttpResponse:
    """How the system fills in an answer from others; nobody types it then, unless allowed."""
    bench = Bench(request, seat, draft)
    place = bench.place(ref)
    names = building.questions(bench.form)
    held = place.spec.get("calculateValue") or None
    error = ""
    if request.method == "POST":
        try:
            made = _calculation(request, names)
            override = request.POST.get("override") == "1"
            bench.do(building.SetCalculation(ref, made, override=override), seen=seen_of(request))
        except NotFound:
            raise
        except (building.CannotApply, DomainError, Unsaid) as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("Đã lưu phép tính."))
            return bench.go(bench.outline(ref))
    read = calculations.read(held, names) if held else None
    own = place.path.replace("[]", "")
    others = [one for path, one in names.items() if path != own and _counts(one, place)]
    context = bench.of(
        ref,
        "calculation",
        sum=read,
        words=calculations.KINDS[read.kind] if read else "",
        held=held,
        advanced=json.dumps(held, ensure_ascii=False, indent=2) if held else "",
        kinds=calculations.KINDS,
        questions=by_page(others),
        chosen=request.POST.getlist("question") if request.method == "POST" else list(read.questions) if read else [],
        override=place.spec.get("allowCalculateOverride") is True or "override" in request.POST,
        errors=[("kieu-tinh", error)] if error else [],
        typed={"kind": request.POST.get("kind", read.kind if read else "")},
        **frame(request, bench, place.page, own),
    )
    return render(request, "publisher/builder/calculation.html", context, status=422 if error else 200)


def _counts(question: building.Question, place: building.Place) -> bool:
    """Whether a calculation of this component can use it: numbers, rows to count, and its own kind to copy."""
    kind = question.kind
    return kind.repeats or kind.name in ("number", "currency") or (place.kind is not None and kind.name == place.kind.name)


def _calculation(request: HttpRequest, names: Any) -> Any:
    act = request.POST.get("viec", "")
    if act == "none":
        return None
    if act == "json":
        return _json(request)
    kind, paths = request.POST.get("kind", ""), tuple(path for path in request.POST.getlist("question") if path in names)
    if kind not in calculations.KINDS:
        raise Unsaid(_("Chọn cách tính."))
    single = kind in ("copy", "rows", "column")
    if not paths or (single and len(paths) != 1):
        raise Unsaid(_("Chọn đúng một câu.") if single else _("Chọn các câu để tính."))
    if kind == "column" and not names[paths[0]].grid:
        raise Unsaid(_("Chọn một câu nằm trong nhóm lặp lại."))
    if kind == "rows" and not names[paths[0]].kind.repeats:
        raise Unsaid(_("Chọn một nhóm lặp lại."))
    return calculations.write(calculations.Sum(kind, paths), names)
