"""One person's list: their papers, fee, time by a real date, place, and where to begin."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from portal.web.offices import office_note
from portal.web.public.procedure import shown
from portal.web.public.procedure.promise import Example, example
from portal.web.public.procedure.situation import Situation
from procedures import content as contents
from procedures import personal
from procedures.asking import TRUE
from procedures.models import Offering
from vault.selectors import usable_by


def list_of(request: HttpRequest, code: str, now: Situation) -> dict[str, Any]:
    """What the page of the list reads. Two queries for whoever is logged in and may hold a paper, else one calendar's."""
    mine, place = contents.for_case(now.content, now.code), now.place
    ways = [way for way in personal.ways(mine) if _offered(way.channel, place)]
    papers = personal.handed_in(mine, now.true)
    return {
        "verdict": now.gone.end,
        "papers": papers,
        "owned": _owned(request, papers),
        "place": place,
        "now_part": office_note(place) if place else "",
        "fee_text": mine.get("fee_text", ""),
        "fees": personal.fees(mine),
        "ways": [
            {"way": way, "channel": shown.CHANNELS.get(way.channel, way.channel), "fees": shown.fee_words(way)}
            for way in ways
            if way.fees
        ],
        "times": _times(mine, ways, place),
        "anywhere": bool(mine.get("non_territorial")),
        "online": any(row.online for row in ([place] if place else now.places)),
        "start": _start(code, now),
        "results": mine.get("results", ()),
    }


def _start(code: str, now: Situation) -> str:
    """Where filing begins, with everything that was said: nothing is asked there again."""
    said = [(answer.key, answer.value) for answer in now.gone.said] + [(TRUE, key) for key in now.true]
    if now.code:
        said.append(("case", now.code))
    if now.place is not None:
        said.append(("offering", str(now.place.pk)))
    return f"{reverse('wizard:start', args=[code])}?{urlencode(said)}".rstrip("?")


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
