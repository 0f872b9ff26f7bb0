"""A receipt's proof, seal and place in its payer's vault: payments and vault lie side by side and do not know each other."""

import logging

from agencies.models import Agency
from common import clock
from common.actors import SYSTEM
from payments.models import Receipt
from payments.services.receipt import title
from vault import keys, qr, signing
from vault.models import Document
from vault.services import keep, standing

log = logging.getLogger(__name__)


class ReceiptVault:
    """See ``payments.printing.Vault``."""

    def mark(self, receipt: Receipt) -> str:
        return qr.svg_data_uri(qr.payload(_public_id(receipt), dossier_code=receipt.fee.code))

    def seal(self, pdf: bytes, receipt: Receipt) -> bytes:
        if not _has_key(receipt):
            log.warning("receipt %s is printed unsigned: %s has no key", receipt.pk, receipt.collector_code)
            return pdf
        return signing.sign(pdf, signer="agency", key=keys.agency_key(receipt.collector_code), reason=title(receipt))

    def keep(self, receipt: Receipt, pdf: bytes) -> None:
        fee = receipt.fee
        owner = fee.organisation or (fee.payer.person if fee.payer else None)
        issuer = Agency.objects.filter(code=receipt.collector_code).first()
        if owner is None or issuer is None:
            return
        kept = keep.keep_result(
            owner=owner,
            issuer=issuer,
            pdf=pdf,
            kind="receipt",
            title=title(receipt),
            issued_on=clock.local(receipt.issued_at).date(),
            dossier_code=fee.code,
            public_id=_public_id(receipt),
            signed=_has_key(receipt),
            origin=Document.Origin.RECEIPT,
        )
        old = receipt.replaces
        before = _kept(old) if old else None
        if old and before and before.status == Document.Status.IN_FORCE:
            standing.replace(before, by=kept, reason=old.end_reason, actor=SYSTEM)
        if receipt.status == Receipt.Status.CANCELLED:
            self.end(receipt)

    def end(self, receipt: Receipt) -> None:
        kept = _kept(receipt)
        if kept is not None and kept.status == Document.Status.IN_FORCE:
            standing.revoke(kept, reason=receipt.end_reason, actor=SYSTEM)


def _public_id(receipt: Receipt) -> str:
    """32 letters, 74 bits of them random: nobody guesses another's."""
    return receipt.pk.hex


def _kept(receipt: Receipt) -> Document | None:
    return Document.objects.filter(public_id=_public_id(receipt)).first()


def _has_key(receipt: Receipt) -> bool:
    try:
        with keys.opened(keys.agency_key(receipt.collector_code)):
            return True
    except keys.NoKey:
        return False
