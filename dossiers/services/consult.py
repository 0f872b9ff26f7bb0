"""Asking other units, several at once, and their answers; silence at the due time counts as consent where the process says so."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from audit import log
from common import clock
from common.actors import SYSTEM
from common.errors import NotAllowed
from dossiers import clocks
from dossiers.locks import lock_dossier
from dossiers.models import Consultation, Dossier, Task
from dossiers.services import beside, moves, work_files
from dossiers.services.moves import Which
from dossiers.services.work_files import Given
from workflow.model import Consult

Verdict = Consultation.Verdict


@transaction.atomic
def consult(
    dossier_id: uuid.UUID,
    *,
    by: User,
    seat: Seat,
    seen: int,
    question: str,
    units: Sequence[str] = (),
    **which: Unpack[Which],
) -> list[Consultation]:
    """Ask the units that the step names, all at once; each has its own due time inside the dossier's promise.

    ``units``: keys of the step's consultations; without, all that are not being asked. Raises ``EmptyReason``, ``Stale``,
    ``NotAllowed`` (also for a unit that is being asked).
    Source for the house permit: NĐ 175/2024/NĐ-CP as domain.md §4.2-7 tells it (silence = agreed).
    """
    question = moves.require(question, _("Nhập nội dung cần hỏi."))
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="consult", **which)
    plans = _chosen(act, units)
    rows = [_ask(act, plan, agency_id, question) for plan, agency_id in plans]
    act.data["agencies"] = [row.agency_id for row in rows]
    moves.save_act(act)
    return rows


def _chosen(act: moves.Act, units: Sequence[str]) -> list[tuple[Consult, int]]:
    """Whom to ask with their agencies; a unit named that is being asked is refused, unnamed it is left out."""
    plans = act.loaded.process.step(act.task.step).consults
    wanted = [plan for plan in plans if not units or plan.key in units]
    if not wanted or {plan.key for plan in wanted} < set(units):
        raise NotAllowed
    asked = set(act.dossier.consultations.filter(answered_at__isnull=True).values_list("agency_id", flat=True))
    found = [(plan, moves.resolve(act.dossier, plan.agency)) for plan in wanted]
    free = [pair for pair in found if pair[1] not in asked]
    if not free or units and len(free) < len(found):
        raise NotAllowed(_("Đơn vị này đang được hỏi, chờ trả lời."))
    return list({agency_id: (plan, agency_id) for plan, agency_id in free}.values())


def _ask(act: moves.Act, plan: Consult, agency_id: int, question: str) -> Consultation:
    due = min(clocks.promise(agency_id, act.now, plan.limit, {}).due_at, act.dossier.due_at or act.task.due_at)
    return ask(act, key=plan.key, name=plan.name, agency_id=agency_id, role=plan.role, question=question, due=due, plan=plan)


def ask(
    act: moves.Act,
    *,
    key: str,
    name: str,
    agency_id: int,
    role: str,
    question: str,
    due: datetime,
    plan: Consult | None = None,
) -> Consultation:
    """Open a question to a unit with its task; the caller saves the act."""
    task = Task.objects.create(
        dossier=act.dossier,
        step=f"{act.task.step}:{key}"[:60],
        step_name=name or "Cho ý kiến phối hợp",
        visit=act.dossier.consultations.count() + 1,
        agency_id=agency_id,
        role=role,
        bucket=Task.Bucket.CONSULT,
        opened_at=act.now,
        due_at=due,
        dossier_due_at=act.dossier.due_at,
        procedure_code=act.loaded.code,
        channel=act.dossier.channel,
        after=None,
    )
    if act.tasks is not None:
        act.tasks.append(task)
    return Consultation.objects.create(
        dossier=act.dossier,
        key=key,
        task=task,
        agency_id=agency_id,
        asked_by=act.seat,
        question=question,
        asked_at=act.now,
        due_at=due,
        silence_consents=plan is not None and plan.silence == "consent",
    )


@transaction.atomic
def answer_consultation(
    dossier_id: uuid.UUID,
    *,
    by: User,
    seat: Seat,
    seen: int,
    agree: bool,
    answer: str,
    file: Given | None = None,
    **which: Unpack[Which],
) -> Consultation:
    """Answer a question put to one's unit, with the written answer as a file where there is one; disagreement is reasoned.

    Raises ``EmptyReason``, ``Stale``, ``NotAllowed`` (also for whoever proposed what they are asked to look at again),
    ``BadUpload`` for a file that is none.
    """
    if not agree:
        moves.require(answer, _("Nhập lý do không đồng ý."))
    upload = work_files.checked(file)
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action=moves.ANSWER, **which)
    consultation = Consultation.objects.filter(task=act.task, answered_at__isnull=True).first()
    if consultation is None:
        raise NotAllowed
    _another_pair_of_eyes(act, consultation)
    consultation.verdict = Verdict.AGREE if agree else Verdict.DISAGREE
    consultation.answer = answer.strip()
    consultation.answered_at = act.now
    consultation.answered_by = seat
    consultation.file = work_files.attach(act, upload)
    consultation.save()
    act.data |= {"key": consultation.key, "verdict": consultation.verdict}
    if consultation.key == Consultation.SECOND_LOOK:
        act.action = "answer-second-look"
    moves.close_task(act.task, act.action, act.now, by=by.pk)
    moves.save_act(act)
    return consultation


def _another_pair_of_eyes(act: moves.Act, consultation: Consultation) -> None:
    """A second look is somebody else's: neither who proposed nor from the seat that drafted."""
    if consultation.key != Consultation.SECOND_LOOK:
        return
    mine = act.dossier.opinions.filter(action="propose", author=act.user).exists()
    if mine or act.dossier.results.filter(drafted_by=act.seat).exists():
        raise NotAllowed(_("Người đã thẩm định không trả lời ý kiến thẩm định lại. Chuyển cho người khác trong đơn vị."))


