"""What a register is to us: a question about one number, an answer by fact names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, Any]


class Malformed(Exception):
    """The answer is not what the register's schema promises; the message names the part, never its content."""


@dataclass(frozen=True, slots=True)
class Question:
    """Ask ``register`` about ``key`` (identity number, tax code). ``more``: what the register wants beside it, by fact names."""

    register: str
    key: str
    more: tuple[tuple[str, str], ...] = ()

    @property
    def given(self) -> dict[str, str]:
        """``more`` as a mapping."""
        return dict(self.more)


@dataclass(frozen=True, slots=True)
class Register:
    """One register. ``names``: the facts it may know. ``compose`` writes the body of a POST (content type, bytes);
    ``read`` turns an answer into values by fact name, ``None`` where the register knows nobody by that number, and
    raises ``Malformed`` for what does not fit the schema or speaks of another number.
    """

    code: str
    names: frozenset[str]
    compose: Callable[[Question], tuple[str, bytes]]
    read: Callable[[Question, bytes], Values | None]
