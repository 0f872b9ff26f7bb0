"""What applies to one person: a few questions, at most three a step, then their papers, fee, time and place.

One path: may I do it, which case, what holds, where. Everything travels in the address: nothing is stored, back and reload
work, the page can be sent to somebody, and no script is needed. Beside the answers it carries ``hoi``, what stood on the step
that was sent; ``qua``, what may stay open and was asked; ``sua``, what to ask again; ``xem``: the list, whatever is open.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.web.offices import hint, offered, own_address
from portal.web.public.procedure import mine, pages
from portal.web.public.procedure.situation import OPEN, PASSED, SENT, Situation, situation
from portal.web.public.procedure.structured import absolute
from portal.web.public.procedure.views import find, language
from procedures import asking, selectors
from procedures import content as contents
from procedures.asking import CASE, PLACE, TRUE

SHOWN, AGAIN = "xem", "sua"


@require_safe
def for_me(request: HttpRequest, code: str) -> HttpResponse:
    """The next questions, why one cannot do it, or the list. Four queries, two more for whoever is logged in."""
    standing = find(code)
    body = pages.body(code, standing, language())
    if not body.asks:
        raise Http404
    version = selectors.version(standing.version_id)
    content = contents.localised(version.content, language())
    now = situation(content, selectors.offerings(version), request.GET)
    context: dict[str, Any] = {
        "body": body,
        "code": code,
        "canonical": absolute(reverse("procedure:detail", args=[code])),
        "now": now,
    }
    again = _again(now, request.GET)
    end = now.gone.end
    if end is not None and not end.eligible and not again:
        context |= {"result": end, "other": _other(end.procedure), "said": _told(now, request.GET)}
        return render(request, "public/procedure/instead.html", context)
    keys, errors = again or _next(now, request.GET), {}
    if not again and (sent := _open(now, request.GET)):
        keys, errors = sent  # the same step once more, with what it lacks
    if keys:
        return _asked(request, context, keys, errors)
    answer = mine.list_of(request, code, now)
    return render(request, "public/procedure/mine.html", context | answer | {"said": _told(now, request.GET)})


@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Where the eligibility check used to be: its questions open the way to the list."""
    if not pages.body(code, find(code), language()).asks:
        raise Http404
    query = request.GET.copy()
    query.pop("tiep", None)
    address = reverse("procedure:for_me", args=[code])
    return redirect(f"{address}?{query.urlencode()}".rstrip("?"), permanent=True)


def _again(now: Situation, given: QueryDict) -> tuple[str, ...]:
    """What the reader wants to answer anew, of what can be asked in their situation."""
    askable = {answer.key for answer in now.gone.said}
    askable |= {CASE} if contents.choices(now.content) and not now.gone.case else set()
    askable |= {TRUE} if now.conditions else set()
    askable |= {PLACE} if len(now.places) > 1 else set()
    return tuple(key for key in dict.fromkeys(given.getlist(AGAIN)) if key in askable)[: asking.MOST]


def _next(now: Situation, given: QueryDict) -> tuple[str, ...]:
    """What to ask next; with ``xem`` nothing but a case that decides everything."""
    if SHOWN not in given:
        return now.following()
    return (CASE,) if contents.choices(now.content) and not now.case else ()


def _open(now: Situation, given: QueryDict) -> tuple[tuple[str, ...], dict[str, str]] | None:
    """A step that was sent while something that one must say was left open: its questions, and what each of them lacks."""
    questions = {asked["key"]: asked for asked in now.content.get("eligibility", ())}
    said = {answer.key for answer in now.gone.said}
    sent = tuple(key for key in dict.fromkeys(given.getlist(SENT)) if key in {*questions, CASE, *OPEN})
    asked = {CASE} if contents.choices(now.content) and not now.gone.case else set()
    asked |= questions.keys() - said if now.gone.end is None else set()
    lacks = [key for key in sent if key in asked and not (key == CASE and now.case) and not _offered(questions.get(key), given)]
    return (sent, {key: _lack(questions.get(key)) for key in lacks}) if lacks else None


