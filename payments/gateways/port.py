"""What settlement knows of any gateway: how to send a payer there, read what it says, ask it, and answer it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class GatewayDown(Exception):
    """The gateway did not answer, answered nonsense, or its answer's signature is wrong: we know nothing new."""


class NotYet(GatewayDown):
    """There is nobody to ask before a time that is known (a bank's statement): nothing is wrong, nothing is known."""


@dataclass(frozen=True)
class Notice:
    """One message, read. ``says`` is success, failed, cancelled, pending or unclear; ``amount`` in đồng.

    ``amount`` is None where the message has none or one that is not a whole number of đồng in VND.
    ``provider_id`` is equal for two messages exactly when they say the same. ``sum_id`` names the sum itself where two messages
    about one reference may be two sums (lines of a bank's statement); empty where a gateway takes money once per reference.
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
    sum_id: str = ""


@dataclass(frozen=True)
class RefundOrder:
    """Money to send back by the way it came. ``request_id`` is the refund's own: asked twice, it is one refund."""

    request_id: str
    txn_ref: str
    provider_ref: str
    amount: int
    whole: bool
    paid_at: datetime
    now: datetime
    by: str


@dataclass(frozen=True)
class BillLine:
    """One phí or lệ phí of a bill; ``amount`` in đồng."""

    kind: str
    code: str
    name: str
    amount: int


@dataclass(frozen=True)
class Bill:
    """What the receipt will say, for a gateway that wants to know: who pays what to whom, for which dossier."""

    reference: str
    title: str
    collector_code: str
    collector_name: str
    payer_name: str
    payer_address: str
    lines: tuple[BillLine, ...]


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
    bill: Bill | None = None


class Gateway(Protocol):
    """An adapter. ``label`` is what a person calls it."""

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def method(self) -> str:
        """How the money came, as a receipt says it (hình thức thanh toán)."""

    @property
    def remote(self) -> bool:
        """Whether the page to send the payer to is asked for over the network (``open``) instead of signed here."""

    def reference(self, fee_reference: str, serial: int) -> str:
        """What we call a try at this gateway, unique for ever; ``serial`` counts the tries of a fee from 1."""

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


class Offered(Gateway, Protocol):
    """An adapter that a payer may choose on the pay page."""

    def redirect_url(self, order: Order) -> str:
        """Where to send the payer, signed; empty where nobody is sent away or ``remote``."""

    @property
    def offer(self) -> str:
        """What the payer chooses."""

    @property
    def offer_hint(self) -> str:
        """What then happens."""


class Remote(Offered, Protocol):
    """An adapter whose page is asked for over the network: ``remote`` is true."""

    def open(self, order: Order) -> str:
        """Ask for the page; the same order again is the same payment. Raises ``GatewayDown``."""


class Refunding(Protocol):
    """An adapter whose gateway sends money back by the way it came."""

    def refund(self, order: RefundOrder) -> tuple[bool, str]:
        """(whether the gateway took the order, its number or its reason). Raises ``GatewayDown``: nothing is known."""
