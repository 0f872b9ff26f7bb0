"""The dossier's clock: the promise from the working-time engine, with pauses, explained line by line."""

from datetime import datetime
from typing import Any

from django.utils import translation

from common.clock import local
from deadlines import rules
from deadlines.policy import Policy
from deadlines.selectors import calendar_for
from dossiers.loaded import Loaded
from dossiers.models import Dossier

REPLY_LIMIT = "8h"


def promise(agency_id: int, at: datetime, limit: str, policy: dict[str, str], pauses: list[tuple] = ()) -> rules.Due:
    """When ``limit`` ends if it starts at ``at`` by the calendar of ``agency_id``; pure apart from the cached calendar."""
    calendar = calendar_for(agency_id, local(at).date())
    return rules.due(at, limit, calendar, pauses, Policy.of(policy))


def explanation(due: rules.Due) -> list[dict[str, Any]]:
    """The engine's lines as stored rows, so the promise can be defended later with the inputs it was made of.

    Stored in Vietnamese whatever the official's screen speaks: it is printed on form 01.
    """
    with translation.override("vi"):
        return [{"at": line.at.isoformat() if line.at else None, "text": line.text} for line in due.explanation]


def set_promise(dossier: Dossier, loaded: Loaded) -> None:
    """Compute ``due_at`` from acceptance and the pauses so far; the caller saves."""
    spans = [(pause.started_at, pause.ended_at) for pause in dossier.pauses.all()] if dossier.pk else []
    due = promise(dossier.handling_id, dossier.accepted_at, dossier.limit, loaded.policy, spans)
    dossier.due_at = due.due_at
    dossier.due_explanation = explanation(due)
