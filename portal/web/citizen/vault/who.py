"""Who looks into a vault, and how its files are named when they leave it."""

from django.http import HttpRequest

from accounts.models import User
from vault.models import Document

ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/heic": ".heic"}


def user_of(request: HttpRequest) -> User:
    """The account; the views are behind ``login_required``."""
    assert isinstance(request.user, User)
    return request.user


def page_number(request: HttpRequest) -> int:
    """``?trang=``, 1 where it is nonsense."""
    number = request.GET.get("trang", "1")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1


def file_name(document: Document, mime: str) -> str:
    """Giấy phép xây dựng 07-GPXD.pdf: a name that every file system takes."""
    name = f"{document.title} {document.number}".strip()
    return "".join("-" if c in '/\\:*?"<>|' else c for c in name) + ENDINGS.get(mime, ".pdf")
