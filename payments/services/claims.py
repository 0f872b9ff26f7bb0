"""What stands between a demand and its payment: papers that wait for an official's word, and shares of several payers."""

from django.utils.translation import gettext_lazy as _

from common import clock
from common.errors import DomainError
from payments.models import FeeRequest, GatewayEvent, ManualCase


class Shared(DomainError):
    """The demand is divided: each payer pays their own share."""

    code = "shared"
    default_message = _("Khoản này được chia cho nhiều người nộp. Mỗi người nộp phần của mình.")


def open_of(fee: FeeRequest) -> bool:
    """Whether a voucher or an exemption of it waits for an official; two queries."""
    return fee.vouchers.filter(status="sent").exists() or fee.exemptions.filter(status="sent").exists()


def must_be_whole(fee: FeeRequest) -> None:
    """Raise ``Shared`` for a demand that is paid in shares; one query, none for a share itself."""
    if fee.parent_id is None and fee.shares.exists():
        raise Shared


def give_back_shares(whole: FeeRequest) -> None:
    """The demand ended before all had paid: what some did pay stands before a finance officer, to go back."""
    for share in whole.shares.filter(status=FeeRequest.Status.SETTLED):
        proof = GatewayEvent.objects.filter(attempt__fee=share, attempt__applied=True, outcome="settled").first()
        if proof is None:
            continue
        amounts = {"amount": share.total, "expected": whole.total, "opened_at": clock.now()}
        given = {"fee": share, "attempt": proof.attempt, **amounts}
        ManualCase.objects.get_or_create(event=proof, kind=ManualCase.Kind.PART_PAID, defaults=given)
