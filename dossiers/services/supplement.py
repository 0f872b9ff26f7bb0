"""Asking for papers or corrections; the answer is services/answering.py. The clock stands still in between."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import EmptyReason, NotAllowed
from dossiers import clocks, terms
from dossiers.loaded import load
from dossiers.models import Dossier, Pause, Supplement, SupplementItem, Task
from dossiers.services import moves, stepping, stops
from dossiers.services.moves import Which
from dossiers.states import State


@dataclass(frozen=True)
class Item:
    """One faulty thing: a paper (``paper_key``) or an answer (``field_path``), named to the applicant, with its reason."""

    label: str
    reason: str
    paper_key: str = ""
    field_path: str = ""


@transaction.atomic
def request_supplement(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, items: Sequence[Item], note: str = "", **which: Unpack[Which]
) -> Supplement:
    """Ask the applicant for papers or corrections; stops the clock until they answer.

    Raises ``EmptyReason`` when there is no item or an item has no reason, ``Stale``, ``NotAllowed`` (also when one was
    asked before: a second request needs a leader's approval, services/second_supplement.py).
    Source: NĐ 118/2025/NĐ-CP; form 02 of TT 03/2025/TT-VPCP.
    """
    if not items:
        raise EmptyReason(_("Chọn ít nhất một mục cần bổ sung."))
    for item in items:
        moves.require(item.reason, _("Nhập lý do cho mục “%(label)s”.") % {"label": item.label})
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="supplement", **which)
    dossier = act.dossier
    if dossier.supplements.exists():
        raise NotAllowed(_("Hồ sơ này đã được yêu cầu bổ sung một lần. Lần thứ hai phải có lãnh đạo duyệt."))
    supplement = open_request(dossier, act.task, seat, items, note=note, now=act.now)
    act.data["supplement"] = str(supplement.pk)
    moves.save_act(act)
    tell(dossier, supplement)
    return supplement


def open_request(dossier: Dossier, task: Task, seat: Seat, items: Sequence[Item], *, note: str, now: datetime) -> Supplement:
    """The request with its items; the task waits, the clock stands still. The caller saves the dossier and tells."""
    supplement = Supplement.objects.create(
        dossier=dossier,
        asked_by=seat,
        asked_at=now,
        answer_until=answer_until(dossier, now),
        resume_state=dossier.state,
        resume_bucket=task.bucket,
        note=note.strip(),
    )
    SupplementItem.objects.bulk_create(
        SupplementItem(
            supplement=supplement, paper_key=i.paper_key, field_path=i.field_path, label=i.label, reason=i.reason.strip()
        )
        for i in items
    )
    if dossier.accepted_at and not dossier.pauses.filter(ended_at__isnull=True).exists():
        Pause.objects.create(dossier=dossier, reason="Chờ người nộp bổ sung", started_at=now)
    task.bucket = Task.Bucket.SUPPLEMENT
    task.save(update_fields=["bucket"])
    moves.set_state(dossier, State.SUPPLEMENT)
    return supplement


def answer_until(dossier: Dossier, now: datetime) -> datetime:
    """Until when an applicant who is asked at ``now`` can answer."""
    return clocks.promise(dossier.handling_id, now, terms.limit("supplement"), {}).due_at


def tell(dossier: Dossier, supplement: Supplement) -> None:
    """Form 02 and the message, of each request once."""
    once = str(supplement.pk)
    moves.print_form(dossier, "form-02", once=once, data={"supplement": once})
    moves.tell_applicant(dossier, "supplement", once=once)


def resume(dossier: Dossier, supplement: Supplement, now: datetime) -> None:
    """After the answer, or where the term ended and the dossier goes on: state, clock and work are as before it was asked.

    The caller saves the dossier. The request's end is written already: the steps' own time begins anew with it.
    """
    moves.set_state(dossier, supplement.resume_state)
    loaded = load(dossier.version_id, dossier.case)
    if dossier.accepted_at:
        dossier.pauses.filter(ended_at__isnull=True).update(ended_at=now)
        clocks.set_promise(dossier, loaded)
    else:
        dossier.reply_due_at = clocks.reply_due(dossier.receiving_id, now)
    waiting = dossier.tasks.filter(done_at__isnull=True, bucket=Task.Bucket.SUPPLEMENT)
    # A branch whose step stops the clock by itself waits on.
    still = [step.key for step in loaded.process.steps if step.stops]
    waiting.exclude(step__in=still).update(bucket=supplement.resume_bucket)
    stepping.follow_promise(dossier, loaded)
    stops.follow(dossier, loaded, now)
