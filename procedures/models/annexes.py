"""Annexes of publication decisions that publishers asked for: made by the worker, kept for some days."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from agencies.models import Seat
from common.fields import NFCCharField
from common.ids import uuid7


class DecisionAnnex(models.Model):
    """One annex: the procedures by their codes, the decision as far as it is known, the PDF once it is made."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Đang lập"
        DONE = "done", "Đã lập xong"
        FAILED = "failed", "Không lập được"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    codes = ArrayField(models.CharField(max_length=20), verbose_name="mã thủ tục")
    number = NFCCharField("số quyết định", max_length=60, blank=True)
    day = models.DateField("ngày quyết định", null=True, blank=True)
    agency = NFCCharField("cơ quan ban hành", max_length=200, blank=True)
    status = models.CharField("trạng thái", max_length=8, choices=Status.choices, default=Status.WAITING)
    file = models.FileField("tệp", upload_to="annexes/", blank=True)
    created_at = models.DateTimeField("yêu cầu lúc")
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "phụ lục quyết định"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.number} {self.status}"

    @property
    def waits(self) -> bool:
        """Whether the worker has not made it yet."""
        return self.status == self.Status.WAITING
