"""Files that publishers handed in to be imported, and what became of every record of them."""

from django.conf import settings
from django.db import models

from agencies.models import Seat
from common.fields import NFCCharField
from common.ids import uuid7


class ImportRun(models.Model):
    """One uploaded file. ``done`` records are taken over and told of as items; a worker that dies goes on from there.

    ``total`` is known beforehand only where a line is a record. ``touched_at`` is the worker's sign of life.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Chờ xử lý"
        RUNNING = "running", "Đang nhập"
        DONE = "done", "Đã nhập xong"
        FAILED = "failed", "Không đọc được tệp"

    OPEN = (Status.WAITING, Status.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    name = NFCCharField("tên tệp", max_length=200)
    file = models.FileField("tệp", upload_to="imports/")
    size = models.PositiveBigIntegerField("cỡ")
    sha256 = models.CharField(max_length=64)
    status = models.CharField("trạng thái", max_length=8, choices=Status.choices, default=Status.WAITING)
    reason = models.CharField("lý do", max_length=500, blank=True)
    total = models.PositiveIntegerField("số bản ghi", null=True, blank=True)
    done = models.PositiveIntegerField("đã đọc", default=0)
    created = models.PositiveIntegerField("tạo mới", default=0)
    updated = models.PositiveIntegerField("cập nhật", default=0)
    unchanged = models.PositiveIntegerField("không đổi", default=0)
    failed = models.PositiveIntegerField("lỗi", default=0)
    created_at = models.DateTimeField("nộp lúc", auto_now_add=True)
    touched_at = models.DateTimeField("xử lý lần cuối", null=True, blank=True)
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lần nhập thủ tục"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["touched_at"], condition=models.Q(finished_at=None), name="import_run_open")]

    def __str__(self) -> str:
        return f"{self.name} {self.status}"

    @property
    def open(self) -> bool:
        """Whether it is not finished yet."""
        return self.status in self.OPEN

    @property
    def percent(self) -> int | None:
        """How much of the file is done, where that is known."""
        return min(100, self.done * 100 // self.total) if self.total else None


class ImportItem(models.Model):
    """One record of a file: its line, what became of it, what was noticed."""

    class Outcome(models.TextChoices):
        CREATED = "created", "Tạo mới"
        UPDATED = "updated", "Cập nhật"
        UNCHANGED = "unchanged", "Không đổi"
        FAILED = "failed", "Lỗi"

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField("thứ tự")
    line = models.PositiveIntegerField("dòng")
    code = models.CharField("mã thủ tục", max_length=40, blank=True)
    name = models.TextField("tên thủ tục", blank=True)
    outcome = models.CharField("kết quả", max_length=9, choices=Outcome.choices)
    error = models.TextField("lỗi", blank=True)
    lint = models.JSONField("điều cần xem lại", default=list)

    class Meta:
        verbose_name = "bản ghi đã nhập"
        ordering = ["run", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="import_item_once")]
        indexes = [models.Index(fields=["run", "outcome", "position"], name="import_item_outcome")]

    def __str__(self) -> str:
        return f"{self.run_id} dòng {self.line}: {self.outcome}"
