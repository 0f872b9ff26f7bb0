"""Days off and swapped working days, each with its source; a change may move due times, so it is announced and audited."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, CalendarDay
from common.actors import Actor
from common.errors import DomainError, EmptyReason
from common.events import CalendarChanged, RegistryChanged, emit
from common.text import tidy

STREAM = "calendar"


class DayTaken(DomainError):
    """This day has a row already."""

    code = "day-taken"


class WorkedAnyway(DomainError):
    """A swapped working day must be one that would be off."""

    code = "worked-anyway"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A special day as an administrator states it."""

    day: date
    kind: str
    reason: str
    provenance: str
    confidence: str


@transaction.atomic
def add(facts: DayFacts, *, by: Actor, agency: Agency | None = None) -> CalendarDay:
    """Add a day for the whole province, or for an agency and all below it.

    Raises ``DayTaken``, ``WorkedAnyway``, ``EmptyReason``.
    """
    _check(facts, agency)
    if CalendarDay.objects.filter(agency=agency, day=facts.day).exists():
        raise DayTaken(_("Ngày này đã có trong lịch. Mở dòng đó để sửa."))
    row = CalendarDay.objects.create(agency=agency, **_tidied(facts))
    _announce(row, "day-added", by, {})
    return row


@transaction.atomic
def edit(row: CalendarDay, facts: DayFacts, *, by: Actor) -> CalendarDay:
    """Change a day; moving it to another date announces both. Equal facts change nothing. Raises as ``add``."""
    _check(facts, row.agency)
    row = CalendarDay.objects.select_related("agency").select_for_update(of=("self",)).get(pk=row.pk)
    before = _facts(row)
    if facts.day != row.day and CalendarDay.objects.filter(agency=row.agency, day=facts.day).exists():
        raise DayTaken(_("Ngày này đã có trong lịch. Mở dòng đó để sửa."))
    for field, value in _tidied(facts).items():
        setattr(row, field, value)
    if _facts(row) == before:
        return row
    row.save()
    if before["day"] != row.day.isoformat():
        emit(CalendarChanged(row.agency_id, date.fromisoformat(before["day"])))
    _announce(row, "day-edited", by, {"before": before})
    return row


@transaction.atomic
def remove(row: CalendarDay, *, by: Actor, reason: str) -> None:
    """Take a day out of the calendar; the audit log keeps what it said. Raises ``EmptyReason``."""
    if not reason.strip():
        raise EmptyReason(_("Nhập lý do bỏ ngày này khỏi lịch"))
    _announce(row, "day-removed", by, {"reason": tidy(reason)})
    row.delete()


def _check(facts: DayFacts, agency: Agency | None) -> None:
    if not facts.reason.strip() or not facts.provenance.strip():
        raise EmptyReason(_("Nhập tên ngày nghỉ và căn cứ"))
    # For one agency a day that the province has off may be worked (trực lễ); for the province only a weekend can be made up.
    if facts.kind == CalendarDay.Kind.WORKED and agency is None and facts.day.weekday() < 5:
        raise WorkedAnyway(_("Ngày làm bù phải là Thứ Bảy hoặc Chủ nhật"))


def _tidied(facts: DayFacts) -> dict[str, object]:
    return {
        "day": facts.day,
        "kind": facts.kind,
        "reason": tidy(facts.reason),
        "provenance": tidy(facts.provenance),
        "confidence": facts.confidence,
    }


def _facts(row: CalendarDay) -> dict[str, str]:
    named = {"kind": row.kind, "reason": row.reason, "provenance": row.provenance, "confidence": row.confidence}
    return {"day": row.day.isoformat(), **named}


def _announce(row: CalendarDay, action: str, by: Actor, more: dict[str, object]) -> None:
    agency = row.agency.code if row.agency is not None else None
    emit(RegistryChanged(STREAM, action, by, {**_facts(row), "agency": agency, **more}))
    emit(CalendarChanged(row.agency_id, row.day))
