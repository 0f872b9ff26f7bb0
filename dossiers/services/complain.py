"""A complaint about how a dossier is or was handled; a leader answers it, and the answer stays on file."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from dossiers import terms
from dossiers.access import must_be_own
from dossiers.locks import lock_dossier
from dossiers.models import Question
from dossiers.parts import must_be_whole
from dossiers.services import moves, questions


@transaction.atomic
def complain(dossier_id: uuid.UUID, *, by: User, text: str) -> Question:
    """Complain about one's own dossier, open or closed. Raises ``EmptyReason``, ``NotFound``, ``NotAllowed``."""
    text = moves.require(text, _("Nhập điều bạn chưa đồng ý và bạn đề nghị gì."))
    dossier = lock_dossier(dossier_id)
    must_be_own(by, dossier)
    must_be_whole(dossier)
    return questions.keep(dossier, Question.Kind.COMPLAIN, text, terms.limit("complaint"), by=by)


@transaction.atomic
def answer_complaint(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, question: uuid.UUID, answer: str) -> Question:
    """The leader answers a complaint. Raises ``EmptyReason``, ``Stale``, ``NotAllowed``."""
    return questions.reply(
        dossier_id, Question.Kind.COMPLAIN, question, answer, by=by, seat=seat, seen=seen, action="answer-complaint"
    )
