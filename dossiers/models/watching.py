"""What the sweeps keep: promises that a changed calendar moved, and apologies drafted before a promise is broken."""

from django.db import models
from django.db.models import F, Q

from agencies.models import Agency
from common.fields import NFCCharField
from common.ids import uuid7
from dossiers.models.dossier import Dossier


class Recount(models.Model):
    """The open promises of an agency and all below it (``None``: of everyone) are to be counted anew from ``day`` on.

    One row a change of a calendar. ``examined`` and ``moved`` grow while it runs, ``done_at`` ends it; a run that was cut off
    begins again, which moves nothing twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan")
    day = models.DateField("từ ngày")
    made_at = models.DateTimeField("thay đổi lúc")
    examined = models.PositiveIntegerField("đã xem", default=0)
    moved = models.PositiveIntegerField("đã dời", default=0)
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lần tính lại ngày hẹn"
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["made_at"], name="recount_waiting", condition=Q(done_at__isnull=True))]

    def __str__(self) -> str:
        return f"tính lại từ {self.day:%d/%m/%Y}"


class DueMove(models.Model):
    """One dossier's promise that a recount moved: the log row."""

    recount = models.ForeignKey(Recount, models.PROTECT, related_name="moves")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="due_moves")
    before = models.DateTimeField("hẹn cũ")
    after = models.DateTimeField("hẹn mới")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "ngày hẹn đã dời"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["recount", "dossier", "after"], name="moved_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="move_moves"),
        ]

    def __str__(self) -> str:
        return f"{self.before:%d/%m/%Y %H:%M} → {self.after:%d/%m/%Y %H:%M}"


class ApologyDraft(models.Model):
    """Form 04 as the system drafts it with a day left: why, and until when; the leader's own words take its place.

    One a promise (``due_at``): when that moves, another draft belongs to it.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="apology_drafts")
    due_at = models.DateTimeField("hẹn trả")
    until = models.DateTimeField("đề nghị hẹn lại")
    reason = models.TextField("lý do")
    where = NFCCharField("đang ở", max_length=300)
    drafted_at = models.DateTimeField("soạn lúc")

    class Meta:
        verbose_name = "dự thảo xin lỗi"
        ordering = ["drafted_at"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "due_at"], name="one_apology_a_promise"),
            models.CheckConstraint(condition=Q(until__gt=F("due_at")), name="apology_promises_later"),
        ]

    def __str__(self) -> str:
        return f"xin lỗi, hẹn lại {self.until:%d/%m/%Y}"
