"""Working sessions and special days, each with its source."""

from django.db import models

from agencies.models.tree import Agency
from common.fields import NFCCharField


class CalendarVersion(models.Model):
    """Working sessions of a calendar from a date on; without an agency it is the province's. Older versions stay."""

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, verbose_name="cơ quan")
    effective_from = models.DateField("áp dụng từ")
    sessions = models.JSONField("buổi làm việc", help_text='[["07:30","11:30"],["13:00","17:00"]]')
    saturday_sessions = models.JSONField("buổi làm việc thứ Bảy", default=list, blank=True)
    provenance = NFCCharField("căn cứ", max_length=300)

    class Meta:
        verbose_name = "lịch làm việc"
        ordering = ["effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "effective_from"], name="calendar_one_a_day", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"Lịch làm việc từ {self.effective_from}"


class CalendarDay(models.Model):
    """An exceptional day: off although a weekday, or worked although a weekend (swapped), with its source."""

    class Kind(models.TextChoices):
        OFF = "off", "Ngày nghỉ"
        WORKED = "worked", "Ngày làm bù"

    class Confidence(models.TextChoices):
        FIRM = "firm", "Đã công bố"
        MEDIUM = "medium", "Chờ đối chiếu"
        ESTIMATE = "estimate", "Dự kiến"

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, verbose_name="cơ quan")
    day = models.DateField("ngày")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    reason = NFCCharField("lý do", max_length=200)
    provenance = NFCCharField("căn cứ", max_length=300)
    confidence = models.CharField("độ chắc chắn", max_length=10, choices=Confidence.choices)

    class Meta:
        verbose_name = "ngày đặc biệt"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="calendar_day_once", nulls_distinct=False)]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"
