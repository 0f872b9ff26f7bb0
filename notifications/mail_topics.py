"""What the worker does with the outbox's mail rows; portal/wiring.py registers both handlers.

A message's id is made from what it tells, so one that leaves twice after a crash is recognised as the same by the
receiver's mailbox (I6: at least once at the sink, applied once).
"""

import base64
import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from common import clock, crypto
from notifications.models import Notification


def send_copy(payload: dict[str, Any]) -> None:
    """E-mail the copy of one inbox message: ``payload`` is {user, key}. Two queries."""
    row = Notification.objects.select_related("user").filter(user_id=payload["user"], key=payload["key"]).first()
    if row is None or not row.user.is_active:
        return
    link = f"{settings.SITE_URL}{row.link}" if row.link.startswith("/") else row.link
    body = render_to_string(
        "notifications/email/copy.txt", {"title": row.title, "body": row.body, "link": link, "site": settings}
    )
    _send(row.user.email, row.title, body, f"{row.user_id}:{row.key}")


def send_mail(payload: dict[str, Any]) -> None:
    """E-mail one sealed letter (see ``services/mail.queue``) unless it is too late for it."""
    letter = crypto.unseal_json(base64.b64decode(payload["sealed"]))
    if letter["expires_at"] and datetime.fromisoformat(letter["expires_at"]) < clock.now():
        return
    _send(letter["to"], letter["subject"], letter["body"], payload["sealed"])


def _send(to: str, subject: str, body: str, identity: str) -> None:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">")
    message_id = f"<{hashlib.sha256(identity.encode()).hexdigest()[:40]}@{domain}>"
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to], headers=headers).send()
