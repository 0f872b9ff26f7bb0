"""Numbers of official papers: taken from an agency's book of the year before signing, used once or void."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from audit import log
from common import clock, counters
from common.actors import Actor
from common.errors import DomainError, EmptyReason
from vault.models import Document, NumberBook, ReservedNumber

PATTERNS = {"SCT/BS": "{number}, quyển số 01/{year}-SCT/BS"}
"""How a book writes its numbers where that is not number/symbol: the book of certified copies (TT 01/2020/TT-BTP) by volume."""


class NumberGone(DomainError):
    """The number was used or voided already."""

    code = "number-gone"
    default_message = _("Số này đã dùng hoặc đã hủy. Lấy số mới để ký.")


@transaction.atomic
def reserve(book: str, agency: Agency, year: int, actor: Actor, *, written: str = "") -> ReservedNumber:
    """Take the next number of the book with this symbol (``GPXD``), and today's date with it.

    ``written``: the symbol in the number where one book numbers several kinds. The book is opened by its first number.
    A rollback gives the number back; once committed it is never taken again.
    """
    pattern = {"pattern": PATTERNS[book]} if book in PATTERNS else {}
    kept, _opened = NumberBook.objects.get_or_create(agency=agency, symbol=book, year=year, defaults=pattern)
    number = counters.take(f"book:{kept.pk}")
    text = kept.pattern.format(number=number, symbol=written or book, year=year)
    reserved = ReservedNumber.objects.create(book=kept, number=number, text=text, issued_on=clock.today(), reserved_by=actor.ref)
    log.append(_stream(kept), "number-reserved", actor, {"number": text})
    return reserved


@transaction.atomic
def void(reserved: ReservedNumber, reason: str, *, actor: Actor) -> ReservedNumber:
    """Give a number up for good, with its reason (signing failed, wrong draft). Raises ``EmptyReason``, ``NumberGone``."""
    if not reason.strip():
        raise EmptyReason
    row = _lock(reserved)
    row.status, row.void_reason = ReservedNumber.Status.VOID, reason.strip()
    row.save(update_fields=["status", "void_reason"])
    log.append(_stream(row.book), "number-voided", actor, {"number": row.text})
    return row


def use(reserved: ReservedNumber, document: Document) -> ReservedNumber:
    """Bind a number to the paper that bears it; in the transaction that keeps the paper. Raises ``NumberGone``."""
    row = _lock(reserved)
    row.status, row.document = ReservedNumber.Status.USED, document
    row.save(update_fields=["status", "document"])
    return row


def _lock(reserved: ReservedNumber) -> ReservedNumber:
    row = ReservedNumber.objects.select_for_update(of=("self",)).select_related("book").get(pk=reserved.pk)
    if row.status != ReservedNumber.Status.RESERVED:
        raise NumberGone
    return row


def _stream(book: NumberBook) -> str:
    return f"number-book:{book.pk}"
