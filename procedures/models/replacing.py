"""One legal basis put in the place of another in many procedures, in one reviewed act."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.models import Seat
from common.fields import NFCCharField
from common.ids import uuid7
from procedures.models.catalogue import LegalBasis, Procedure
from procedures.models.drafts import VersionDraft
from procedures.models.versions import ProcedureVersion


class BasisReplacement(models.Model):
    """Prepared by one person (the procedures and what changes in each), approved by another, then done row by row."""

    class Status(models.TextChoices):
        PREPARED = "prepared", "Chờ duyệt"
        APPROVED = "approved", "Đã duyệt"
        DISCARDED = "discarded", "Đã bỏ"

    class Way(models.TextChoices):
        PUBLISH = "publish", "Công bố bản mới của từng thủ tục"
        DRAFT = "draft", "Đưa vào bản soạn thảo của từng thủ tục"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    old = models.ForeignKey(LegalBasis, models.PROTECT, related_name="+", verbose_name="căn cứ cũ")
    new = models.ForeignKey(LegalBasis, models.PROTECT, related_name="+", verbose_name="căn cứ mới")
    way = models.CharField("cách làm", max_length=10, choices=Way.choices)
    effective_from = models.DateField("áp dụng từ")
    decision = NFCCharField("quyết định công bố", max_length=150, blank=True)
    reason = NFCCharField("lý do", max_length=500, blank=True)
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.PREPARED)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chuẩn bị")
    prepared_seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField("chuẩn bị lúc")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người duyệt"
    )
    decided_seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("duyệt lúc", null=True, blank=True)

    class Meta:
        verbose_name = "thay căn cứ pháp lý"
        ordering = ["-prepared_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(old=F("new")), name="basis_replaced_by_another"),
            models.CheckConstraint(
                condition=~Q(status="approved") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("prepared_by"))),
                name="basis_replacement_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class BasisReplacementRow(models.Model):
    """One procedure of it, as it stood when it was prepared (``version``), and what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Chờ"
        PUBLISHED = "published", "Đã công bố bản mới"
        SCHEDULED = "scheduled", "Đã hẹn ngày áp dụng"
        DRAFTED = "drafted", "Đã đưa vào bản soạn thảo"
        REFUSED = "refused", "Chưa làm được"

    replacement = models.ForeignKey(BasisReplacement, models.PROTECT, related_name="rows")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+")
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+")
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    message = models.TextField("ghi chú", blank=True)
    made = models.ForeignKey(ProcedureVersion, models.PROTECT, null=True, blank=True, related_name="+")
    draft = models.ForeignKey(VersionDraft, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "thủ tục được thay căn cứ"
        ordering = ["replacement", "procedure__code"]
        constraints = [models.UniqueConstraint(fields=["replacement", "procedure"], name="basis_replaced_once_each")]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.outcome}"
