"""What others may want to know of; portal/wiring.py says who listens. Emitted inside the transaction of the act."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class AppointmentHappened:
    """``what``: booked, moved, cancelled (by its holder), closed (by the office); ``once`` tells one move from the next."""

    appointment_id: uuid.UUID
    what: str
    once: str
    reason: str = ""
