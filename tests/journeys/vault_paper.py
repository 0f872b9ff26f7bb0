"""Puts a land certificate into someone's vault beside a running portal: asked for through tests/behind.py."""

import secrets
from datetime import timedelta

from accounts.models import User
from agencies.models import Agency
from common import blobs, clock
from portal.mainjob import story
from vault.models import Document


def keep(email: str) -> str:
    """The number of the new paper; it has the national code that the building permit asks for."""
    number = f"{secrets.randbelow(10**6):06d}/GCN"
    blob = blobs.put(story.drawing(), "application/pdf")
    Document.objects.create(
        owner_person=User.objects.get(email=email).person,
        kind="land",
        code="G17-KQ003215",
        title="Giấy chứng nhận quyền sử dụng đất",
        number=number,
        issued_on=clock.today(),
        issuer=Agency.objects.get(code="H09"),
        blob=blob,
        sha256=blob.sha256,
    )
    return number


def next_week() -> str:
    """A day as people write it."""
    return f"{clock.today() + timedelta(days=7):%d/%m/%Y}"
