"""The receipt: what was collected, numbered for ever."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField, SealedTextField
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
    cashier = NFCCharField("người thu tiền", max_length=150, blank=True, db_default="", default="")
    payer_name = SealedTextField("người nộp trên biên lai", null=True, blank=True)
    payer_address = SealedTextField("địa chỉ trên biên lai", null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replacement", verbose_name="thay thế biên lai"
    )
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.ISSUED)
    issued_at = models.DateTimeField("ngày lập")
    ended_at = models.DateTimeField("lúc hủy hoặc thay thế", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người hủy"
    )
    end_reason = NFCCharField("lý do hủy hoặc thay thế", max_length=500, blank=True, db_default="", default="")
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
            models.CheckConstraint(
                condition=Q(status="issued") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="receipt_ended_with_reason",
                violation_error_message=_("Nhập lý do hủy hoặc thay thế biên lai."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="receipt_ended_for_ever",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False, old__status__df=pgtrigger.F("new__status")),
            ),
            pgtrigger.Protect(name="receipt_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="receipt_frozen", exclude=["status", "blob", "ended_at", "ended_by", "end_reason"]),
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
