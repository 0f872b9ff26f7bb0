"""Time limits as the national database writes them, as limits that the portal computes with (workflow/limits.py)."""

import re
from typing import Any

from procedures.importing.lint import Findings
from procedures.importing.records import BadRecord, bare, clean

UNITS = {"WORKING_DAY": "wd", "DAY": "d", "HOUR": "h", "MONTH": "mo"}
NAMES = {"wd": "ngày làm việc", "d": "ngày", "h": "giờ làm việc", "mo": "tháng"}
SAME_DAY = "same-day@15:00"
UNCLEAR = " (chưa rõ đơn vị tính)"
_NUMBER = re.compile(r"^\s*\d+(?:[.,]\d+)?\s*$")
_SAID = re.compile(r"(\d+(?:[.,]\d+)?)\s*(ngày làm việc|ngày|giờ làm việc|giờ|tháng)(?! \d)", re.IGNORECASE)
_UNIT_SAID = {"ngày làm việc": "wd", "ngày": "d", "giờ làm việc": "h", "giờ": "h", "tháng": "mo"}
_AT_ONCE = re.compile(r"trong ngày(?! \d)", re.IGNORECASE)
_AS_DESCRIBED = re.compile(r"^theo (?:mô tả|quy định)\.?$", re.IGNORECASE)
MOST_TEXT = 400


def words_of(value: str) -> str:
    """A limit in words: ``7wd`` → 7 ngày làm việc."""
    if value.startswith("same-day"):
        return "Trong ngày làm việc"
    count, unit = re.fullmatch(r"([\d.]+)(\w+)", value).groups()  # type: ignore[union-attr]
    return f"{count.replace('.', ',')} {NAMES[unit]}"


def limit_of(time: Any, unit: str, description: str, path: str, place: str, findings: Findings) -> dict[str, Any] | None:
    """A row's limit as ``{value?, text}``, ``None`` when the source says none. ``place`` is where it stood, for ``BadRecord``."""
    number = _number(time, place)
    if number is not None and unit in UNITS:
        return _measured(number, UNITS[unit], description, path, findings)
    if unit not in {*UNITS, "OTHER", ""}:
        raise BadRecord(f"{place}/processingTimeUnit", f"không biết đơn vị “{unit[:40]}”.")
    if number is not None:
        return _unclear(number, description, path, findings)
    written = clean(str(time or ""), path, findings)
    said = description if not written or _AS_DESCRIBED.match(written) else written
    if not said:
        findings.add(path, "limit-missing")
        return None
    return _told(said, path, findings)


def _number(time: Any, place: str) -> float | None:
    if isinstance(time, bool) or not isinstance(time, int | float | str | None):
        raise BadRecord(f"{place}/processingTime", "phải là số hoặc chữ.")
    if isinstance(time, str):
        return float(time.replace(",", ".")) if _NUMBER.match(time) else None
    if time is not None and not 0 <= time <= 10_000:
        raise BadRecord(f"{place}/processingTime", "phải từ 0 đến 10.000.")
    return None if time is None else float(time)


def _measured(number: float, unit: str, description: str, path: str, findings: Findings) -> dict[str, Any] | None:
    if number == 0:
        if _AT_ONCE.search(description):
            return {"value": SAME_DAY, "text": words_of(SAME_DAY)}
        findings.add(path, "limit-missing")
        return _shortened(description)
    if number != int(number):
        findings.add(path, "limit-fraction", value=f"{number:g}".replace(".", ","))
    value = f"{number:g}{unit}"
    return {"value": value, "text": words_of(value)}


def _unclear(number: float, description: str, path: str, findings: Findings) -> dict[str, Any]:
    """Unit OTHER: 0 and 1 are how the database writes "within the day" (domain.md §4.1); others are anybody's guess."""
    if number in (0, 1) and not _values(description):
        findings.add(path, "limit-unit-other", value=f"{number:g}", taken="hiểu là trong ngày làm việc")
        return {"value": SAME_DAY, "text": words_of(SAME_DAY)}
    findings.add(path, "limit-unit-other", value=f"{number:g}", taken="chưa tính được, cần bổ sung")
    return {"text": f"{number:g}{UNCLEAR}"}


def _told(said: str, path: str, findings: Findings) -> dict[str, Any]:
    values = _values(said)
    value = values.pop() if len(values) == 1 else SAME_DAY if not values and _AT_ONCE.search(said) else ""
    taken = f"hiểu là {words_of(value).lower()}" if value else "chưa tính được, cần bổ sung"
    findings.add(path, "limit-in-text", taken=taken)
    shown = _shortened(said) or {}
    return {"value": value, **shown} if value else shown


def _shortened(said: str) -> dict[str, Any] | None:
    text = bare(said.replace("\n", " "))
    if not text:
        return None
    return {"text": text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1].rsplit(" ", 1)[0] + "…"}


def _values(said: str) -> set[str]:
    """The limits that a text names, each once."""
    found = ((float(number.replace(",", ".")), _UNIT_SAID[unit.lower()]) for number, unit in _SAID.findall(said))
    return {f"{number:g}{unit}" for number, unit in found if number}
