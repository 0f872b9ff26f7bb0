"""Printing a receipt: an outbox handler, imported only where a worker runs (WeasyPrint is heavy)."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from common import blobs, clock, pdf
from common.money import vnd
from payments import printing, selectors
from payments.models import FeeLine, Kind, Receipt


@transaction.atomic
def render(payload: dict[str, Any]) -> None:
    """Make, sign and keep the PDF of ``payload["receipt"]``; doing it again changes nothing."""
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("fee__payer__person", "fee__organisation", "replaces")
    receipt = rows.get(pk=payload["receipt"])
    vault = printing.vault()
    if receipt.blob_id is None:
        signed = vault.seal(pdf.receipt(html(receipt)), receipt)
        receipt.blob = blobs.put(signed, "application/pdf")
        receipt.save(update_fields=["blob"])
        vault.keep(receipt, signed)
    elif receipt.status == Receipt.Status.CANCELLED:
        vault.end(receipt)


def html(receipt: Receipt) -> str:
    """The page that is printed: the fields of a biên lai by NĐ 123/2020 (domain.md §1.6)."""
    at = clock.local(receipt.issued_at)
    applied = receipt.fee.attempts.filter(applied=True).first()
    lines = list(receipt.fee.lines.filter(kind=receipt.kind, amount__gt=0).order_by("position"))
    budget = receipt.kind == Kind.BUDGET
    context = {
        "receipt": receipt,
        "fee": receipt.fee,
        "payer_name": receipt.payer_name or receipt.fee.payer_name or "",
        "payer_address": receipt.payer_address or receipt.fee.payer_address or "",
        "kind_name": "khoản nộp" if budget else str(Kind(receipt.kind).label).lower(),
        "heading": "Chứng từ nộp ngân sách nhà nước" if budget else f"Biên lai thu {str(Kind(receipt.kind).label).lower()}",
        "paper": "chứng từ" if budget else "biên lai",
        "notice": selectors.notice(receipt.fee),
        "lines": [(row, _bare(row.amount)) for row in lines],
        "given_back": _given_back(receipt, lines),
        "amount": _bare(receipt.amount),
        "provider_ref": applied.provider_ref if applied else "",
        "province": settings.PROVINCE,
        "time": f"{at:%H:%M}",
        "mark": printing.vault().mark(receipt),
        # NĐ 30/2020: a day under 10 and the months 1 and 2 are written with a leading 0.
        "day": f"{at.day:02d}",
        "month": f"{at.month:02d}" if at.month < 3 else str(at.month),
        "year": at.year,
    }
    return render_to_string("documents/receipt.html", context)


def _given_back(receipt: Receipt, lines: list[FeeLine]) -> str:
    """What of the lines went back to the payer, so that lines and sum agree on a receipt after a refund in part."""
    back = sum(line.amount for line in lines) - receipt.amount
    return _bare(back) if back > 0 else ""


def _bare(amount: int) -> str:
    """16000 → 16.000: in a column whose head says đồng."""
    return vnd(amount).removesuffix(" đ")
