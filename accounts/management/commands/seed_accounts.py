"""``manage.py seed_accounts``: the demonstration's accounts, after seed_agencies; again it changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.services import demo


class Command(BaseCommand):
    """Load seeds/accounts/demo.yaml."""

    help = "Tạo tài khoản mẫu (chỉ khi DEMO)."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = demo.load()
        except demo.NotDemo:
            raise CommandError("Tài khoản mẫu có mật khẩu công khai nên chỉ tạo được khi DEMO.") from None
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(", ".join(f"{name} {count}" for name, count in made.items()))
