"""Money that goes back: asked for by one person, approved by another."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.fields import NFCCharField, SealedTextField
from common.ids import uuid7
from payments.models.fee import FeeRequest, Kind
from payments.models.inflow import Inflow


class RefundQuerySet(models.QuerySet["Refund"]):
    def reach_of(self, agency: Agency) -> "RefundQuerySet":
        """Refunds of sums within reach of ``agency`` (Inflow.reach_of)."""
        return self.filter(inflow__in=Inflow.objects.reach_of(agency))


class Refund(models.Model):
    """A refund of one sum, whole or in part, in đồng. Its moves are rules.REFUND_EDGES; ``rejected`` and ``done`` are final.

    ``source`` says from where the đồng go: from what paid a fee (receipts are then replaced) or from what waits in the queue.
    ``kind`` is whose part of the fee it is, empty for waiting money.
    """

    class Status(models.TextChoices):
        REQUESTED = "requested", _("Chờ duyệt")
        APPROVED = "approved", _("Đã duyệt, chờ chi")
        SENT = "sent", _("Đã gửi cổng, chờ kết quả")
        DONE = "done", _("Đã hoàn")
        REJECTED = "rejected", _("Không duyệt")
        FAILED = "failed", _("Cổng không hoàn được")

    OPEN = (Status.REQUESTED, Status.APPROVED, Status.SENT, Status.FAILED)

    class Source(models.TextChoices):
        APPLIED = "applied", _("Khoản đã nộp")
        WAITING = "waiting", _("Tiền chờ xử lý")

    class Way(models.TextChoices):
        GATEWAY = "gateway", _("Trả về nơi đã trả tiền, qua cổng thanh toán")
        TRANSFER = "transfer", _("Chuyển khoản")
        CASH = "cash", _("Tiền mặt tại quầy")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inflow = models.ForeignKey(Inflow, models.PROTECT, related_name="refunds", verbose_name="khoản tiền đã về")
    fee = models.ForeignKey(
        FeeRequest, models.PROTECT, null=True, blank=True, related_name="refunds", verbose_name="khoản phải nộp"
    )
    source = models.CharField("từ", max_length=7, choices=Source.choices)
    kind = models.CharField("loại", max_length=6, choices=Kind.choices, blank=True)
    amount = models.PositiveBigIntegerField("số tiền hoàn")
    reason = NFCCharField("lý do", max_length=500)
    way = models.CharField("cách hoàn", max_length=8, choices=Way.choices)
    payee = SealedTextField("tài khoản nhận", null=True, blank=True)
    status = models.CharField("trạng thái", max_length=9, choices=Status.choices, default=Status.REQUESTED)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đề nghị")
    requested_at = models.DateTimeField("lúc đề nghị")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người duyệt"
    )
    decided_at = models.DateTimeField("lúc duyệt", null=True, blank=True)
    ended_at = models.DateTimeField("lúc xong", null=True, blank=True)
    provider_ref = models.CharField("số giao dịch hoàn", max_length=60, blank=True)
    note = NFCCharField("ghi chú", max_length=500, blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = "hoàn tiền"
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="refund_positive", violation_error_message=_("Số tiền hoàn phải lớn hơn 0 đồng.")
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="refund_reasoned", violation_error_message=_("Nhập lý do hoàn tiền.")
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="refund_four_eyes",
                violation_error_message=_("Người duyệt phải khác người đề nghị hoàn tiền."),
            ),
            models.CheckConstraint(
                condition=Q(status="requested") | Q(decided_by__isnull=False),
                name="refund_decided",
                violation_error_message=_("Chưa ai duyệt khoản hoàn này."),
            ),
            models.CheckConstraint(
                condition=Q(source="waiting", kind="") | (Q(source="applied") & ~Q(kind="")),
                name="refund_kind_of_what_was_applied",
                violation_error_message=_("Hoàn khoản đã nộp phải nói rõ phí hay lệ phí."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["requested_at"], name="refund_open", condition=Q(status__in=["requested", "approved", "sent", "failed"])
            )
        ]
        triggers = [
            pgtrigger.Protect(name="refund_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="refund_frozen",
                fields=["inflow", "fee", "source", "kind", "amount", "reason", "way", "payee", "requested_by", "requested_at"],
            ),
            pgtrigger.Protect(
                name="refund_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status__in=["done", "rejected"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.status}"
