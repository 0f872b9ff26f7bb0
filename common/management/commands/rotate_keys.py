"""``rotate_keys``: put every data key under the present DATA_KEY; begin again after an interruption, it finds what is left."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from common import rotation


class Command(BaseCommand):
    """Exit 0 when everything is under the present key, so that DATA_KEYS_OLD may be emptied; 1 when something opens by no key."""

    help = "Bọc lại mọi khóa dữ liệu bằng DATA_KEY hiện tại; chạy lại được khi bị ngắt. Khóa cũ để ở DATA_KEYS_OLD tới khi xong."

    def handle(self, *args: Any, **options: Any) -> None:
        changed, unreadable = 0, 0
        for name, done in rotation.rotate():
            changed += done.changed
            unreadable += len(done.unreadable)
            if done.changed or done.unreadable:
                self.stdout.write(f"{name}: {done.changed} trong {done.seen} bọc lại")
            for row in done.unreadable:
                self.stderr.write(f"{name}: {row} không khóa nào mở được")
        self.stdout.write(f"Xong: {changed} giá trị bọc lại, {unreadable} không mở được.")
        sys.exit(1 if unreadable else 0)
