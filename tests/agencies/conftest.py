"""The demonstration province, seeded once a module inside a transaction that is rolled back: nothing is left for others."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from deadlines import selectors


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_agencies")
        call_command("seed_calendars")
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def no_kept_calendar() -> Iterator[None]:
    selectors.forget()
    yield
    selectors.forget()
