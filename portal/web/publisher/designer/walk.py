"""Walking a sample dossier through the process: who may do what where it stands, and why something may not be done.

What was done travels in the page: a walk is nobody's dossier and is kept nowhere, and two tabs are two walks.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Seat
from common import jsonlogic
from eforms import ports, schema
from portal.web.publisher.builder.samples import sample
from portal.web.publisher.designer import conditions
from portal.web.publisher.designer.bench import Bench, begin, names_in
from portal.web.publisher.designer.steps import picture
from portal.web.publisher.designer.table import ways_of
from portal.web.publisher.designer.words import time_words, who_words
from portal.web.publisher.gate import reading
from procedures.content import form_of
from procedures.models import VersionDraft
from workflow import language, limits, rules, simulate
from workflow.charts import steps_of
from workflow.state import Marking
from workflow.words import SYSTEM

MOST_ACTS = 120
DUE, ANSWERED = "!due", "!answered"
"""Steps of a walk that are no action: time passes, those who were asked answer."""
Act = tuple[str, str]


@dataclass
class Walked:
    """Where the walk stands: what happened in words, what the conditions read, ``refused`` if the last act was not possible."""

    marking: Marking
    facts: dict[str, Any]
    lines: list[dict[str, Any]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    ended: bool = False
    refused: str = ""


@require_http_methods(["GET", "POST"])
@reading
def walk(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """One page of the walk; every button does one act and comes back."""
    bench = begin(request, seat, draft, latest=True)
    try:
        process = language.load(bench.doc)
    except language.BadProcess as bad:
        context = bench.context(problems=bad.problems, editing=True)
        return render(request, "publisher/designer/walk.html", context)
    acts, asked = _acts(request), asked_of(bench)
    answers = {name: request.POST.get(f"f-{name}", "") for name in asked} if request.method == "POST" else {}
    made = _walked(process, acts, _facts(bench, answers), bench.limit)
    names = names_in([bench.doc], draft.content)
    context = bench.context(
        walked=made,
        open=_open(bench, process, made, names),
        carried=json.dumps(made.acts),
        asked=[(name, question, _options(question), answers.get(name, "")) for name, question in asked.items()],
        hours=_hours(process, made, _facts(bench, answers), bench.limit),
        picture=picture(bench, names, at=made.marking.at),
        editing=True,
    )
    return render(request, "publisher/designer/walk.html", context)


def _acts(request: HttpRequest) -> list[Act]:
    """What was done so far and the button that was pressed; nonsense begins anew."""
    if request.method != "POST":
        return []
    try:
        held = json.loads(request.POST.get("duong", "[]"))
        acts = [(str(step), str(action)) for step, action in held][:MOST_ACTS]
    except (ValueError, TypeError):
        acts = []
    pressed = request.POST.get("viec", "")
    if pressed == "anew":
        return []
    if pressed == "back":
        return acts[:-1]
    act, _colon, rest = pressed.partition(":")
    step, _colon, action = rest.partition(":")
    if act == "do" and step and action:
        acts.append((step, action))
    return acts


def asked_of(bench: Bench) -> dict[str, Any]:
    """The questions of the e-form, the case and the channel that some condition of the process reads."""
    known = conditions.questions(bench)
    read: set[str] = set()
    for step in steps_of(bench.doc):
        for row in [*(step.get("actions") or ()), *(step.get("children") or ())]:
            try:
                read |= jsonlogic.compile(row.get("when")).variables if row.get("when") is not None else set()
            except jsonlogic.BadRule:
                continue
    return {
        name: known[name] for name in sorted(read) if name in known and name.partition(".")[0] in ("answers", "case", "channel")
    }


def _options(question: Any) -> list[tuple[str, str]]:
    if question.kind.name == "checkbox":
        return [("1", _("Có")), ("0", _("Không"))]
    return list(question.options)


def _facts(bench: Bench, typed: Mapping[str, str]) -> dict[str, Any]:
    """Answers made up by the form's own sample, with what was typed over them."""
    try:
        answers = sample(schema.load(form_of(bench.draft.content)), ports.current())
    except (schema.Refused, ValueError, KeyError, TypeError):
        answers = {}
    facts: dict[str, Any] = {"answers": answers, "case": bench.case or None, "channel": "online"}
    facts |= {
        "consulting": False,
        "consulted": False,
        "supplements": 0,
        "verdicts": {},
        "acts": {},
        "children": {},
        "results": [],
    }
    for name, value in typed.items():
        if value == "":
            continue
        *path, last = name.split(".")
        node = facts
        for step in path:
            node = node.setdefault(step, {}) if isinstance(node.get(step), dict) or step not in node else {}
        node[last] = value == "1" if value in ("0", "1") else float(value) if _is_number(value) else value
    return facts


