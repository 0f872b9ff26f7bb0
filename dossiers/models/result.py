"""The result on its way: drafted, approved, numbered, signed by a person, sealed by the agency, then a vault document."""

from django.db import models
from django.db.models import Q

from common.fields import SealedJSONField
from common.ids import opaque, uuid7
from common.models import Blob
from dossiers.models.dossier import Dossier
from vault.models import Document, ReservedNumber


class IssuedResult(models.Model):
    """One result of a dossier. ``values`` are the template's fields as the handler drafted them.

    ``result_key`` is the version's (``giay-phep``), with ``.2`` for the second row where each row has a result
    (dossiers/results.py); ``position`` is their order in the dossier, ``copies`` how many were asked for (số bản).
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", "Dự thảo"
        APPROVED = "approved", "Đã duyệt"
        NUMBERED = "numbered", "Đã cấp số"
        SIGNED = "signed", "Lãnh đạo đã ký"
        ISSUED = "issued", "Đã phát hành"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="results")
    result_key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=1)
    copies = models.PositiveSmallIntegerField("số bản", default=1)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFTED)
    values = SealedJSONField(default=dict)
    proposed = SealedJSONField("như trình lần đầu", null=True, blank=True)
    public_id = models.CharField(max_length=30, unique=True, default=opaque)
    number = models.OneToOneField(ReservedNumber, models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_by = models.ForeignKey("agencies.Seat", models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "kết quả"
        ordering = ["position", "result_key"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "result_key"], name="result_once"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="result_has_a_copy"),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "approved"]) | Q(number__isnull=False), name="result_numbered_before_signing"
            ),
            models.CheckConstraint(condition=~Q(state="issued") | Q(document__isnull=False), name="result_issued_has_document"),
        ]

    def __str__(self) -> str:
        return self.result_key
