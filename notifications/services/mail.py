"""E-mail that has no place in the inbox: codes, and notices to an address that is no longer the account's."""

import base64
from datetime import datetime

from common import crypto, outbox

MAIL_TOPIC = "mail"


def queue(to: str, *, subject: str, body: str, key: str, expires_at: datetime | None = None) -> None:
    """Send a plain-text message after commit. ``key`` makes it leave once; after ``expires_at`` it is dropped, because a
    code that arrives late only confuses (fault F25). Address and text are sealed in the outbox."""
    letter = {"to": to, "subject": subject, "body": body, "expires_at": expires_at.isoformat() if expires_at else None}
    outbox.append(MAIL_TOPIC, {"sealed": base64.b64encode(crypto.seal_json(letter)).decode()}, key=f"{MAIL_TOPIC}:{key}"[:200])
