"""F10: two hundred codes of one unit and day are taken at once: unique, without a gap, and nobody waits for ever."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections, transaction

from common import clock
from dossiers.models import Dossier, Draft, DraftFile
from dossiers.services import receive
from dossiers.services.submit import next_code, submit
from tests.world import World, build

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
HANDS = 20
EACH = 10
SUBMITTED = 24


class GivenBack(Exception):
    """The transaction that took a code fails."""


def together(hands: int, work: Callable[[int], Any]) -> list[Any]:
    """Let ``hands`` threads, each with a connection of its own, begin ``work`` at the same moment."""
    ready = Barrier(hands)

    def one(number: int) -> Any:
        try:
            ready.wait()
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(one, range(hands)))


def numbers(codes: list[str]) -> list[int]:
    return sorted(int(code.rpartition("-")[2]) for code in codes)


def test_two_hundred_codes_at_once() -> None:
    # given twenty counters of one unit on one day
    now = clock.now()

    def take(hand: int) -> list[str]:
        kept = []
        for turn in range(EACH * 2):
            try:
                with transaction.atomic():
                    code = next_code("H09.21.23.01", now)
                    if (hand + turn) % 2:
                        raise GivenBack
                    kept.append(code)
            except GivenBack:
                pass
        return kept

    # when each takes ten and gives ten more back by failing
    codes = [code for kept in together(HANDS, take) for code in kept]
    # then the two hundred run from 1 to 200
    assert numbers(codes) == list(range(1, HANDS * EACH + 1))
    assert len({code.rpartition("-")[0] for code in codes}) == 1


def copy(draft: Draft) -> Draft:
    """A draft like this one, with a key of its own."""
    files = list(draft.files.all())
    draft = Draft.objects.get(pk=draft.pk)
    draft.pk, draft.submit_key, draft._state.adding = uuid.uuid4(), uuid.uuid4(), True
    draft.save(force_insert=True)
    for file in files:
        DraftFile.objects.create(draft=draft, paper_key=file.paper_key, name=file.name, blob_id=file.blob_id, status=file.status)
    return draft


def test_submitting_and_receiving_at_once() -> None:
    # given many complete drafts of one unit
    world: World = build()
    first = world.draft()
    drafts = [copy(first) for _number in range(SUBMITTED)]

    def file(number: int) -> str:
        draft = drafts[number]
        dossier = submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
        receive.receive(dossier.pk, by=world.officials["binh"], seat=world.seats["binh"], seen=dossier.lock_version)
        return dossier.code

    # when all are submitted and received at once
    codes = together(SUBMITTED, file)
    # then their codes run from 1 without a gap, and each is received
    assert numbers(codes) == list(range(1, SUBMITTED + 1))
    assert set(Dossier.objects.values_list("code", "state")) == {(code, "processing") for code in codes}
