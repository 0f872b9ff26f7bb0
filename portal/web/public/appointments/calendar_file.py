"""An appointment as iCalendar (RFC 5545): one event with an alarm, in UTC so that no time zone has to be described."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from reception.models import Appointment

LONGEST = 73
"""Octets of a line before it is folded (75 with the line break, RFC 5545 §3.1)."""


def event(appointment: Appointment, address: str) -> bytes:
    """The whole file."""
    place = appointment.place.agency
    until = appointment.at + timedelta(minutes=appointment.minutes)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Cong dich vu cong//Lich hen//VI",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{appointment.public_id}",
        f"SEQUENCE:{appointment.moves}",
        f"DTSTAMP:{_stamp(appointment.booked_at)}",
        f"DTSTART:{_stamp(appointment.at)}",
        f"DTEND:{_stamp(until)}",
        f"SUMMARY:{_text(_('Hẹn làm thủ tục') + ': ' + appointment.service.name)}",
        f"LOCATION:{_text(', '.join(filter(None, [place.short_name or place.name, place.address])))}",
        f"DESCRIPTION:{_text(_('Mã hẹn %(code)s') % {'code': appointment.shown_code})}",
        f"URL:{address}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT2H",
        f"DESCRIPTION:{_text(_('Hẹn làm thủ tục'))}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_fold(line)}\r\n" for line in lines).encode()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Lines of at most 75 octets; a letter of several octets is never cut."""
    parts, part, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST:
            parts.append(part)
            part, size = " ", 1
        part, size = part + letter, size + width
    return "\r\n".join([*parts, part])