def _lack(question: Mapping[str, Any] | None) -> str:
    if question is None:
        return _("Chọn trường hợp của bạn")
    return _("Chọn một câu trả lời: %(question)s") % {"question": question["question"]}


def _offered(question: Mapping[str, Any] | None, given: QueryDict) -> bool:
    return question is not None and any(option["value"] == given.get(question["key"]) for option in question["options"])


def _asked(request: HttpRequest, context: dict[str, Any], keys: Sequence[str], errors: Mapping[str, str]) -> HttpResponse:
    now: Situation = context["now"]
    given = request.GET
    questions = {asked["key"]: asked for asked in now.content.get("eligibility", ())}
    context |= {
        "checks": [
            {**questions[key], "error": errors.get(key, ""), "chosen": given.get(key, "")} for key in keys if key in questions
        ],
        "cases": contents.choices(now.content) if CASE in keys else [],
        "case_error": errors.get(CASE, ""),
        "conditions": now.conditions if TRUE in keys else [],
        "errors": [(f"{key}-1", error) for key, error in errors.items()],
        "kept": _kept(now, given, keys),
        "sent": keys,
        "back": _back(context["code"], given),
        "may_skip": now.gone.following is not None,
    }
    if PLACE in keys:
        offices = offered(now.places, lambda place: place.handling.code, addresses=own_address(request.user))
        context |= {"offices": offices, "office_hint": hint(offices)}
    return render(request, "public/procedure/for_me.html", context, status=422 if errors else 200)


def _kept(now: Situation, given: QueryDict, keys: Sequence[str]) -> list[tuple[str, str]]:
    """What was said before and travels on beside the questions of this step; only what was really asked."""
    kept = [(answer.key, answer.value) for answer in now.gone.said if answer.key not in keys]
    if CASE not in keys and given.get(CASE) == now.code != "":
        kept.append((CASE, now.code))
    if TRUE not in keys:
        asked = {one.key for one in now.conditions}
        kept += [(TRUE, key) for key in now.true if key in asked]
    if PLACE not in keys and now.place is not None and len(now.places) > 1:
        kept.append((PLACE, now.place.handling.code))
    kept += [(PASSED, key) for key in OPEN if key in now.passed and key not in keys]
    return kept + ([(SHOWN, "1")] if SHOWN in given else [])


def _back(code: str, given: QueryDict) -> str:
    """The step before, its answers still there; the procedure's page before the first."""
    before = given.getlist(SENT)
    if not before or AGAIN in given:
        return reverse("procedure:detail", args=[code])
    rest = [(key, value) for key, values in given.lists() if key != SENT for value in values]
    return f"{reverse('procedure:for_me', args=[code])}?{urlencode([*rest, *((AGAIN, key) for key in before)])}"


def _told(now: Situation, given: QueryDict) -> list[dict[str, str]]:
    """What was answered in words, each with the address that asks it again."""
    kept = _kept(now, given, ())
    told = [(answer.key, answer.question, answer.label) for answer in now.gone.said]
    if now.case and not now.gone.case:
        told.append((CASE, _("Trường hợp"), now.case["name"]))
    if TRUE in now.passed or any(one.key in now.true for one in now.conditions):
        held = [one.text for one in now.conditions if one.key in now.true]
        told.append((TRUE, _("Điều đúng với bạn"), "; ".join(held) or _("Không có điều nào")))
    if len(now.places) > 1 and now.place:
        told.append((PLACE, _("Nơi nộp"), now.place.handling.name))
    return [{"question": words, "label": label, "again": urlencode([*kept, (AGAIN, key)])} for key, words, label in told]


def _other(code: str) -> selectors.Entry | None:
    """The procedure to do instead, if it is published."""
    return next(iter(selectors.entries([code])), None) if code else None
