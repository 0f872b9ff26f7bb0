"""The second proof on a verify page: the paper's own number, or the last four digits of its owner's identity number.

Five tries per paper and hour, counted in the database whoever asks and from wherever, so ten thousand guesses take
2,000 hours; the right answer gives the tries back. Right and wrong cost the same comparisons (reliability-security 5.5).
"""

import hmac
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import limits
from accounts.models import Person
from common.actors import Actor
from common.errors import DomainError
from common.text import fold
from vault.models import Document, Reading
from vault.services import readings

TRIES_PER_HOUR = 5
LAST = 4


class TooManyTries(DomainError):
    """This paper's tries of the hour are used up."""

    code = "too-many-tries"
    default_message = _("Đã nhập sai nhiều lần. Thử lại sau một giờ, hoặc gọi tổng đài để được giúp.")


@transaction.atomic
def prove(document: Document, given: str) -> bool:
    """Whether ``given`` is the paper's number or its owner's last four digits; notes the reading when it is.

    Blanks, letter case and accents do not matter. Raises ``TooManyTries``. Three statements at most.
    """
    key = f"verify:{document.pk}"
    if not limits.allow(key, TRIES_PER_HOUR, timedelta(hours=1)):
        raise TooManyTries
    if not _matches(document, given):
        return False
    limits.forget(key)
    readings.note(document, actor=Actor("public"), action=Reading.Action.CHECK)
    return True


def _matches(document: Document, given: str) -> bool:
    owner = document.owner
    identity = str(owner.identity_number or "") if isinstance(owner, Person) else owner.tax_code
    answer = _bare(given).encode()
    accepted = (_bare(document.number).encode(), identity[-LAST:].encode() if len(identity) > LAST else b"")
    # Both are compared every time, so the time does not say which one was near.
    found = [hmac.compare_digest(answer, value) and bool(value) for value in accepted]
    return any(found)


def _bare(value: str) -> str:
    return fold(value).replace(" ", "")
