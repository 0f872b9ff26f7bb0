"""Times of day, and dates with a time: typed in boxes for hour and minute, stored as Form.io stores them, in Vietnamese time."""

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from django.utils.translation import gettext as _

from eforms import dates
from eforms.nodes import Field
from eforms.ports import Ports
from eforms.types.base import NOT_POSTED, FieldType, Json, Posted, Refuse, Spec, Unreadable, kept
from eforms.types.day import Day

HOUR, MINUTE = "gio", "phut"
LACKING = ":"
"""Stands where a time should: what the page sends when it insists on one and both boxes are empty."""
# Fixed: the zone's own history (+08:00 until 1975) would move old dates by an hour.
_HERE = timezone(timedelta(hours=7))
_TIME = re.compile(
    r"(\d{1,2})(?:\s*(?::|h|g|giờ)\s*(?:(\d{1,2})(?:\s*(?::|m|p|phút)\s*(\d{1,2})?)?)?)?", re.IGNORECASE | re.ASCII
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_STORED = re.compile(r"\d{2}:\d{2}(?::\d{2})?", re.ASCII)
_DATE = re.compile(r"[\d/.\- ]+", re.ASCII)
_DATED = re.compile(r"(\S+)[\s,]+(\S.*)")


def read(text: str) -> tuple[int, int, int] | None:
    """Read 14:30, 14:30:15, 14h30, 8h, 8 giờ 15 phút; ``None`` when it is no time of a day."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def shown(time: tuple[int, int, int]) -> str:
    """14:30, with seconds only where there are any."""
    hour, minute, second = time
    return f"{hour:02d}:{minute:02d}" + (f":{second:02d}" if second else "")


def boxes(typed: str) -> dict[str, list[str]]:
    """Two boxes for a time; what has seconds, or is no time at all, stands whole in the first one."""
    time = read(typed)
    if time is None or time[2]:
        hour, _colon, minute = typed.partition(":") if typed.count(":") == 1 else (typed, "", "")
        return {f"-{HOUR}": [hour], f"-{MINUTE}": [minute]}
    return {f"-{HOUR}": [f"{time[0]:02d}"], f"-{MINUTE}": [f"{time[1]:02d}"]}


def posted(name: str, post: Posted) -> str:
    """The time in the two boxes, or a whole one in the first; "" when both are empty."""
    hour, minute = (str(post.get(f"{name}-{box}") or "").strip() for box in (HOUR, MINUTE))
    return f"{hour}:{minute}" if minute else hour


def drawn(typed: str) -> list[dict[str, Any]]:
    """The two boxes for the template."""
    held = boxes(typed)
    labels = ((HOUR, _("Giờ")), (MINUTE, _("Phút")))
    return [{"suffix": f"-{box}", "label": label, "value": held[f"-{box}"][0], "autocomplete": ""} for box, label in labels]


def _here(text: str) -> datetime | None:
    """A moment in Vietnamese time, which is also meant where no zone is told; ``None`` when there is no such moment."""
    try:
        moment = datetime.fromisoformat(text.replace(",", "."))
        return (moment if moment.tzinfo else moment.replace(tzinfo=_HERE)).astimezone(_HERE)
    except (ValueError, OverflowError):
        return None


class Time(FieldType):
    """A time of day, stored as HH:mm:ss (``dataFormat: "HH:mm"``: without seconds)."""

    name = "time"
    template = "eforms/date.html"

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> bool:
        """See base: whether seconds are stored."""
        wanted = spec.get("dataFormat") or "HH:mm:ss"
        if wanted not in ("HH:mm:ss", "HH:mm"):
            message = _("Giờ lưu theo “%s” không dùng được. Đặt dataFormat là HH:mm:ss hoặc HH:mm.") % wanted
            refuse("bad-time", message, ".dataFormat")
        return wanted != "HH:mm"

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base."""
        if raw is None:
            return None
        if not isinstance(raw, str):
            raise Unreadable("time", "time")
        if not raw:
            return ""
        if not _STORED.fullmatch(raw) or read(raw) is None or (len(raw) == 8 and not field.extra):
            raise Unreadable("time", "time", kept(raw, 40))
        return f"{raw}:00" if field.extra and len(raw) == 5 else raw

    def display(self, field: Field, value: Json) -> str:
        """14:30."""
        time = read(value) if isinstance(value, str) else None
        return shown(time) if time else str(value or "")

    def inputs(self, field: Field, value: Json) -> dict[str, list[str]]:
        """See base."""
        return boxes(str(value or ""))

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """See base."""
        if f"{name}-{HOUR}" not in post and f"{name}-{MINUTE}" not in post:
            return NOT_POSTED
        typed = posted(name, post)
        time = read(typed) if len(typed) < 40 else None
        if time is None:
            return typed
        return f"{time[0]:02d}:{time[1]:02d}" + (f":{time[2]:02d}" if field.extra else "")

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        return {"boxes": drawn(str(value or ""))}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "string", "pattern": r"^\d{2}:\d{2}:\d{2}$" if field.extra else r"^\d{2}:\d{2}$"}


