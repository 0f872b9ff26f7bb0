"""Health of the catalogue: group 1 of QĐ 766/QĐ-TTg (công khai, minh bạch, domain.md §1.4), each figure with its rows.

1.1 published on time: a province's decision lies at least ``ON_TIME`` working days before its version takes effect ·
1.2 made public: readable for everyone at most ``MADE_PUBLIC`` working days after the decision. A version that waits for its
day is announced but not readable yet, so it counts from its day; where the text stood in the national database before, the day
that the publisher named counts (``Publication.public_on``) ·
1.3 filled: every part of NĐ 63/2010 art. 8 is there · 1.4 synchronised: dossiers sent to the national portal of those filed.
A nought below the line is no figure ("–"), never a good one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from common import clock
from deadlines.calendar import FIRST, WorkCalendar
from deadlines.selectors import calendar_for
from procedures import access, observed
from procedures.models import Offering, ProcedureVersion, Publication
from procedures.selectors import SHOWN

_DAY = re.compile(r"\bngày (\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
ON_TIME, MADE_PUBLIC = 5, 5  # working days, for a province
_OFFERED = Q(Exists(Offering.objects.filter(procedure=OuterRef("procedure"))))
PARTS: Mapping[str, tuple[str | Promise, Q]] = {
    "summary": (_("tóm tắt"), Q(content__summary__isnull=True) | Q(content__summary="")),
    "steps": (_("trình tự"), Q(content__steps__0__isnull=True)),
    "methods": (_("cách thức"), Q(content__methods__0__isnull=True)),
    "papers": (_("thành phần hồ sơ"), Q(content__papers__0__isnull=True, content__form__components__0__isnull=True)),
    "limit": (_("thời hạn"), Q(content__limit__text__isnull=True) | Q(content__limit__text="")),
    "who": (_("đối tượng"), Q(content__who__isnull=True) | Q(content__who="")),
    "agencies": (
        _("cơ quan thực hiện"),
        Q(content__agencies__deciding__0__isnull=True, content__agencies__executing__0__isnull=True) & ~_OFFERED,
    ),
    "results": (_("kết quả"), Q(content__results__0__isnull=True)),
    "fees": (_("phí, lệ phí"), Q(content__fee_text__isnull=True) | Q(content__fee_text="")),
    "bases": (_("căn cứ pháp lý"), Q(content__legal_bases__0__isnull=True)),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """``good`` of ``all``; ``share`` in percent with two decimals, ``None`` where there is nothing to measure."""

    key: str
    good: int
    all: int

    @property
    def share(self) -> float | None:
        """Percent, rounded to two decimals as QĐ 766 does."""
        return round(100 * self.good / self.all, 2) if self.all else None


@dataclass(frozen=True, slots=True)
class Row:
    """One publication under a figure: ``days`` working days between decision and effect or appearance, ``good`` or not."""

    code: str
    name: str
    number: int
    decision: str
    decided: date | None
    day: date
    days: int | None
    good: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """One procedure under 1.4: dossiers filed in the time, and those of them that the national portal has."""

    code: str
    name: str
    sent: int
    filed: int


def figures(seat: Seat, since: date, until: date) -> list[Figure]:
    """The four figures for publications decided or made between two days. Six queries."""
    on_time, public = published_rows(seat, since, until), public_rows(seat, since, until)
    held = in_force(seat)
    numbers = synchronised_rows(seat, since, until)
    return [
        Figure("on-time", sum(row.good for row in on_time), len(on_time)),
        Figure("public", sum(row.good for row in public), len(public)),
        Figure("filled", held.exclude(_lacking()).count(), held.count()),
        Figure("synchronised", sum(row.sent for row in numbers), sum(row.filed for row in numbers)),
    ]


def published_rows(seat: Seat, since: date, until: date) -> list[Row]:
    """1.1: decision against the day of effect. What has no day of decision cannot be in time. One query."""
    calendar = calendar_for(None, clock.today())
    return [_row(one, one.effective_from, calendar, early=True) for one in _publications(seat, since, until)]


def public_rows(seat: Seat, since: date, until: date) -> list[Row]:
    """1.2: decision against the day on which everyone could read the version. One query."""
    calendar = calendar_for(None, clock.today())
    return [_row(one, public_day(one), calendar, early=False) for one in _publications(seat, since, until)]


def public_day(one: Publication) -> date:
    """The day on which a publication's text could be read by everyone, here or, where that is known, elsewhere before."""
    return one.public_on or max(clock.local(one.version.created_at).date(), one.effective_from)


def synchronised_rows(seat: Seat, since: date, until: date) -> list[Sent]:
    """1.4: each procedure within reach that had dossiers, those with the most unsent first. Two queries."""
    numbers = observed.synchronised(since, until)
    held = access.procedures_within(seat).filter(pk__in=numbers)
    newest = ProcedureVersion.objects.filter(procedure=OuterRef("pk")).order_by("-number").values("name")[:1]
    named = held.annotate(name=Subquery(newest)).order_by("code").values_list("pk", "code", "name")
    rows = [Sent(code, name or code, *numbers[pk]) for pk, code, name in named]
    return sorted(rows, key=lambda row: (row.sent - row.filed, row.code))


def lacking(seat: Seat) -> QuerySet[ProcedureVersion]:
    """1.3: versions in force with a part missing, by code, with ``missing``: the words of the parts. One query a page."""
    cases = [Case(When(where, then=Value(f"{words}, ")), default=Value("")) for words, where in PARTS.values()]
    rows = in_force(seat).filter(_lacking()).annotate(missing=Concat(*cases, output_field=CharField()))
    return rows.defer("content").select_related("procedure").order_by("procedure__code")


def in_force(seat: Seat) -> QuerySet[ProcedureVersion]:
    """The versions in force within reach. No query."""
    return ProcedureVersion.objects.filter(publication__status__in=SHOWN, procedure__in=access.procedures_within(seat))


def _lacking() -> Q:
    wanted = Q()
    for _words, where in PARTS.values():
        wanted |= where
    return wanted


def _publications(seat: Seat, since: date, until: date) -> Iterable[Publication]:
    rows = Publication.objects.filter(
        procedure__in=access.procedures_within(seat), effective_from__gte=since, effective_from__lt=until
    )
    rows = rows.exclude(status=Publication.Status.RECALLED).select_related("procedure", "version").defer("version__content")
    return rows.order_by(F("decision_date").desc(nulls_first=True), "procedure__code")


def _row(one: Publication, day: date, calendar: WorkCalendar, *, early: bool) -> Row:
    decided = one.decision_date or written_day(one.decision)
    days = None if decided is None else working_days(decided, day, calendar)
    good = days is not None and (days >= ON_TIME if early else days <= MADE_PUBLIC)
    return Row(one.procedure.code, one.version.name, one.version.number, one.decision, decided, day, days, good)


def written_day(decision: str) -> date | None:
    """The day in "Quyết định 163/QĐ-BTP ngày 16/1/2026", for decisions that were kept as a text only."""
    found = _DAY.search(decision)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def working_days(begin: date, end: date, calendar: WorkCalendar) -> int:
    """Working days from ``begin`` (not counted) to ``end`` (counted); negative when ``end`` lies before."""
    sign = 1 if begin <= end else -1
    first, last = sorted((begin, end))
    places = range(first.toordinal() + 1 - FIRST.toordinal(), last.toordinal() + 1 - FIRST.toordinal())
    return sign * sum(bool(calendar.sessions_at(place)) for place in places)
