"""(o) One IPN that settles a fee, against the bare SQL of the rows that it writes.

Ours: the signed text of VNPAY's message → stored raw and committed, verified, the fee locked, judged, attempt and fee turned, the
sum in the ledger, two receipts numbered, audit rows, their printing queued, committed. Baseline: the statements it wrote, for
another fee, by psycopg alone in one transaction. The fees have no dossier: what a paid dossier does next is the act's benchmark.
"""

import json
import re
import statistics
import uuid
from datetime import timedelta
from typing import Any

import psycopg
from django.conf import settings
from psycopg.types.json import Json, Jsonb

from bench import drafts, replay
from bench.measure import Result, at_most, seconds
from bench.replay import Statement
from common import clock
from payments.gateways.vnpay import protocol
from payments.models import Attempt
from payments.services.attempt import start
from payments.services.request_fee import request_fee
from payments.services.settle import record_event

ROUNDS = 100
WARM = 10


class Line:
    """One line of a demand."""

    def __init__(self, kind: str, amount: int) -> None:
        self.code, self.name, self.kind, self.amount, self.basis, self.explanation = kind, kind, kind, amount, "", ""


def run() -> list[Result]:
    """Median seconds of an IPN to those of its statements: at most five times."""
    waiting = [_attempt() for _ in range(1 + 2 * (ROUNDS + WARM))]
    first = waiting.pop(0)
    statements = replay.taken_down(lambda: record_event("vnpay", _message(first)))
    with replay.bare() as link:
        turns = zip(waiting[::2], waiting[1::2], strict=True)
        pairs = [_turn(link, first, one, other, statements) for one, other in turns]
    ours, baseline = (statistics.median(column) for column in zip(*pairs[WARM:], strict=True))
    note = f"seconds an IPN; bare psycopg, the same {len(statements)} statements in one transaction"
    return [at_most("ipn", ours, baseline, 5, ROUNDS, note)]


def _attempt() -> Attempt:
    now = clock.now()
    fee = request_fee(
        reference=f"bench-{uuid.uuid4().hex[:20]}",
        lines=[Line("le-phi", 16000), Line("phi", 5000)],
        payer=drafts.person(),
        payer_name="Bench",
        expires_at=now + timedelta(days=1),
    )
    return start(fee, gateway="vnpay", ip="127.0.0.1", return_url="http://127.0.0.1/", now=now)


def _message(attempt: Attempt) -> str:
    from_vnpay = {
        "vnp_Amount": protocol.wire_amount(attempt.amount),
        "vnp_BankCode": "NCB",
        "vnp_ResponseCode": "00",
        "vnp_TmnCode": settings.VNPAY["tmn_code"],
        "vnp_TransactionNo": "14831393",
        "vnp_TransactionStatus": "00",
        "vnp_TxnRef": attempt.txn_ref,
    }
    return protocol.signed_query(from_vnpay, settings.VNPAY["secret"])


def _turn(
    link: psycopg.Connection, first: Attempt, one: Attempt, other: Attempt, statements: list[Statement]
) -> tuple[float, float]:
    message = _message(one)
    ours = seconds(lambda: _settled(message))
    theirs = _renamed(statements, first, other)
    return ours, seconds(lambda: _write(link, theirs))


def _settled(message: str) -> None:
    if record_event("vnpay", message)["RspCode"] != "00":
        raise SystemExit("bench: the IPN did not settle")


def _renamed(statements: list[Statement], first: Attempt, other: Attempt) -> list[Statement]:
    """The same statements about another fee; every id that they made is a new one, every unique text another."""
    names = {str(first.pk): str(other.pk), str(first.fee_id): str(other.fee_id), _reference(first): _reference(other)}
    return [(sql, _value(params, names)) for sql, params in statements]


def _reference(attempt: Attempt) -> str:
    return attempt.txn_ref.rpartition("_")[0]


def _value(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, list | tuple):
        return [_value(item, names) for item in value]
    if isinstance(value, uuid.UUID):
        return uuid.UUID(names.setdefault(str(value), str(value if value.version != 7 else uuid.uuid4())))
    if isinstance(value, str):
        for old, new in names.items():
            value = value.replace(old, new)
        # The message's own name is a hash of it.
        return f"ipn:{uuid.uuid4().hex}" if value.startswith("ipn:") else value
    if isinstance(value, Json | Jsonb):
        return type(value)(json.loads(_value(json.dumps(value.obj), names)), dumps=value.dumps)
    return value


def _write(link: psycopg.Connection, statements: list[Statement]) -> None:
    number = 0
    with link.transaction(), link.cursor() as cursor:
        for sql, params in statements:
            if sql.startswith('INSERT INTO "payments_receipt"'):
                params[_place(sql, "number")] = number
            cursor.execute(sql, params)
            if "common_counter" in sql:
                row = cursor.fetchone()
                number = row[0] if row else 0


def _place(sql: str, column: str) -> int:
    """Where a column's value stands among the parameters of an INSERT."""
    found = re.search(r"\(([^)]*)\)", sql)
    assert found is not None
    return [name.strip('" ') for name in found[1].split(",")].index(column)