class DateTime(Day):
    """A date stored as YYYY-MM-DD, with its time as YYYY-MM-DDTHH:MM:SS+07:00; JSON keeps its own zone, people read ours.

    ``enableTime: false`` asks for the date only; ``enableTime: true`` insists on the time; unsaid, the time may stay open.
    """

    name = "datetime"

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> tuple[str, str]:
        """See base."""
        if spec.get("enableDate") is False:
            refuse("bad-date", _("Ô chỉ hỏi giờ thì dùng loại “time” thay cho “datetime”."), ".enableDate")
        return super().prepare(spec, vn, refuse)

    def day_first(self, field: Field) -> bool:
        """What is stored is ISO; what is typed is Vietnamese."""
        return True

    def timed(self, field: Field) -> bool:
        """Tell whether the page asks for the time."""
        return field.spec.get("enableTime") is not False

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base. 30/02 is refused (the reference accepts it)."""
        if raw is None:
            return None
        if not isinstance(raw, str):
            raise Unreadable("date", "day")
        text = raw.strip()
        if not text:
            return ""
        if len(text) > 60:
            raise Unreadable("date", "day", kept(raw, 40))
        if not _ISO.fullmatch(text):
            return self._typed(field, text)
        here = _here(text)
        if here is None or dates.read(here.date().isoformat()) is None:
            raise Unreadable("date", "day", kept(text, 40))
        return text

    def partial(self, field: Field, value: Json) -> dates.Partial | None:
        """The date, here, of the stored moment."""
        here = _here(value) if isinstance(value, str) and _ISO.fullmatch(value) else None
        return dates.read(here.date().isoformat()) if here else super().partial(field, value)

    def _typed(self, field: Field, text: str) -> str:
        found = _DATED.fullmatch(text)
        day = dates.read(found.group(1) if found else text)
        time = read(found.group(2)) if found else None
        if found and time is None:  # "1 3 2026" is a date with blanks, "1/3/2026 25:00" a date with no time
            day = dates.read(text)
        if (
            day is None
            or not (day.day and day.month and day.year)
            or not _DATE.fullmatch(found.group(1) if time and found else text)
        ):
            wrong_time = bool(found and time is None and dates.read(found.group(1)))
            message = "day" if not wrong_time else "datetime-time" if text.endswith(f" {LACKING}") else "time"
            raise Unreadable("date", message, kept(text, 40))
        date = f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
        if time is None or not self.timed(field):
            return date
        return f"{date}T{time[0]:02d}:{time[1]:02d}:{time[2]:02d}+07:00"

    def display(self, field: Field, value: Json) -> str:
        """14:30, 1/3/2026."""
        here = _here(value) if isinstance(value, str) and _ISO.fullmatch(value) else None
        day = super().display(field, value)
        return f"{shown((here.hour, here.minute, here.second))}, {day}" if here and self.timed(field) else day

    def inputs(self, field: Field, value: Json) -> dict[str, list[str]]:
        """See base."""
        text = str(value or "")
        found = _DATED.fullmatch(text)
        here = _here(text) if _ISO.fullmatch(text) else None
        day, time = (text, "") if here is None else (here.date().isoformat(), here.isoformat()[11:19])
        if here is None and found and dates.read(text) is None:
            day, time = found.groups()
        return super().inputs(field, day) | (boxes(time) if self.timed(field) else {})

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """See base."""
        day = super().read(field, name, post)
        time = posted(name, post) if self.timed(field) else ""
        if day is NOT_POSTED or (not time and (not day or field.spec.get("enableTime") is not True)):
            return day
        time = time or LACKING
        return f"{day or '00/00/0000'} {time}"

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        typed = self.inputs(field, value)
        made = super().widget(field, value, ports)
        if self.timed(field):
            labels = ((HOUR, _("Giờ")), (MINUTE, _("Phút")))
            made["boxes"] += [
                {"suffix": f"-{box}", "label": label, "value": typed[f"-{box}"][0], "autocomplete": ""} for box, label in labels
            ]
        return made

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$"}
