"""Dossiers whose papers wait for the leader's signature, many of them cheaply."""

from common import blobs, outbox
from common.actors import SYSTEM
from common.ids import opaque, uuid7
from dossiers.models import Dossier, IssuedResult
from dossiers.services import decide, issue
from tests.desk.conftest import twin
from tests.snapshot import stage
from tests.world import World
from vault.services import numbers

PDF = "application/pdf"


def numbered(world: World) -> Dossier:
    """A permit, approved, numbered and rendered."""

    def make() -> Dossier:
        dossier = world.proposed()
        world.act(decide.approve, "dung", dossier)
        world.act(issue.number, "giang", dossier)
        outbox.drain()
        return dossier

    return stage("numbered", make)


def another(world: World, dossier: Dossier, code: str, *, broken: bool = False) -> Dossier:
    """The same again under its own code and number; ``broken``: its paper cannot be signed."""
    other = twin(dossier, code=code)
    row = IssuedResult.objects.select_related("pdf").get(dossier=dossier)
    row.pk, row.dossier, row.public_id = uuid7(), other, opaque()
    row.number = numbers.reserve("GPXD", dossier.handling, 2026, SYSTEM)
    if broken:
        row.pdf = blobs.put(b"%PDF-1.7 hong", PDF)
    row.save(force_insert=True)
    return other
