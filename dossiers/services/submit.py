"""Submitting: one transaction from the declared draft to a dossier with its code, clock, audit row and outbox rows.

The code is unit-yymmdd-sequence of the receiving unit, gap-free (decisions.md); the legal clock starts later, at
acceptance. What must be paid first waits for settlement: the applicant need not come back (``paid``).
"""

import uuid
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User, identity_index, phone_index
from audit import log
from common import clock, counters, events, idempotency, outbox
from common.actors import SYSTEM, Actor
from common.crypto import blind_index
from common.errors import Incomplete, NotAllowed, NotFound
from common.faultpoints import reach
from common.text import fold
from dossiers import clocks, provenance, unique
from dossiers.counter import CHANNEL, AtCounter, Filer
from dossiers.declared import digest
from dossiers.intake import must_be_open
from dossiers.lacking import lacks
from dossiers.loaded import Loaded, load
from dossiers.locks import lock_dossier, lock_draft
from dossiers.models import Dossier, DossierFee, Draft, DraftFile
from dossiers.services import check_facts, take_back
from dossiers.services.filed import file_all
from dossiers.services.moves import print_form, save, set_state, start, tell_applicant
from dossiers.states import RULE_CHANNEL, Channel, Money, State
from dossiers.terms import span
from payments.models import FeeRequest
from payments.services.request_fee import request_fee
from procedures import terms
from procedures.rules import CannotDecide, FeeDecision


class Undeclared(NotAllowed):
    """The declaration was not ticked."""

    code = "undeclared"
    default_message = _("Đánh dấu vào lời cam đoan trước khi nộp.")


@transaction.atomic
def submit(draft_id: uuid.UUID, *, by: User, key: uuid.UUID, declared: bool, counter: AtCounter | None = None) -> Dossier:
    """Turn a complete draft into a dossier; the same key again returns the same dossier (I2, faults F1 and F2).

    ``counter``: a clerk files it for the person before them (services/counter.py), and only so may what was begun there be
    filed. Raises ``Incomplete`` with what is missing, ``Undeclared``, ``KeyReused`` when the key came with other answers, what
    ``intake.must_be_open`` raises, ``NotFound`` for a draft of someone else.
    """
    if not declared:
        raise Undeclared
    reach("submit.begun")
    draft = lock_draft(draft_id, by, to_submit=True)
    # No filing of its own: answer_supplement sends it, services/counter.py files what was begun at a counter.
    if draft.supplement_id is not None or (counter is None) != (getattr(draft, "counter", None) is None):
        raise NotFound
    reach("submit.locked")
    body = idempotency.fingerprint([str(draft.pk), draft.revision])
    scope = f"submit:{by.pk}"
    if draft.submitted_at is not None:
        answer = idempotency.recall(scope, key, body)
        return Dossier.objects.get(pk=answer["dossier"]) if answer else draft.dossier
    filed = draft.__dict__["filed"]  # it was taken back to be corrected: the intake has taken it once
    if not filed:
        must_be_open(draft)
    loaded = load(draft.version_id, draft.case)
    files = list(draft.files.select_related("blob"))
    answers = _complete_answers(draft, loaded, files, counter)
    if filed:
        return take_back.hand_in(draft, loaded, answers, files, by=by)
    reach("submit.complete")
    dossier = _create(draft, loaded, answers, by, counter)
    file_all(dossier, files)
    idempotency.store(scope, key, body, {"dossier": str(dossier.pk), "code": dossier.code})
    draft.submitted_at = dossier.submitted_at
    draft.save(update_fields=["submitted_at"])
    reach("submit.kept")
    transaction.on_commit(partial(reach, "submit.committed"))
    return dossier


