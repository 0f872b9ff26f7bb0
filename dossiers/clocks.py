"""The dossier's clock: the promise from the working-time engine, with pauses, explained line by line."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _

from common.clock import local
from deadlines import rules
from deadlines.calendar import to_datetime, to_moment
from deadlines.policy import Policy
from deadlines.selectors import calendar_for
from dossiers import promises, terms
from dossiers.loaded import Loaded
from dossiers.models import Dossier, Supplement, Task


def promise(agency_id: int, at: datetime, limit: str, policy: dict[str, str], pauses: rules.Pauses = ()) -> rules.Due:
    """When ``limit`` ends if it starts at ``at`` by the calendar of ``agency_id``; pure apart from the cached calendar."""
    calendar = calendar_for(agency_id, local(at).date())
    return rules.due(at, limit, calendar, pauses, Policy.of(policy))


def reply_due(agency_id: int, at: datetime) -> datetime:
    """Until when the desk owes its answer to what was filed at ``at`` (terms.py); pure apart from the cached calendar."""
    return promise(agency_id, at, terms.limit("reply"), {}).due_at


def explanation(due: rules.Due) -> list[dict[str, Any]]:
    """The engine's lines as stored rows, so the promise can be defended later with the inputs it was made of.

    Stored in Vietnamese whatever the official's screen speaks: it is printed on form 01.
    """
    with translation.override("vi"):
        return [{"at": line.at.isoformat() if line.at else None, "text": line.text} for line in due.explanation]


def set_promise(dossier: Dossier, loaded: Loaded) -> None:
    """Compute ``due_at`` from acceptance, the pauses so far and the newest decision on it (promises.py); the caller saves.

    A transfer left the calendar that the promise was made by; a part is promised no later than its whole (liên thông).
    """
    assert dossier.accepted_at is not None  # the clock starts with acceptance
    spans = pauses(dossier, loaded) if dossier.pk else []
    agency_id = dossier.promised_by_id or dossier.handling_id
    due = promise(agency_id, dossier.accepted_at, dossier.limit, loaded.policy, spans)
    # Nothing was decided about a promise that is made for the first time.
    decided = promises.decided(dossier, spans) if dossier.due_at else None
    dossier.due_at = decided.until if decided else due.due_at
    dossier.due_explanation = explanation(due) + (decided.lines if decided else [])
    whole = dossier.parent
    if whole and whole.due_at and dossier.due_at and whole.due_at < dossier.due_at:
        with translation.override("vi"):
            said = _("Không muộn hơn hẹn trả của hồ sơ liên thông %(code)s.") % {"code": whole.code}
        dossier.due_at = whole.due_at
        dossier.due_explanation = [*dossier.due_explanation, {"at": whole.due_at.isoformat(), "text": said}]
    shorter = dossier.limit != loaded.limit
    dossier.legal_due_at = promise(agency_id, dossier.accepted_at, loaded.limit, loaded.policy, spans).due_at if shorter else None
    dossier.watch_at = None  # the sweep looks at the new clock at once


def begun(task: Task) -> datetime:
    """Since when a step's own time runs: from its opening, or from when the applicant's last word came; one query."""
    return max(task.opened_at, resumed(task.dossier_id) or task.opened_at)


def resumed(dossier_id: uuid.UUID) -> datetime | None:
    """When the last request to the applicant was answered or its term ended; one query."""
    ended = Supplement.objects.filter(dossier_id=dossier_id).aggregate(at=Max(Coalesce("answered_at", "lapsed_at")))
    at: datetime | None = ended["at"]
    return at


def moment(task: Task, share: float) -> datetime:
    """When ``share`` of a step's working time is gone; 1.0 is its due time, more lies beyond it. One query."""
    start, due = begun(task), task.due_at
    calendar = calendar_for(task.agency_id, local(start).date())
    first, last = calendar.elapsed(to_moment(start)), calendar.elapsed(to_moment(due))
    if share == 1 or last <= first:
        return due
    at = to_datetime(calendar.moment_after(first + round((last - first) * share)))
    return min(max(at, start), due) if share < 1 else max(at, due)


def pauses(dossier: Dossier, loaded: Loaded) -> list[tuple[datetime, datetime | None]]:
    """The stretches that stop this procedure's clock; one query.

    Two machines' clocks may differ by minutes (fault F15), so that a pause ends before it began: it then lasted no time.
    """
    grounds = Policy.of(loaded.policy).grounds
    return [
        (pause.started_at, pause.ended_at and max(pause.ended_at, pause.started_at))
        for pause in dossier.pauses.all()
        if not pause.ground or pause.ground in grounds
    ]
