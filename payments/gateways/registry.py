"""The gateways that this portal speaks to, by key."""

from django.conf import settings

from payments.gateways.counter.adapter import Counter
from payments.gateways.national.adapter import National
from payments.gateways.port import Gateway, Offered, Remote
from payments.gateways.vietqr.adapter import VietQr
from payments.gateways.vnpay.adapter import Vnpay

COUNTER = {"cash": Counter("cash"), "card": Counter("card")}
TREASURY = Counter("treasury")
VIETQR = VietQr()
VNPAY = Vnpay()
_NATIONAL = National()
_REMOTE: dict[str, Remote] = {"national": _NATIONAL}
_OFFERED: dict[str, Offered] = {"vnpay": VNPAY, "national": _NATIONAL, "vietqr": VIETQR}
_GATEWAYS: dict[str, Gateway] = {**_OFFERED, **COUNTER, TREASURY.key: TREASURY}
DEFAULT = "vnpay"
PATIENT = frozenset({"vietqr"})
"""Nobody is at the gateway's page: an open try of these may be set aside for another way of paying."""


def get(key: str) -> Gateway:
    """The adapter; raises ``KeyError`` for a gateway we never had."""
    return _GATEWAYS[key]


def offer(key: str) -> Offered:
    """The adapter of a way that a payer may choose; raises ``KeyError`` for any other."""
    return _OFFERED[key]


def remote(key: str) -> Remote:
    """The adapter of a gateway that is asked for its page; raises ``KeyError`` for any other."""
    return _REMOTE[key]


def offered() -> list[Offered]:
    """Those that a payer may choose here, in the order of settings.PAYMENT_GATEWAYS."""
    return [_OFFERED[key] for key in settings.PAYMENT_GATEWAYS]