def _complete_answers(draft: Draft, loaded: Loaded, files: list[DraftFile], counter: AtCounter | None) -> dict[str, Any]:
    """The answers, once nothing stands against them and every file was read back with its SHA-256 (I1)."""
    there: dict[str, Any] = {"channel": CHANNEL, "in_hand": counter.in_hand} if counter else {}
    outcome, wrong, lacking = lacks(draft, loaded, files, verify=True, **there)
    if (wrong or lacking) and not (counter and counter.incomplete):
        raise Incomplete([str(lack) for lack in (*wrong, *lacking)])
    return outcome.data


def _create(draft: Draft, loaded: Loaded, answers: dict[str, Any], by: User, counter: AtCounter | None) -> Dossier:
    now = clock.now()
    filer = counter.filer if counter else Filer.online(by, draft.organisation, draft.child)
    dossier = _new_dossier(draft, loaded, answers, by, filer, now)
    fee = _fee(loaded, answers, filer, counter)
    owed = fee.total if fee else 0
    waits = bool(owed) and not (counter and counter.incomplete)
    dossier.state = State.AWAITING_PAYMENT if waits else State.SUBMITTED
    dossier.money = Money.DUE if owed else Money.NONE
    if not waits:
        start(dossier, loaded, now)  # before its row, which then is written once
    dossier.save(force_insert=True)
    unique.claim(dossier, loaded)
    reach("submit.numbered")
    if fee and owed:
        _ask_fee(dossier, fee, filer, now, loaded.title, draft.offering.fee_account)
    log.begin(
        f"dossier:{dossier.pk}",
        "submit",
        filer.actor,
        {"code": dossier.code, "state": dossier.state, "answers": dossier.answers_hash, "version": dossier.lock_version}
        | dict(filer.told),
    )
    reach("submit.logged")
    target = str(dossier.pk)
    rows = [check_facts.queued(dossier.pk)] if check_facts.is_open(dossier.provenance) else []
    rows.append(("dossiers.print", {"dossier": target, "kind": "declaration", "once": ""}, f"print:{target}:declaration:"))
    if counter is None or waits:  # at the counter the next act follows at once, with a paper and a message of its own
        kind = "fee-due" if waits else "submitted"
        rows += [
            ("dossiers.print", {"dossier": target, "kind": "confirmation", "once": ""}, f"print:{target}:confirmation:"),
            ("dossiers.notify", {"dossier": target, "kind": kind, "once": ""}, f"notify:{target}:{kind}:"),
        ]
    outbox.append_many(rows)
    reach("submit.queued")
    return dossier


def _fee(loaded: Loaded, answers: dict[str, Any], filer: Filer, counter: AtCounter | None) -> FeeDecision | None:
    """What is owed; nothing for what is refused, nor while answers are lacking that would say how much."""
    if counter and counter.refused:
        return None
    try:
        return loaded.fee(answers, RULE_CHANNEL[Channel(filer.channel)])
    except CannotDecide:
        if counter and counter.incomplete:
            return None
        raise


def _new_dossier(draft: Draft, loaded: Loaded, answers: dict[str, Any], by: User, filer: Filer, now: datetime) -> Dossier:
    offering, receiving = draft.offering, draft.received_at
    known = draft.known
    limit = terms.shorter(offering.overrides.get("limit", {}).get("value"), loaded.limit)
    name = filer.organisation.name if filer.organisation else known.get("full_name") or by.email
    handling = offering.handling_id
    return Dossier(
        code=next_code(receiving.code, now),
        version_id=draft.version_id,
        draft=draft,
        case=draft.case,
        applicant=filer.applicant,
        person_id=filer.person_id,
        organisation=filer.organisation,
        child=filer.child,
        channel=filer.channel,
        owner_name=name,
        owner_folded=fold(name),
        owner_address=known.get("address") or None,
        owner_phone=known.get("phone") or None,
        proof_indexes=proof_indexes(known),
        receiving=receiving,
        handling=offering.handling,
        returning=receiving,
        holder=receiving,
        answers=answers,
        provenance=provenance.made(draft, loaded, answers),
        answers_hash=digest(answers),
        limit=limit,
        submitted_at=now,
        reply_due_at=clocks.reply_due(receiving.pk, now),
        expected_at=clocks.promise(handling, now, limit, loaded.policy).due_at,
    )


