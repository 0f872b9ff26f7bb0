"""The desk's queues: which open work a seat sees under which tab, its counts and what is new.

Every queue is a condition on open tasks that a partial index answers in the order of the deadline: fifty rows cost the same
with ten thousand dossiers and with ten million. What narrows them is ``dossiers/narrowing.py``, what comes before and after a
dossier ``dossiers/neighbours.py``. Each function says how many queries it costs; none depends on the number of rows.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Seat
from common import clock
from deadlines.selectors import NoCalendar
from dossiers import clocks, risks, selectors_asked
from dossiers.access import BLIND_ROLES, within_reach
from dossiers.models import Dossier, Pause, Question, Task
from dossiers.narrowing import Filters, narrowed, narrowed_dossiers, narrowed_questions
from dossiers.states import State

COUNT_CAP = 1000
NEW_CAP = 100
NEAR = "1wd"
OBLIGATION = "financial-obligation"
"""Why the clock stands while the applicant owes money in the middle of a process (deadlines.policy.GROUNDS)."""
Bucket = Task.Bucket
Role = Seat.Role

IDLE = (Bucket.SUPPLEMENT, Bucket.HAND_OVER)
"""What waits for the applicant: to supplement, to fetch a result. Nobody's promise runs out with it (sweeps/lateness.py)."""

CLAIM, MINE, UNIT, MONEY, SIGN, NEAR_DUE, LATE, ALL = "claim", "mine", "unit", "money", "sign", "near", "late", "all"
ASKED = "asked"
LABELS: dict[str, str | Promise] = {
    MINE: _("Tôi đang giữ"),
    CLAIM: _("Chờ người nhận"),
    Bucket.RECEIVE: _("Chờ tiếp nhận"),
    Bucket.WORK: _("Đang xử lý"),
    SIGN: _("Chờ duyệt, ký"),
    Bucket.SUPPLEMENT: _("Chờ bổ sung"),
    MONEY: _("Chờ nộp phí"),
    Bucket.CONSULT: _("Phối hợp"),
    Bucket.HAND_OVER: _("Chờ trả kết quả"),
    ASKED: _("Câu hỏi, phản ánh"),
    NEAR_DUE: _("Sắp quá hạn"),
    LATE: _("Quá hạn"),
    UNIT: _("Cả đơn vị"),
    ALL: _("Mọi hồ sơ"),
}
# The tabs that a role has any use for, in the order of its day; the first one is where it begins.
_COUNTER = (Bucket.RECEIVE, MINE, Bucket.SUPPLEMENT, MONEY, Bucket.HAND_OVER, ASKED, NEAR_DUE, LATE, UNIT)
OF_ROLE: dict[str, tuple[str, ...]] = {
    Role.CLERK: _COUNTER,
    Role.CENTRE_HEAD: (UNIT, Bucket.RECEIVE, Bucket.SUPPLEMENT, MONEY, Bucket.HAND_OVER, ASKED, NEAR_DUE, LATE),
    Role.HANDLER: (Bucket.WORK, MINE, CLAIM, Bucket.SUPPLEMENT, MONEY, Bucket.CONSULT, ASKED, NEAR_DUE, LATE, UNIT),
    Role.LEADER: (SIGN, MINE, Bucket.CONSULT, ASKED, NEAR_DUE, LATE, UNIT),
    Role.RECORDS: (Bucket.WORK, NEAR_DUE, LATE, UNIT),
}
# Who leads looks at the whole unit's work, whoever's role it is.
OVERSEERS = frozenset({Role.CENTRE_HEAD, Role.LEADER})


@dataclass(frozen=True)
class Row:
    """One line of a queue. ``task`` is None where the dossier waits for nobody's act (money, closed, a question)."""

    dossier: Dossier
    step: str
    due_at: datetime | None
    holder: User | None = None
    task: Task | None = None
    asked: bool = False
    """A question or complaint: its answer is due whatever the dossier waits for."""

    @property
    def paused(self) -> bool:
        """Whether the clock stands still, or there is none."""
        if self.asked:
            return self.due_at is None
        if self.task is None:
            return self.due_at is None or self.dossier.state in (State.SUPPLEMENT, State.TAKEN_BACK)
        return self.task.is_paused

    @property
    def ready_since(self) -> datetime | None:
        """Since when the result lies there to be fetched; whoever fetches it late makes nothing late."""
        fetched = self.task is not None and self.task.bucket == Bucket.HAND_OVER and self.dossier.state != State.PROCESSING
        return self.task.opened_at if self.task is not None and fetched else None

    @property
    def risk(self) -> risks.Shown | None:
        """Whether it is likely to be late, as the sweep last counted."""
        return risks.shown(self.task)


