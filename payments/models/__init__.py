"""Rows of money. The database refuses a second applied success, a changed line, a lost receipt, a đồng in two places."""

from payments.models.counter import CounterPayment, TillClosing
from payments.models.fee import FeeLine, FeeRequest, Kind
from payments.models.gateway import Attempt, GatewayEvent, ManualCase
from payments.models.inflow import Inflow
from payments.models.obligation import Exemption, TaxNotice, Voucher
from payments.models.receipt import Receipt
from payments.models.reconciliation import Reconciliation
from payments.models.refund import Refund
from payments.models.statement import Statement

__all__ = [
    "Attempt",
    "CounterPayment",
    "Exemption",
    "FeeLine",
    "FeeRequest",
    "GatewayEvent",
    "Inflow",
    "Kind",
    "ManualCase",
    "Receipt",
    "Reconciliation",
    "Refund",
    "Statement",
    "TaxNotice",
    "TillClosing",
    "Voucher",
]
