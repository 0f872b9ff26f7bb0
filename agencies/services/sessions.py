"""Working sessions of the day from a date on; older ones stay, because promises were made on them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.hours import BadCalendar, read_sessions
from agencies.models import Agency, CalendarVersion
from common.actors import Actor
from common.clock import today
from common.errors import DomainError, EmptyReason
from common.events import CalendarChanged, RegistryChanged, emit
from common.text import tidy

Pairs = Sequence[Sequence[str]]


class BadSessions(DomainError):
    """Sessions out of order, or none at all."""

    code = "bad-sessions"
    default_message = gettext_lazy("Nhập buổi làm việc theo thứ tự trong ngày, ví dụ 07:30-11:30, 13:00-17:00")


class TooEarly(DomainError):
    """Sessions of days gone by cannot be changed: what was promised on them must stay explicable."""

    code = "too-early"


@transaction.atomic
def change(
    since: date, sessions: Pairs, saturday: Pairs, *, provenance: str, by: Actor, agency: Agency | None = None
) -> CalendarVersion:
    """Set the sessions that apply from ``since`` on, for everyone or for an agency and all below it.

    The same day given again replaces what was set for it. Raises ``BadSessions``, ``TooEarly``, ``EmptyReason``.
    """
    if not provenance.strip():
        raise EmptyReason(_("Nhập căn cứ của buổi làm việc"))
    if since < today():
        raise TooEarly(_("Ngày áp dụng phải từ hôm nay trở đi"))
    try:
        if not read_sessions(sessions):
            raise BadSessions
        read_sessions(saturday)
    except BadCalendar:
        raise BadSessions from None
    values = {"sessions": sessions, "saturday_sessions": saturday, "provenance": tidy(provenance)}
    row, _new = CalendarVersion.objects.update_or_create(agency=agency, effective_from=since, defaults=values)
    code = agency.code if agency is not None else None
    emit(RegistryChanged("calendar", "sessions-changed", by, {"from": since.isoformat(), "agency": code, **values}))
    emit(CalendarChanged(row.agency_id, since))
    return row
