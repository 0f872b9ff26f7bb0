"""What needs a leader's word: requests, new promises, corrected results; and receipts entered after an outage."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Seat
from common.fields import NFCCharField, SealedJSONField
from common.ids import uuid7
from dossiers.models.dossier import Dossier, PrintedForm
from dossiers.models.result import IssuedResult
from vault.models import Document


class LeaderRequest(models.Model):
    """An official asks the leader for something the process alone does not give (đề nghị lãnh đạo).

    ``given`` is what the act needs once it is granted (items of a supplement, the new promise); sealed, since items may quote
    what was declared. One open request a dossier, so the leader decides them one after another.
    """

    class Kind(models.TextChoices):
        EXTEND = "extend", "Gia hạn và xin lỗi"
        STOP = "stop", "Dừng giải quyết"
        SUPPLEMENT = "second-supplement", "Yêu cầu bổ sung lần nữa"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="leader_requests")
    kind = models.CharField("đề nghị", max_length=20, choices=Kind.choices)
    reason = models.TextField("lý do")
    given = SealedJSONField(default=dict)
    asked_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="người đề nghị")
    asked_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("đề nghị lúc")
    granted = models.BooleanField("đồng ý", null=True, blank=True)
    decision = models.TextField("ý kiến lãnh đạo", blank=True)
    decided_by = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người quyết định")
    decided_at = models.DateTimeField("quyết định lúc", null=True, blank=True)

    class Meta:
        verbose_name = "đề nghị lãnh đạo"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(decided_at__isnull=True), name="one_open_leader_request"),
            models.CheckConstraint(condition=~Q(reason=""), name="leader_request_has_reason"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, granted__isnull=True) | Q(decided_at__isnull=False),
                name="leader_request_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Extension(models.Model):
    """A new promise by a leader's decision (domain.md §5.4). ``before`` is the promise it takes the place of: figures on
    punctuality go by that one, since a dossier with an apology still counts as overdue (QĐ 766/QĐ-TTg).

    The pauses stay as they are; those that begin after ``created_at`` move ``until`` on (dossiers/promises.py). ``paper``:
    form 04, once the worker has printed it. ``decision``: number and day of the written decision (reopening).
    """

    class Ground(models.TextChoices):
        EXTEND = "extend", "Xin lỗi và gia hạn"
        REOPEN = "reopen", "Mở lại theo quyết định"
        CORRECT = "correct", "Đính chính kết quả"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="extensions")
    ground = models.CharField("căn cứ", max_length=10, choices=Ground.choices)
    before = models.DateTimeField("hẹn trả trước đó")
    until = models.DateTimeField("hẹn trả mới")
    reason = models.TextField("lý do")
    decision = NFCCharField("quyết định", max_length=150, blank=True)
    request = models.OneToOneField(LeaderRequest, models.PROTECT, null=True, blank=True, related_name="extension")
    signed_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="người ký")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    paper = models.ForeignKey(PrintedForm, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="văn bản")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "hẹn trả mới"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(ground="extend"), name="extended_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
            models.CheckConstraint(condition=Q(until__gt=models.F("created_at")), name="extension_lies_ahead"),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()} {self.until:%d/%m/%Y}"


class Correction(models.Model):
    """A result issued anew (đính chính, cấp lại, cấp đổi): the same line of the dossier gets a new paper, the old one stays
    readable and says by which it was replaced. ``new`` comes when the new paper is sealed."""

    class Ground(models.TextChoices):
        CORRECT = "correct", "Đính chính sai sót"
        LOST = "lost", "Cấp lại do mất"
        DAMAGED = "damaged", "Cấp lại do hư hỏng"
        CHANGED = "changed", "Cấp đổi do thay đổi thông tin"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    result = models.ForeignKey(IssuedResult, models.PROTECT, related_name="corrections")
    old = models.OneToOneField(Document, models.PROTECT, related_name="+", verbose_name="bản cũ")
    new = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản mới")
    ground = models.CharField("vì sao", max_length=10, choices=Ground.choices, default=Ground.CORRECT, db_default=Ground.CORRECT)
    reason = models.TextField("nội dung đính chính")
    begun_by = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField("từ lúc")
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "đính chính kết quả"
        ordering = ["begun_at"]
        constraints = [
            models.UniqueConstraint(fields=["result"], condition=Q(done_at__isnull=True), name="one_open_correction"),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_reason"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, new__isnull=True) | Q(done_at__isnull=False, new__isnull=False),
                name="correction_done_has_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"đính chính {self.old_id}"


class LateEntry(models.Model):
    """A receipt written by hand while the system was away, entered later: the clock counts from the time on the slip."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="late_entry", primary_key=True)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="nơi tiếp nhận")
    slip = NFCCharField("số phiếu", max_length=60)
    received_at = models.DateTimeField("tiếp nhận lúc")
    entered_at = models.DateTimeField("nhập lúc")
    entered_by = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    reason = models.TextField("lý do")

    class Meta:
        verbose_name = "tiếp nhận nhập sau"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "slip"], name="slip_entered_once", violation_error_message="Số phiếu này đã được nhập."
            ),
            models.CheckConstraint(condition=Q(received_at__lt=models.F("entered_at")), name="late_entry_is_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="late_entry_has_reason"),
        ]

    def __str__(self) -> str:
        return self.slip