def of_seat(seat: Seat) -> tuple[str, ...]:
    """The keys of the tabs of a seat; none for a role that reads no dossier."""
    return OF_ROLE.get(seat.role, ())


def near_until(agency_id: int, now: datetime) -> datetime:
    """Until when a deadline counts as near: one working day of the unit's calendar; no query once that is in memory."""
    try:
        return clocks.promise(agency_id, now, NEAR, {"count_from": "hour"}).due_at
    except NoCalendar:
        return now + timedelta(days=1)


def open_tasks(seat: Seat, user: User, key: str) -> QuerySet[Task]:
    """The open tasks under a tab, not ordered. ``LATE`` and ``NEAR_DUE`` leave out what waits for the applicant (``IDLE``)."""
    if seat.role in BLIND_ROLES:
        return Task.objects.none()
    unit = Task.objects.filter(agency_id=seat.agency_id, done_at__isnull=True)
    own = unit if seat.role in OVERSEERS else unit.filter(role=seat.role)
    now = clock.now()
    if key == UNIT:
        return unit
    if key == MINE:
        return unit.filter(role=seat.role, assignee=user)
    if key == CLAIM:
        return own.filter(assignee__isnull=True, bucket=Bucket.WORK)
    if key == SIGN:
        return unit.filter(role=seat.role, bucket=Bucket.WORK)
    if key == LATE:
        return own.filter(dossier_due_at__lt=now).exclude(bucket__in=IDLE)
    if key == NEAR_DUE:
        until = near_until(seat.agency_id, now)
        return own.filter(dossier_due_at__gte=now, dossier_due_at__lte=until).exclude(bucket__in=IDLE)
    if key == Bucket.CONSULT:
        return unit.filter(role=seat.role, bucket=key)
    if key == MONEY:
        return own.filter(_owes(), bucket=Bucket.SUPPLEMENT)
    if key == Bucket.SUPPLEMENT:
        return own.filter(~_owes(), bucket=key)
    return own.filter(bucket=key)


def _owes() -> Exists:
    """Whether the clock stands because the applicant owes money; few tasks stand still, each is looked up."""
    return Exists(Pause.objects.filter(dossier=OuterRef("dossier"), ended_at__isnull=True, ground=OBLIGATION))


def unpaid(seat: Seat) -> QuerySet[Dossier]:
    """Dossiers filed at this unit that come to the desk once their fee is paid."""
    return Dossier.objects.filter(receiving_id=seat.agency_id, state=State.AWAITING_PAYMENT)


@dataclass(frozen=True)
class Listed:
    """Some lines of a tab; ``cut``: more fit the words than are looked at, so the list is not all there is."""

    rows: list[Row]
    cut: bool = False


def rows(seat: Seat, user: User, key: str, filters: Filters, *, start: int, stop: int) -> list[Row]:
    """Lines ``start`` to ``stop`` of a tab, the most urgent first; one query (``MONEY``: two), one more for a search."""
    return listed(seat, user, key, filters, start=start, stop=stop).rows


def listed(seat: Seat, user: User, key: str, filters: Filters, *, start: int, stop: int) -> Listed:
    """The same lines, and whether they are all there is."""
    if key == ALL:
        found, cut = dossiers_under(seat, key, filters)
        return Listed([_idle(d) for d in found.select_related("version").only(*_DOSSIER_LISTED)[start:stop]], cut)
    if key == ASKED:
        joined = questions_under(seat, filters).select_related("dossier__version").only(*_QUESTION_LISTED)
        return Listed([Row(q.dossier, q.get_kind_display(), q.due_at, asked=True) for q in joined[start:stop]])
    tasks = tasks_under(seat, user, key, filters).select_related("dossier__version", "assignee__person").only(*_TASK_LISTED)
    if key == MONEY:  # what was not filed yet for want of a fee, and what stands still for one: both by index, met here
        waiting, _cut = dossiers_under(seat, key, filters)
        both = [_idle(d) for d in waiting.select_related("version").only(*_DOSSIER_LISTED)[:stop]] + _lines(tasks[:stop])
        both.sort(key=lambda row: row.due_at or row.dossier.expected_at)
        return Listed(both[start:stop])
    return Listed(_lines(tasks[start:stop]))


def tasks_under(seat: Seat, user: User, key: str, filters: Filters) -> QuerySet[Task]:
    """The open tasks of a tab that the filters let through, the most urgent first; one query for a search, none otherwise."""
    return narrowed(seat, key, open_tasks(seat, user, key), filters).order_by("dossier_due_at", "id")


