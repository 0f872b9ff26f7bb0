"""What settlement knows of any gateway: how to send a payer there, read what it says, ask it, and answer it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class GatewayDown(Exception):
    """The gateway did not answer, answered nonsense, or its answer's signature is wrong: we know nothing new."""


@dataclass(frozen=True)
class Notice:
    """One message, read. ``says`` is success, failed, cancelled, pending or unclear; ``amount`` in đồng.

    ``amount`` is None where the message has none or one that is not a whole number of đồng in VND.
    ``provider_id`` is equal for two messages exactly when they say the same.
    """

    gateway: str
    source: str
    raw: str
    verified: bool
    provider_id: str
    txn_ref: str = ""
    amount: int | None = None
    says: str = "pending"
    reason_code: str = ""
    provider_ref: str = ""


@dataclass(frozen=True)
class Order:
    """What a payer is sent away with; ``amount`` in đồng. ``account``: where the collector wants it, empty for the usual one."""

    txn_ref: str
    amount: int
    info: str
    ip: str
    return_url: str
    created_at: datetime
    expires_at: datetime
    account: str = ""


class Gateway(Protocol):
    """An adapter. ``label`` is what a person calls it."""

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> str: ...

    def redirect_url(self, order: Order) -> str:
        """Where to send the payer, signed."""

    def read(self, raw: str) -> Notice:
        """Read a pushed message as it came over the wire; never raises."""

    def ask(self, txn_ref: str, *, created_at: datetime, now: datetime) -> Notice:
        """Ask for the truth about one attempt. Raises ``GatewayDown``."""

    def reread(self, source: str, raw: str, txn_ref: str) -> Notice:
        """Read again a verified message as it was stored (after a crash between storing and deciding)."""

    def reply(self, outcome: str, *, again: bool) -> dict[str, str]:
        """What to answer to a pushed message with this outcome (GatewayEvent.Outcome); ``again`` when it came before."""

    def why(self, reason_code: str) -> str:
        """A Vietnamese sentence for the payer: what went wrong and what to do."""
