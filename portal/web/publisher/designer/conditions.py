"""When an action may be taken: sentences over the e-form's questions and the dossier's facts, JsonLogic for the rest."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common import jsonlogic
from common.errors import DomainError, NotFound
from eforms import building as forms
from eforms.types import TYPES
from portal.web.publisher.builder.conditions import Unsaid, after, by_page, offered, options_of
from portal.web.publisher.designer.bench import Bench, Clash, begin
from portal.web.publisher.editor import listed, rules
from portal.web.publisher.gate import writing
from procedures.models import VersionDraft
from workflow import building
from workflow.charts import actions_of, rows_in, steps_of
from workflow.words import FACTS


@require_http_methods(["GET", "POST"])
@writing
def edit(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str, action: str) -> HttpResponse:
    """Show the sentences of an action's condition; every button changes it and comes back."""
    bench = begin(request, seat, draft)
    step = bench.step(key)
    held = next((one for one in actions_of(step) if one.get("key") == action), None)
    if held is None:
        raise NotFound
    names = questions(bench)
    rule = rules.read(held.get("when"), names)
    if request.method == "GET":
        return _show(bench, key, held, rule)
    try:
        made = rules.write(after(request, rule, names), names)
        _known(made)
        with_rule = {name: value for name, value in held.items() if name != "when"} | ({} if made is None else {"when": made})
        changed, _key = building.with_action(step, action, with_rule)
        bench.save(building.with_step(bench.doc, key, changed))
    except NotFound:
        raise
    except jsonlogic.BadRule as bad:
        return _show(bench, key, held, rule, _("Không hiểu điều kiện: %(why)s.") % {"why": bad})
    except Clash:
        return _show(bench, key, held, rule, _("Người khác vừa sửa cùng bước này. Mở lại trang để xem bản của họ."))
    except (DomainError, Unsaid) as refusal:
        return _show(bench, key, held, rule, str(refusal))
    messages.success(request, _("Đã lưu điều kiện."))
    return bench.go(bench.address("condition", key, action))


def _known(rule: Any) -> None:
    """A condition may read only what the process tells it."""
    for name in sorted(jsonlogic.compile(rule).variables) if rule is not None else ():
        if name.partition(".")[0] not in FACTS:
            raise Unsaid(
                _("Điều kiện đọc “%(name)s” mà quy trình không có. Câu trả lời của tờ khai viết là answers.…") % {"name": name}
            )


def questions(bench: Bench) -> dict[str, forms.Question]:
    """What a condition of the process may ask: the facts of the dossier, then the answers of the e-form."""
    checkbox, number, radio = TYPES["checkbox"], TYPES["number"], TYPES["radio"]
    page = _("Hồ sơ")
    found = {
        "consulting": forms.Question("consulting", "consulting", _("Đang chờ ý kiến trả lời"), checkbox, (), page=page),
        "consulted": forms.Question("consulted", "consulted", _("Đã lấy ý kiến"), checkbox, (), page=page),
        "supplements": forms.Question("supplements", "supplements", _("Số lần đã yêu cầu bổ sung"), number, (), page=page),
    }
    verdicts = (("agree", _("Đồng ý")), ("disagree", _("Không đồng ý")), ("silent", _("Im lặng")))
    for step in steps_of(bench.doc):
        for one in rows_in(step, "consult"):
            name = f"verdicts.{one.get('key', 'consult')}"
            label = _("Ý kiến của %(who)s") % {"who": one.get("name") or _("đơn vị được hỏi")}
            found[name] = forms.Question(name, name, label, radio, verdicts, page=page)
        if step.get("kind") not in ("fork", "join"):
            ways = tuple((str(one.get("key")), str(one.get("label") or one.get("key"))) for one in actions_of(step))
            name = f"acts.{step['key']}"
            label = _("Thao tác đã chọn ở “%(step)s”") % {"step": step.get("name")}
            found[name] = forms.Question(name, name, label, radio, ways, page=_("Các bước trước"))
    for path, asked in listed.questions(bench.draft.content).items():
        own = path in ("case", "channel")
        name = path if own else f"answers.{path}"
        found[name] = asked if own else replace(asked, path=name, name=name)
    return found


def words(bench: Bench, rule: Any) -> str:
    """A condition as a sentence, "" where there is none."""
    return plain(rules.words(rule, questions(bench))) if rule is not None else ""


def plain(said: str) -> str:
    """What the dossier's own facts say is no box that somebody ticked."""
    for label, yes, no in (
        (_("Đang chờ ý kiến trả lời"), _("đang chờ ý kiến trả lời"), _("không còn chờ ý kiến nào")),
        (_("Đã lấy ý kiến"), _("đã lấy ý kiến"), _("chưa lấy ý kiến")),
    ):
        said = said.replace(_("%s không được đánh dấu") % f"“{label}”", no).replace(_("%s được đánh dấu") % f"“{label}”", yes)
    return said


def _show(bench: Bench, key: str, held: Mapping[str, Any], rule: rules.Held, error: str = "") -> HttpResponse:
    request, names = bench.request, questions(bench)
    source = request.POST if error else request.GET
    asked = names.get(source.get("question", ""))
    lines = [plain(forms.sentence_words(one, names)) for one in rule.sentences] if isinstance(rule, forms.Sentences) else []
    typed = request.POST.get("json", "") if error else ""
    context = bench.context(
        step=bench.step(key),
        key=key,
        action=held.get("key"),
        label=held.get("label") or held.get("key"),
        held=rule,
        lines=lines,
        advanced=typed or (json.dumps(rule.rule, ensure_ascii=False, indent=2) if isinstance(rule, forms.Advanced) else ""),
        questions=by_page(names.values()),
        asked=asked,
        operators=offered(asked) if asked else (),
        options=options_of(asked) if asked else (),
        chosen=source.getlist("value"),
        operator=source.get("operator", ""),
        errors=[("json" if typed else "cau-moi", error)] if error else [],
        editing=True,
    )
    return render(request, "publisher/designer/condition.html", context, status=422 if error else 200)
