"""Dates in three boxes; parts may be unknown where the form allows."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.clock import local
from eforms import dates
from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.ports import Ports
from eforms.types.base import NOT_POSTED, FieldType, Json, Posted, Refuse, Spec, Unreadable, kept

BOXES = ("ngay", "thang", "nam")
_NONE = ("", "00/00/0000", "//")
# With slashes as Form.io keeps a day, or ISO as registers tell one.
_WRITTEN = re.compile(r"\s*(?:\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})\s*", re.ASCII)
_PARTS = (("day", gettext_noop("ngày")), ("month", gettext_noop("tháng")), ("year", gettext_noop("năm")))


def limits(spec: Spec) -> tuple[str, str]:
    """The document's earliest and latest date, wherever Form.io puts them: validate, the component, datePicker."""
    places = [spec.get("validate"), spec, spec.get("datePicker"), spec.get("widget")]
    found = [next((p[key] for p in places if isinstance(p, Mapping) and p.get(key)), "") for key in ("minDate", "maxDate")]
    return str(found[0]).strip(), str(found[1]).strip()


class Day(FieldType):
    """A date stored as DD/MM/YYYY with ``dayFirst: true``, else, as in Form.io, MM/DD/YYYY; ``00`` for an unknown part."""

    name = "day"
    template = "eforms/date.html"

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> tuple[str, str]:
        """See base: (minDate, maxDate)."""
        for limit in limits(spec):
            if limit and not dates.is_limit(limit):
                refuse("bad-date", _("Giới hạn ngày “%s” phải viết như 2026-01-31, today, today-18y hoặc today+30d.") % limit)
        return limits(spec)

    def day_first(self, field: Field) -> bool:
        """Form.io's own default is month first; what our builder makes says day first."""
        return field.spec.get("dayFirst") is True

    def asked(self, field: Field) -> list[str]:
        """The parts that must be known: day, month, year."""
        parts = field.spec.get("fields")
        if not isinstance(parts, Mapping):
            return []
        return [name for name, _word in _PARTS if isinstance(parts.get(name), Mapping) and parts[name].get("required")]

    def store(self, field: Field, read: dates.Partial) -> str:
        """The stored text of a date."""
        first, second = (read.day, read.month) if self.day_first(field) else (read.month, read.day)
        return f"{first:02d}/{second:02d}/{read.year:04d}"

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base."""
        if raw is None:
            return None
        if not isinstance(raw, str):
            raise Unreadable("type", "day")
        if raw.strip() in _NONE:
            return raw.strip()
        read = dates.read(raw, day_first=self.day_first(field)) if _WRITTEN.fullmatch(raw) else None
        if read is None:
            raise Unreadable("day", "day", kept(raw, 40))
        return self.store(field, read)

    def is_empty(self, value: Json) -> bool:
        """See base."""
        return value is None or value in _NONE

    def partial(self, field: Field, value: Json) -> dates.Partial | None:
        """The stored value read back."""
        return dates.read(value, day_first=self.day_first(field)) if isinstance(value, str) and value else None

    def validate(self, field: Field, value: Json, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        """Parts that must be known, then the limits; an unknown part is read in the citizen's favour."""
        read = self.partial(field, value)
        if read is None:
            return
        lacking = [_(word) for name, word in _PARTS if name in self.asked(field) and not getattr(read, name)]
        if lacking:
            yield "", "day", words.say("day-part", "day", parts=" và ".join(lacking))
        today = local(context.now).date()
        low, high = field.extra
        if low and read.latest() < dates.limit(low, today):
            yield "", "minDate", words.say("minDate", n=self._limit_words(low, today))
        if high and read.earliest() > dates.limit(high, today):
            yield "", "maxDate", words.say("maxDate", n=self._limit_words(high, today))

    def _limit_words(self, limit: str, today: Any) -> str:
        exact = dates.limit(limit, today)
        return _("hôm nay") if exact == today else f"{exact.day}/{exact.month}/{exact.year}"

    def display(self, field: Field, value: Json) -> str:
        """1/3/2026, tháng 3/2026, năm 2026."""
        read = self.partial(field, value)
        return read.words() if read else str(value or "")

    def inputs(self, field: Field, value: Json) -> dict[str, list[str]]:
        """Three boxes; a value that is no date is split as it was typed."""
        read = self.partial(field, value)
        if read:
            shown = [str(part) if part else "" for part in (read.day, read.month, read.year)]
        else:
            typed = str(value or "").split("/")
            if len(typed) == 3 and not self.day_first(field):
                typed = [typed[1], typed[0], typed[2]]
            shown = typed if len(typed) == 3 else [str(value or ""), "", ""]
        return {f"-{box}": [text] for box, text in zip(BOXES, shown, strict=True)}

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """Three boxes, or a whole date pasted into the first one."""
        names = [f"{name}-{box}" for box in BOXES]
        if not any(box in post for box in names):
            return NOT_POSTED
        day, month, year = (str(post.get(box) or "").strip() for box in names)
        if day and not month and not year:
            whole = dates.read(day, day_first=self.day_first(field))
            return self.store(field, whole) if whole else day
        if not (day or month or year):
            return ""
        first, second = (day, month) if self.day_first(field) else (month, day)
        return f"{first or '00'}/{second or '00'}/{year or '0000'}"

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        typed = self.inputs(field, value)
        labels = (_("Ngày"), _("Tháng"), _("Năm"))
        birth = field.vn.get("autocomplete") == "bday"
        completes = ("bday-day", "bday-month", "bday-year") if birth else ("", "", "")
        boxes = [
            {"suffix": f"-{box}", "label": label, "value": typed[f"-{box}"][0], "autocomplete": complete}
            for box, label, complete in zip(BOXES, labels, completes, strict=True)
        ]
        return {"boxes": boxes}

    def anchor(self, field: Field) -> str:
        """See base."""
        return ""

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "string", "pattern": r"^\d{2}/\d{2}/\d{4}$"}
