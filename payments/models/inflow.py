"""Where every đồng that came in lies now."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.ids import uuid7
from payments.models.fee import FeeRequest
from payments.models.gateway import Attempt


class InflowQuerySet(models.QuerySet["Inflow"]):
    def reach_of(self, agency: Agency) -> "InflowQuerySet":
        """Sums for fees that ``agency`` collects; those that belong to no fee are the root agency's."""
        mine = Q(fee__in=FeeRequest.objects.reach_of(agency))
        return self.filter(mine if agency.parent_id else mine | Q(fee__isnull=True))


class Inflow(models.Model):
    """One sum that came in, in đồng, divided without rest over where it lies: the database refuses anything else.

    ``key`` is the sum's own name at its gateway, so a message that comes again, or an answer that says the same, is no second
    sum. ``applied`` pays the fee, ``waiting`` stands before a finance officer, ``refunded`` went back, ``void`` never came
    (a message that the gateway's own statement disproved).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gateway = models.CharField("cổng thanh toán", max_length=20)
    key = models.CharField("mã khoản tiền", max_length=130)
    fee = models.ForeignKey(
        FeeRequest, models.PROTECT, null=True, blank=True, related_name="inflows", verbose_name="khoản phải nộp"
    )
    attempt = models.ForeignKey(
        Attempt, models.PROTECT, null=True, blank=True, related_name="inflows", verbose_name="lần thanh toán"
    )
    amount = models.PositiveBigIntegerField("số tiền đã về")
    applied = models.PositiveBigIntegerField("đã ghi nhận", default=0)
    waiting = models.PositiveBigIntegerField("chờ xử lý", default=0)
    refunded = models.PositiveBigIntegerField("đã hoàn", default=0)
    void = models.PositiveBigIntegerField("không có thật", default=0)
    provider_ref = models.CharField("số giao dịch", max_length=60, blank=True)
    received_at = models.DateTimeField("lúc về")

    objects = InflowQuerySet.as_manager()

    class Meta:
        verbose_name = "khoản tiền đã về"
        ordering = ["received_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gateway", "key"], name="inflow_once"),
            models.CheckConstraint(
                condition=Q(amount=F("applied") + F("waiting") + F("refunded") + F("void"), amount__gt=0),
                name="inflow_every_dong_in_one_place",
                violation_error_message=_("Mỗi đồng đã về phải nằm đúng một chỗ."),
            ),
            models.CheckConstraint(
                condition=Q(applied=0) | Q(fee__isnull=False),
                name="inflow_applied_to_a_fee",
                violation_error_message=_("Tiền được ghi nhận phải thuộc một khoản phải nộp."),
            ),
        ]
        indexes = [models.Index(fields=["received_at"], name="inflow_waiting", condition=Q(waiting__gt=0))]
        triggers = [
            pgtrigger.ReadOnly(name="inflow_frozen", fields=["gateway", "key", "amount", "received_at"]),
            pgtrigger.Protect(name="inflow_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.key} {self.amount}"
