"""Asking the leader for what the process alone does not give; the answer is services/deciding.py."""

from typing import Any

from dossiers.models import LeaderRequest
from dossiers.services import outside


def ask(act: outside.Outside, kind: LeaderRequest.Kind, reason: str, given: dict[str, Any]) -> LeaderRequest:
    """Keep the request; the dossier goes on as it is until a leader decides."""
    request = LeaderRequest.objects.create(
        dossier=act.dossier,
        kind=kind,
        reason=reason,
        given=given,
        asked_by=act.seat,
        asked_user=act.user,
        asked_at=act.now,
    )
    outside.record(act, {"request": str(request.pk)})
    return request
