"""What real dossiers say of a procedure, through the port that portal/wiring.py fills."""

from datetime import timedelta

import pytest

from common import clock
from dossiers.services import receive
from procedures import health, observed
from procedures.affected import affected
from tests.world import PERMIT, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def test_a_filed_dossier_is_seen(world: World) -> None:
    dossier = world.submitted()
    world.act(receive.receive, "binh", dossier)
    procedure = dossier.version.procedure
    today = clock.today()
    seen = observed.of(procedure.pk, today - timedelta(days=1))
    assert (seen.filed, seen.online, seen.supplements, seen.finished) == (1, 1, 0, 0)
    assert set(seen.papers.values()) == {1}
    assert seen.outcomes == {"receive": {"receive": 1}}
    assert seen.minutes is not None
    assert observed.of(procedure.pk, today + timedelta(days=1)).filed == 0
    assert observed.filed(today) == {procedure.pk: 1}


def test_a_running_dossier_is_counted_and_so_is_what_the_nation_does_not_know_of(world: World) -> None:
    dossier = world.submitted()
    felt = affected(dossier.version.procedure)
    assert (felt.drafts, felt.dossiers, felt.agencies) == (0, 1, 2)
    today = clock.today()
    (row,) = health.synchronised_rows(world.seats["soan"], today, today + timedelta(days=1))
    assert (row.code, row.sent, row.filed) == (PERMIT, 0, 1)
