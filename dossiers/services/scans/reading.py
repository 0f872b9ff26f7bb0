"""In a worker: have a machine read a scanned paper. Whatever comes of it, the paper stays as it is and nobody waits for it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from common import blobs, clock
from common.scans import tesseract, work
from dossiers import scan_fields
from dossiers.models import DossierFile, DraftFile, ScannedPaper

GIVEN_UP = timedelta(minutes=10)
"""A worker that began longer ago than this has died."""
MOST_TRIES = 2
PDF = "application/pdf"
Reading = ScannedPaper.Reading


def read_next() -> bool:
    """Read the paper that waits longest; whether there was one."""
    paper = _claim()
    if paper is None:
        return False
    if not tesseract.can_read():
        _done(paper, Reading.OFF, None, {})
        return True
    if paper.tries > MOST_TRIES:
        _done(paper, Reading.FAILED, None, {})
        return True
    try:
        found = work.read(blobs.read(paper.blob))
    except (work.Unreadable, blobs.Damaged):
        ScannedPaper.objects.filter(pk=paper.pk).update(reading_since=None)
        return True
    guesses = {field: asdict(guess) for field, guess in scan_fields.guess(found.lines).items()}
    _done(paper, Reading.DONE, found.layered, guesses)
    return True


@transaction.atomic
def _claim() -> ScannedPaper | None:
    """Mark it as ours before the long work, which no transaction waits for."""
    now = clock.now()
    free = Q(reading_since__isnull=True) | Q(reading_since__lt=now - GIVEN_UP)
    rows = ScannedPaper.objects.filter(free, reading=Reading.WAITING).order_by("scanned_at", "id")
    paper = rows.select_for_update(skip_locked=True, of=("self",)).select_related("blob").first()
    if paper is None:
        return None
    paper.reading_since, paper.tries = now, paper.tries + 1
    paper.save(update_fields=["reading_since", "tries"])
    return paper


def _done(paper: ScannedPaper, reading: str, layered: bytes | None, guesses: Mapping[str, object]) -> None:
    """Keep what was read; officials read the paper with its text layer from now on, unless it was signed meanwhile."""
    blob = blobs.put(layered, PDF) if layered else None
    with transaction.atomic():
        row = ScannedPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        row.reading, row.reading_since, row.layered, row.guesses = reading, None, blob, dict(guesses)
        row.save(update_fields=["reading", "reading_since", "layered", "guesses"])
        if blob is not None and row.signed_at is None:
            show(row, blob.pk)


def show(paper: ScannedPaper, blob_id: object) -> None:
    """Have the paper's file read from these bytes; what was scanned stays its original."""
    for model in (DraftFile, DossierFile):
        model.objects.filter(pk=paper.file).update(rendition=blob_id)
