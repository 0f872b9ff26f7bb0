"""Taking a bank's statement: each credit is a message that settles what it matches; what does not fit goes to a person."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.errors import DomainError
from payments.gateways import registry
from payments.gateways.vietqr import adapter, statement
from payments.models import GatewayEvent, Statement
from payments.services import settle

Outcome = GatewayEvent.Outcome
_QUEUED = {Outcome.UNKNOWN, Outcome.WRONG_AMOUNT, Outcome.EXTRA, Outcome.UNCLEAR}


class BadStatement(DomainError):
    """The file cannot be read, or is of another account; nothing was taken."""

    code = "bad-statement"
    default_message = gettext_lazy("Không đọc được sao kê này.")


class TakenAlready(DomainError):
    """The very file was taken before; nothing changes."""

    code = "taken-already"
    default_message = gettext_lazy("Tệp sao kê này đã được tải lên trước đó. Không có gì thay đổi.")


@dataclass
class _Counts:
    settled: int = 0
    repeated: int = 0
    queued: int = 0


def take_statement(data: bytes, *, name: str, by: User, seat: Seat) -> Statement:
    """Read a CSV or camt.053 file and handle its credits one by one; returns what became of them.

    Each credit is stored and decided in transactions of its own (settle.py), so a crash in the middle loses nothing: the same
    file once more goes on where it stopped. Raises ``BadStatement`` or ``TakenAlready``. Must not run inside a transaction.
    """
    digest = hashlib.sha256(data).hexdigest()
    if Statement.objects.filter(sha256=digest).exists():
        raise TakenAlready
    try:
        columns: Mapping[str, Any] = settings.VIETQR
        found = statement.read(data, columns.get("csv_columns") or statement.COLUMNS)
    except statement.Unreadable as error:
        raise BadStatement(str(error)) from error
    if not adapter.is_ours(found.account):
        raise BadStatement(_("Tài khoản %(account)s không phải tài khoản thu của cổng.") % {"account": found.account[:40]})
    counts = _Counts()
    for credit in found.credits:
        _take(credit, counts)
    row = Statement.objects.create(
        gateway=registry.VIETQR.key,
        account=settings.VIETQR["account"],
        format=found.format,
        name=name[:200],
        sha256=digest,
        since=found.since,
        until=found.until,
        credits=len(found.credits),
        credited=sum(credit.amount for credit in found.credits),
        settled=counts.settled,
        repeated=counts.repeated,
        queued=counts.queued,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    log.append("system", "statement.taken", actor_for(by, seat), {"statement": str(row.pk), "credits": row.credits})
    return row


def _take(credit: statement.Credit, counts: _Counts) -> None:
    notice = registry.VIETQR.read_credit(credit, settings.VIETQR["account"])
    outcome, again = settle.record_notice(notice)
    # A line that found no fee is judged each time it comes (the fee may be there now); only its first time is news.
    seen = again or GatewayEvent.objects.filter(Q(gateway=notice.gateway, provider_id=notice.provider_id), times__gt=1).exists()
    counts.repeated += seen or outcome == Outcome.REPEATED
    counts.settled += not seen and outcome == Outcome.SETTLED
    counts.queued += not seen and outcome in _QUEUED
