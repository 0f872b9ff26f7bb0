"""Cấp lại, cấp đổi: a new paper with a new number, and the old one, and what was copied of it, say why they ended."""

import pypdfium2
import pytest
from django.test import Client

from common import blobs, outbox
from common.errors import NotAllowed
from dossiers.models import Dossier
from dossiers.services import correct, decide, issue
from notifications.models import Notification
from tests.copies.test_agency_copies import made
from tests.world import World
from vault.access import paper_to_copy
from vault.models import Document
from vault.verification import verify


def again(world: World, dossier: Dossier, ground: str, reason: str) -> Document:
    row = dossier.results.get()
    world.act(correct.correct_result, "chi", dossier, key=row.result_key, values=row.values, reason=reason, ground=ground)
    with pytest.raises(NotAllowed):  # four eyes, as for the first one
        world.act(decide.approve, "chi", dossier)
    world.act(decide.approve, "dung", dossier)
    world.act(issue.number, "giang", dossier)
    outbox.drain()
    world.act(issue.sign, "dung", dossier)
    world.act(issue.stamp, "giang", dossier)
    world.act(issue.hand_over, "binh", dossier)
    document = dossier.results.get().document
    assert document is not None
    return document


def printed(document: Document) -> str:
    with pypdfium2.PdfDocument(blobs.read(document.blob)) as pdf:
        return str(pdf[0].get_textpage().get_text_bounded())


def test_a_lost_permit_is_issued_again_then_changed(world: World) -> None:
    dossier = world.issued()
    world.act(issue.hand_over, "binh", dossier)
    first = dossier.results.get().document
    assert first is not None
    copy = made(world, paper_to_copy(world.seats["giang"], first.pk))
    second = again(world, dossier, "lost", "Đơn báo mất ngày 20/11/2026")
    first.refresh_from_db()
    assert (first.status, first.replaced_by) == ("replaced", second)
    assert first.status_reason == "Cấp lại do mất: Đơn báo mất ngày 20/11/2026"
    assert second.number != first.number and "Cấp lại lần 01" in printed(second) and "Cấp lại" not in printed(first)
    page = Client().get(f"/xac-thuc/{first.public_id}/").content.decode()
    assert "Cấp lại do mất" in page and f"/xac-thuc/{second.public_id}/" in page
    assert verify(blobs.read(copy.blob)).status == "revoked"
    outbox.drain()
    assert Notification.objects.filter(kind="result-reissued").count() == 1

    third = again(world, dossier, "changed", "Đổi tên đường theo NQ 5")
    assert "Cấp đổi lần 02" in printed(third) and third.status == "in-force"
