"""Printing a receipt: an outbox handler, imported only where a worker runs (WeasyPrint is heavy)."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from common import blobs, clock, pdf
from common.money import vnd
from payments.models import Kind, Receipt


@transaction.atomic
def render(payload: dict[str, Any]) -> None:
    """Make and keep the PDF of ``payload["receipt"]``; doing it again changes nothing."""
    receipt = Receipt.objects.select_for_update(of=("self",)).select_related("fee").get(pk=payload["receipt"])
    if receipt.blob_id is not None:
        return
    receipt.blob = blobs.put(pdf.receipt(html(receipt)), "application/pdf")
    receipt.save(update_fields=["blob"])


def html(receipt: Receipt) -> str:
    """The page that is printed: the fields of a biên lai by NĐ 123/2020 (domain.md §1.6)."""
    at = clock.local(receipt.issued_at)
    applied = receipt.fee.attempts.filter(applied=True).first()
    lines = list(receipt.fee.lines.filter(kind=receipt.kind, amount__gt=0).order_by("position"))
    context = {
        "receipt": receipt,
        "fee": receipt.fee,
        "kind_name": str(Kind(receipt.kind).label).lower(),
        "lines": [(row, _bare(row.amount)) for row in lines],
        "amount": _bare(receipt.amount),
        "provider_ref": applied.provider_ref if applied else "",
        "province": settings.PROVINCE,
        "time": f"{at:%H:%M}",
        # NĐ 30/2020: a day under 10 and the months 1 and 2 are written with a leading 0.
        "day": f"{at.day:02d}",
        "month": f"{at.month:02d}" if at.month < 3 else str(at.month),
        "year": at.year,
    }
    return render_to_string("documents/receipt.html", context)


def _bare(amount: int) -> str:
    """16000 → 16.000: in a column whose head says đồng."""
    return vnd(amount).removesuffix(" đ")
