"""Rows of money. The database itself refuses a second applied success, a changed line and a lost receipt."""

from payments.models.fee import FeeLine, FeeRequest, Kind
from payments.models.gateway import Attempt, GatewayEvent, ManualCase
from payments.models.receipt import Receipt

__all__ = ["Attempt", "FeeLine", "FeeRequest", "GatewayEvent", "Kind", "ManualCase", "Receipt"]
