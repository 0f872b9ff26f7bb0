"""What the workspace tells of time, paper and words of the applicant; portal/web/desk/dossier/acts_time.py has the acts."""

from typing import Any

from common import clock
from deadlines.risk import Risk
from deadlines.selectors import NoCalendar
from dossiers import duplicates, risks
from dossiers.models import Dossier
from dossiers.services.collectors import collector_of
from dossiers.workspace import OpenWork


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


def risk_of(dossier: Dossier, work: OpenWork) -> Risk | None:
    """Why the dossier is likely to be late, where the sweep found that it is: counted anew; four queries then, none otherwise."""
    task = next((one for one in work.tasks if risks.shown(one)), None)
    if task is None:
        return None
    try:
        return risks.of(dossier, task, clock.now())
    except NoCalendar:
        return None
