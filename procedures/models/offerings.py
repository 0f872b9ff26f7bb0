"""Who takes and handles a procedure."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from agencies.models import Agency
from common.fields import NFCCharField
from procedures.models.catalogue import Procedure


class Offering(models.Model):
    """An agency takes and handles a procedure: who receives, who handles, through which channels, at what level."""

    class ServiceLevel(models.TextChoices):
        FULL = "full", "Dịch vụ công trực tuyến toàn trình"
        PARTIAL = "partial", "Dịch vụ công trực tuyến một phần"
        INFORMATION = "information", "Cung cấp thông tin"

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="offerings")
    receiving = models.ForeignKey(Agency, models.PROTECT, related_name="receives", verbose_name="nơi tiếp nhận")
    handling = models.ForeignKey(Agency, models.PROTECT, related_name="handles", verbose_name="cơ quan giải quyết")
    service_level = models.CharField("mức độ", max_length=12, choices=ServiceLevel.choices)
    online = models.BooleanField("nộp trực tuyến", default=True)
    channels = ArrayField(models.CharField(max_length=10), default=list, blank=True, verbose_name="kênh nộp")
    receiving_points = ArrayField(NFCCharField(max_length=300), default=list, blank=True, verbose_name="điểm tiếp nhận")
    fee_account = NFCCharField("tài khoản thu phí", max_length=100, blank=True)
    overrides = models.JSONField("nội dung riêng", default=dict, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        verbose_name = "nơi cung cấp"
        ordering = ["procedure", "receiving__path"]
        constraints = [models.UniqueConstraint(fields=["procedure", "receiving", "handling"], name="offered_once")]

    def __str__(self) -> str:
        return f"{self.procedure_id} tại {self.receiving_id}"
