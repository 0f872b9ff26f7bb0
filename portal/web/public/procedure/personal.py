"""What applies to one person: at most three questions, then their papers, fee, time and place.

Everything travels in the address: nothing is stored, back and reload work, the page can be sent to somebody, and no script
is needed. What was said in the eligibility check comes along.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.web.public.procedure import pages, shown
from portal.web.public.procedure.promise import Example, example
from portal.web.public.procedure.structured import absolute
from portal.web.public.procedure.views import find, language
from procedures import content as contents
from procedures import personal, rules, selectors
from procedures.models import Offering
from vault.selectors import usable_by

CASE, TRUE, PLACE, ASKED = "truong-hop", "dung", "noi", "xem"


@require_safe
def for_me(request: HttpRequest, code: str) -> HttpResponse:
    """The questions, or with ``xem`` the answer: the case's papers whose conditions hold, fee, time by a real date, where.

    Four queries, two more for whoever is logged in: the version, its places, their calendar; what the vault holds.
    """
    standing = find(code)
    body = pages.body(code, standing, language())
    if not body.asks:
        raise Http404
    version = selectors.version(standing.version_id)
    content = contents.localised(version.content, language())
    cases, places = contents.choices(content), selectors.offerings(version)
    chosen = next((case for case in cases if case["code"] == request.GET.get(CASE)), None)
    place = next((row for row in places if row.handling.code == request.GET.get(PLACE)), None)
    mine = contents.for_case(content, chosen["code"] if chosen else "")
    context: dict[str, Any] = {
        "body": body,
        "code": code,
        "canonical": absolute(reverse("procedure:detail", args=[code])),
        "cases": cases,
        "chosen": chosen,
        "conditions": personal.conditions(mine),
        "true": request.GET.getlist(TRUE),
        "districts": shown.districts(places) if len(places) > 1 else [],
        "place": place or (places[0] if len(places) == 1 else None),
        "said": _said(content, request.GET),
        "checkable": bool(content.get("eligibility")),
    }
    if ASKED not in request.GET:
        return render(request, "public/procedure/for_me.html", context)
    if cases and chosen is None:
        errors = [("truong-hop-1", _("Chọn trường hợp của bạn"))]
        return render(request, "public/procedure/for_me.html", context | {"errors": errors}, status=422)
    answer = _answer(mine, context, places)
    answer["owned"] = _owned(request, answer["papers"])
    return render(request, "public/procedure/mine.html", context | answer)


def _answer(mine: Mapping[str, Any], context: Mapping[str, Any], places: Sequence[Offering]) -> dict[str, Any]:
    place: Offering | None = context["place"]
    ways = [way for way in personal.ways(mine) if _offered(way.channel, place)]
    said = [("case", context["chosen"]["code"])] if context["chosen"] else []
    if place is not None:
        said.append(("offering", str(place.pk)))
    return {
        "verdict": _verdict(mine, context["said"]),
        "papers": personal.handed_in(mine, context["true"]),
        "held": [condition.text for condition in context["conditions"] if condition.key in context["true"]],
        "fee_text": mine.get("fee_text", ""),
        "fees": personal.fees(mine),
        "ways": [
            {"way": way, "channel": shown.CHANNELS.get(way.channel, way.channel), "fees": shown.fee_words(way)}
            for way in ways
            if way.fees
        ],
        "times": _times(mine, ways, place),
        "anywhere": bool(mine.get("non_territorial")),
        "online": any(row.online for row in ([place] if place else places)),
        "start": f"{reverse('wizard:start', args=[context['code']])}?{urlencode(said)}".rstrip("?"),
        "results": mine.get("results", ()),
    }


def _owned(request: HttpRequest, papers: Sequence[Mapping[str, Any]]) -> set[str]:
    """Keys of the papers that the reader's vault holds as results of other procedures; nothing for strangers. Two queries."""
    wanted = {code for paper in papers for code in paper.get("proven_by") or ()}
    if not wanted or not request.user.is_authenticated:
        return set()
    held = set(usable_by(request.user).filter(code__in=wanted).values_list("code", flat=True))
    return {paper["key"] for paper in papers if held & set(paper.get("proven_by") or ())}


def _offered(channel: str, place: Offering | None) -> bool:
    """Whether the place takes dossiers that way; without a place, or where it says nothing, what the version says holds."""
    if place is None:
        return True
    return (not place.channels or channel in place.channels) and (channel != "online" or place.online)


def _times(mine: Mapping[str, Any], ways: Sequence[personal.Way], place: Offering | None) -> list[dict[str, Any]]:
    """The limits that apply, each once with its channels and a worked-out date; shorter at a place that promises so."""
    own = place.overrides.get("limit") if place else None
    limits = [(str(shown.CHANNELS.get(way.channel, way.channel)), own or way.limit) for way in ways]
    if not limits:
        limits = [("", own or mine.get("limit") or {})]
    found = []
    for text, group in groupby(sorted(limits, key=_text), key=_text):
        rows = list(group)
        channels = list(dict.fromkeys(channel for channel, _limit in rows))
        counted: Example | None = example(rows[0][1], place.handling_id if place else None)
        found.append({"text": text, "channels": channels, "example": counted})
    if len(found) == 1:
        found[0]["channels"] = []
    return found


def _text(row: tuple[str, Mapping[str, Any]]) -> str:
    return str(row[1].get("text", ""))


def _said(content: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
    """The answers of the eligibility check that came along, the check's own questions only."""
    asked = {question["key"] for question in content.get("eligibility", ())}
    return {key: given[key] for key in given if key in asked}


def _verdict(content: Mapping[str, Any], said: Mapping[str, str]) -> rules.Eligibility | None:
    """What the check said, when it was gone through to its end."""
    if not said:
        return None
    end = rules.eligibility(content, said)
    return end if isinstance(end, rules.Eligibility) else None
