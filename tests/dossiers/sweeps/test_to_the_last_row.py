"""Sweeps come to the last row: what fails at the head of the line holds up nothing behind it, and is left alone for a while."""

import uuid
from datetime import timedelta

import pytest

from dossiers import tasks
from dossiers.models import Dossier
from dossiers.services import stop
from dossiers.services.supplement import Item, request_supplement
from dossiers.services.sweeps import rows
from dossiers.states import State
from tests.world import World

ITEM = Item(label="Bản vẽ", reason="Thiếu mặt cắt", paper_key="ban-ve")


def test_rows_that_fail_at_the_head_do_not_starve_the_rest(world: World, travel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "BATCH", 1)
    broken, sound = world.received(), world.received()
    for dossier in (broken, sound):
        asked = world.act(request_supplement, "chi", dossier, items=[ITEM])
    bad, tried, close = broken.supplements.get().pk, [], stop.close_unanswered

    def closing(pk: uuid.UUID) -> bool:
        tried.append(pk)
        if pk == bad:
            raise RuntimeError("hỏng")
        return close(pk)

    monkeypatch.setattr(stop, "close_unanswered", closing)
    travel.move_to(asked.answer_until + timedelta(minutes=1))
    tasks._end_terms()
    tasks._end_terms()
    sound.refresh_from_db()
    assert sound.state == State.STOPPED
    assert tried.count(bad) == 1, "đã hỏng thì để sang một bên một giờ"
    assert Dossier.objects.get(pk=broken.pk).state == State.SUPPLEMENT
