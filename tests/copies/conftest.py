"""Phường Phú Cường certifies copies; An's diploma lies on Bình's scanner."""

import io
from typing import Any

import pytest
from django.conf import settings
from PIL import Image, ImageDraw

from common import blobs, clock
from dossiers.models import Dossier, DossierFile, ScannedPaper
from dossiers.services import receive
from procedures.services.seed import seed
from tests.desk.conftest import browse  # noqa: F401
from tests.dossiers.test_seeded_stories import filed, paid
from tests.procedures.answers import ANSWERS, HOME
from tests.snapshot import stage
from tests.world import World, build

CERTIFIED = "1.115990"
AN = {"hoTen": "Nguyễn Văn An", "ngaySinh": "02/05/1990", "soDinhDanh": "074090001234", "cuTru": HOME, "dienThoai": "0912345678"}


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def brought(world: World) -> Dossier:
    """An filed and paid, and stands before Bình with a diploma of two pages and a birth certificate of one."""

    def make() -> Dossier:
        seed(settings.BASE_DIR / "seeds", codes=[CERTIFIED])
        day = clock.today().strftime("%d/%m/%Y")
        dossier = filed(world, CERTIFIED, ANSWERS[CERTIFIED] | {"nyc": AN, "ngayHen": day})
        paid(dossier)
        world.act(receive.receive, "binh", dossier)
        return dossier

    return stage("brought", make)


def scanned(world: World, dossier: Dossier, *pages: str) -> str:
    """Bình scans an original, as the table's saving leaves it; the id that the handler chooses."""
    now, blob = clock.now(), blobs.put(sheets(*pages), "application/pdf")
    row: dict[str, Any] = {"paper_key": "ban-chinh", "blob": blob, "pages": len(pages)}
    file = DossierFile.objects.create(
        dossier=dossier,
        name="Bản chính.pdf",
        scan="clean",
        status="received",
        created_at=now,
        position=dossier.files.count(),
        **row,
    )
    ScannedPaper.objects.create(
        dossier=dossier, file=file.pk, seat=world.seats["binh"], scanned_by=world.officials["binh"], scanned_at=now, **row
    )
    return str(file.pk)


def sheets(*colours: str) -> bytes:
    """A PDF with one page of each colour, the width of a page saying which way it lies."""
    pages = []
    for colour in colours:
        picture = Image.new("RGB", (330, 230) if colour == "gold" else (230, 330), colour)
        ImageDraw.Draw(picture).rectangle((20, 20, 90, 60), fill="white")
        pages.append(picture)
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=28)
    return out.getvalue()
