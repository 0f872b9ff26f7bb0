"""Django's ``migrate``, which looks for garbage between migrations and not inside them.

Every step draws the models that it touches, and all that are related to them, anew: tens of thousands of classes on the way from
nothing, each a circle that only the collector frees. Looking for them all the time was a third of the time of a first start.
"""

import gc
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations import Migration

EACH = 6
"""Migrations between two looks: more would keep more than half a gigabyte of old models."""


class Command(migrate.Command):
    """``manage.py migrate``, with Django's own arguments and output."""

    done = 0

    def handle(self, *args: Any, **options: Any) -> None:
        gc.collect()
        gc.freeze()
        gc.disable()
        try:
            super().handle(*args, **options)
        finally:
            gc.enable()

    def migration_progress_callback(self, action: str, migration: Migration | None = None, fake: bool = False) -> None:
        super().migration_progress_callback(action, migration, fake)
        if action == "apply_success":
            self.done += 1
            if self.done % EACH == 0:
                gc.collect()
