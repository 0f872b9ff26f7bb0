"""The applicant's rating: once, after the result, never by an official."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import log
from common.actors import Actor
from common.errors import NotAllowed
from dossiers.access import must_be_own
from dossiers.locks import lock_dossier
from dossiers.models import Rating
from dossiers.parts import must_be_whole
from dossiers.states import State

RATEABLE = frozenset({State.COMPLETED, State.DELIVERED, State.REJECTED, State.REFUSED})


@transaction.atomic
def rate(dossier_id: uuid.UUID, *, by: User, score: int, reasons: Sequence[str] = (), comment: str = "") -> Rating:
    """Keep the rating (1-5); raises ``NotAllowed`` before the result or the second time, ``NotFound`` for a stranger."""
    dossier = lock_dossier(dossier_id)
    must_be_own(by, dossier)
    must_be_whole(dossier)
    if dossier.state not in RATEABLE:
        raise NotAllowed(_("Bạn đánh giá được sau khi có kết quả."))
    if Rating.objects.filter(dossier=dossier).exists():
        raise NotAllowed(_("Bạn đã đánh giá hồ sơ này."))
    rating = Rating.objects.create(dossier=dossier, score=score, reasons=list(reasons), comment=comment.strip()[:500])
    log.append(f"dossier:{dossier.pk}", "rate", Actor("citizen", by.pk), {"score": score})
    return rating
