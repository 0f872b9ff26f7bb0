"""Asking for papers or corrections, and the answer. The clock stands still in between."""

import copy
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from audit import log
from common import clock
from common.actors import Actor
from common.errors import EmptyReason, Incomplete, NotAllowed, NotFound
from dossiers import clocks
from dossiers.known import known
from dossiers.loaded import load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, DossierFile, Pause, Supplement, SupplementItem, Task
from dossiers.models.draft import UploadStatus
from dossiers.services import moves
from dossiers.services.uploads import Upload
from dossiers.states import State
from eforms import engine, paths

ANSWER_WITHIN = "30d"


@dataclass(frozen=True)
class Item:
    """One faulty thing: a paper (``paper_key``) or an answer (``field_path``), named to the applicant, with its reason."""

    label: str
    reason: str
    paper_key: str = ""
    field_path: str = ""


@transaction.atomic
def request_supplement(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, items: Sequence[Item], note: str = ""
) -> Supplement:
    """Ask the applicant for papers or corrections; stops the clock until they answer.

    Raises ``EmptyReason`` when there is no item or an item has no reason, ``Stale``, ``NotAllowed`` (also when one was
    asked before: a second request needs a leader's approval, which is not built yet).
    Source: NĐ 118/2025/NĐ-CP; form 02 of TT 03/2025/TT-VPCP.
    """
    if not items:
        raise EmptyReason(_("Chọn ít nhất một mục cần bổ sung."))
    for item in items:
        moves.require(item.reason, _("Nhập lý do cho mục “%(label)s”.") % {"label": item.label})
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="supplement")
    dossier = act.dossier
    if dossier.supplements.exists():
        raise NotAllowed(_("Hồ sơ này đã được yêu cầu bổ sung một lần. Lần thứ hai phải có lãnh đạo duyệt."))
    supplement = Supplement.objects.create(
        dossier=dossier,
        asked_by=seat,
        asked_at=act.now,
        answer_until=clocks.promise(dossier.handling_id, act.now, ANSWER_WITHIN, {}).due_at,
        resume_state=dossier.state,
        resume_bucket=act.task.bucket,
        note=note.strip(),
    )
    SupplementItem.objects.bulk_create(
        SupplementItem(
            supplement=supplement, paper_key=i.paper_key, field_path=i.field_path, label=i.label, reason=i.reason.strip()
        )
        for i in items
    )
    if dossier.accepted_at:
        Pause.objects.create(dossier=dossier, reason="Chờ người nộp bổ sung", started_at=act.now)
    act.task.bucket = Task.Bucket.SUPPLEMENT
    act.task.save(update_fields=["bucket"])
    moves.set_state(dossier, State.SUPPLEMENT)
    act.data["supplement"] = str(supplement.pk)
    moves.save_act(act)
    moves.print_form(dossier, "form-02", data={"supplement": str(supplement.pk)})
    moves.tell_applicant(dossier, "supplement", once=str(supplement.pk))
    return supplement


@transaction.atomic
def answer_supplement(
    dossier_id: uuid.UUID, *, by: User, answers: dict[str, Any], uploads: Sequence[Upload], note: str = ""
) -> Dossier:
    """The applicant's answer: corrected answers (only of the fields asked for) and new files. The clock goes on.

    Raises ``Incomplete`` with what is still missing, ``NotAllowed`` when nothing is asked, ``NotFound``.
    """
    dossier = lock_dossier(dossier_id)
    if dossier.applicant_id != by.pk:
        raise NotFound
    supplement = dossier.supplements.filter(answered_at__isnull=True).first()
    if supplement is None:
        raise NotAllowed(_("Hồ sơ này không có yêu cầu bổ sung nào đang chờ."))
    now = clock.now()
    items = list(supplement.items.all())
    _apply_answers(dossier, items, answers)
    _add_files(dossier, items, uploads, now)
    supplement.answered_at = now
    supplement.answer_note = note.strip()
    supplement.save(update_fields=["answered_at", "answer_note"])
    _resume(dossier, supplement, now)
    actor = Actor("citizen", by.pk)
    data = {"supplement": str(supplement.pk), "state": dossier.state, "version": dossier.lock_version}
    log.append(f"dossier:{dossier.pk}", "answer-supplement", actor, data)
    moves.tell_applicant(dossier, "supplemented", once=str(supplement.pk))
    return dossier


def _apply_answers(dossier: Dossier, items: list[SupplementItem], answers: dict[str, Any]) -> None:
    """Take the fields that were asked for from ``answers``, leave every other as submitted, run the engine over all."""
    # A row's field is answered with its whole group: rows may be added or removed in the answer.
    asked = sorted({item.field_path.split("[")[0] for item in items if item.field_path})
    if not asked:
        return
    changed = copy.deepcopy(dossier.answers)
    for path in asked:
        parts = tuple(path.split("."))
        value = paths.get(answers, parts)
        if value is not paths.MISSING:
            paths.put(changed, parts, value)
    facts = known(dossier.draft) if dossier.draft else {}
    outcome = engine.process(load(dossier.version_id).form, {}, previous=changed, prefill=facts, now=clock.now())
    wrong = [error.message for error in outcome.errors if error.path.startswith(tuple(asked))]
    if wrong:
        raise Incomplete(wrong)
    dossier.answers = outcome.data


def _add_files(dossier: Dossier, items: list[SupplementItem], uploads: Sequence[Upload], now: Any) -> None:
    asked = {item.paper_key: item.label for item in items if item.paper_key}
    lacking = set(asked) - {upload.paper_key for upload in uploads}
    if lacking:
        raise Incomplete([_("Tải lên: %(paper)s") % {"paper": asked[key]} for key in sorted(lacking)])
    dossier.files.filter(paper_key__in=asked, replaced_at__isnull=True).update(replaced_at=now)
    DossierFile.objects.bulk_create(
        DossierFile(
            dossier=dossier,
            paper_key=upload.paper_key,
            name=upload.name,
            blob_id=upload.blob_id,
            rendition_id=upload.rendition_id,
            pages=upload.pages,
            status=UploadStatus.RECEIVED,
            created_at=now,
        )
        for upload in uploads
        if upload.paper_key in asked
    )


def _resume(dossier: Dossier, supplement: Supplement, now: Any) -> None:
    moves.set_state(dossier, supplement.resume_state)
    loaded = load(dossier.version_id)
    if dossier.accepted_at:
        dossier.pauses.filter(ended_at__isnull=True).update(ended_at=now)
        clocks.set_promise(dossier, loaded)
    else:
        dossier.reply_due_at = clocks.promise(dossier.receiving_id, now, clocks.REPLY_LIMIT, {}).due_at
    for task in dossier.tasks.filter(done_at__isnull=True):
        if task.bucket == Task.Bucket.SUPPLEMENT:
            task.bucket = supplement.resume_bucket
        task.dossier_due_at = dossier.due_at or dossier.reply_due_at
        task.due_at = moves.step_due(dossier, task.step, task.agency_id, now, loaded)
        task.save(update_fields=["bucket", "due_at", "dossier_due_at"])
    moves.save(dossier, now)
