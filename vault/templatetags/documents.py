"""How values are written on official papers (NĐ 30/2020, Phụ lục I): dates, times, counts, and places left open."""

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from common import clock, money

register = template.Library()

_OPEN = "…" * 12
_UNITS = ("B", "KB", "MB")
_PLACES = re.compile(r" (?=(?:tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn) )", re.IGNORECASE)
_KIND = re.compile(r"^(?:tỉnh|thành phố|quận|huyện|thị xã|phường|xã|thị trấn) ", re.IGNORECASE)
_OFFICE = re.compile(
    r"(Phó )?(Chủ tịch|Giám đốc|Trưởng phòng|Trưởng Công an|Chi cục trưởng|Cục trưởng|Thủ trưởng)(?!\w)", re.IGNORECASE
)
_HEAD_WIDTH = 26
_BREAK, _AFTER_HYPHEN = mark_safe("<br>"), mark_safe("-<wbr>")  # noqa: S308  (words of ours)
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})")
_VN = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return (clock.local(value) if value.tzinfo else value).date()
    return value


def _read(value: Any) -> date | str:
    """A result's dates are typed by people: an ISO date, a Vietnamese one, one with unknown parts, or plain words."""
    if isinstance(value, date):
        return _day(value)
    text = str(value or "").strip()
    if iso := _ISO.match(text):
        year, month, day = iso.groups()
    elif vietnamese := _VN.match(text):
        day, month, year = vietnamese.groups()
    else:
        return text
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        # Of a birth in 1950 often only the year is known; it is written as it stands in the register.
        return "/".join(part for part in (day, month, year) if part.strip("0"))


@register.filter
def written_date(value: Any) -> str:
    """ngày 05 tháng 02 năm 2026: days under 10 and months 1 and 2 take a leading nought (NĐ 30/2020)."""
    day = _read(value)
    if isinstance(day, str):
        return day or "ngày …… tháng …… năm ………"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


@register.filter
def written_time(value: datetime) -> str:
    """14 giờ 32 phút, ngày 24 tháng 11 năm 2026, in Vietnam's time."""
    moment = clock.local(value)
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút, {written_date(moment)}"


@register.filter
def weekday(value: date | datetime) -> str:
    """Thứ Ba."""
    return clock.WEEKDAYS[_day(value).weekday()]


@register.filter
def slashed(value: Any) -> str:
    """15/03/2026, as cells of a table write dates; a date with unknown parts as far as it is known."""
    day = _read(value)
    return day if isinstance(day, str) else f"{day:%d/%m/%Y}"


@register.filter
def clocked(value: datetime) -> str:
    """14:32, 24/11/2026."""
    return f"{clock.local(value):%H:%M, %d/%m/%Y}"


@register.filter
def two_digits(value: int) -> str:
    """Counts under ten take a leading nought on papers: 01 bộ."""
    return f"{value:02d}"


@register.filter
def count(value: int) -> str:
    """A count in a table: a nought is left empty."""
    return f"{value:02d}" if value else ""


@register.filter
def dong(value: int) -> str:
    """8.000 đồng (tám nghìn đồng)."""
    return f"{money.vnd(value).removesuffix(' đ')} đồng ({money.in_words(value)})"


@register.filter
def file_size(value: int) -> str:
    """1,4 MB."""
    size = float(value)
    for unit in _UNITS:
        if size < 1024 or unit == _UNITS[-1]:
            break
        size /= 1024
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}".replace(".", ",")


@register.filter
def or_open(value: Any) -> SafeString | Any:
    """The value, or a dotted place where the data has none."""
    return value if value not in (None, "") else format_html('<span class="open">{}</span>', _OPEN)


@register.filter
def grouped(number: str) -> str:
    """074 190 001 234: an identity number in groups of three, for reading."""
    digits = str(number or "")
    return " ".join(digits[i : i + 3] for i in range(0, len(digits), 3)) if len(digits) == 12 else digits


@register.filter
def office(title: str) -> str:
    """Phó Chủ tịch Ủy ban nhân dân phường → Phó Chủ tịch: under a paper of the agency its name is not said again.

    Source: NĐ 30/2020/NĐ-CP, annex I, part II, item 7 (as we remember it); what is no such office stays as it is.
    """
    found = _OFFICE.match(title or "")
    return found[0] if found else title or ""


@register.filter
def in_place_of(title: str) -> str:
    """KT. Chủ tịch, for whom a deputy signs; empty when the head does."""
    found = _OFFICE.match(title or "")
    return f"KT. {found[2]}" if found and found[1] else ""


@register.filter
def head_lines(name: str, above: str = "") -> SafeString:
    """An agency's name in the head, broken where a person would: after a comma, before a place's name, else near the middle.

    ``above``: the superior body in the line over it; a place that both end with is not said twice.
    """
    own, _comma, tail = name.rpartition(", ")
    shown = own if own and above.endswith(f", {tail}") else name
    return format_html_join(_BREAK, "{}", ((line,) for line in _lines(shown)))


def _lines(name: str) -> list[str]:
    if len(name) <= _HEAD_WIDTH:
        return [name]
    first, comma, rest = name.partition(", ")
    if comma:
        return [*_lines(f"{first},"), *_lines(rest)]
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    places = [found.start() for found in _PLACES.finditer(name) if found.start() >= 8]
    cut = min(places or spaces, key=lambda at: abs(at - len(name) / 2), default=None)
    return [name] if cut is None else [*_lines(name[:cut]), *_lines(name[cut + 1 :])]


@register.filter
def breakable(code: str) -> SafeString:
    """A dossier's code in a narrow cell: it breaks after its hyphens and nowhere else."""
    return format_html_join(_AFTER_HYPHEN, "{}", ((part,) for part in code.split("-")))


@register.filter
def place_name(area: str) -> str:
    """The địa danh of a unit's name: Phường Phú Cường → Phú Cường; a numbered unit keeps its kind (Phường 6)."""
    bare = _KIND.sub("", area)
    return area if bare[:1].isdigit() else bare
