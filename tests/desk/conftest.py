"""The world of the stories, and a browser for each official."""

import copy
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import models
from django.test import Client

from common.ids import uuid7
from common.text import fold
from dossiers.models import Dossier, Task
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


Browse = Callable[[str], Client]


@pytest.fixture
def browse(world: World) -> Browse:
    """The browser of an official, logged in."""

    def logged_in(who: str) -> Client:
        browser = Client()
        browser.force_login(world.officials[who], backend=settings.AUTHENTICATION_BACKENDS[0])
        return browser

    return logged_in


def twin(dossier: Dossier, *, code: str, name: str = "", due: datetime | None = None, **task: Any) -> Dossier:
    """Another dossier like this one with its open work, under its own code, by SQL alone: for lists."""
    other = _copied(dossier)
    other.code, other.draft_id = code, None
    if name:
        other.owner_name, other.owner_folded = name, fold(name)
    other.save(force_insert=True)
    for one in dossier.tasks.filter(done_at__isnull=True):
        row = _copied(one)
        row.dossier, row.after, row.undo = other, None, None
        for field, value in (({"dossier_due_at": due} if due else {}) | task).items():
            setattr(row, field, value)
        row.save(force_insert=True)
    return other


def _copied(row: models.Model) -> Any:
    other = copy.copy(row)
    other._state = models.base.ModelState()
    other.pk = uuid7()
    return other


def codes(rows: Any) -> list[str]:
    """The codes of a queue's rows, in their order."""
    return [row.dossier.code for row in rows]


def open_task(dossier: Dossier) -> Task:
    """The one open task."""
    return dossier.tasks.get(done_at__isnull=True)
