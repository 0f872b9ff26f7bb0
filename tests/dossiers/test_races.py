"""F9 in small: several officials act on one dossier at the same moment with the same page before them. One act wins each time,

the others see a conflict and write nothing; the thousand races are bench/races.py's.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connections, transaction

from audit.models import AuditEvent
from common.errors import DomainError, Stale
from dossiers.models import Dossier, Opinion
from dossiers.services import assigning, handle, receive, transferring
from portal.invariants import check_all
from tests.dossiers.routing import made
from tests.world import World, build

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def made_world() -> World:
    """Its rows are put back in one transaction, since their keys are checked at its end."""
    with transaction.atomic():
        return build()


def race(*acts: Callable[[], Any]) -> list[BaseException | None]:
    """Start every act at the same moment, each on a connection of its own; what each was refused with."""
    ready = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> BaseException | None:
        try:
            ready.wait()
            act()
        except DomainError as refusal:
            return refusal
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_of_several_acts_at_once_one_wins_and_the_others_write_nothing() -> None:
    world = made_world()
    made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler")
    offering = made.offered(made.plain())
    for turn in range(3):
        dossier = made.filed_at(world, offering)
        world.act(receive.receive, "binh", dossier)
        act = partial(_act, world, dossier, dossier.lock_version)
        outcomes = race(
            act(handle.propose, "chi", opinion=f"Chi {turn}"),
            act(handle.propose, "khanh", opinion=f"Khánh {turn}"),
            act(handle.send_back, "chi", reason="Trả lại"),
            act(assigning.assign, "dung", to=world.officials["khanh"]),
            act(handle.take, "khanh"),
        )
        _one_won(dossier, outcomes, opinions={0, 1})


def test_a_recall_and_an_approval_at_once() -> None:
    """Whichever comes first, the dossier is at one place and nothing is decided twice."""
    world = made_world()
    offering = made.offered(made.plain())
    for _turn in range(3):
        dossier = made.filed_at(world, offering)
        world.act(receive.receive, "binh", dossier)
        world.act(handle.propose, "chi", dossier, opinion="Đủ.")
        act = partial(_act, world, dossier, dossier.lock_version)
        outcomes = race(act(transferring.recall, "chi"), act(handle.send_back, "dung", reason="Thiếu"))
        _one_won(dossier, outcomes, opinions={1, 2})


def _act(world: World, dossier: Dossier, seen: int, service: Any, who: str, **given: Any) -> Callable[[], Any]:
    return partial(service, dossier.pk, by=world.officials[who], seat=world.seats[who], seen=seen, **given)


def _one_won(dossier: Dossier, outcomes: list[BaseException | None], *, opinions: set[int]) -> None:
    seen = dossier.lock_version
    dossier.refresh_from_db()
    assert outcomes.count(None) == 1
    assert all(isinstance(one, Stale) for one in outcomes if one is not None)
    assert dossier.lock_version == seen + 1
    events = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}")
    assert list(events.values_list("seq", flat=True).order_by("seq")) == list(range(1, events.count() + 1))
    assert Opinion.objects.filter(dossier=dossier).count() in opinions
    assert len(made.open_at(dossier)) == 1
    assert check_all()["I4"].violations == []
