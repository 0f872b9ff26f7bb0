"""The applicant asks about a dossier, an official answers; both stay on file."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from audit import log
from common import clock
from common.actors import Actor
from common.errors import NotAllowed
from dossiers import clocks, terms
from dossiers.access import must_be_own
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, Question
from dossiers.services import moves, outside

MOST_OPEN = 5
LONGEST = 4000


@transaction.atomic
def ask(dossier_id: uuid.UUID, *, by: User, text: str) -> Question:
    """Ask about one's own dossier, open or closed. It changes nothing of it, so nobody's page becomes stale.

    Raises ``EmptyReason``, ``NotFound`` for a stranger, ``NotAllowed`` while too many wait for an answer.
    """
    text = moves.require(text, _("Nhập điều bạn muốn hỏi."))
    return keep(_own(dossier_id, by), Question.Kind.ASK, text, terms.limit("question"), by=by)


def keep(dossier: Dossier, kind: Question.Kind, text: str, within: str, *, by: User) -> Question:
    """The row with the time until which an answer is owed, and its line in the chain; nothing of the text is in there."""
    if dossier.questions.filter(answered_at__isnull=True).count() >= MOST_OPEN:
        raise NotAllowed(_("Bạn có 5 câu hỏi đang chờ trả lời. Đợi trả lời hoặc gọi 1022."))
    now = clock.now()
    row = Question.objects.create(
        dossier=dossier,
        kind=kind,
        text=text[:LONGEST],
        asked_by=by,
        asked_at=now,
        due_at=clocks.promise(dossier.handling_id, now, within, {}).due_at,
    )
    log.append(f"dossier:{dossier.pk}", kind.value, Actor("citizen", by.pk), {"question": str(row.pk)})
    return row


def _own(dossier_id: uuid.UUID, by: User) -> Dossier:
    dossier = lock_dossier(dossier_id)
    must_be_own(by, dossier)
    return dossier


@transaction.atomic
def answer_question(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, question: uuid.UUID, answer: str) -> Question:
    """Answer a plain question; whoever works on the dossier may. Raises ``EmptyReason``, ``Stale``, ``NotAllowed``."""
    return reply(dossier_id, Question.Kind.ASK, question, answer, by=by, seat=seat, seen=seen, action="answer-question")


def reply(
    dossier_id: uuid.UUID,
    kind: Question.Kind,
    question: uuid.UUID,
    answer: str,
    *,
    by: User,
    seat: Seat,
    seen: int,
    action: str,
) -> Question:
    """Keep the answer and tell the applicant; an answer is given once."""
    answer = moves.require(answer, _("Nhập nội dung trả lời."))
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action=action)
    row = act.dossier.questions.filter(pk=question, kind=kind, answered_at__isnull=True).first()
    if row is None:
        raise NotAllowed(_("Câu hỏi này đã được trả lời."))
    row.answer, row.answered_by, row.answered_user, row.answered_at = answer, seat, by, act.now
    row.save(update_fields=["answer", "answered_by", "answered_user", "answered_at"])
    log.append(f"dossier:{act.dossier.pk}", action, act.actor, {"question": str(row.pk), "seen": act.seen})
    moves.tell_applicant(act.dossier, "answered", once=str(row.pk))
    return row
