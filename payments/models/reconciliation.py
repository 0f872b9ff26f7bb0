"""What a day's asking of every gateway came to."""

from django.db import models

from common.ids import uuid7


class Reconciliation(models.Model):
    """One gateway asked again about every try of one day: how often it and our book agree, and where they do not.

    ``found_later`` were not known to be paid until it was asked; ``contradicted`` it does not call paid though we do, and a case
    stands open about each; ``silent`` it gave no answer about, so they are asked about again the next night.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField("ngày")
    gateway = models.CharField("cổng thanh toán", max_length=20)
    asked = models.PositiveIntegerField("số giao dịch đã hỏi")
    agreed = models.PositiveIntegerField("khớp")
    found_later = models.PositiveIntegerField("mới biết đã nộp")
    contradicted = models.PositiveIntegerField("cổng nói khác sổ")
    silent = models.PositiveIntegerField("cổng không trả lời")
    settled_sum = models.PositiveBigIntegerField("tổng tiền khớp")
    finished_at = models.DateTimeField("lúc xong")

    class Meta:
        verbose_name = "đối soát ngày"
        ordering = ["-day", "gateway", "-finished_at"]
        constraints = [models.UniqueConstraint(fields=["day", "gateway", "finished_at"], name="reconciliation_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.gateway}"
