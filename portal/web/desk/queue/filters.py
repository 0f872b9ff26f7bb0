"""A queue's filters in the address: read, written back, and told as chips that each can be taken off."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import QueryDict
from django.utils.translation import gettext as _

from common.text import tidy
from dossiers import finding, narrowing
from dossiers.narrowing import NOBODY, Choices, Filters
from dossiers.states import Channel

# Filter → its name in the address.
NAMES = {
    "text": "q",
    "procedure": "thu-tuc",
    "channel": "kenh",
    "holder": "nguoi",
    "step": "buoc",
    "due_from": "tu",
    "due_to": "den",
    "risky": "nguy-co",
}
MOST_LETTERS = 100
CHOICES_SECONDS = 60


@dataclass(frozen=True)
class Chip:
    """A filter in words, and the query without it."""

    text: str
    without: str


def read(given: QueryDict) -> Filters:
    """The filters of an address; what makes no sense is as if it were not there, and no address carries a person's number."""
    text = {name: tidy(given.get(key, ""))[:MOST_LETTERS] for name, key in NAMES.items()}
    return Filters(
        text=finding.hidden(text["text"]),
        procedure=text["procedure"],
        channel=text["channel"] if text["channel"] in Channel.values else "",
        holder=_holder(text["holder"]),
        step=tidy(given.get(NAMES["step"], ""))[:150],
        due_from=_day(text["due_from"]),
        due_to=_day(text["due_to"]),
        risky=text["risky"] == "1",
    )


def unread(given: QueryDict) -> str:
    """What was typed as a day and is none, in words; empty where there is nothing to say. The list is shown without it."""
    typed = [tidy(given.get(NAMES[name], ""))[:MOST_LETTERS] for name in ("due_from", "due_to")]
    wrong = ", ".join(f"“{text}”" for text in typed if text and _day(text) is None)
    return _("Không lọc theo %(typed)s: ngày phải có thật, ví dụ 24/11/2026.") % {"typed": wrong} if wrong else ""


def choices_of(agency_id: int) -> Choices:
    """What a unit's open work can be narrowed by, read from the database once a minute."""
    found: Choices | None = cache.get_or_set(f"desk-choices:{agency_id}", lambda: narrowing.choices(agency_id), CHOICES_SECONDS)
    return found or narrowing.choices(agency_id)


def _holder(text: str) -> str:
    if text == NOBODY:
        return NOBODY
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""


def _day(text: str) -> date | None:
    """23/11/2026 as people type it, 2026-11-23 as the address keeps it."""
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(text.replace(" ", ""), form).date()
        except ValueError:
            continue
        return day if 2000 <= day.year <= 2100 else None
    return None


def written(tab: str, filters: Filters, **more: str) -> str:
    """The query of an address: the tab and what narrows it."""
    values = {key: getattr(filters, name) for name, key in NAMES.items()}
    return urlencode(
        {"muc": tab, **{key: "1" if value is True else str(value) for key, value in values.items() if value}, **more}
    )


def chips(tab: str, filters: Filters, choices: Choices) -> list[Chip]:
    """Every filter that is set, in words."""
    said = {
        "text": _("Số đã nhập") if finding.is_hidden(filters.text) else "",
        "procedure": _named(choices.procedures, filters.procedure),
        "channel": str(Channel(filters.channel).label) if filters.channel else "",
        "holder": _("Chưa ai nhận") if filters.holder == NOBODY else _named(choices.holders, filters.holder),
        "step": filters.step,
        "due_from": _("Hạn từ %(day)s") % {"day": _shown(filters.due_from)} if filters.due_from else "",
        "risky": _("Dễ trễ hẹn") if filters.risky else "",
        "due_to": _("Hạn đến %(day)s") % {"day": _shown(filters.due_to)} if filters.due_to else "",
    }
    empty = Filters()
    return [Chip(words, written(tab, replace(filters, **{name: getattr(empty, name)}))) for name, words in said.items() if words]


def _named(options: object, value: str) -> str:
    known: Mapping[str, str] = dict(options)  # type: ignore[call-overload]
    return known.get(value, value)


def _shown(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""
