"""The receipt: what was collected, numbered for ever."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField
from common.ids import uuid7
from common.models import Blob
from common.money import in_words
from payments.models.fee import FeeRequest, Kind


class Receipt(models.Model):
    """Biên lai thu phí or lệ phí (NĐ 123/2020): one per kind and settled fee, numbered without gaps, never deleted."""

    class Status(models.TextChoices):
        ISSUED = "issued", _("Đang dùng")
        CANCELLED = "cancelled", _("Đã hủy")
        REPLACED = "replaced", _("Đã thay thế")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fee = models.ForeignKey(FeeRequest, models.PROTECT, related_name="receipts", verbose_name="khoản đã nộp")
    kind = models.CharField("loại", max_length=6, choices=Kind.choices)
    collector_code = models.CharField("mã đơn vị thu", max_length=40)
    collector_name = NFCCharField("đơn vị thu", max_length=200)
    collector_tax_code = models.CharField("mã số thuế", max_length=14, blank=True)
    form_code = models.CharField("mẫu số", max_length=20)
    series = models.CharField("ký hiệu", max_length=20)
    number = models.PositiveIntegerField("số")
    amount = models.PositiveBigIntegerField("số tiền")
    method = NFCCharField("hình thức thanh toán", max_length=100)
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.ISSUED)
    issued_at = models.DateTimeField("ngày lập")
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp PDF")

    class Meta:
        verbose_name = "biên lai"
        ordering = ["issued_at", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["collector_code", "form_code", "series", "number"], name="receipt_number_once"),
            models.UniqueConstraint(fields=["fee", "kind"], condition=Q(status="issued"), name="receipt_one_in_force"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) & Q(number__gt=0),
                name="receipt_amount_positive",
                violation_error_message=_("Số tiền và số biên lai phải lớn hơn 0."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="receipt_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="receipt_frozen", exclude=["status", "blob"]),
        ]

    def __str__(self) -> str:
        return f"{self.form_code} {self.series} {self.number_text}"

    @property
    def number_text(self) -> str:
        """The number as printed: seven digits."""
        return f"{self.number:07d}"

    @property
    def amount_in_words(self) -> str:
        """The amount as receipts must spell it."""
        words = in_words(self.amount)
        return words[:1].upper() + words[1:]
