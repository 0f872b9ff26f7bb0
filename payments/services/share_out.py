"""Several payers of one demand: each gets a share to pay as they like, with receipts of their own; the last one settles it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit import log
from common.actors import Actor
from common.errors import DomainError
from common.money import vnd
from common.text import tidy
from payments import locks
from payments.models import FeeLine, FeeRequest
from payments.services import attempt as attempts
from payments.services import claims
from payments.services.request_fee import request_fee

MOST = 20


class WrongShares(DomainError):
    """The shares are not the demand."""

    code = "wrong-shares"
    default_message = gettext_lazy("Các phần phải cộng lại đúng số tiền phải nộp.")


@dataclass(frozen=True)
class Payer:
    """Who pays how many đồng; ``user`` is their account where they have one, else whoever owes the whole may pay it for them."""

    name: str
    amount: int
    user: User | None = None


@dataclass(frozen=True)
class Part:
    """A line of a share."""

    code: str
    name: str
    kind: str
    amount: int
    basis: str
    explanation: str


@transaction.atomic
def share_out(fee: FeeRequest, payers: Sequence[Payer], *, by: Actor) -> list[FeeRequest]:
    """Divide what is due; returns the shares in the payers' order. Every đồng of every line lies in one share.

    Raises what ``must_be_dividable`` does, then ``WrongShares``.
    """
    fee = locks.fee(fee.pk)
    must_be_dividable(fee)
    if not 2 <= len(payers) <= MOST or any(not tidy(one.name) for one in payers):
        raise WrongShares(_("Nhập họ tên của từ 2 đến %(most)s người nộp.") % {"most": MOST})
    amounts = [one.amount for one in payers]
    if sum(amounts) != fee.total or min(amounts) <= 0:
        raise WrongShares(_("Các phần phải lớn hơn 0 và cộng lại đúng %(total)s.") % {"total": vnd(fee.total)})
    lines = list(fee.lines.order_by("position"))
    cells = divided([line.amount for line in lines], amounts)
    shares = [_share(fee, number, payer, lines, cells[number - 1]) for number, payer in enumerate(payers, start=1)]
    log.append(f"fee:{fee.pk}", "fee.shared", by, {"shares": len(shares)})
    return shares


def must_be_dividable(fee: FeeRequest) -> None:
    """First whether it is theirs to divide, then whether it can be now; what was typed is looked at last.

    Raises ``Shared`` for a share and for what was divided before, ``NotDue``, ``Waiting`` while a payment or a paper is open.
    """
    if fee.parent_id:
        raise claims.Shared(_("Đây là phần của bạn trong một khoản đã chia, nên không chia tiếp được."))
    attempts.must_be_untouched(fee)


def divided(lines: Sequence[int], shares: Sequence[int]) -> list[list[int]]:
    """Each share's đồng of each line, in proportion; rows add up to the shares, columns to the lines. Pure.

    >>> divided([16000, 5000], [10500, 10500])
    [[8000, 2500], [8000, 2500]]
    """
    left, rows = list(lines), []
    for share in shares:
        rest = sum(left)
        row = [amount * share // rest for amount in left]
        for place in sorted(range(len(left)), key=lambda place: row[place] - left[place]):
            row[place] += min(share - sum(row), left[place] - row[place])
        left = [amount - part for amount, part in zip(left, row, strict=True)]
        rows.append(row)
    return rows


def _share(fee: FeeRequest, number: int, payer: Payer, lines: Sequence[FeeLine], cells: Sequence[int]) -> FeeRequest:
    parts = [
        Part(line.code, line.name, line.kind, cell, line.basis, _said(fee, line, cell))
        for line, cell in zip(lines, cells, strict=True)
        if cell
    ]
    return request_fee(
        reference=f"{fee.reference}-P{number}",
        matter=fee.code,
        purpose=fee.purpose,
        parent=fee,
        lines=parts,
        payer=payer.user or fee.payer,
        organisation=None if payer.user else fee.organisation,
        expires_at=fee.expires_at,
        title=fee.title,
        return_path="" if payer.user else fee.return_path,  # the dossier is another's
        payer_name=tidy(payer.name),
        collector=fee.collector,
        account=fee.account,
    )


def _said(fee: FeeRequest, line: FeeLine, cell: int) -> str:
    part = _("Phần %(part)s trong %(whole)s") % {"part": vnd(cell), "whole": vnd(line.amount)}
    return f"{line.explanation}; {part}"[:500] if line.explanation else part
