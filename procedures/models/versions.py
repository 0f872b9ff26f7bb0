"""Immutable versions of a procedure, and their standing apart from them."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from common.fields import NFCCharField
from common.ids import uuid7
from common.triggers import append_only
from procedures.models.catalogue import Procedure


class ProcedureVersion(models.Model):
    """Form, papers, fees, time limits, process and texts of a procedure together, as one immutable document.

    ``content`` is described in procedures/content; ``content_hash`` is the SHA-256 of its canonical JSON.
    The row never changes (trigger); its standing is ``Publication``'s.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("bản số")
    name = NFCCharField("tên thủ tục", max_length=500)
    content = models.JSONField("nội dung")
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "phiên bản thủ tục"
        ordering = ["procedure", "-number"]
        constraints = [models.UniqueConstraint(fields=["procedure", "number"], name="version_number_once")]
        # Which procedures rest on a legal text is asked by its page and by whoever replaces it.
        indexes = [GinIndex(OpClass(F("content__legal_bases"), name="jsonb_path_ops"), name="version_legal_bases")]
        triggers = append_only("procedure_version_immutable")

    def __str__(self) -> str:
        return f"{self.procedure_id} bản {self.number}"


class Publication(models.Model):
    """A version's standing: apart from its content, so the content's trigger is never lifted (decisions.md).

    ``public_on``: the day on which its text was made public elsewhere before this catalogue showed it, where somebody said so.
    """

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "Chờ đến ngày áp dụng"
        PUBLISHED = "published", "Đang áp dụng"
        SUPERSEDED = "superseded", "Đã thay thế"
        WITHDRAWN = "withdrawn", "Đã bãi bỏ"
        INTAKE_STOPPED = "intake-stopped", "Ngừng tiếp nhận"
        RECALLED = "recalled", "Đã rút trước ngày áp dụng"

    class Kind(models.TextChoices):
        NEW = "new", "Mới ban hành"
        AMENDED = "amended", "Sửa đổi, bổ sung"
        REPLACED = "replaced", "Được thay thế"
        ABOLISHED = "abolished", "Bị bãi bỏ"

    version = models.OneToOneField(ProcedureVersion, models.PROTECT, related_name="publication", primary_key=True)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="publications")
    status = models.CharField("trạng thái", max_length=20, choices=Status.choices)
    effective_from = models.DateField("áp dụng từ")
    decision = NFCCharField("quyết định công bố", max_length=150, blank=True)
    decision_number = NFCCharField("số quyết định", max_length=60, blank=True)
    decision_date = models.DateField("ngày quyết định", null=True, blank=True)
    kind = models.CharField("loại công bố", max_length=10, choices=Kind.choices, default=Kind.NEW)
    public_on = models.DateField("công khai từ ngày", null=True, blank=True)
    intake_notice = NFCCharField("thông báo ngừng tiếp nhận", max_length=500, blank=True)
    drafts_until = models.DateField("nhận bản nháp cũ đến", null=True, blank=True)

    class Meta:
        verbose_name = "công bố"
        constraints = [
            models.UniqueConstraint(fields=["procedure"], condition=Q(status="published"), name="one_published_version"),
            models.UniqueConstraint(fields=["procedure"], condition=Q(status="scheduled"), name="one_scheduled_version"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.status}"
