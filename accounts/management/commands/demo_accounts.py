"""``manage.py demo_accounts``: the table of demonstration accounts that bin/run prints. Two queries."""

import unicodedata
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.services import demo
from agencies.models import Seat


class Command(BaseCommand):
    """Print role, e-mail, password and where each account begins."""

    help = "In bảng tài khoản mẫu."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ có tài khoản mẫu khi DEMO.")
        plan = demo.document()
        seats = {seat.key: seat for seat in Seat.objects.select_related("agency").exclude(key=None)}
        rows = [("Vai trò", "Thư điện tử", "Mật khẩu", "Nơi làm việc")]
        rows += [(row["label"], row["email"], plan["password"], "Trang chủ, Hồ sơ của tôi") for row in plan["citizens"]]
        for row in plan["officials"]:
            seat = seats.get(row["seats"][0])
            role = seat.get_role_display() if seat else row["seats"][0]
            rows.append((role, row["email"], plan["password"], f"{seat.agency.name} (/mot-cua/)" if seat else "/mot-cua/"))
        widths = [max(_width(row[column]) for row in rows) for column in range(4)]
        for row in rows:
            self.stdout.write(
                "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
            )


def _width(text: str) -> int:
    return sum(1 for letter in text if not unicodedata.combining(letter))