def questions_under(seat: Seat, filters: Filters) -> QuerySet[Question]:
    """The unanswered questions that the filters let through, the most urgent first."""
    return narrowed_questions(selectors_asked.waiting(seat), filters).order_by("due_at", "id")


def dossiers_under(seat: Seat, key: str, filters: Filters) -> tuple[QuerySet[Dossier], bool]:
    """The dossiers of ``MONEY`` that wait for a fee, or of ``ALL``, in their order, and whether more fit the words."""
    found, cut = narrowed_dossiers(seat, unpaid(seat) if key == MONEY else within_reach(seat), filters)
    return found.order_by(*(("expected_at", "id") if key == MONEY else ("-submitted_at", "id"))), cut


def _lines(tasks: Iterable[Task]) -> list[Row]:
    return [Row(t.dossier, t.step_name, t.dossier_due_at, t.assignee, t) for t in tasks]


def _idle(dossier: Dossier) -> Row:
    running = not dossier.closed_at and dossier.state != State.AWAITING_PAYMENT
    return Row(dossier, dossier.get_state_display(), dossier.due_at or dossier.reply_due_at if running else None)


# What a row shows: sealed columns stay sealed, so fifty rows cost no decryption.
_DOSSIER_LISTED = (
    "code",
    "owner_name",
    "channel",
    "state",
    "lock_version",
    "submitted_at",
    "reply_due_at",
    "expected_at",
    "due_at",
    "closed_at",
    "version__name",
)
_TASK_LISTED = (
    "step_name",
    "bucket",
    "dossier_due_at",
    "risk",
    "opened_at",
    *(f"dossier__{name}" for name in _DOSSIER_LISTED),
    "assignee__email",
    "assignee__person__full_name",
)
_QUESTION_LISTED = ("kind", "due_at", *(f"dossier__{name}" for name in _DOSSIER_LISTED))


@dataclass(frozen=True)
class Counts:
    """How many each tab has, capped at ``COUNT_CAP`` so that a full desk costs no more than an empty one."""

    of: dict[str, int]

    def shown(self, key: str) -> str:
        """``37`` or ``999+``."""
        number = self.of.get(key, 0)
        return f"{COUNT_CAP - 1}+" if number >= COUNT_CAP else str(number)


def counts(seat: Seat, user: User) -> Counts:
    """The numbers beside the tabs; one query of index scans, each stopped at the cap."""
    parts, given = [], []
    for key in of_seat(seat):
        for found in _counted(seat, user, key):
            sql, params = found.order_by().values("pk")[:COUNT_CAP].query.sql_with_params()
            parts.append(f"SELECT %s AS key, (SELECT count(*) FROM ({sql}) capped) AS number")  # noqa: S608  (Django's own SQL)
            given += [str(key), *params]
    if not parts:
        return Counts({})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key, sum(number)::int FROM ({' UNION ALL '.join(parts)}) each GROUP BY key", given)  # noqa: S608
        return Counts(dict(cursor.fetchall()))


def _counted(seat: Seat, user: User, key: str) -> list[QuerySet[Any]]:
    """What the number of a tab counts."""
    if key == ASKED:
        return [selectors_asked.waiting(seat)]
    return [open_tasks(seat, user, key), *([unpaid(seat)] if key == MONEY else [])]


def arrived(seat: Seat, user: User, key: str, filters: Filters, since: datetime) -> int:
    """How many came under a tab after ``since``, at most ``NEW_CAP``; one query, one more for a search."""
    if key in (MONEY, ALL):
        return 0
    found: QuerySet[Any] = (
        questions_under(seat, filters).filter(asked_at__gt=since)
        if key == ASKED
        else tasks_under(seat, user, key, filters).filter(opened_at__gt=since)
    )
    return found.order_by().values("pk")[:NEW_CAP].count()


def chosen(seat: Seat, ids: Sequence[uuid.UUID]) -> list[Row]:
    """The dossiers of these ids within the seat's reach with this unit's open work on each, as asked; two queries."""
    found = within_reach(seat).select_related("version").only(*_DOSSIER_LISTED).in_bulk(list(ids))
    tasks = Task.objects.filter(dossier__in=found, agency_id=seat.agency_id, done_at__isnull=True)
    by_dossier = {task.dossier_id: task for task in tasks.select_related("assignee__person").order_by("-opened_at")}
    return [_row(found[pk], by_dossier.get(pk)) for pk in ids if pk in found]


def _row(dossier: Dossier, task: Task | None) -> Row:
    return _idle(dossier) if task is None else Row(dossier, task.step_name, task.dossier_due_at, task.assignee, task)
