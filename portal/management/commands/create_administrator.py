"""The first administrator of an installation, who then opens all other accounts from the screen."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts.services import officials, seats
from agencies import selectors as agencies
from agencies.models import Seat
from common.actors import SYSTEM
from common.errors import DomainError


class Command(BaseCommand):
    """``manage.py create_administrator EMAIL "HỌ TÊN" [--agency CODE]``; the account has no password until its owner sets one."""

    help = "Mở tài khoản quản trị hệ thống đầu tiên; người đó đặt mật khẩu bằng mục Quên mật khẩu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="thư điện tử công vụ")
        parser.add_argument("full_name", metavar="HỌ TÊN")
        parser.add_argument("--agency", metavar="MÃ", help="cơ quan của vị trí quản trị; bỏ trống là cơ quan gốc")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError("Ghi thư điện tử đủ dạng ten@co-quan.gov.vn") from None
        try:
            seat = self._open(options["email"], options["full_name"], options["agency"])
        except DomainError as error:
            raise CommandError(str(error.message)) from None
        self.stdout.write(f"Đã mở tài khoản {options['email'].lower()}: {seat}. Đặt mật khẩu bằng mục Quên mật khẩu.")

    @transaction.atomic
    def _open(self, email: str, full_name: str, code: str | None) -> Seat:
        agency = agencies.find(code) if code else agencies.root()
        seat = Seat.objects.filter(agency=agency, role=Seat.Role.SYSADMIN, active=True).first()
        if seat is None:
            seat = Seat.objects.create(agency=agency, role=Seat.Role.SYSADMIN, title=Seat.Role.SYSADMIN.label)
        user = officials.open_account(email, full_name, by=SYSTEM)
        seats.assign(user, seat, by=SYSTEM, reason="Quản trị viên đầu tiên, mở bằng lệnh create_administrator")
        return seat
