"""The second proof on a verify page: the paper's own number, or the last four digits of its owner's identity number.

Five wrong tries per paper and hour, counted in the database; then even the right answer is refused until the hour is
over, so ten thousand guesses take 2,000 hours. Right and wrong cost the same work (reliability-security.md 5.5).
"""

import hmac

from django.db import connection, transaction

from common import clock
from common.actors import Actor
from common.errors import DomainError
from common.text import fold
from vault.models import Document, ProofTry, Reading
from vault.services import readings

WRONG_PER_HOUR = 5


class TooManyTries(DomainError):
    """This paper's tries of the hour are used up."""

    code = "too-many-tries"


@transaction.atomic
def prove(document: Document, given: str) -> bool:
    """Whether ``given`` is the paper's number or its owner's last four digits; notes the reading when it is.

    Raises ``TooManyTries`` after five wrong ones within the hour; three statements at most.
    """
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    tries = ProofTry.objects.filter(document=document, hour=hour, wrong__gte=WRONG_PER_HOUR)
    if tries.exists():
        raise TooManyTries
    if not _matches(document, given):
        _count(document, hour)
        return False
    readings.note(document, actor=Actor("public"), action=Reading.Action.CHECK)
    return True


def _matches(document: Document, given: str) -> bool:
    answer = _bare(given)
    identity = getattr(document.owner, "identity_number", None) or getattr(document.owner, "tax_code", "") or ""
    accepted = [value for value in (_bare(document.number), identity[-4:]) if len(value) >= 4 or value == _bare(document.number)]
    # Every candidate is compared, so the time says nothing about which one was near.
    return bool(answer) and any([hmac.compare_digest(answer.encode(), value.encode()) for value in accepted if value])


def _bare(value: str) -> str:
    return fold(value).replace(" ", "")


def _count(document: Document, hour: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO vault_prooftry (document_id, hour, wrong) VALUES (%s, %s, 1) "
            "ON CONFLICT (document_id, hour) DO UPDATE SET wrong = vault_prooftry.wrong + 1",
            [document.pk, hour],
        )
