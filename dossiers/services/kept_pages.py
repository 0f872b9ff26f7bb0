"""A page sent after the session had ended waits in the database while its sender logs in: a lost cache (F5) loses none of it.

Nobody is known yet, so what waits is found by a secret that only that browser has. Only pages of a draft or dossier that exists
are kept, a few of each: whoever guesses no address fills nothing.
"""

import hashlib
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from common import clock
from dossiers.models import Dossier, Draft, KeptPage

KEPT: timedelta = settings.SESSION_IDLE["citizen"]
"""No longer than a session may idle."""
MOST_LETTERS = 256 * 1024
MOST_EACH = 5
"""Of one draft or dossier; the oldest makes room."""


@transaction.atomic
def keep(about: uuid.UUID, *, address: str, secret: str, typed: str) -> bool:
    """Keep ``typed`` for this address and secret; whether it was kept. Not kept: more than a page holds, a draft that is none."""
    if len(typed) > MOST_LETTERS or not _exists(about):
        return False
    KeptPage.objects.update_or_create(
        key=_key(secret, address), defaults={"about": about, "typed": typed, "kept_at": clock.now()}
    )
    older = KeptPage.objects.filter(about=about).order_by("-kept_at").values_list("pk", flat=True)[MOST_EACH:]
    KeptPage.objects.filter(pk__in=list(older)).delete()
    return True


@transaction.atomic
def take(*, address: str, secret: str) -> str | None:
    """What was kept for this address and secret, once; ``None`` when nothing was or it waited too long."""
    found = KeptPage.objects.select_for_update().filter(pk=_key(secret, address), kept_at__gt=clock.now() - KEPT).first()
    if found is None:
        return None
    found.delete()
    return found.typed


def forget_old() -> int:
    """Delete what nobody came back for; how many. Safe to repeat."""
    return KeptPage.objects.filter(kept_at__lte=clock.now() - KEPT).delete()[0]


def _exists(about: uuid.UUID) -> bool:
    return Draft.objects.filter(pk=about).exists() or Dossier.objects.filter(pk=about).exists()


def _key(secret: str, address: str) -> str:
    return hashlib.sha256(f"{secret} {address}".encode()).hexdigest()
