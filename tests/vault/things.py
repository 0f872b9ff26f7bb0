"""What pages of the vault speak of: a paper of An's own, one that she shares with Lan, with an office and by link, an export."""

from datetime import timedelta
from typing import Any

from common import blobs, clock
from portal.mainjob.story import drawing
from tests.world import World
from vault.access import paper_to_copy
from vault.models import Copy, Document, Export, ExportPart
from vault.services import copying, giving, requests
from vault.services.export import ZIP


def vault_things(world: World, document: Document) -> dict[str, Any]:
    """The things by their names; ``document`` is a paper in An's vault."""
    until = clock.now() + timedelta(days=9)
    told: dict[str, Any] = {"by": world.an, "purpose": "Vay vốn ngân hàng", "until": until}
    link = giving.by_link(document, **told)
    blob = blobs.put(drawing(), "application/pdf")
    own = Document.objects.create(
        owner_person=world.an.person,
        origin=Document.Origin.UPLOAD,
        kind="own",
        title="Hợp đồng thuê nhà",
        issuer_name="Phòng công chứng số 1",
        issued_on=clock.today(),
        valid_until=clock.today() + timedelta(days=20),
        blob=blob,
        sha256=blob.sha256,
    )
    export = Export.objects.create(user=world.an, done_at=clock.now(), expires_at=until, papers=2)
    ExportPart.objects.create(export=export, number=1, blob=blobs.put(b"PK", ZIP))
    seat = world.seats["giang"]
    told_of: dict[str, Any] = {"receiver": "Tòa án nhân dân khu vực 1", "purpose": "Hồ sơ vụ án", "form": "sao-y"}
    copy = copying.begin(paper_to_copy(seat, document.pk), by=world.officials["giang"], seat=seat, **told_of)
    Copy.objects.filter(pk=copy.pk).update(pdf=document.blob)  # what the worker draws
    return {
        "copy": copy.pk,
        "share": giving.to_person(document, world.lan.email, **told).pk,
        "office_share": giving.to_agency(document, world.seats["binh"].agency.parent, **told).pk,
        "share_token": str(link.token),
        "own_paper": own.pk,
        "export": export.pk,
        "data_request": requests.ask(world.an, kind="correct", text="Số nhà ghi nhầm, số đúng là 12B.").pk,
        "soon": f"{clock.local(until):%d/%m/%Y}",
    }
