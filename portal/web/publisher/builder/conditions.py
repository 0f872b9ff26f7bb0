"""When a component shows, and when it must be answered: one sentence after another, each chosen in two steps.

First the question, then what is said about it: so each page is a plain form, and the choices offered are the question's own.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common.errors import DomainError, NotFound
from eforms import building
from eforms import ports as outside_world
from portal.web.publisher.builder.bench import Bench, seen_of
from portal.web.publisher.builder.preview import frame
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft

Held = building.Sentences | building.Advanced | None
MOST_OPTIONS = 40


@dataclass(frozen=True)
class Purpose:
    """One of the two things that a set of sentences decides."""

    tab: str
    heading: str | Promise
    always: str | Promise
    lead: str | Promise
    read: Callable[[Mapping[str, Any], Mapping[str, building.Question]], Held]
    write: Callable[[str, Held, Mapping[str, building.Question]], building.Operation]
    may_hide: bool


SHOWN = Purpose(
    "condition",
    _("Hiện khi nào"),
    _("Luôn hiện."),
    _("Hiện khi"),
    lambda spec, names: building.read_condition(spec.get("conditional"), names),
    lambda ref, held, names: building.SetCondition(ref, building.write_condition(held, names)),
    True,
)
REQUIRED = Purpose(
    "required-when",
    _("Khi nào phải trả lời"),
    _("Theo mục “Phải trả lời” của câu hỏi."),
    _("Phải trả lời khi"),
    lambda spec, names: building.read_required_when(spec, names),
    lambda ref, held, names: building.SetRequiredWhen(ref, building.write_required_when(held, names)),
    False,
)


@require_http_methods(["GET", "POST"])
@writing
def shown(request: HttpRequest, seat: Seat, draft: VersionDraft, ref: str) -> HttpResponse:
    """The sentences that show or hide a component."""
    return _page(Bench(request, seat, draft), ref, SHOWN)


@require_http_methods(["GET", "POST"])
@writing
def required(request: HttpRequest, seat: Seat, draft: VersionDraft, ref: str) -> HttpResponse:
    """The sentences that make an answer required."""
    return _page(Bench(request, seat, draft), ref, REQUIRED)


def _page(bench: Bench, ref: str, purpose: Purpose) -> HttpResponse:
    place = bench.place(ref)
    names = building.questions_seen(bench.form, ref)
    held = purpose.read(place.spec, names)
    if bench.request.method == "GET":
        return _show(bench, ref, purpose, names, held)
    try:
        made = after(bench.request, held, names)
        bench.do(purpose.write(ref, made, names), seen=seen_of(bench.request))
    except NotFound:
        raise
    except (building.CannotApply, DomainError, Unsaid) as refusal:
        return _show(bench, ref, purpose, names, held, error=str(refusal))
    messages.success(bench.request, gettext("Đã lưu điều kiện."))
    return bench.go(bench.address(purpose.tab, ref))


class Unsaid(ValueError):
    """The posted sentence lacks something; the message says what."""


def after(request: HttpRequest, held: Held, names: Mapping[str, building.Question]) -> Held:
    """What the sentences are after the button that was pressed: add, drop, how they join, JsonLogic, none."""
    act, _colon, number = request.POST.get("viec", "").partition(":")
    if act == "none":
        return None
    if act == "json":
        return _advanced(request.POST.get("json", ""))
    before = held if isinstance(held, building.Sentences) else building.Sentences(())
    if act == "join":
        return replace(before, every=request.POST.get("every") != "any", show=request.POST.get("show") != "hide")
    sentences = list(before.sentences)
    if act == "drop" and number.isdecimal() and int(number) < len(sentences):
        del sentences[int(number)]
    elif act == "add":
        sentences.append(_sentence(request, names))
    return replace(before, sentences=tuple(sentences)) if sentences else None


def _advanced(text: str) -> building.Advanced:
    try:
        return building.Advanced(json.loads(text))
    except ValueError:
        raise Unsaid(gettext("JsonLogic viết chưa đúng cú pháp JSON.")) from None


def _sentence(request: HttpRequest, names: Mapping[str, building.Question]) -> building.Sentence:
    question = names.get(request.POST.get("question", ""))
    if question is None:
        raise Unsaid(gettext("Chọn câu hỏi."))
    inputs = {operator: kind for operator, _words, kind in building.operators_for(question)}
    operator = request.POST.get("operator", "")
    if operator not in inputs:
        raise Unsaid(gettext("Chọn cách so sánh."))
    values = [value.strip() for value in request.POST.getlist("value") if value.strip()]
    kind = inputs[operator]
    if kind == "none":
        return building.Sentence(question.path, operator)
    if kind == "ticked":
        return building.Sentence(question.path, operator, True)
    if not values:
        raise Unsaid(gettext("Chọn hoặc nhập câu trả lời để so sánh."))
    if kind == "options":
        return building.Sentence(question.path, operator, values)
    if kind == "number":
        return building.Sentence(question.path, operator, _number(values[0]))
    if kind == "option" and len(values) > 1:
        several = {"isEqual": "oneOf", "isNotEqual": "notOneOf"}.get(operator)
        if several is None or several not in inputs:
            raise Unsaid(gettext("Cách so sánh này chỉ nhận một câu trả lời."))
        return building.Sentence(question.path, several, values)
    return building.Sentence(question.path, operator, values[0])


def _number(text: str) -> float | int:
    try:
        number = float(text.replace(".", "").replace(",", ".")) if "," in text else float(text)
    except ValueError:
        raise Unsaid(gettext("Nhập một con số.")) from None
    return int(number) if number.is_integer() else number


def _show(
    bench: Bench, ref: str, purpose: Purpose, names: Mapping[str, building.Question], held: Held, error: str = ""
) -> HttpResponse:
    source = bench.request.POST if error else bench.request.GET
    asked = names.get(source.get("question", ""))
    place = bench.place(ref)
    lines = [building.sentence_words(one, names) for one in held.sentences] if isinstance(held, building.Sentences) else []
    context = bench.of(
        ref,
        purpose.tab,
        purpose=purpose,
        held=held,
        lines=lines,
        advanced=json.dumps(held.rule, ensure_ascii=False, indent=2) if isinstance(held, building.Advanced) else "",
        questions=by_page(building.questions_for(bench.form, ref)),
        asked=asked,
        operators=offered(asked) if asked else (),
        options=options_of(asked) if asked else (),
        chosen=source.getlist("value"),
        operator=source.get("operator", ""),
        errors=[("cau-moi", error)] if error else [],
    )
    context |= frame(bench.request, bench, place.page, place.path.replace("[]", ""))
    return render(bench.request, "publisher/builder/condition.html", context, status=422 if error else 200)


def offered(question: building.Question) -> list[tuple[str, str, str]]:
    """What can be said; "one of" is "is" with several answers ticked, so it is not offered twice."""
    rows = building.operators_for(question)
    one = any(kind == "option" for _operator, _words, kind in rows)
    return [row for row in rows if not (one and row[2] == "options")]


def by_page(questions: Iterable[building.Question]) -> list[tuple[str, list[building.Question]]]:
    """(title of the page, its questions), for a list to choose from."""
    pages: dict[str, list[building.Question]] = {}
    for question in questions:
        pages.setdefault(question.page, []).append(question)
    return list(pages.items())


def options_of(question: building.Question) -> list[tuple[str, str]]:
    """The answers to choose from; of a long published list none, its value is typed."""
    if question.options:
        return list(question.options)
    known = outside_world.current().options(question.list_name) if question.list_name else ()
    rows = [(option.value, option.label) for option in known or ()]
    return rows if len(rows) <= MOST_OPTIONS else []
