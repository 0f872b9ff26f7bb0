"""Steps at which the legal clock stands still (``stops`` in the process): a pause from when a token comes until the last leaves.

A supplement has a pause of its own (supplement.py); one pause is open at a time, and this one begins again after it.
"""

from datetime import datetime

from dossiers import clocks
from dossiers.loaded import Loaded
from dossiers.models import Dossier, Pause
from dossiers.services.stepping import follow_promise, marking_of
from dossiers.services.telling import tell_applicant
from dossiers.states import State
from payments.models import FeeRequest

# The process's word for why (workflow.words.STOPS) → the policy's (deadlines.policy.GROUNDS) and what the explanation says.
GROUNDS = {
    "supplement": ("supplement", "Chờ người nộp bổ sung"),
    "obligation": ("financial-obligation", "Chờ thực hiện nghĩa vụ tài chính"),
    "valuation": ("valuation", "Chờ thẩm định, định giá"),
    "posting": ("public-posting", "Niêm yết công khai"),
    "assessment": ("measurement", "Chờ đo đạc, kiểm định"),
}


def _met(dossier: Dossier) -> bool:
    """Whether a notice was entered and nothing of it is due any more: the clock waits for nobody then. One query."""
    asked = dossier.fees.filter(fee_request__purpose=FeeRequest.Purpose.OBLIGATION)
    still = set(asked.values_list("fee_request__status", flat=True)) - {FeeRequest.Status.CANCELLED}
    return bool(still) and still <= {FeeRequest.Status.SETTLED, FeeRequest.Status.WAIVED}


def follow(dossier: Dossier, loaded: Loaded, now: datetime) -> None:
    """Let pause and promise follow the tokens; the caller saves the dossier. No query where the process never stops the clock."""
    if dossier.accepted_at is None or dossier.state == State.SUPPLEMENT or not any(one.stops for one in loaded.process.steps):
        return
    steps = (loaded.process.by_key.get(key) for key in marking_of(dossier).at)
    why = next((step.stops for step in steps if step is not None and step.stops), "")
    if why == "obligation" and _met(dossier):
        why = ""
    running = dossier.pauses.filter(ended_at__isnull=True).first()
    ground, words = GROUNDS.get(why, ("", ""))
    if running is not None and running.ground != ground:
        running.ended_at = now
        running.save(update_fields=["ended_at"])
        clocks.set_promise(dossier, loaded)
        follow_promise(dossier, loaded)
        running = None
    if running is None and ground:
        pause = Pause.objects.create(dossier=dossier, ground=ground, reason=words, started_at=now)
        if why == "obligation":
            tell_applicant(dossier, "obligation", once=str(pause.pk))
