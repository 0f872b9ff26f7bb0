"""What real dossiers say of a procedure, for reviewing it. The package of dossiers fills the port in portal/wiring.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Observed:
    """The dossiers of one procedure filed since a day.

    ``papers``: paper key → dossiers that had a file of it. ``outcomes``: step key → action effect → how often. ``median_days``
    and ``p90_days``: working days from acceptance to the result, of ``finished`` dossiers. ``minutes``: median time from opening
    a draft to filing it, in minutes. ``supplements``: dossiers that were asked for more.
    """

    filed: int = 0
    online: int = 0
    finished: int = 0
    median_days: float | None = None
    p90_days: float | None = None
    minutes: float | None = None
    supplements: int = 0
    papers: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Dossiers(Protocol):
    """What the package of dossiers knows."""

    def observed(self, procedure_id: int, since: date) -> Observed:
        """What was seen of one procedure since a day; a fixed number of queries."""

    def filed(self, since: date) -> Mapping[int, int]:
        """Dossiers filed since a day, by procedure; one query."""

    def synchronised(self, since: date, until: date) -> Mapping[int, tuple[int, int]]:
        """Procedure → (dossiers sent to the national portal, dossiers filed) between two days; one query."""


class Nothing:
    """No dossier was seen: what holds until the port is filled."""

    def observed(self, procedure_id: int, since: date) -> Observed:
        """Nothing."""
        return Observed()

    def filed(self, since: date) -> Mapping[int, int]:
        """Nothing."""
        return {}

    def synchronised(self, since: date, until: date) -> Mapping[int, tuple[int, int]]:
        """Nothing."""
        return {}


_dossiers: list[Dossiers] = [Nothing()]


def use(dossiers: Dossiers) -> None:
    """Fill the port of this process; called once from portal/wiring.py."""
    _dossiers[0] = dossiers


def of(procedure_id: int, since: date) -> Observed:
    """What was seen of one procedure since a day."""
    return _dossiers[0].observed(procedure_id, since)


def filed(since: date) -> Mapping[int, int]:
    """How many dossiers each procedure had since a day; none for a procedure that is left out."""
    return _dossiers[0].filed(since)


def synchronised(since: date, until: date) -> Mapping[int, tuple[int, int]]:
    """Procedure → (dossiers sent to the national portal, dossiers filed) between two days, ``until`` not included."""
    return _dossiers[0].synchronised(since, until)
