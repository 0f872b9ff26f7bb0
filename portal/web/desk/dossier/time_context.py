"""What the workspace tells of time, paper and words of the applicant; portal/web/desk/dossier/acts_time.py has the acts."""

from typing import Any

from dossiers import duplicates
from dossiers.models import Dossier
from dossiers.services.collectors import collector_of


def time_context(dossier: Dossier) -> dict[str, Any]:
    """What ``_time.html`` reads; eight queries, however much there is."""
    return {
        "beside": duplicates.beside(dossier),
        "leader_request": dossier.leader_requests.filter(decided_at__isnull=True).select_related("asked_by").first(),
        "extensions": dossier.extensions.select_related("signed_by"),
        "questions": list(dossier.questions.select_related("answered_by")),
        "collector": collector_of(dossier),
        "originals": list(dossier.originals.select_related("agency", "received_by", "returned_by")),
        "hand_overs": dossier.hand_overs.select_related("by"),
        "late_entry": getattr(dossier, "late_entry", None),
    }
