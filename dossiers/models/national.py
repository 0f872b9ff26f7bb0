"""Where online filings go: a procedure's, or all of them, may be switched to the national portal (QĐ 29/2026/QĐ-TTg)."""

from django.db import models
from django.db.models import Q

from common.fields import NFCCharField
from common.ids import uuid7
from procedures.models import Procedure


class NationalIntake(models.Model):
    """Since when and why filing online happens on the national portal; without a procedure it holds for all of them.

    A row is ended, never changed: what the public was told when stays readable. The counter and the post are not touched.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, null=True, blank=True, related_name="national_intakes")
    notice = NFCCharField("thông báo", max_length=500)
    address = models.URLField("địa chỉ", max_length=500)
    reason = NFCCharField("căn cứ", max_length=300)
    since = models.DateTimeField("từ lúc")
    until = models.DateTimeField("đến lúc", null=True, blank=True)
    switched_by = models.CharField("người chuyển", max_length=120)
    switched_back_by = models.CharField("người chuyển lại", max_length=120, blank=True)

    class Meta:
        verbose_name = "tiếp nhận trên Cổng quốc gia"
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(until__isnull=True), nulls_distinct=False, name="one_national_intake"
            ),
            models.CheckConstraint(condition=~Q(notice="") & ~Q(reason=""), name="national_intake_is_told"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id or 'mọi thủ tục'} từ {self.since:%d/%m/%Y}"
