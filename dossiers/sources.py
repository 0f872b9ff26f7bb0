"""Where a fact about the applicant comes from, and which source wins. Pure.

For each fact name the first of these that has a value which the question can take:

    0  what the person said is wrong is not known at all: it is asked, and marked "khác với …" (Draft.disputes)
    1  a register's answer (population for the person, enterprise for the organisation), asked once, as the draft began
    2  a verified account (VNeID, counter), for what verification covers
    3  a paper in the person's vault: the data attached to a result
    4  what the person wrote in the account
    5  what the same person wrote in an earlier dossier

1-3 are firm: a question that names a ``fact`` shows them and does not ask. 4 and 5 are the person's own words: a first value
that may be changed. The registers know no phone and no e-mail: these stay the person's to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from exchange.registers import REGISTERS

VERIFIED = frozenset({"vneid", "counter"})
COVERED_BY_VERIFICATION = frozenset({"full_name", "birth_date", "sex", "identity_number"})


class Kind(StrEnum):
    """Kinds of sources; the registers' are their codes."""

    POPULATION = "population"
    ENTERPRISE = "enterprise"
    VERIFIED = "verified"
    PAPER = "paper"
    ACCOUNT = "account"
    DOSSIER = "dossier"


FIRM = frozenset({Kind.POPULATION, Kind.ENTERPRISE, Kind.VERIFIED, Kind.PAPER})


@dataclass(frozen=True, slots=True)
class Source:
    """``on``: the day it was asked or filed; ``of``: what it is called (a dossier's code, a paper's title with its
    number), or "counter" for a card that a clerk saw."""

    kind: Kind
    on: date | None = None
    of: str = ""

    @property
    def firm(self) -> bool:
        """Whether the State says so, not the person."""
        return self.kind in FIRM

    @property
    def words(self) -> str:
        """Theo CSDL quốc gia về dân cư, 23/11/2026."""
        day = f"{self.on.day}/{self.on.month}/{self.on.year}" if self.on else ""
        if self.kind in (Kind.POPULATION, Kind.ENTERPRISE):
            return _("Theo %(register)s, %(day)s") % {"register": register_name(self.kind), "day": day}
        if self.kind == Kind.VERIFIED:
            return _("Theo giấy tờ đã đối chiếu tại quầy") if self.of else _("Theo tài khoản đã xác thực")
        if self.kind == Kind.PAPER:
            return _("Theo %(paper)s trong kho của bạn") % {"paper": self.of}
        if self.kind == Kind.DOSSIER:
            return _("Theo hồ sơ %(code)s bạn nộp ngày %(day)s") % {"code": self.of, "day": day}
        return _("Theo tài khoản của bạn")

    @property
    def official_words(self) -> str:
        """The same for whoever handles the dossier: nothing is "yours" to them."""
        if self.kind == Kind.PAPER:
            return _("Theo %(paper)s trong kho của người nộp") % {"paper": self.of}
        return self.words

    def as_json(self) -> dict[str, str]:
        """For a sealed column."""
        return {"kind": str(self.kind), "on": self.on.isoformat() if self.on else "", "of": self.of}


@dataclass(frozen=True, slots=True)
class Known:
    """One value of one fact from one source."""

    name: str
    value: Any
    source: Source


def source_from(row: Mapping[str, Any]) -> Source:
    """A source as ``as_json`` wrote it."""
    return Source(Kind(row["kind"]), date.fromisoformat(row["on"]) if row["on"] else None, row["of"])


def register_name(register: str) -> str:
    """CSDL quốc gia về dân cư; the short name that officials use would puzzle a citizen."""
    return {
        "population": _("CSDL quốc gia về dân cư"),
        "enterprise": _("CSDL quốc gia về đăng ký doanh nghiệp"),
    }[register]


def register_of(name: str) -> str:
    """The register that could say whether a fact is right, "" where none can."""
    return next((code for code, register in REGISTERS.items() if name in register.names), "")


def candidates(account: Mapping[str, Any], gathered: Mapping[str, Any]) -> Iterator[Known]:
    """Everything known, best first. ``account``: Draft.known; ``gathered``: Draft.gathered, already in the order above."""
    for row in gathered.get("sources", ()):
        if row["source"]["kind"] in (Kind.POPULATION, Kind.ENTERPRISE):
            yield from _of(row)
    verified = account.get("trust") in VERIFIED
    own = {name: value for name, value in account.items() if name not in ("trust", "seen")}
    for name in sorted(own.keys() & COVERED_BY_VERIFICATION if verified else ()):
        yield Known(name, own[name], Source(Kind.VERIFIED, of=str(account.get("seen", ""))))
    for row in gathered.get("sources", ()):
        if row["source"]["kind"] == Kind.PAPER:
            yield from _of(row)
    for name, value in own.items():
        yield Known(name, value, Source(Kind.ACCOUNT))
    for row in gathered.get("sources", ()):
        if row["source"]["kind"] == Kind.DOSSIER:
            yield from _of(row)


def _of(row: Mapping[str, Any]) -> Iterator[Known]:
    source = source_from(row["source"])
    for name, value in row["values"].items():
        yield Known(name, value, source)
