"""Two ways back into an account whose e-mail is lost: codes printed beforehand, or a code given at the counter.

A code has 60 random bits and works once. Only its fingerprint is kept, so a stolen table opens nothing.
"""

import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import RecoveryCode, User
from accounts.services import sessions
from common import clock
from common.actors import Actor
from common.crypto import blind_index
from common.errors import DomainError, EmptyReason, NotAllowed
from common.events import AccountEvent, emit

PRINTED = 8
COUNTER_LIFE = timedelta(hours=24)
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class WrongCode(DomainError):
    """The e-mail address and the code do not go together; the same answer whether the account exists or not."""

    code = "wrong-code"
    default_message = _("Thư điện tử hoặc mã khôi phục không khớp, hoặc mã đã được dùng.")


@transaction.atomic
def issue_codes(user: User) -> list[str]:
    """Replace the owner's printed codes by eight new ones; they are returned this once (``ABCD-EFGH-JKLM``)."""
    RecoveryCode.objects.filter(user=user, used_at__isnull=True, expires_at__isnull=True).delete()
    codes = [_new_code() for _number in range(PRINTED)]
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, fingerprint=_fingerprint(code)) for code in codes])
    emit(AccountEvent(user.pk, "recovery-codes-issued", Actor("citizen", user_id=user.pk), {"count": PRINTED}))
    return codes


@transaction.atomic
def counter_reset(user: User, *, by: Actor, reason: str) -> str:
    """A clerk who has checked the owner's identity card gives a one-time code for 24 hours; returned this once.

    Open sessions end and the owner is told at the old address. Raises ``NotAllowed`` unless a clerk or the head of a
    centre acts, or for an official's account; ``EmptyReason`` when the checked paper is not named.
    """
    if by.kind != "official" or by.role not in {"clerk", "centre-head"} or user.is_official or not user.is_active:
        raise NotAllowed
    if not reason.strip():
        raise EmptyReason(str(_("Ghi giấy tờ đã đối chiếu, ví dụ: căn cước còn hạn, ảnh khớp người")))
    RecoveryCode.objects.filter(user=user, used_at__isnull=True, expires_at__isnull=False).delete()
    code = _new_code()
    RecoveryCode.objects.create(user=user, fingerprint=_fingerprint(code), expires_at=clock.now() + COUNTER_LIFE)
    sessions.end_all(user.pk)
    emit(AccountEvent(user.pk, "counter-reset", by, {"checked": reason.strip()[:200]}))
    return code


@transaction.atomic
def recover(email: str, code: str, password: str) -> User:
    """Use up a code, set the password and end every session. Raises ``WrongCode``, or Django's ``ValidationError``
    for a weak password (then the code stays usable)."""
    row = _locked(email, code)
    if row is None:
        raise WrongCode
    user = row.user
    validate_password(password, user)
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    user.set_password(password)
    user.session_epoch += 1
    user.save(update_fields=["password", "session_epoch"])
    way = "counter" if row.expires_at else "printed"
    emit(AccountEvent(user.pk, "recovered", Actor("citizen", user_id=user.pk), {"way": way}))
    return user


def _locked(email: str, code: str) -> RecoveryCode | None:
    rows = RecoveryCode.objects.select_for_update(of=("self",)).select_related("user")
    row = rows.filter(fingerprint=_fingerprint(code), used_at__isnull=True).first()
    if row is None or row.user.email != email.strip().lower() or not row.user.is_active:
        return None
    if row.expires_at and row.expires_at < clock.now():
        return None
    return row


def _new_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _place in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _fingerprint(code: str) -> str:
    bare = "".join(letter for letter in code.upper() if letter.isalnum())
    return blind_index(bare, purpose="recovery-code")
