"""What officials keep beside a dossier while they work on it, and their own views of the queue."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Seat
from common.fields import NFCCharField, SealedJSONField, SealedTextField
from common.ids import uuid7
from dossiers.models.dossier import Dossier, DossierFile

WHOLE = 1000
"""A page's width and height, as marks measure them: places are in thousandths, whatever the paper and the screen."""


class SavedView(models.Model):
    """A queue with its filters under a name, as one person keeps it on one seat; ``query`` is the address's own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    name = NFCCharField("tên", max_length=60)
    query = models.CharField(max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "seat", "name"], name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name


class TypedAct(models.Model):
    """What an official has typed on the page of an act and not sent: kept while they type, gone when the act is done.

    ``values``: name of the box → what stood in it, a list each. Nobody but who typed it sees it; no act of the dossier.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    act = models.CharField("thao tác", max_length=60)
    values = SealedJSONField(default=dict)
    saved_at = models.DateTimeField("lưu lúc", db_index=True)

    class Meta:
        verbose_name = "nội dung đang nhập"
        constraints = [models.UniqueConstraint(fields=["dossier", "user", "seat", "act"], name="typed_once")]

    def __str__(self) -> str:
        return self.act


class PageMark(models.Model):
    """A remark at a place of a page of a submitted file. It stays with the dossier; taken off, it is kept with its time.

    ``x`` and ``y`` are thousandths of the page from its left and top edge.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="marks")
    file = models.ForeignKey(DossierFile, models.PROTECT, related_name="marks")
    page = models.PositiveSmallIntegerField("trang")
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    text = SealedTextField("nội dung")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "ghi chú trên trang"
        ordering = ["page", "y", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(page__gte=1, x__lte=WHOLE, y__lte=WHOLE), name="mark_on_its_page"),
        ]

    def __str__(self) -> str:
        return f"trang {self.page}"


class PaperCheck(models.Model):
    """What an official found of one paper of the dossier; the last word counts, the audit chain has them all."""

    class Verdict(models.TextChoices):
        GOOD = "good", "Đạt"
        FAULTY = "faulty", "Chưa đạt"
        MISSING = "missing", "Thiếu"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="paper_checks")
    paper_key = models.CharField(max_length=60)
    verdict = models.CharField("kết quả", max_length=10, choices=Verdict.choices)
    note = SealedTextField("ghi chú", null=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "kiểm tra giấy tờ"
        constraints = [models.UniqueConstraint(fields=["dossier", "paper_key"], name="paper_checked_once")]

    def __str__(self) -> str:
        return f"{self.paper_key} {self.verdict}"
