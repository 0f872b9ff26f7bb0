"""What happens in a vault that its owner or a receiver is told of; who listens stands in portal/wiring.py."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class VaultHappened:
    """``what``: shared, expiring, exported, data-request, data-answer. ``about`` is the row's id, ``users`` who is to be told.

    ``title`` names the paper, without number or name of a person; ``until`` a moment or day as people read it.
    """

    what: str
    about: uuid.UUID
    users: tuple[uuid.UUID, ...]
    title: str = ""
    until: str = ""
