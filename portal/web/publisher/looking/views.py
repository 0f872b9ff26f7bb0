"""The public page made from a draft, and what the desks of the agencies will work with. Nothing of it can be filed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.models import Seat
from common import clock
from portal.web.public.procedure.pages import BODY
from portal.web.public.procedure.promise import example
from portal.web.public.procedure.shown import facts_of
from portal.web.publisher.editor.kinds import limit_words
from portal.web.publisher.editor.process import AGENCIES, ROLES
from portal.web.publisher.gate import reading
from procedures import content as contents
from procedures import selectors, worklist
from procedures.models import ProcedureVersion, Publication, VersionDraft
from workflow import language
from workflow.limits import BadLimit, part

Content = Mapping[str, Any]


@require_GET
@reading
def citizen(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """The procedure's page as everyone will read it, with a banner that says what it is. A dozen queries."""
    version, standing = _version(draft), _standing(draft)
    found = facts_of(version, standing, Publication.Status.SCHEDULED, "vi", printed=False) | {"coming": None}
    context = {"seat": seat, "draft": draft, "name": found["name"], "body": render_to_string(BODY, found), "standing": standing}
    return render(request, "publisher/looking/citizen.html", context)


def _standing(draft: VersionDraft) -> Publication:
    """How the version stands that was published out of the draft; of one that was not, as it would stand today. One query."""
    held = Publication.objects.filter(version=draft.published_as_id).first() if draft.published_as_id else None
    return held or Publication(
        procedure=draft.procedure,
        status=Publication.Status.SCHEDULED,
        effective_from=clock.today(),
        decision=_("Chưa có quyết định công bố"),
    )


def _version(draft: VersionDraft) -> ProcedureVersion:
    """The draft as the version that it would become; not kept."""
    content = contents.empty(worklist.name_of(draft)) | draft.content
    number = draft.based_on.number + 1 if draft.based_on else 1
    return ProcedureVersion(
        procedure=draft.procedure, number=number, name=worklist.name_of(draft), content=content, created_at=draft.updated_at
    )


@require_GET
@reading
def agency(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Papers to check, steps with their time, the promise; for each case where they differ. Two queries."""
    cases = contents.choices(draft.content)
    wanted = request.GET.get("truong-hop", "")
    case = next((one for one in cases if one["code"] == wanted), cases[0] if cases else None)
    content: Content = contents.for_case(draft.content, case["code"]) if case else draft.content
    limit = content.get("limit") or {}
    context = {
        "seat": seat,
        "draft": draft,
        "name": worklist.name_of(draft),
        "cases": cases,
        "case": case,
        "papers": content.get("papers") or [],
        "limit": limit_words(str(limit.get("value") or "")),
        "limit_text": limit.get("text", ""),
        "example": example(limit, None),
        **_process(content, str(limit.get("value") or "")),
        "places": selectors.offerings(draft.procedure),
        "standing": _standing(draft),
    }
    return render(request, "publisher/looking/agency.html", context)


def _process(content: Content, limit: str) -> dict[str, Any]:
    """The steps with the share of the limit that each has, or why they cannot be shown."""
    try:
        process = language.load(content.get("process") or {})
    except language.BadProcess as bad:
        return {"steps": [], "problems": [one.message for one in bad.problems][:5]}
    rows = [
        {
            "name": step.name,
            "who": str(ROLES.get(step.role, step.role)) if step.role else _("Tự động"),
            "where": "" if not step.role else str(AGENCIES.get(step.agency.kind, step.agency.kind)) % {"code": step.agency.code},
            "time": "" if step.passing else _time(step, limit),
            "acts": [action.label for action in step.actions] if step.role else [],
        }
        for step in process.steps
    ]
    return {"steps": rows, "problems": []}


def _time(step: language.Step, limit: str) -> str:
    try:
        return limit_words(step.limit or part(limit, step.share or 0))
    except BadLimit:
        return _("chưa tính được")
