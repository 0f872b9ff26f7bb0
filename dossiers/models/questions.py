"""What the applicant does with a filed dossier: asks, complains, names who collects, takes it back to correct it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Seat
from common.fields import SealedTextField
from common.ids import uuid7
from dossiers.models.dossier import Dossier


class Question(models.Model):
    """A question or a complaint about one dossier, and its answer; both stay on file and both sides read them.

    People quote names and numbers in them, so both texts are sealed. ``due_at``: until when an answer is owed.
    """

    class Kind(models.TextChoices):
        ASK = "ask", "Hỏi về hồ sơ"
        COMPLAIN = "complain", "Phản ánh, khiếu nại"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="questions")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    text = SealedTextField("nội dung")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("hỏi lúc")
    due_at = models.DateTimeField("trả lời trước")
    answer = SealedTextField("trả lời", null=True)
    answered_by = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vị trí trả lời")
    answered_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    class Meta:
        verbose_name = "câu hỏi về hồ sơ"
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answer__isnull=False, answered_by__isnull=False),
                name="question_answered_whole",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="question_open", condition=Q(answered_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.asked_at:%d/%m/%Y}"


class Collector(models.Model):
    """Who may collect the result for the applicant, until a day; naming another one or nobody ends it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="collectors")
    name = SealedTextField("họ tên")
    identity_number = SealedTextField("số định danh")
    until = models.DateField("đến hết ngày")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField("cử lúc")
    ended_at = models.DateTimeField("thôi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "người nhận thay"
        ordering = ["named_at"]
        constraints = [models.UniqueConstraint(fields=["dossier"], condition=Q(ended_at__isnull=True), name="one_collector")]

    def __str__(self) -> str:
        return f"người nhận thay đến {self.until:%d/%m/%Y}"


class TakenBack(models.Model):
    """The applicant has the dossier back to correct it, until ``until``; after that the desk gets it as it was filed."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="taken_back")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lấy lại lúc")
    until = models.DateTimeField("gửi lại trước")
    ended_at = models.DateTimeField("trả lại lúc", null=True, blank=True)
    corrected = models.BooleanField("có sửa", default=False)

    class Meta:
        verbose_name = "lấy lại hồ sơ"
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["dossier"], condition=Q(ended_at__isnull=True), name="taken_back_once")]
        indexes = [models.Index(fields=["until"], name="taken_back_until", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"lấy lại {self.at:%d/%m/%Y}"
