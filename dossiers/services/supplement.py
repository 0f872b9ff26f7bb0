"""Asking for papers or corrections, and the answer. The clock stands still in between."""

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
from common.errors import EmptyReason, Incomplete, NotAllowed
from common.money import vnd
from dossiers import clocks, corrections, results
from dossiers.access import must_be_own
from dossiers.loaded import load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, DossierFile, IssuedResult, Pause, Supplement, SupplementItem, Task
from dossiers.services import moves
from dossiers.services.uploads import Upload
from dossiers.states import Money, State
from procedures.rules import fee

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
    must_be_own(by, dossier)
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
    if any(item.field_path for item in items):
        moves.print_form(dossier, "declaration", once=str(supplement.pk))
    return dossier


def _apply_answers(dossier: Dossier, items: list[SupplementItem], answers: dict[str, Any]) -> None:
    """Take the questions that were asked for from ``answers``, leave every other as submitted."""
    if not any(item.field_path for item in items):
        return
    corrected = corrections.judge(dossier, items, answers)
    if corrected.errors:
        raise Incomplete([error.message for error in corrected.errors])
    _pays_the_same(dossier, corrected.data)
    _forget_drafts(dossier, corrected.data)
    dossier.answers = corrected.data


def _pays_the_same(dossier: Dossier, answers: dict[str, Any]) -> None:
    """What was paid for is what is issued: a correction may not ask for more copies, or for fewer, than the fee was for."""
    if dossier.money == Money.NONE:
        return
    content = load(dossier.version_id).content
    before, after = fee(content, dossier.answers), fee(content, answers)
    if before.total != after.total:
        told = {"paid": vnd(before.total), "now": vnd(after.total)}
        raise Incomplete(
            [_("Phí của hồ sơ là %(paid)s, phần sửa cần %(now)s. Giữ số lượng như khi nộp; cần thêm thì nộp hồ sơ khác.") % told]
        )


def _forget_drafts(dossier: Dossier, answers: dict[str, Any]) -> None:
    """The handler's draft of a row that the applicant changed or took away speaks of something else now: it is drafted anew."""
    loaded = load(dossier.version_id)
    after = {item.key: results.row_of(item, answers) for item in results.asked(loaded, answers)}
    before = {item.key: results.row_of(item, dossier.answers) for item in results.asked(loaded, dossier.answers)}
    stale = [key for key, row in before.items() if row is not None and after.get(key) != row]
    dossier.results.filter(result_key__in=stale, state=IssuedResult.State.DRAFTED).delete()


def _add_files(dossier: Dossier, items: list[SupplementItem], uploads: Sequence[Upload], now: Any) -> None:
    asked = {item.paper_key: item.label for item in items if item.paper_key}
    lacking = set(asked) - {upload.paper_key for upload in uploads}
    if lacking:
        raise Incomplete([_("Tải lên: %(paper)s") % {"paper": asked[key]} for key in sorted(lacking)])
    dossier.files.filter(paper_key__in=asked, replaced_at__isnull=True).update(replaced_at=now)
    DossierFile.objects.bulk_create(
        DossierFile(
            dossier=dossier,
            position=position,
            created_at=now,
            **upload.columns,
        )
        for position, upload in enumerate(uploads)
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
