"""The gateways that this portal speaks to, by key."""

from payments.gateways.port import Gateway
from payments.gateways.vnpay.adapter import Vnpay

_GATEWAYS: dict[str, Gateway] = {"vnpay": Vnpay()}
DEFAULT = "vnpay"


def get(key: str) -> Gateway:
    """The adapter; raises ``KeyError`` for a gateway we never had."""
    return _GATEWAYS[key]
