"""Asking another unit and its answer; silence at the due time counts as consent where the process says so."""

import uuid

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
from dossiers.models import Consultation, Task
from dossiers.services import moves

Verdict = Consultation.Verdict


@transaction.atomic
def consult(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, question: str) -> Consultation:
    """Ask the unit that the step names; it has its own due time inside the dossier's promise.

    Source for the house permit: NĐ 175/2024/NĐ-CP as domain.md §4.2-7 tells it (silence = agreed).
    """
    question = moves.require(question, _("Nhập nội dung cần hỏi."))
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="consult")
    plan = act.loaded.process.step(act.task.step).consult
    if plan is None:
        raise NotAllowed
    agency_id = moves.resolve(act.dossier, plan.agency)
    if act.dossier.consultations.filter(agency_id=agency_id, answered_at__isnull=True).exists():
        raise NotAllowed(_("Đơn vị này đang được hỏi, chờ trả lời."))
    due = clocks.promise(agency_id, act.now, plan.limit, {}).due_at
    task = Task.objects.create(
        dossier=act.dossier,
        step=f"{act.task.step}:consult",
        step_name="Cho ý kiến phối hợp",
        visit=act.dossier.consultations.count() + 1,
        agency_id=agency_id,
        role=plan.role,
        bucket=Task.Bucket.CONSULT,
        opened_at=act.now,
        due_at=due,
        dossier_due_at=act.dossier.due_at,
    )
    consultation = Consultation.objects.create(
        dossier=act.dossier,
        task=task,
        agency_id=agency_id,
        asked_by=seat,
        question=question,
        asked_at=act.now,
        due_at=due,
        silence_consents=plan.silence == "consent",
    )
    act.data["agency"] = agency_id
    moves.save_act(act)
    return consultation


@transaction.atomic
def answer_consultation(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, agree: bool, answer: str) -> Consultation:
    """Answer a question put to one's unit; disagreement must be reasoned."""
    if not agree:
        moves.require(answer, _("Nhập lý do không đồng ý."))
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="answer-consultation")
    consultation = Consultation.objects.filter(task=act.task, answered_at__isnull=True).first()
    if consultation is None:
        raise NotAllowed
    consultation.verdict = Verdict.AGREE if agree else Verdict.DISAGREE
    consultation.answer = answer.strip()
    consultation.answered_at = act.now
    consultation.answered_by = seat
    consultation.save()
    moves.close_task(act.task, act.action, act.now)
    moves.save_act(act)
    return consultation


@transaction.atomic
def close_silent(consultation_id: uuid.UUID) -> bool:
    """Count silence past the due time as consent; returns whether it did. Safe to repeat."""
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
    log.append(f"dossier:{dossier.pk}", "consent-by-silence", SYSTEM, {"agency": consultation.agency_id, "state": dossier.state})
    return True
