"""The desk's queues: which open work a seat sees under which tab, its filters, counts and what is new.

Every queue is a condition on open tasks that a partial index answers in the order of the deadline: fifty rows cost the same
with ten thousand dossiers and with ten million. Filters walk the unit's own open work, never the table; a search goes by
``dossiers/finding.py``. Each function says how many queries it costs; none depends on the number of rows.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Seat
from common import clock
from deadlines.selectors import NoCalendar
from dossiers import clocks, finding
from dossiers.access import BLIND_ROLES, within_reach
from dossiers.models import Dossier, Task
from dossiers.states import State

COUNT_CAP = 1000
NEW_CAP = 100
NEAR = "1wd"
NOBODY = "khong"
Bucket = Task.Bucket
Role = Seat.Role

CLAIM, MINE, UNIT, MONEY, SIGN, NEAR_DUE, LATE, ALL = "claim", "mine", "unit", "money", "sign", "near", "late", "all"
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
    NEAR_DUE: _("Sắp quá hạn"),
    LATE: _("Quá hạn"),
    UNIT: _("Cả đơn vị"),
    ALL: _("Mọi hồ sơ"),
}
# The tabs that a role has any use for, in the order of its day; the first one is where it begins.
_COUNTER = (Bucket.RECEIVE, MINE, Bucket.SUPPLEMENT, MONEY, Bucket.HAND_OVER, NEAR_DUE, LATE, UNIT)
OF_ROLE: dict[str, tuple[str, ...]] = {
    Role.CLERK: _COUNTER,
    Role.CENTRE_HEAD: (UNIT, Bucket.RECEIVE, Bucket.SUPPLEMENT, MONEY, Bucket.HAND_OVER, NEAR_DUE, LATE),
    Role.HANDLER: (Bucket.WORK, MINE, CLAIM, Bucket.SUPPLEMENT, Bucket.CONSULT, NEAR_DUE, LATE, UNIT),
    Role.LEADER: (SIGN, Bucket.CONSULT, NEAR_DUE, LATE, UNIT),
    Role.RECORDS: (Bucket.WORK, NEAR_DUE, LATE, UNIT),
}
# Who leads looks at the whole unit's work, whoever's role it is.
OVERSEERS = frozenset({Role.CENTRE_HEAD, Role.LEADER})


@dataclass(frozen=True)
class Filters:
    """What narrows a queue; everything empty narrows nothing. ``holder`` is a user's id or ``NOBODY``, days are inclusive."""

    text: str = ""
    procedure: str = ""
    channel: str = ""
    holder: str = ""
    step: str = ""
    due_from: date | None = None
    due_to: date | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything beside the text is asked for."""
        return any((self.procedure, self.channel, self.holder, self.step, self.due_from, self.due_to))


@dataclass(frozen=True)
class Row:
    """One line of a queue. ``task`` is None where the dossier waits for nobody's act (money, closed)."""

    dossier: Dossier
    step: str
    due_at: datetime | None
    holder: User | None = None
    task: Task | None = None

    @property
    def paused(self) -> bool:
        """Whether the clock stands still, or there is none."""
        return self.due_at is None or (self.task is not None and self.task.is_paused)


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
    """The open tasks under a tab, not ordered. ``LATE`` and ``NEAR_DUE`` leave out what waits for the applicant."""
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
        return own.filter(dossier_due_at__lt=now).exclude(bucket=Bucket.SUPPLEMENT)
    if key == NEAR_DUE:
        until = near_until(seat.agency_id, now)
        return own.filter(dossier_due_at__gte=now, dossier_due_at__lte=until).exclude(bucket=Bucket.SUPPLEMENT)
    if key == Bucket.CONSULT:
        return unit.filter(role=seat.role, bucket=key)
    return own.filter(bucket=key)


def unpaid(seat: Seat) -> QuerySet[Dossier]:
    """Dossiers filed at this unit that come to the desk once their fee is paid."""
    return Dossier.objects.filter(receiving_id=seat.agency_id, state=State.AWAITING_PAYMENT)


def rows(seat: Seat, user: User, key: str, filters: Filters, *, start: int, stop: int) -> list[Row]:
    """Lines ``start`` to ``stop`` of a tab, the most urgent first; one query, one more for a search."""
    if key in (MONEY, ALL):
        found = _narrowed_dossiers(seat, unpaid(seat) if key == MONEY else within_reach(seat), filters)
        order = ("expected_at", "id") if key == MONEY else ("-submitted_at", "id")
        listed = found.select_related("version").only(*_DOSSIER_LISTED).order_by(*order)
        return [Row(d, d.get_state_display(), None if d.closed_at else d.due_at) for d in listed[start:stop]]
    tasks = narrowed(seat, key, open_tasks(seat, user, key), filters)
    joined = tasks.select_related("dossier__version", "assignee__person").only(*_TASK_LISTED)
    listed_tasks = joined.order_by("dossier_due_at", "id")[start:stop]
    return [Row(t.dossier, t.step_name, t.dossier_due_at, t.assignee, t) for t in listed_tasks]


def narrowed(seat: Seat, key: str, tasks: QuerySet[Task], filters: Filters) -> QuerySet[Task]:
    """The tasks that the filters let through; one query for a search, none otherwise."""
    if filters.step:
        tasks = tasks.filter(step_name=filters.step)
    if filters.holder:
        tasks = tasks.filter(assignee__isnull=True) if filters.holder == NOBODY else tasks.filter(assignee_id=filters.holder)
    if filters.due_from:
        tasks = tasks.filter(dossier_due_at__gte=_begins(filters.due_from))
    if filters.due_to:
        tasks = tasks.filter(dossier_due_at__lt=_begins(filters.due_to + timedelta(days=1)))
    return _searched(seat, key, tasks.filter(_of_dossier(filters, "dossier__")), filters.text)


