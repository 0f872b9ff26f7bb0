"""Reading a person's inbox."""

import uuid

from django.db.models import QuerySet

from accounts.models import User
from common.errors import NotFound
from notifications.models import Notification


def inbox(user: User) -> QuerySet[Notification]:
    """Everything the person was told, the latest first. One query a page."""
    return Notification.objects.filter(user_id=user.pk).order_by("-created_at", "-id")


def unread_count(user: User) -> int:
    """How many messages were not opened, counted to 99 at most. One query."""
    return Notification.objects.filter(user_id=user.pk, read_at__isnull=True).order_by()[:99].count()


def message(user: User, notification_id: uuid.UUID) -> Notification:
    """One message of this person; raises ``NotFound`` for anyone else's. One query."""
    row = Notification.objects.filter(user_id=user.pk, pk=notification_id).first()
    if row is None:
        raise NotFound
    return row
