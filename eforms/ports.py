"""What the e-form language needs from outside, declared here and filled in portal/wiring.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from common.text import fold


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list: the value that is stored, the words that people read, a remark such as "trước là …"."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the State knows about the person, with its source in words ("Theo tài khoản đã xác thực")."""

    value: Any
    source: str = ""


class Ports(Protocol):
    """Lists, facts and addresses. ``None`` instead of a sequence means: this list is not known here, do not check."""

    def options(self, list_name: str, query: str = "", parent: str = "") -> Sequence[Option] | None:
        """Entries of the named list, narrowed to ``parent`` (a province's communes) and to ``query`` (no diacritics needed)."""
        ...

    def prefill(self, name: str) -> Any:
        """A value or ``Fact`` for a prefill name such as ``full_name``; ``None`` when unknown."""
        ...

    def address(self, edition: str, level: str, parent: str = "") -> Sequence[Option] | None:
        """Units of ``level`` (tinh, huyen, xa) under ``parent`` in an edition of administrative units ("2" or "3" levels)."""
        ...


@dataclass(frozen=True, slots=True)
class PlainPorts:
    """Ports over plain tables: for tests, for commands without a database, and as the default that knows nothing.

    ``lists``: list name → options. ``units``: (edition, level, parent code) → options. ``facts``: name → value or Fact.
    """

    lists: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    units: Mapping[tuple[str, str, str], Sequence[Option]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)

    def options(self, list_name: str, query: str = "", parent: str = "") -> Sequence[Option] | None:
        """See ``Ports``."""
        known = self.lists.get(f"{list_name}/{parent}" if parent else list_name)
        if known is None:
            return () if list_name in self.lists else None
        wanted = fold(query)
        return [option for option in known if wanted in fold(option.label)] if wanted else known

    def prefill(self, name: str) -> Any:
        """See ``Ports``."""
        return self.facts.get(name)

    def address(self, edition: str, level: str, parent: str = "") -> Sequence[Option] | None:
        """See ``Ports``."""
        return self.units.get((edition, level, parent), ()) if self.units else None


_current: list[Ports] = [PlainPorts()]


def use(ports: Ports) -> None:
    """Fill the ports of this process; called once from portal/wiring.py."""
    _current[0] = ports


def current() -> Ports:
    """The ports that were filled, or ones that know no list."""
    return _current[0]
