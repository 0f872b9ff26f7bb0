"""Comparing what a person typed with the register, after the dossier was filed: a worker asks, the official reads the answer.

A register that is down is asked again every ten minutes for a day; then the official's button is what is left.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from agencies.models import Seat
from common import clock, outbox
from common.actors import SYSTEM, Actor
from common.text import fold
from dossiers import access
from dossiers.known import asking
from dossiers.loaded import load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier
from dossiers.provenance import OPEN, answer
from eforms import ports
from eforms.intake import normalised
from eforms.nodes import Field
from eforms.types.base import Unreadable
from exchange.registers.port import Question
from exchange.services.look_up import WORKER_BUDGET, Answer, Reason, Status, ask, record

TOPIC = "dossiers.check-facts"
AGAIN, MOST_TRIES = timedelta(minutes=10), 144
KEYS = {"population": "identity_number", "enterprise": "tax_code"}


def is_open(provenance: dict[str, Any] | None) -> bool:
    """Whether something waits to be compared."""
    return any(row["mark"] in OPEN for row in (provenance or {}).get("rows", ()))


def queued(dossier_id: uuid.UUID) -> tuple[str, dict[str, Any], str]:
    """The outbox row that goes with submitting."""
    return TOPIC, {"dossier": str(dossier_id), "try": 0}, f"check-facts:{dossier_id}:0"


@transaction.atomic
def ask_again(dossier_id: uuid.UUID, *, by: User, seat: Seat) -> None:
    """An official asks the register now; the worker answers within seconds. Raises ``NotFound`` out of the seat's reach."""
    dossier = access.dossier_for_seat(seat, dossier_id)
    payload = {"dossier": str(dossier.pk), "try": MOST_TRIES, "user": str(by.pk), "seat": seat.pk}
    outbox.append(TOPIC, payload, key=f"check-facts:{dossier.pk}:{uuid.uuid4()}")


def work(payload: dict[str, Any]) -> None:
    """The outbox's handler: ask each register that could answer, and keep what it says. Idempotent."""
    dossier = Dossier.objects.get(pk=payload["dossier"])
    registers = sorted({row["register"] for row in (dossier.provenance or {}).get("rows", ()) if row["mark"] in OPEN})
    questions = [question for register in registers if (question := _question(dossier, register))]
    if not questions:
        return
    seat = payload.get("seat")
    actor = Actor("official", uuid.UUID(payload["user"]), seat) if seat else SYSTEM
    reason = Reason(actor, f"dossier:{dossier.pk}", "check", dossier.code)
    answers = ask(questions, budget=WORKER_BUDGET)
    _keep(dossier.pk, answers, reason)
    tries = payload["try"] + 1
    if any(found.status == Status.DOWN for found in answers.values()) and tries < MOST_TRIES:
        again = {**payload, "try": tries}
        outbox.append(TOPIC, again, key=f"check-facts:{dossier.pk}:{tries}", at=clock.now() + AGAIN)


def _question(dossier: Dossier, register: str) -> Question | None:
    """About the number that the answers give; without one nobody can be asked."""
    given = _given(dossier)
    if register == "enterprise" and dossier.organisation is not None:
        return Question(register, dossier.organisation.tax_code)
    key = given.get(KEYS[register])
    more = tuple((name, given[name]) for name in ("full_name",) if name in given)
    return Question(register, key, more) if key else None


def _given(dossier: Dossier) -> dict[str, str]:
    form = load(dossier.version_id, dossier.case).form
    found = {}
    for name in ("identity_number", "tax_code", "full_name"):
        node = asking(form, name)
        value = answer(dossier.answers, node) if node else None
        if isinstance(value, str):
            found[name] = value
    return found


@transaction.atomic
def _keep(dossier_id: uuid.UUID, answers: dict[str, Answer], reason: Reason) -> None:
    dossier = lock_dossier(dossier_id)
    record(answers, reason)  # after the lock: a payment that comes meanwhile holds the dossier and waits for its chain
    form = load(dossier.version_id, dossier.case).form
    rows = []
    for row in (dossier.provenance or {}).get("rows", ()):
        found, node = answers.get(row.get("register", "")), form.field(row["path"])
        waits = row["mark"] in OPEN and found is not None and found.status in (Status.FOUND, Status.UNKNOWN)
        rows.append(_judged(row, node, dossier, found) if waits and node and found else row)
    Dossier.objects.filter(pk=dossier_id).update(provenance={"rows": rows})


def _judged(row: dict[str, Any], node: Field, dossier: Dossier, found: Answer) -> dict[str, Any]:
    value = answer(dossier.answers, node)
    said = {**row, "value": value, "on": found.on.isoformat()}
    if found.status == Status.UNKNOWN:
        return {**said, "mark": "unknown"}
    if row["name"] not in found.values:
        return row
    try:
        known = normalised(node, found.values[row["name"]], ports.current())
    except Unreadable:
        return row
    if _same(known, value):
        return {**said, "mark": "matched"}
    return {**said, "mark": "differs", "known": node.kind.display(node, known)}


def _same(one: Any, other: Any) -> bool:
    """Names are compared without marks and case, addresses by their commune and line."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(fold(str(one.get(part, ""))) == fold(str(other.get(part, ""))) for part in ("xa", "chiTiet"))
    return fold(str(one)) == fold(str(other))
