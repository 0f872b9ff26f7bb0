"""Who acts: a plain value that services and the audit log take; never a request."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """``kind`` is citizen, official, gateway or system; ``user_id`` and ``seat_id`` are None where they mean nothing.

    ``role`` is the seat's role code and ``agency_id`` its agency: what process rules decide with. ``delegation_id``: by which
    delegation they act in the place of the seat's holder; audit rows keep it beside the reference.
    """

    kind: str
    user_id: uuid.UUID | None = None
    seat_id: int | None = None
    role: str = ""
    agency_id: int | None = None
    delegation_id: int | None = None

    @property
    def ref(self) -> str:
        """A short reference without personal data, as audit rows keep it: ``official:<uuid>@<seat>``."""
        seat = f"@{self.seat_id}" if self.seat_id is not None else ""
        return f"{self.kind}:{self.user_id or '-'}{seat}"


SYSTEM = Actor("system")
