"""What the e-form language needs from outside, declared here and filled in portal/wiring.py."""

from collections.abc import Callable, Mapping, Sequence
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
    """Something that is known about the person, with its source in words ("Theo tài khoản đã xác thực").

    ``firm``: the State knows it, so it is shown and not asked; else it is only a first value that the person may change.
    """

    value: Any
    source: str = ""
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A commune with its chain from the province down. ``note``: "nay thuộc …" or "trước là …" when an old name was typed.

    ``choices``: what to ask about when one unit of the other edition became several; the place itself then cannot be stored.
    """

    chain: tuple[Option, ...]
    note: str = ""
    choices: tuple["Place", ...] = ()

    @property
    def code(self) -> str:
        """The commune's own code."""
        return self.chain[-1].value

    @property
    def full(self) -> str:
        """Phường Phú Lợi, Thành phố Hồ Chí Minh."""
        return ", ".join(unit.label for unit in reversed(self.chain))


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that the portal holds for these answers: size in bytes, media type as found in its content."""

    id: str
    name: str
    size: int
    type: str
    url: str = ""


class Ports(Protocol):
    """Lists, facts, addresses, files. ``None`` instead of a sequence means: this is not known here, do not check."""

    def options(self, list_name: str, query: str = "", parent: str = "") -> Sequence[Option] | None:
        """Entries of the named list, narrowed to ``parent`` (a province's communes) and to ``query`` (no diacritics needed)."""
        ...

    def prefill(self, name: str) -> Any:
        """A value or ``Fact`` for a prefill name such as ``full_name``; ``None`` when unknown."""
        ...

    def address(self, edition: str, level: str, parent: str = "") -> Sequence[Option] | None:
        """Units of ``level`` (tinh, huyen, xa) under ``parent`` in an edition of administrative units ("2" or "3" levels)."""
        ...

    def places(self, edition: str, query: str) -> Sequence[Place]:
        """Communes that fit the words, best first, at most ten; names of the other edition are found with a note."""
        ...

    def chain(self, edition: str, code: str) -> tuple[Option, ...] | None:
        """A commune with what it lies in, from the province down; ``None`` when there is no such commune."""
        ...

    def files(self, ids: Sequence[str]) -> Mapping[str, StoredFile] | None:
        """Those of the named files that are stored for these answers; ``None`` where no files are kept."""
        ...

    def taken(self, path: str, value: Any) -> bool:
        """Tell whether another submission has this answer at ``path``, for ``unique``; false where nobody keeps them."""
        ...


@dataclass(frozen=True, slots=True)
class PlainPorts:
    """Ports over plain tables: for tests, for commands without a database, and as the default that knows nothing.

    ``lists``: list name → options. ``units``: (edition, level, parent code) → options. ``facts``: name → value or Fact.
    ``stored``: id → file; ``None`` takes descriptions of files as they are.
    """

    lists: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    units: Mapping[tuple[str, str, str], Sequence[Option]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    stored: Mapping[str, StoredFile] | None = None

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

    def places(self, edition: str, query: str) -> Sequence[Place]:
        """See ``Ports``: plain containment of the folded words, without notes."""
        words = fold(query).replace(",", " ").split()
        known = [Place(chain) for chain in self._chains(edition)]
        return [place for place in known if words and all(word in fold(place.full) for word in words)][:10]

    def chain(self, edition: str, code: str) -> tuple[Option, ...] | None:
        """See ``Ports``."""
        return next((chain for chain in self._chains(edition) if chain[-1].value == code), None)

    def _chains(self, edition: str) -> list[tuple[Option, ...]]:
        levels = ("tinh", "huyen", "xa") if edition == "3" else ("tinh", "xa")
        chains: list[tuple[Option, ...]] = [()]
        for level in levels:
            chains = [
                (*chain, unit)
                for chain in chains
                for unit in self.units.get((edition, level, chain[-1].value if chain else ""), ())
            ]
        return chains

    def files(self, ids: Sequence[str]) -> Mapping[str, StoredFile] | None:
        """See ``Ports``."""
        return None if self.stored is None else {key: self.stored[key] for key in ids if key in self.stored}

    def taken(self, path: str, value: Any) -> bool:
        """See ``Ports``."""
        return False


@dataclass(frozen=True, slots=True)
class OfOne:
    """Other ports plus what belongs to one draft or dossier: the files its answers may name, and what others have answered.

    ``answered(path, value)`` tells whether another submission has the answer; ``None`` leaves that to ``base``.
    """

    base: Ports
    stored: Mapping[str, StoredFile]
    answered: Callable[[str, Any], bool] | None = None

    def options(self, list_name: str, query: str = "", parent: str = "") -> Sequence[Option] | None:
        """See ``Ports``."""
        return self.base.options(list_name, query, parent)

    def prefill(self, name: str) -> Any:
        """See ``Ports``."""
        return self.base.prefill(name)

    def address(self, edition: str, level: str, parent: str = "") -> Sequence[Option] | None:
        """See ``Ports``."""
        return self.base.address(edition, level, parent)

    def places(self, edition: str, query: str) -> Sequence[Place]:
        """See ``Ports``."""
        return self.base.places(edition, query)

    def chain(self, edition: str, code: str) -> tuple[Option, ...] | None:
        """See ``Ports``."""
        return self.base.chain(edition, code)

    def files(self, ids: Sequence[str]) -> Mapping[str, StoredFile] | None:
        """See ``Ports``."""
        return {key: self.stored[key] for key in ids if key in self.stored}

    def taken(self, path: str, value: Any) -> bool:
        """See ``Ports``."""
        return self.answered(path, value) if self.answered else self.base.taken(path, value)


_current: list[Ports] = [PlainPorts()]


def use(ports: Ports) -> None:
    """Fill the ports of this process; called once from portal/wiring.py."""
    _current[0] = ports


def current() -> Ports:
    """The ports that were filled, or ones that know no list."""
    return _current[0]
