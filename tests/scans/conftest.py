"""A dossier that Bình received on paper, and her scanning table."""

import pytest

from common import clock
from dossiers.models import Dossier, Draft, ScanPage, ScanTable, ScanUpload
from dossiers.services.scans import splitting, taking
from dossiers.services.scans.tables import table_of
from dossiers.states import Channel
from tests.counter.conftest import Desk
from tests.uploads import samples
from tests.world import PERMIT, World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def on_paper(world: World) -> Dossier:
    """An came to the counter with two papers in his hand; nothing of them is in the system yet."""
    dossier = world.submitted()
    Dossier.objects.filter(pk=dossier.pk).update(channel=Channel.COUNTER)
    dossier.files.update(replaced_at=clock.now())
    dossier.refresh_from_db()
    return dossier


@pytest.fixture
def reception(world: World) -> Draft:
    """A reception under way at Bình's counter: the form is filled in, the papers lie there and are not scanned."""
    draft = Desk(world).filled(PERMIT).draft
    assert draft is not None
    return draft


def table_for(world: World, place: Dossier | Draft) -> ScanTable:
    return table_of(place, by=world.officials["binh"])


def laid(world: World, place: Dossier | Draft, data: bytes, name: str = "xap.pdf") -> ScanTable:
    """The table after the worker has split a file."""
    table = table_for(world, place)
    taking.take(table, by=world.officials["binh"], seat=world.seats["binh"], name=name, data=data)
    while splitting.split_next():
        pass
    return table


def pages(table: ScanTable) -> list[ScanPage]:
    return list(table.pages.filter(paper__isnull=True))


def drawn(world: World, place: Dossier | Draft, count: int) -> ScanTable:
    """A table with so many pages, made without a scanner: for what does not look at them."""
    table = table_for(world, place)
    by, seat = world.officials["binh"], world.seats["binh"]
    upload = taking.take(table, by=by, seat=seat, name="trang.pdf", data=plain(count))
    ScanUpload.objects.filter(pk=upload.pk).update(state=ScanUpload.State.SPLIT, split=count)
    blob = upload.blob
    ScanPage.objects.bulk_create(
        ScanPage(table=table, upload=upload, number=n, position=n, begins=n == 1, small=blob, large=blob)
        for n in range(1, count + 1)
    )
    return table


def plain(count: int) -> bytes:
    """A PDF of so many small pages."""
    return samples.pdf(count)