@transaction.atomic
def recall_question(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, consultation: uuid.UUID | None = None, reason: str = ""
) -> Consultation:
    """Take back a question that waits for its answer; it counts as never asked. ``consultation`` names one of several.

    Raises ``NotAllowed`` for a question of another unit or one that was answered, ``Stale``.
    """
    act, found = beside.begin(dossier_id, by=by, seat=seat, seen=seen, action="recall-question")
    rows = [row for row in found.asked if consultation in (None, row.pk)]
    if len(rows) != 1:
        raise NotAllowed(_("Chọn câu hỏi cần thu hồi."))
    row = rows[0]
    row.verdict, row.answered_at = Verdict.WITHDRAWN, act.now
    row.save(update_fields=["verdict", "answered_at"])
    moves.close_task(row.task, Verdict.WITHDRAWN, act.now)
    if reason.strip():
        moves.write_opinion(act, reason.strip())
    act.data |= {"agency": row.agency_id, "key": row.key}
    moves.save_act(act)
    return row


@transaction.atomic
def close_silent(consultation_id: uuid.UUID) -> bool:
    """Count silence past the due time as consent; returns whether it did. Safe to repeat and to run twice at once."""
    dossier_id = Consultation.objects.values_list("dossier_id", flat=True).get(pk=consultation_id)
    dossier = lock_dossier(dossier_id)
    now = clock.now()
    open_rows = Consultation.objects.filter(pk=consultation_id, answered_at__isnull=True, silence_consents=True, due_at__lte=now)
    consultation = open_rows.select_related("task").first()
    if consultation is None:
        return False
    consultation.verdict = Verdict.SILENT
    consultation.answered_at = now
    consultation.save()
    moves.close_task(consultation.task, "silent", now)
    moves.save(dossier, now)
    data = {"agency": consultation.agency_id, "key": consultation.key, "state": dossier.state}
    log.append(f"dossier:{dossier.pk}", "consent-by-silence", SYSTEM, data)
    return True


def waiting_for(dossier: Dossier) -> list[Consultation]:
    """The questions without an answer, with the units that owe it; one query."""
    rows = dossier.consultations.filter(answered_at__isnull=True)
    return list(rows.select_related("agency", "task").order_by("due_at"))
