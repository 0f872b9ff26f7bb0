"""A first answer copied from another question, always or when a choice was taken; the person may change it.

One page and one step: every choice of the form that it may hang on is an entry of one list. Anything else stays JsonLogic.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common.errors import DomainError, NotFound
from eforms import building
from eforms.building.logicwords import read_logic, write_logic
from portal.web.publisher.builder.bench import Bench, seen_of
from portal.web.publisher.builder.conditions import Unsaid, by_page
from portal.web.publisher.builder.preview import frame
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft

Questions = Mapping[str, building.Question]


@dataclass(frozen=True)
class Copy:
    """``question``: path of what is copied; ``when``: the choice that it hangs on, ``None`` for always."""

    question: str
    when: building.Sentence | None = None

    @property
    def choice(self) -> str:
        """The choice as the list's value: nyc.quanHe=me."""
        return f"{self.when.question}={self.when.value}" if self.when else ""


def write(copy: Copy, names: Questions) -> Any:
    """The JsonLogic. Raises ``KeyError`` on unknown questions."""
    value = {"var": names[copy.question].name}
    return {"if": [write_logic(building.Sentences((copy.when,)), names), value]} if copy.when else value


def read(rule: Any, names: Questions) -> Copy | None:
    """The words that would write this rule; ``None`` when none would."""
    parts = rule.get("if") if isinstance(rule, Mapping) else None
    condition, value = parts if isinstance(parts, list) and len(parts) == 2 else (None, rule)
    path = next((path for path, question in names.items() if value == {"var": question.name}), "")
    said = read_logic(condition, names) if condition is not None else None
    when = said.sentences[0] if isinstance(said, building.Sentences) and len(said.sentences) == 1 else None
    copy = Copy(path, when)
    plain = when is None or when.operator == "isEqual"
    return copy if path and plain and write(copy, names) == rule else None


@require_http_methods(["GET", "POST"])
@writing
def edit(request: HttpRequest, seat: Seat, draft: VersionDraft, ref: str) -> HttpResponse:
    """From which question the first answer is copied, and when."""
    bench = Bench(request, seat, draft)
    place = bench.place(ref)
    names = building.questions_seen(bench.form, ref)
    error = ""
    if request.method == "POST":
        try:
            bench.do(building.SetFirstValue(ref, _posted(request, names)), seen=seen_of(request))
        except NotFound:
            raise
        except (building.CannotApply, DomainError, Unsaid) as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("Đã lưu câu trả lời chép sẵn."))
            return bench.go(bench.outline(ref))
    held = place.spec.get("customDefaultValue") or None
    copy = read(held, names) if held else None
    own = place.path.replace("[]", "")
    alike = [one for path, one in names.items() if path != own and place.kind is not None and one.kind.name == place.kind.name]
    context = bench.of(
        ref,
        "first-value",
        held=held,
        copied=names[copy.question].label if copy else "",
        said=building.sentence_words(copy.when, names) if copy and copy.when else "",
        advanced=json.dumps(held, ensure_ascii=False, indent=2) if held else "",
        questions=by_page(alike),
        choices=[one for path, one in names.items() if one.options and path != own],
        chosen=request.POST.get("question", copy.question if copy else ""),
        hangs_on=request.POST.get("when", copy.choice if copy else ""),
        errors=[("question", error)] if error else [],
        **frame(request, bench, place.page, own),
    )
    return render(request, "publisher/builder/first_value.html", context, status=422 if error else 200)


def _posted(request: HttpRequest, names: Questions) -> Any:
    """The posted copy as JsonLogic; ``None`` takes it away."""
    act = request.POST.get("viec", "")
    if act == "none":
        return None
    if act == "json":
        try:
            return json.loads(request.POST.get("json", ""))
        except ValueError:
            raise Unsaid(_("JsonLogic viết chưa đúng cú pháp JSON.")) from None
    path = request.POST.get("question", "")
    if path not in names:
        raise Unsaid(_("Chọn câu để chép."))
    asked, _sign, value = request.POST.get("when", "").partition("=")
    if not asked:
        return write(Copy(path), names)
    if asked not in names or value not in dict(names[asked].options):
        raise Unsaid(_("Chọn một mục có trong danh sách."))
    return write(Copy(path, building.Sentence(asked, "isEqual", value)), names)
