"""Telling a person something: one row in the inbox, one e-mail copy, each exactly once."""

import uuid

from accounts.models import User
from common import clock, outbox
from notifications.models import Notification

COPY_TOPIC = "notification-copy"


def notify(user: User | uuid.UUID, *, kind: str, title: str, body: str, link: str, key: str) -> None:
    """Tell ``user``; must run in the transaction of what happened.

    ``key`` names the happening (``dossier:<uuid>:received``): telling it twice changes nothing. ``link`` is a path of ours.
    ``title`` and ``body`` carry a code and one action, never personal data, because they leave by e-mail. Two statements.
    """
    user_id = user if isinstance(user, uuid.UUID) else user.pk
    row = Notification(user_id=user_id, key=key, kind=kind, title=str(title)[:200], body=str(body), link=link)
    Notification.objects.bulk_create([row], ignore_conflicts=True)
    outbox.append(COPY_TOPIC, {"user": str(user_id), "key": key}, key=f"{COPY_TOPIC}:{user_id}:{key}"[:200])


def mark_read(user: User, notification_id: uuid.UUID) -> None:
    """The owner opened a message. One statement."""
    Notification.objects.filter(user=user, pk=notification_id, read_at__isnull=True).update(read_at=clock.now())


def mark_all_read(user: User) -> int:
    """The owner has seen everything; returns how many were new. One statement."""
    return Notification.objects.filter(user=user, read_at__isnull=True).update(read_at=clock.now())
