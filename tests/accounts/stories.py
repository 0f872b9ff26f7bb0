"""Helpers of the account's stories: an account, logging in, the letters that left."""

import re

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.services import people
from common import outbox

PASSWORD = "Demo-2026-portal"
NEW = "mot-mat-khau-moi-2026"


def account(email: str = "an@example.vn", *, official: bool = False) -> User:
    user = User.objects.create_user(
        email, PASSWORD, person=people.create("Nguyễn Văn An", phone="0912345678"), is_official=official
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def log_in(client: Client, email: str = "an@example.vn", password: str = PASSWORD, **extra):
    return client.post("/tai-khoan/dang-nhap/", {"login": email, "password": password, **extra}, REMOTE_ADDR="10.0.0.1")


def log_in_and_confirm(client: Client) -> None:
    """Sensitive pages ask for the password once more, even right after logging in."""
    log_in(client)
    assert client.post("/tai-khoan/xac-thuc-lai/", {"password": PASSWORD}).status_code == 302


def letters() -> list[str]:
    outbox.drain()
    return [f"{letter.to[0]}: {letter.subject}" for letter in mail.outbox]


def last_code() -> str:
    outbox.drain()
    return re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE).group(1)