def next_code(unit: str, now: datetime) -> str:
    """The next code of a receiving unit on a day: ``H09.17.02-261123-0042``; gap-free, never re-used (I7)."""
    day = f"{clock.local(now):%y%m%d}"
    return f"{unit}-{day}-{counters.take(f'dossier:{unit}:{day}'):04d}"


def proof_indexes(known: dict[str, Any]) -> list[str]:
    """Blind indexes of the applicant's identity and phone number.

    Of the last four digits: the second proof of tracking by code. Of the whole: how the desk finds it (dossiers/finding.py).
    """
    identity, phone = (str(known.get(name) or "") for name in ("identity_number", "phone"))
    proofs = [blind_index(number[-4:], purpose="proof") for number in (identity, phone) if len(number) >= 4]
    whole = [index(number) for index, number in ((identity_index, identity), (phone_index, phone)) if number]
    return [*proofs, *whole]


def _ask_fee(dossier: Dossier, fee: FeeDecision, filer: Filer, now: datetime, loaded_name: str, account: str) -> None:
    request = request_fee(
        reference=dossier.code,
        lines=fee.lines,
        payer=filer.applicant,
        organisation=dossier.organisation,
        expires_at=now + span("payment"),
        title=loaded_name,
        return_path=reverse("citizen_dossiers:detail", args=[dossier.pk]),
        payer_name=dossier.payer_name,
        payer_address=dossier.owner_address or "",
        collector=dossier.handling,
        account=account,
    )
    DossierFee.objects.create(dossier=dossier, fee_request=request)


def paid(event: events.FeeSettled | events.FeeWaived) -> None:
    """The fee is settled: the dossier goes to the desk, whether or not the applicant came back to the page.

    A proof of payment that comes after the dossier expired still wins (Open Forms' lesson in reliability-security.md).
    Runs inside the settlement's transaction.
    """
    dossier = _dossier_of(event.fee_request_id)
    if dossier is None or dossier.money == Money.SETTLED:
        return
    loaded = load(dossier.version_id, dossier.case)
    now = clock.now()
    dossier.money = Money.SETTLED
    if dossier.state in (State.AWAITING_PAYMENT, State.EXPIRED):
        dossier.closed_at, dossier.closing_reason = None, ""
        set_state(dossier, State.SUBMITTED)
        dossier.reply_due_at = clocks.reply_due(dossier.receiving_id, now)
        dossier.expected_at = clocks.promise(dossier.handling_id, now, dossier.limit, loaded.policy).due_at
        start(dossier, loaded, now)
    save(dossier, now)
    log.append(f"dossier:{dossier.pk}", "paid", Actor("gateway"), {"fee": str(event.fee_request_id), "state": dossier.state})
    tell_applicant(dossier, "paid")
    print_form(dossier, "confirmation", once="paid")


def unpaid(event: events.FeeExpired) -> None:
    """The time to pay ran out and the gateway knows of no payment: close with a notice."""
    dossier = _dossier_of(event.fee_request_id)
    if dossier is None or dossier.state != State.AWAITING_PAYMENT:
        return
    dossier.money = Money.EXPIRED
    dossier.closing_reason = "Quá hạn nộp phí"
    set_state(dossier, State.EXPIRED)
    save(dossier, clock.now())
    log.append(f"dossier:{dossier.pk}", "fee-expired", SYSTEM, {"fee": str(event.fee_request_id), "state": dossier.state})
    tell_applicant(dossier, "fee-expired")


def _dossier_of(fee_request_id: uuid.UUID) -> Dossier | None:
    of_filing = DossierFee.objects.filter(fee_request__purpose=FeeRequest.Purpose.FILING)  # others: services/money.py
    link = of_filing.filter(fee_request_id=fee_request_id).only("dossier_id").first()
    return lock_dossier(link.dossier_id) if link else None
