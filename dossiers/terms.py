"""The terms that no procedure states: one table, each with where it comes from. A province may set its own (settings).

A procedure's own limit is its content's, what stops its clock its policy's (deadlines/policy.py). Where a province promises
something else, ``DOSSIER_TERMS`` (in the environment: ``question=1wd,complaint=20d``) says so; it is checked at the start.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from deadlines.limits import BadLimit, Unit, parse

OURS = "Quy định của Cổng; không văn bản nào nêu"


@dataclass(frozen=True)
class Term:
    """``limit`` as deadlines reads it (2wd, 8h, 30d); ``source`` the decree, with how sure we are of it (domain.md §8)."""

    limit: str
    source: str


TERMS: Mapping[str, Term] = {
    # The desk and the leader.
    "reply": Term(
        "8h",
        "NĐ 45/2020/NĐ-CP: trả lời hồ sơ trực tuyến trong 8 giờ làm việc (theo trí nhớ, domain.md §1.1, §8)",
    ),
    "question": Term("2wd", OURS),
    "complaint": Term("30d", "Luật Khiếu nại 2011, Điều 28: lần đầu không quá 30 ngày (theo trí nhớ, domain.md không nêu)"),
    "second-look": Term("1wd", OURS),
    "correction": Term("5wd", OURS),
    # The applicant.
    "supplement": Term("30d", "Quy định của Cổng: mẫu 02 không nêu số ngày (domain.md §1.2), NĐ 118/2025 chưa có toàn văn (§8)"),
    "taken-back": Term("3wd", OURS),
    "payment": Term("3d", OURS),
    "late-entry": Term("30d", OURS),
    "collector": Term("180d", OURS),
    # Drafts.
    "draft": Term("60d", OURS),
    "draft-warning": Term("7d", OURS),
    # Reminders.
    "supplement-ends": Term("5d", OURS),
    "uncollected-first": Term("5wd", OURS),
    "uncollected-again": Term("10wd", OURS),
}


def limit(name: str) -> str:
    """The limit text of a term, for the working-time engine. Raises ``KeyError`` for a name that is not in the table."""
    return str(settings.DOSSIER_TERMS.get(name, TERMS[name].limit))


def words(name: str) -> str:
    """A term as a page says it: "3 ngày làm việc"."""
    return parse(limit(name)).text


def span(name: str) -> timedelta:
    """A term in plain days (drafts, payment): nobody's calendar counts it."""
    return timedelta(days=parse(limit(name)).whole)


# Those that ``span`` reads: a working day would mean nothing to them.
PLAIN = ("payment", "late-entry", "collector", "draft", "draft-warning", "supplement-ends")


def check(app_configs: Sequence[Any] | None = None, **_options: Any) -> list[CheckMessage]:
    """Django's check of the settings: every name is of the table, every limit can be read, plain days are days."""
    given: Mapping[str, str] = settings.DOSSIER_TERMS
    found = [
        Error(f"DOSSIER_TERMS: there is no term {name!r}; there are {', '.join(TERMS)}", id="dossiers.E001")
        for name in given
        if name not in TERMS
    ]
    for name in TERMS:
        try:
            unit = parse(limit(name)).unit
        except BadLimit as bad:
            found.append(Error(f"DOSSIER_TERMS: {name}: {bad}", id="dossiers.E002"))
            continue
        if unit is Unit.SAME_DAY or (name in PLAIN and unit is not Unit.DAY):
            found.append(Error(f"DOSSIER_TERMS: {name}: expected days (30d), not {limit(name)}", id="dossiers.E003"))
    return list(found)
