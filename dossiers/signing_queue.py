"""What waits for a signature of one seat: numbered papers for whoever signs, signed ones for the seal. Reads only."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Seat
from common import clock
from common.errors import NotFound
from dossiers import access, printing, results, standing
from dossiers.loaded import load
from dossiers.models import Dossier, IssuedResult, Task
from dossiers.services import issue
from vault.brought import Brought

MOST = 20
"""Signatures at once: so many papers can still be looked at before (ux.md)."""
_LISTED = 100
_CAME = {"@file": _("Tệp kết quả"), "@number": _("Số sẵn có"), "@day": _("Ngày sẵn có"), "@made_by": _("Nơi cấp hoặc nơi lập")}


@dataclass(frozen=True)
class Signing:
    """One way to sign: which seats do it, on which papers, by which service, and what a paper is afterwards."""

    effect: str
    role: str
    before: str
    after: str
    service: Callable[..., Any]
    title: str | Promise
    button: str | Promise
    done: str | Promise


WAYS: Mapping[str, Signing] = {
    way.role: way
    for way in (
        Signing(
            "sign",
            Seat.Role.LEADER,
            IssuedResult.State.NUMBERED,
            IssuedResult.State.SIGNED,
            issue.sign,
            _("Văn bản chờ tôi ký"),
            _("Ký số"),
            _("đã ký"),
        ),
        Signing(
            "stamp",
            Seat.Role.RECORDS,
            IssuedResult.State.SIGNED,
            IssuedResult.State.ISSUED,
            issue.stamp,
            _("Văn bản chờ đóng dấu"),
            _("Đóng dấu và phát hành"),
            _("đã phát hành"),
        ),
    )
}


@dataclass(frozen=True)
class Paper:
    """One result: ``name`` as the procedure calls it; ``changed`` after it was first proposed; ``ready`` once it is rendered."""

    result: IssuedResult
    name: str
    ready: bool
    changed: bool


@dataclass(frozen=True)
class Waiting:
    """A dossier whose papers wait, with what it is due by; all its papers are signed in one act."""

    dossier: Dossier
    due_at: datetime | None
    papers: tuple[Paper, ...]

    @property
    def ready(self) -> bool:
        """Whether every paper is there to be signed."""
        return all(paper.ready for paper in self.papers)


@dataclass(frozen=True)
class Difference:
    """One field of a paper that is not as it was before."""

    label: str
    before: str
    after: str


def way(seat: Seat) -> Signing:
    """How this seat signs; raises ``NotFound`` for one that does not."""
    try:
        return WAYS[seat.role]
    except KeyError:
        raise NotFound from None


def waiting(seat: Seat, user: User) -> list[Waiting]:
    """The dossiers that wait for this seat's signature, the most urgent first; two queries."""
    how = way(seat)
    tasks = _tasks(seat, user, how).select_related("dossier__version").order_by("dossier_due_at", "id")[:_LISTED]
    by_dossier = {task.dossier_id: task for task in tasks if _signs(task, how)}
    found: dict[uuid.UUID, list[Paper]] = {}
    rows = IssuedResult.objects.filter(dossier__in=by_dossier, state=how.before).select_related("number", "drafted_by")
    for row in rows.order_by("position", "result_key"):
        row.dossier = by_dossier[row.dossier_id].dossier
        found.setdefault(row.dossier_id, []).append(_paper(row))
    return [Waiting(task.dossier, task.dossier_due_at, tuple(found[pk])) for pk, task in by_dossier.items() if pk in found]


def signs_any(seat: Seat, dossiers: Sequence[uuid.UUID]) -> bool:
    """Whether a key is needed for what waits in these dossiers: what another agency signed is only confirmed. One query."""
    rows = IssuedResult.objects.filter(dossier__in=dossiers, state=way(seat).before).values_list("brought", flat=True)
    return set(rows) != {Brought.RECEIVED}


def _tasks(seat: Seat, user: User, how: Signing) -> QuerySet[Task]:
    mine = Q(assignee__isnull=True) | Q(assignee__in=standing.hands(user, seat))
    open_ = Task.objects.filter(mine, agency_id=seat.agency_id, role=seat.role, bucket=Task.Bucket.WORK, done_at__isnull=True)
    return open_.filter(dossier__results__state=how.before).distinct()


def _signs(task: Task, how: Signing) -> bool:
    step = load(task.dossier.version_id, task.dossier.case).process.by_key.get(task.step)
    return step is not None and any(how.effect in (action.key, action.effect) for action in step.actions)


def name_of(row: IssuedResult) -> str:
    """What the procedure calls this result, with the number of its row where each row has one."""
    key, _dot, number = row.result_key.partition(".")
    entries = load(row.dossier.version_id, row.dossier.case).content["results"]
    name = next((str(entry["name"]) for entry in entries if entry["key"] == key), key)
    return f"{name} ({number})" if number else name


def _paper(row: IssuedResult) -> Paper:
    changed = row.proposed is not None and row.proposed != row.laid_before
    return Paper(row, name_of(row), row.pdf_id is not None, changed)


def paper_for_seat(seat: Seat, result_id: uuid.UUID) -> IssuedResult:
    """A rendered paper within the seat's reach, in the state in which this seat signs; raises ``NotFound``. Two queries."""
    rows = IssuedResult.objects.select_related("pdf", "clean", "number", "drafted_by__agency")
    row = rows.filter(pk=result_id, pdf__isnull=False, state__in=(way(seat).before, way(seat).after)).first()
    if row is None:
        raise NotFound
    row.dossier = access.dossier_for_seat(seat, row.dossier_id)
    return row


def since_proposed(row: IssuedResult) -> list[Difference]:
    """What is not as the handler first proposed it."""
    if row.proposed is None:
        return []
    now = row.laid_before
    pairs = [(key, str(row.proposed.get(key, "")), str(now.get(key, ""))) for key in _CAME]
    came = [
        Difference(str(_CAME[key]), _told(key, before, 1), _told(key, after, 2))
        for key, before, after in pairs
        if before != after
    ]
    # In the place of a draft came a file: its fields say nothing any more.
    return came if row.brought and "@file" not in row.proposed else came + _between(row, row.proposed, row.values)


def _told(key: str, value: str, turn: int) -> str:
    """A column of a brought result in words; ``turn`` 1 is what was proposed first, 2 what lies here now."""
    if key == "@file" and value:
        return gettext("tệp trình lần đầu") if turn == 1 else gettext("tệp khác, đưa vào sau")
    return clock.long_date(date.fromisoformat(value)) if key == "@day" and value else value


def against_form(row: IssuedResult) -> list[Difference]:
    """What the handler wrote otherwise than the applicant's answers gave it."""
    item = results.one(load(row.dossier.version_id, row.dossier.case), row.dossier.answers, row.result_key)
    return _between(row, results.first_values(item, printing.result_facts(row.dossier)), row.values)


def _between(row: IssuedResult, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    item = results.one(load(row.dossier.version_id, row.dossier.case), row.dossier.answers, row.result_key)
    fields = [
        (field["key"], field["label"]) for field in item.entry["fields"] if field.get("kind") not in (results.FIXED, results.SCAN)
    ]
    pairs = [(label, str(before.get(key, "")), str(after.get(key, ""))) for key, label in fields]
    return [Difference(*pair) for pair in pairs if pair[1].strip() != pair[2].strip()]
