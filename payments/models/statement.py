"""Statements that a bank gave out, as they were uploaded."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.fields import NFCCharField
from common.ids import uuid7
from common.triggers import append_only


class Statement(models.Model):
    """One uploaded statement (CSV or camt.053): what it covers and what became of its credits. The same file is taken once.

    Its lines are ``GatewayEvent`` rows of source ``statement``, each unique by the bank's own entry reference.
    """

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        CAMT = "camt.053", "camt.053.001.08"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gateway = models.CharField("cổng thanh toán", max_length=20)
    account = models.CharField("tài khoản", max_length=40)
    format = models.CharField("định dạng", max_length=10, choices=Format.choices)
    name = NFCCharField("tên tệp", max_length=200, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    since = models.DateTimeField("từ lúc")
    until = models.DateTimeField("đến lúc")
    credits = models.PositiveIntegerField("số khoản có")
    credited = models.PositiveBigIntegerField("tổng tiền có")
    settled = models.PositiveIntegerField("khớp và ghi nhận")
    repeated = models.PositiveIntegerField("đã ghi nhận trước đó")
    queued = models.PositiveIntegerField("chờ xử lý")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tải lên")
    uploaded_at = models.DateTimeField("lúc tải lên")

    class Meta:
        verbose_name = "sao kê ngân hàng"
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="statement_period",
                violation_error_message=_("Sao kê phải kết thúc sau khi bắt đầu."),
            )
        ]
        indexes = [models.Index(fields=["gateway", "account", "until"], name="statement_covers")]
        triggers = append_only("statement_kept")

    def __str__(self) -> str:
        return f"{self.account} {self.since:%Y-%m-%d} – {self.until:%Y-%m-%d}"
