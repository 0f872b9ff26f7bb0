"""Puts a land certificate into someone's vault beside a running portal: ``python -m tests.journeys.vault_paper E-MAIL``."""

import os
import secrets
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
django.setup()

from accounts.models import User  # noqa: E402
from agencies.models import Agency  # noqa: E402
from common import blobs, clock  # noqa: E402
from portal.mainjob import story  # noqa: E402
from vault.models import Document  # noqa: E402


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


if __name__ == "__main__":
    print(keep(sys.argv[1]))
