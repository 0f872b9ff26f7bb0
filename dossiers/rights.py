"""Who may do what outside the process document: one table. The process says what each step's own acts are (workflow/).

A row is a rule over facts (rights_facts.py); it never looks into the database by itself. What concerns time, the ends of a
dossier and papers stands in rights_time.py; ``standing_acts`` tells both. tests/dossiers/routing/test_rights.py has the whole
table, role by role, as people read it.
"""

import uuid
from collections.abc import Callable

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import NotAllowed
from dossiers import rights_time
from dossiers.models import Dossier, Task
from dossiers.rights_facts import DECIDING, Facts
from dossiers.standing import hands
from dossiers.states import State

Role = Seat.Role
# Before anything was proposed the matter can still go to whoever is competent; later it is returned first.
BEFORE_PROPOSING = frozenset({"receive", "check", "assign", "handle", "verify"})
ON_SITE = frozenset({"check", "handle", "verify"})

RULES: dict[str, Callable[[Facts], bool]] = {
    # The head gives work to a person of the unit, whoever holds it now.
    "assign": lambda f: f.seat.role in DECIDING and bool(f.below),
    "release": lambda f: f.mine,
    # A colleague of the same role takes what another holds, with a reason that stays on file.
    "take-over": lambda f: f.task is not None and not f.free,
    "transfer": lambda f: (
        f.free
        and f.kind in BEFORE_PROPOSING
        and f.seat.role in (Role.CLERK, Role.HANDLER, Role.LEADER)
        and f.dossier.state in (State.SUBMITTED, State.PROCESSING)
        and len(f.tasks) == 1
        and f.elsewhere
        and f.dossier.parent_id is None
        and not f.issued
    ),
    "recall": lambda f: f.sent is not None,
    "recall-question": lambda f: bool(f.asked),
    "verify": lambda f: (
        f.free and f.kind in ON_SITE and f.seat.role in (Role.HANDLER, Role.LEADER) and f.dossier.state == State.PROCESSING
    ),
    # The leader has another official of the handling unit look again before deciding.
    "second-look": lambda f: (
        f.free and f.kind == "approve" and f.seat.role == Role.LEADER and f.dossier.state == State.PROCESSING and not f.asked
    ),
}


def acts(dossier: Dossier, task: Task | None, seat: Seat, user: User) -> tuple[str, ...]:
    """The acts of this table that the official may do now, in the table's order; six queries at most."""
    return _allowed(RULES, Facts(dossier, task, seat, user))


def standing_acts(dossier: Dossier, task: Task | None, seat: Seat, user: User) -> tuple[str, ...]:
    """Everything that the official may do beside the process document; ``task``: the seat's open one. Twelve queries at most."""
    found = Facts(dossier, task, seat, user)
    return (*_allowed(RULES, found), *_allowed(rights_time.RULES, found))


def must(act: str, dossier: Dossier, seat: Seat, user: User, *, task: uuid.UUID | None = None) -> Facts:
    """The facts of an act that a table allows now; raises ``NotAllowed``. Under the dossier's lock.

    Of several open tasks of the seat the first counts for which it is allowed, those in hand before the others, or the one named.
    """
    rule = (RULES | rights_time.RULES)[act]
    rows = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True)
    named = list(rows.filter(pk=task)) if task else []
    held = hands(user, seat)
    own: list[Task | None] = [*(named or sorted(rows.order_by("opened_at", "id"), key=lambda one: one.assignee_id not in held))]
    for one in own or [None]:
        found = Facts(dossier, one, seat, user)
        if rule(found):
            return found
    raise NotAllowed(_("Vị trí của bạn không làm được việc này ở hồ sơ này lúc này."))


def _allowed(rules: dict[str, Callable[[Facts], bool]], found: Facts) -> tuple[str, ...]:
    return tuple(name for name, rule in rules.items() if rule(found))
