"""What narrows a queue: its filters, the condition they come to, and what a unit's work can be narrowed by.

Filters walk the unit's own open work, never the table: what they look at stands in the task itself. Words go by ``finding.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from agencies.models import Seat
from common import clock
from dossiers import finding, risks
from dossiers.models import Dossier, Question, Task

MOST_LISTED = 1000
"""So many of a unit's most urgent tasks say what it can be narrowed by."""
NOBODY = "khong"


@dataclass(frozen=True)
class Filters:
    """What narrows a queue; everything empty narrows nothing. ``holder`` is a user's id or ``NOBODY``, days are inclusive,
    ``risky``: likely to be late but not late yet."""

    text: str = ""
    procedure: str = ""
    channel: str = ""
    holder: str = ""
    step: str = ""
    due_from: date | None = None
    due_to: date | None = None
    risky: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything beside the text is asked for."""
        return any((self.procedure, self.channel, self.holder, self.step, self.due_from, self.due_to, self.risky))


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
    if filters.risky:
        tasks = tasks.filter(risk__in=risks.KEPT, dossier_due_at__gte=clock.now()).exclude(bucket=Task.Bucket.SUPPLEMENT)
    if filters.procedure:
        tasks = tasks.filter(procedure_code=filters.procedure)
    if filters.channel:
        tasks = tasks.filter(channel=filters.channel)
    return _searched(seat, key, tasks, filters.text)


def _searched(seat: Seat, key: str, tasks: QuerySet[Task], text: str) -> QuerySet[Task]:
    """Few hits are looked up among the tasks; words that stand everywhere are met soon on the way through them."""
    if not text.strip():
        return tasks
    if key == Task.Bucket.CONSULT:  # of other units' dossiers, so not in this unit's part of the index; and never many
        return tasks.filter(finding.on_the_way(text))
    found = finding.ids(text, seat.agency_id)
    return tasks.filter(finding.on_the_way(text)) if found.more else tasks.filter(dossier_id__in=found.keys)


def narrowed_dossiers(seat: Seat, dossiers: QuerySet[Dossier], filters: Filters) -> tuple[QuerySet[Dossier], bool]:
    """The same for dossiers, and whether more fit than are looked at: of very many hits the first ``finding.MOST`` of the index.

    By its whole code a dossier is found also where this unit was only asked.
    """
    asked = {"version__procedure__code": filters.procedure, "channel": filters.channel}
    found = dossiers.filter(**{name: value for name, value in asked.items() if value})
    if not filters.text.strip():
        return found, False
    hits = finding.ids(filters.text, seat.agency_id)
    return found.filter(Q(pk__in=hits.keys) | Q(code=filters.text.strip().upper())), hits.more


def narrowed_questions(questions: QuerySet[Question], filters: Filters) -> QuerySet[Question]:
    """The same for unanswered questions; they are never many, so words are met on the way."""
    asked = {"dossier__version__procedure__code": filters.procedure, "dossier__channel": filters.channel}
    found = questions.filter(**{name: value for name, value in asked.items() if value})
    return found.filter(finding.on_the_way(filters.text)) if filters.text.strip() else found


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.VIETNAM)


@dataclass(frozen=True)
class Choices:
    """What a unit's open work can be narrowed by: (value, words) of procedures, steps and holders."""

    procedures: Sequence[tuple[str, str]]
    steps: Sequence[tuple[str, str]]
    holders: Sequence[tuple[str, str]]


# The procedures of all open work, one step in the index task_procedure for each; steps and holders of what is most urgent.
_CHOICES = """
WITH RECURSIVE found (code) AS (
  (SELECT procedure_code FROM dossiers_task WHERE agency_id = %(agency)s AND done_at IS NULL AND procedure_code > ''
   ORDER BY procedure_code LIMIT 1)
  UNION ALL
  SELECT (SELECT procedure_code FROM dossiers_task
          WHERE agency_id = %(agency)s AND done_at IS NULL AND procedure_code > found.code ORDER BY procedure_code LIMIT 1)
  FROM found WHERE found.code IS NOT NULL
)
SELECT 'procedure' AS kind, found.code AS value, last.name AS words FROM found JOIN procedures_procedure p ON p.code = found.code
CROSS JOIN LATERAL (SELECT name FROM procedures_procedureversion WHERE procedure_id = p.id ORDER BY number DESC LIMIT 1) last
UNION
SELECT kind, value, words FROM (
  SELECT step_name, assignee_id FROM dossiers_task WHERE agency_id = %(agency)s AND done_at IS NULL
  ORDER BY dossier_due_at LIMIT %(most)s
) work LEFT JOIN accounts_user u ON u.id = work.assignee_id LEFT JOIN accounts_person person ON person.id = u.person_id
CROSS JOIN LATERAL (VALUES ('step', step_name, step_name),
  ('holder', assignee_id::text, coalesce(person.full_name, u.email))) AS choice(kind, value, words)
WHERE value IS NOT NULL ORDER BY kind, words
"""


def choices(agency_id: int) -> Choices:
    """What there is: every procedure of the unit's open work, steps and holders of its thousand most urgent tasks; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_CHOICES, {"agency": agency_id, "most": MOST_LISTED})
        found = cursor.fetchall()
    named = {kind: [(value, words) for k, value, words in found if k == kind] for kind in ("procedure", "step", "holder")}
    return Choices(named["procedure"], named["step"], named["holder"])
