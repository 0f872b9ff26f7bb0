"""Generic rows of the plumbing: outbox, idempotency keys, counters, stored files. No key to the domain."""

from django.db import models

from common.ids import uuid7


class OutboxMessage(models.Model):
    """A side effect that must happen after commit; PostgreSQL is the truth, the broker only wakes the worker.

    ``key`` makes an effect happen once however often it is asked for; ``fence`` grows with each lease, so a
    worker that lost its lease cannot mark a later one's work done (fault F6).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    available_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = "việc chờ làm sau giao dịch"
        indexes = [
            models.Index(
                fields=["available_at"],
                name="outbox_waiting",
                condition=models.Q(done_at__isnull=True, dead_at__isnull=True),
            ),
            models.Index(fields=["-dead_at"], name="outbox_dead", condition=models.Q(dead_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class IdempotencyKey(models.Model):
    """One key of one actor → one effect and its stored answer; the same key with another body is a conflict (I2)."""

    scope = models.CharField(max_length=120)
    key = models.UUIDField()
    body_hash = models.CharField(max_length=64)
    answer = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "khóa chống gửi lặp"
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class Counter(models.Model):
    """A gap-free sequence: the row is locked by the transaction that uses its number, so a rollback gives it back."""

    scope = models.CharField(max_length=120, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "bộ đếm"

    def __str__(self) -> str:
        return f"{self.scope}={self.value}"


class Blob(models.Model):
    """One stored file, encrypted at rest under a random name; ``sha256`` is of the plain bytes.

    ``scrubbed_at``: when its bytes were last read and compared; ``damaged_at``: since when they are not what was stored (F19).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    mime = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)
    scrubbed_at = models.DateTimeField(null=True, blank=True)
    damaged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "tệp lưu trữ"
        indexes = [
            models.Index(models.F("scrubbed_at").asc(nulls_first=True), "id", name="blob_to_scrub"),
            models.Index(fields=["damaged_at"], name="blob_damaged", condition=models.Q(damaged_at__isnull=False)),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="blob_not_empty")]

    def __str__(self) -> str:
        return f"{self.mime} {self.size}"

    @property
    def path(self) -> str:
        """Where the encrypted bytes lie in the storage: spread over folders by the id's random tail."""
        name = self.id.hex
        return f"blobs/{name[-2:]}/{name}"
