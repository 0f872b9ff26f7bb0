"""What the addresses of scanning can name, made without a scanner: a table with pages in every state, a scanned paper."""

import io
import uuid
from typing import Any

from PIL import Image

from common import blobs, clock
from common.models import Blob
from dossiers.models import CounterFiling, Dossier, ScannedPaper, ScanPage, ScanUpload
from dossiers.services.scans import standing
from dossiers.services.scans.tables import table_of
from tests.world import PERMIT, World

LAND = "giay-to-dat"
GUESSES = {"number": {"value": "145/GXN-UBND", "sure": 92}, "day": {"value": "2024-03-12", "sure": 61}}
# (names a paper here, looks blank or was dropped, a separator sheet, turned)
PAGES = ((LAND, "kept", "sheet", 0), ("", "kept", "page", 0), ("", "blank", "page", 0), ("", "dropped", "page", 90))


def scanning(world: World, dossier: Dossier) -> dict[str, uuid.UUID]:
    """``scan_table``, ``scan_page`` and ``scan_paper`` of a dossier that came on paper, ``reception`` a draft at the counter."""
    binh, seat = world.officials["binh"], world.seats["binh"]
    Dossier.objects.filter(pk=dossier.pk).update(channel="counter")
    dossier.refresh_from_db()
    table, now = table_of(dossier, by=binh), clock.now()
    file, small = dossier.files.get(paper_key=LAND), picture()
    upload = ScanUpload.objects.create(
        table=table, name="xap-giay.pdf", blob=file.blob, scan="clean", pages=5, state="split", split=5, seat=seat, user=binh,
        created_at=now,
    )  # fmt: skip
    shared: dict[str, Any] = {"table": table, "upload": upload, "small": small, "large": small}
    rows = [
        ScanPage(number=n, position=n, begins=n == 1, paper_key=key, fate=fate, kind=kind, turn=turn, **shared)
        for n, (key, fate, kind, turn) in enumerate(PAGES, start=1)
    ]
    rows.append(ScanPage(number=5, position=5, begins=True, **shared))
    ScanPage.objects.bulk_create(rows)
    paper = ScannedPaper.objects.create(
        dossier=dossier, file=file.pk, paper_key=LAND, blob=file.blob, pages=1, seat=seat, scanned_by=binh, scanned_at=now,
        reading="done", guesses=GUESSES,
    )  # fmt: skip
    dossier.files.exclude(pk=file.pk).update(replaced_at=now)
    standing.look(dossier)
    draft = world.draft(PERMIT, owner=binh)
    CounterFiling.objects.create(seat=seat, clerk=binh, draft=draft, started_at=now, saved_at=now)
    return {
        "scanning": dossier.pk,
        "scan_table": table.pk,
        "scan_page": rows[1].pk,
        "scan_paper": paper.pk,
        "reception": draft.pk,
    }


def picture() -> Blob:
    """A page's picture, as the worker draws it."""
    out = io.BytesIO()
    Image.new("RGB", (150, 212), "white").save(out, "JPEG")
    return blobs.put(out.getvalue(), "image/jpeg")