def _is_number(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdecimal()


def _walked(process: language.Process, acts: list[Act], facts: dict[str, Any], limit: str) -> Walked:
    made = Walked(Marking(), facts)
    try:
        made.marking = rules.start(process, facts).marking
        for step, action in acts:
            _do(process, made, step, action)
    except (rules.IllegalMove, KeyError) as refused:
        made.refused = _why(refused)
    return made


def _do(process: language.Process, made: Walked, key: str, action: str) -> None:
    step = process.step(key)
    if action == ANSWERED:
        agreed = dict.fromkeys((one.key for one in step.consults), "agree")
        made.facts |= {"consulting": False, "verdicts": made.facts["verdicts"] | agreed}
        made.lines.append({"step": step.name, "label": _("Đơn vị được hỏi trả lời đồng ý"), "opened": ()})
        made.acts.append((key, action))
        return
    due = action == DUE or step.kind == "chain"
    named = step.on_due if action == DUE else action
    move = rules.move(process, made.marking, key, named, role=SYSTEM if due else step.role, facts=made.facts)
    label = move.action.label if move.action else ""
    made.marking, made.ended = move.marking, move.ends
    made.facts["acts"] = made.facts["acts"] | {key: named}
    effect = move.action.effect if move.action else ""
    if effect == "consult":
        made.facts |= {"consulting": True, "consulted": True}
    if effect == "supplement":
        made.facts["supplements"] += 1
    if step.kind == "chain":
        made.facts["children"] = made.facts["children"] | {one.key: "completed" for one in rules.children(step, made.facts)}
    made.lines.append(
        {
            "step": step.name,
            "label": _("Hết hạn, hệ thống tự: %(act)s") % {"act": label} if action == DUE else label,
            "opened": [one.name for one in move.opened],
            "cancelled": [process.step(one).name for one in move.cancelled],
            "stays": bool(move.stays),
            "waits": not move.ends and not move.opened and not move.stays,
            "ends": move.ends,
        }
    )
    made.acts.append((key, action))


def _open(bench: Bench, process: language.Process, made: Walked, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The steps where work waits, each with its buttons; an action that may not be taken now says why."""
    titles = {one.key: one.name for one in process.steps}
    raw = {str(step["key"]): step for step in steps_of(bench.doc)}
    known = conditions.questions(bench)
    found = []
    for key in made.marking.at:
        step = process.step(key)
        may = [] if step.kind == "chain" else [one.key for one in rules.actions(process, key, role=step.role, facts=made.facts)]
        ways = []
        for way in ways_of(raw[key], titles):
            action = step.action(way.key)
            allowed = step.kind == "chain" or way.key in may
            why = "" if allowed or action is None else conditions.plain(conditions.rules.words(action.when, known))
            ways.append({"way": way, "allowed": allowed, "why": why})
        found.append(
            {
                "key": key,
                "name": step.name,
                "who": who_words(raw[key], names),
                "time": time_words(raw[key]),
                "ways": ways,
                "due": step.on_due,
                "asking": bool(made.facts.get("consulting") and step.consults),
            }
        )
    return found


def _hours(process: language.Process, made: Walked, facts: dict[str, Any], limit: str) -> str:
    """How long the walk took in all when every step used its whole time, "" until it has ended."""
    if not made.ended:
        return ""
    choices: dict[str, list[str]] = {}
    for step, action in made.acts:
        if action != ANSWERED:
            choices.setdefault(step, []).append(SYSTEM if action == DUE else action)
    try:
        lines = simulate.walk(process, facts, choices, limit=limit)
    except (rules.IllegalMove, limits.BadLimit):
        return ""
    return f"{lines[-1].hours / limits.HOURS_A_DAY:.4g}".replace(".", ",") if lines else ""


def _why(refused: Exception) -> str:
    reason = getattr(refused, "reason", "")
    told = {
        "condition": _("Điều kiện của thao tác này chưa đúng với hồ sơ mẫu."),
        "no-way": _("Sau thao tác này hồ sơ không có đường đi: không nhánh nào đủ điều kiện."),
        "endless": _("Sau thao tác này hồ sơ chạy vòng mãi qua các bước tự động."),
    }
    return told.get(reason, _("Quy trình vừa được sửa nên lượt đi thử này không còn đúng. Đi thử lại từ đầu."))