def _searched(seat: Seat, key: str, tasks: QuerySet[Task], text: str) -> QuerySet[Task]:
    """Few hits are looked up among the tasks; words that stand everywhere are met soon on the way through them."""
    if not text.strip():
        return tasks
    if key == Bucket.CONSULT:  # of other units' dossiers, so not in this unit's part of the index; and never many
        return tasks.filter(finding.on_the_way(text))
    found = finding.ids(text, seat.agency_id)
    return tasks.filter(finding.on_the_way(text)) if found.more else tasks.filter(dossier_id__in=found.keys)


def _narrowed_dossiers(seat: Seat, dossiers: QuerySet[Dossier], filters: Filters) -> QuerySet[Dossier]:
    """The same for dossiers: of very many hits the first that the index has, so that no list costs more than ``finding.MOST``.

    By its whole code a dossier is found also where this unit was only asked.
    """
    found = dossiers.filter(_of_dossier(filters, ""))
    if not filters.text.strip():
        return found
    keys = finding.ids(filters.text, seat.agency_id).keys
    return found.filter(Q(pk__in=keys) | Q(code=filters.text.strip().upper()))


def _of_dossier(filters: Filters, prefix: str) -> Q:
    asked = {"version__procedure__code": filters.procedure, "channel": filters.channel}
    return Q(**{prefix + name: value for name, value in asked.items() if value})


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.VIETNAM)


# What a row shows: sealed columns stay sealed, so fifty rows cost no decryption.
_DOSSIER_LISTED = (
    "code",
    "owner_name",
    "channel",
    "state",
    "lock_version",
    "submitted_at",
    "expected_at",
    "due_at",
    "closed_at",
    "version__name",
)
_TASK_LISTED = (
    "step_name",
    "bucket",
    "dossier_due_at",
    "opened_at",
    *(f"dossier__{name}" for name in _DOSSIER_LISTED),
    "assignee__email",
    "assignee__person__full_name",
)


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
        found: QuerySet[Any] = unpaid(seat) if key == MONEY else open_tasks(seat, user, key)
        sql, params = found.order_by().values("pk")[:COUNT_CAP].query.sql_with_params()
        parts.append(f"SELECT %s, (SELECT count(*) FROM ({sql}) capped)")  # noqa: S608  (Django's own SQL, with its parameters)
        given += [str(key), *params]
    if not parts:
        return Counts({})
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        return Counts(dict(cursor.fetchall()))


def arrived(seat: Seat, user: User, key: str, filters: Filters, since: datetime) -> int:
    """How many came under a tab after ``since``, at most ``NEW_CAP``; one query, one more for a search."""
    if key in (MONEY, ALL):
        return 0
    tasks = narrowed(seat, key, open_tasks(seat, user, key), filters).filter(opened_at__gt=since)
    return tasks.order_by().values("pk")[:NEW_CAP].count()


@dataclass(frozen=True)
class Choices:
    """What a unit's open work can be narrowed by: (value, words) of procedures, steps and holders."""

    procedures: Sequence[tuple[str, str]]
    steps: Sequence[tuple[str, str]]
    holders: Sequence[tuple[str, str]]


_CHOICES = """
SELECT DISTINCT kind, value, words FROM (
  SELECT p.code, v.name, t.step_name, t.assignee_id
  FROM (SELECT dossier_id, step_name, assignee_id FROM dossiers_task
        WHERE agency_id = %s AND done_at IS NULL ORDER BY dossier_due_at LIMIT %s) t
  JOIN dossiers_dossier d ON d.id = t.dossier_id
  JOIN procedures_procedureversion v ON v.id = d.version_id
  JOIN procedures_procedure p ON p.id = v.procedure_id
) work LEFT JOIN accounts_user u ON u.id = work.assignee_id LEFT JOIN accounts_person person ON person.id = u.person_id
CROSS JOIN LATERAL (VALUES ('procedure', code, name), ('step', step_name, step_name),
  ('holder', assignee_id::text, coalesce(person.full_name, u.email))) AS choice(kind, value, words)
WHERE value IS NOT NULL ORDER BY kind, words
"""


def choices(agency_id: int) -> Choices:
    """From the unit's thousand most urgent tasks, so that the lists name what there is; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_CHOICES, [agency_id, COUNT_CAP])
        found = cursor.fetchall()
    named = {kind: [(value, words) for k, value, words in found if k == kind] for kind in ("procedure", "step", "holder")}
    return Choices(named["procedure"], named["step"], named["holder"])


def chosen(seat: Seat, ids: Sequence[uuid.UUID]) -> list[Row]:
    """The dossiers of these ids within the seat's reach with this unit's open work on each, as asked; two queries."""
    found = within_reach(seat).select_related("version").only(*_DOSSIER_LISTED).in_bulk(list(ids))
    tasks = Task.objects.filter(dossier__in=found, agency_id=seat.agency_id, done_at__isnull=True)
    by_dossier = {task.dossier_id: task for task in tasks.select_related("assignee__person").order_by("-opened_at")}
    return [_row(found[pk], by_dossier.get(pk)) for pk in ids if pk in found]


def _row(dossier: Dossier, task: Task | None) -> Row:
    if task is None:
        return Row(dossier, dossier.get_state_display(), None if dossier.closed_at else dossier.due_at)
    return Row(dossier, task.step_name, task.dossier_due_at, task.assignee, task)
