"""Identifiers of agencies and codes of dossiers, read in every shape that is in use.

QĐ 20/2020/QĐ-TTg writes the highest level first (``H15.50.05.13``); QCVN 102:2016 wrote the lowest first in four groups
(``000.00.01.H22``). Both live side by side, so both are read and the new order is kept (domain §2.1, §2.2).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

_NEW = re.compile(r"[GH][0-9]{2}(?:\.[0-9]{1,3})*")
_OLD = re.compile(r"((?:[0-9]{2,3}\.){1,3})([GH][0-9]{2})")
_UNIT = r"(?P<unit>(?:[0-9]{2,3}\.){0,3}[GH][0-9]{2}(?:\.[0-9]{1,3})*)"
DOSSIER = re.compile(rf"{_UNIT}-(?P<day>[0-9]{{6}}|[0-9]{{8}})-(?P<sequence>[0-9]{{4,7}})")
"""A dossier's code in any shape in use; match with ``fullmatch`` on upper case without blanks."""


class BadCode(ValueError):
    """A text that is no identifier or no dossier code."""


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A dossier's code taken apart. ``unit`` is in the new order; ``text`` is the code as it was given, tidied."""

    text: str
    unit: str
    day: date
    sequence: int


def normalise(text: str) -> str:
    """An agency identifier in the new order, without empty groups at its end. Raises ``BadCode``.

    >>> normalise("000.00.01.H22"), normalise("h15.50.05.13")
    ('H22.01', 'H15.50.05.13')
    """
    cleaned = "".join(text.split()).upper()
    if old := _OLD.fullmatch(cleaned):
        groups = [old[2], *reversed(old[1].rstrip(".").split("."))]
    elif _NEW.fullmatch(cleaned):
        groups = cleaned.split(".")
    else:
        raise BadCode(text)
    while len(groups) > 1 and not groups[-1].strip("0"):
        groups.pop()
    return ".".join(groups)


def parent_of(code: str) -> str | None:
    """The identifier one level up by its groups; ``None`` for the first level. Prefixes do not prove who owns what."""
    head, dot, _last = normalise(code).rpartition(".")
    return head if dot else None


def read_dossier_code(text: str) -> DossierCode:
    """Take a dossier's code apart. Raises ``BadCode``, also when its six or eight digits are no date."""
    cleaned = "".join(text.split()).upper()
    match = DOSSIER.fullmatch(cleaned)
    if not match:
        raise BadCode(text)
    digits = match["day"]
    try:
        day = datetime.strptime(digits, "%y%m%d" if len(digits) == 6 else "%Y%m%d").date()
    except ValueError:
        raise BadCode(text) from None
    return DossierCode(cleaned, normalise(match["unit"]), day, int(match["sequence"]))


def write_dossier_code(unit: str, day: date, sequence: int) -> str:
    """``H09.21.23-261123-0001``: receiving unit, day, number of the day (at least four digits)."""
    if not 0 < sequence < 10_000_000:
        raise BadCode(f"{unit} {sequence}")
    return f"{normalise(unit)}-{day:%y%m%d}-{sequence:04d}"
