"""Copies that an agency makes of issued papers (NĐ 30/2020/NĐ-CP, art. 25-27), on their way: numbered, drawn, then sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Seat
from common.fields import NFCCharField
from common.ids import opaque, uuid7
from common.models import Blob


class CopyForm(models.TextChoices):
    """What kind of copy a paper is. ``certified``: of an original that somebody presented (chứng thực, NĐ 45/2020, art. 10)."""

    CERTIFIED = "certified", "Bản sao điện tử được chứng thực từ bản chính"
    WHOLE = "sao-y", "Sao y"
    AGAIN = "sao-luc", "Sao lục"
    EXTRACT = "trich-sao", "Trích sao"


SYMBOLS = {CopyForm.WHOLE: "SY", CopyForm.AGAIN: "SL", CopyForm.EXTRACT: "TS"}
"""Abbreviations of NĐ 30/2020/NĐ-CP, Phụ lục III: ``03/TS-UBND``."""


class Copy(models.Model):
    """One copy that an agency makes. ``made_from`` is the paper whose pages are drawn: the original, or for a sao lục a sao y.

    ``pages`` are the chosen pages of an extract from 1, empty for all. ``pdf``: drawn by the worker, not sealed yet.
    ``document``: the copy in its owner's vault. ``dropped_at``: given up before sealing; its number is void.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    made_from = models.ForeignKey("vault.Document", models.PROTECT, related_name="+", verbose_name="sao từ")
    form = models.CharField("hình thức sao", max_length=10, choices=CopyForm.choices)
    pages = models.JSONField("trang", default=list, blank=True)
    receiver = NFCCharField("nơi nhận", max_length=250)
    purpose = NFCCharField("dùng vào việc", max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="cơ quan sao")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="vị trí")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    made_at = models.DateTimeField("lập lúc")
    number = models.OneToOneField("vault.ReservedNumber", models.PROTECT, related_name="+", verbose_name="số")
    public_id = models.CharField(max_length=32, unique=True, default=opaque, editable=False)
    pdf = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField("vault.Document", models.PROTECT, null=True, blank=True, related_name="copying")
    dropped_at = models.DateTimeField("bỏ lúc", null=True, blank=True)
    drop_reason = NFCCharField("lý do bỏ", max_length=300, blank=True)

    class Meta:
        verbose_name = "bản sao"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=True) | Q(dropped_at__isnull=True), name="copy_sealed_or_dropped"
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, drop_reason="") | (Q(dropped_at__isnull=False) & ~Q(drop_reason="")),
                name="copy_dropped_is_reasoned",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-made_at", "-id"], name="copies_of_agency")]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.made_from_id}"
