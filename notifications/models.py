"""Messages to people: the inbox is the truth, e-mail is a copy."""

from django.conf import settings
from django.db import models

from common.ids import uuid7


class Notification(models.Model):
    """One message to one account; ``key`` makes each happening produce exactly one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    title = models.CharField("tiêu đề", max_length=200)
    body = models.TextField("nội dung")
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "thông báo"
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notified_once")]
        indexes = [models.Index(fields=["user", "-created_at"], name="notification_inbox")]

    def __str__(self) -> str:
        return self.title
