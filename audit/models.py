"""Rows that the database refuses to change or remove."""

from django.db import models

from common.triggers import append_only


class AuditEvent(models.Model):
    """One act. ``hash`` covers the row's canonical JSON and the hash before it in its stream."""

    stream = models.CharField("luồng", max_length=80)
    seq = models.PositiveIntegerField("thứ tự")
    at = models.DateTimeField("thời điểm")
    actor = models.CharField("người thực hiện", max_length=120)
    action = models.CharField("thao tác", max_length=60)
    data = models.JSONField("dữ liệu", default=dict)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "bản ghi nhật ký"
        ordering = ["stream", "seq"]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="audit_one_place")]
        indexes = [models.Index(fields=["at"], name="audit_at")]
        triggers = append_only("audit_append_only")

    def __str__(self) -> str:
        return f"{self.stream}#{self.seq} {self.action}"


class ChainHead(models.Model):
    """The last link of a stream: locked while a row is appended, so a chain never forks."""

    stream = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "đầu chuỗi nhật ký"

    def __str__(self) -> str:
        return f"{self.stream}#{self.seq}"
