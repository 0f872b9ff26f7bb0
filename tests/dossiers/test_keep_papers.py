"""What was handed in and found good is in the owner's vault once the dossier ended well: once, and only that."""

import pytest

from common import clock
from dossiers.models import PaperCheck
from dossiers.services import keep_papers
from tests.world import World
from vault.models import Document


def test_only_papers_found_good_are_kept_and_only_once(world: World) -> None:
    dossier = world.received()
    seat = world.seats["binh"]
    for key, verdict in (("ban-ve", "good"), ("giay-to-dat", "faulty")):
        word = {"verdict": verdict, "seat": seat, "author": world.officials["binh"], "checked_at": clock.now()}
        PaperCheck.objects.update_or_create(dossier=dossier, paper_key=key, defaults=word)
    for _twice in range(2):
        keep_papers.work({"dossier": str(dossier.pk)})
    (kept,) = Document.objects.filter(origin=Document.Origin.SUBMITTED)
    file = dossier.files.get(paper_key="ban-ve")
    assert (kept.owner_person_id, kept.dossier_code, kept.checked_by) == (dossier.person_id, dossier.code, seat.agency)
    assert (kept.blob_id, kept.sha256) == (file.blob_id, file.blob.sha256)  # the same stored bytes


@pytest.mark.parametrize("verdict", ["faulty", "missing"])
def test_nothing_is_kept_where_nothing_was_found_good(world: World, verdict: str) -> None:
    dossier = world.received()
    word = {"verdict": verdict, "seat": world.seats["binh"], "author": world.officials["binh"], "checked_at": clock.now()}
    PaperCheck.objects.create(dossier=dossier, paper_key="ban-ve", **word)
    keep_papers.work({"dossier": str(dossier.pk)})
    assert not Document.objects.filter(origin=Document.Origin.SUBMITTED).exists()
