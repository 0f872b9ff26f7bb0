"""What the designer's journey begins with, made in the process beside the portal (tests/behind.py)."""

from django.urls import reverse

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from procedures.services.drafting import open_draft
from tests.journeys.stage import SEATS

CODE = "1.001612"


def process() -> str:
    """The address of the process in the draft of CODE's next version."""
    account, key = SEATS["soan"]
    soan, seat = User.objects.get(email=f"{account}@demo.vn"), Seat.objects.get(key=key)
    draft = open_draft(CODE, by=actor_for(soan, seat))
    return reverse("designer:steps", args=[seat.pk, draft.pk])
