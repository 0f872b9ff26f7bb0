"""In a worker: the next few pages of what waits, looked at in the jail and laid at the end of their table."""

from django.db import transaction
from django.db.models import Max

from common import blobs
from common.scans import sheets, work
from dossiers.loaded import load
from dossiers.models import Dossier, Draft, ScanPage, ScanTable, ScanUpload
from dossiers.services.scans import tables

CHUNK = 6
"""Pages at a time: five seconds or so, after which the clerk sees them."""
MOST_TRIES = 2
JPEG = "image/jpeg"


@transaction.atomic
def split_next() -> bool:
    """Split a little more of the file that waits longest; whether there was one. Two workers never have the same one."""
    waiting = ScanUpload.objects.filter(state=ScanUpload.State.WAITING).order_by("created_at", "id")
    related = ("blob", "rendition", "table__dossier", "table__draft")
    upload = waiting.select_for_update(skip_locked=True, of=("self",)).select_related(*related).first()
    if upload is None:
        return False
    try:
        found = work.split(blobs.read(upload.rendition or upload.blob), first=upload.split, count=CHUNK)
    except (work.Unreadable, blobs.Damaged):
        _failed(upload)
        return True
    _lay(upload, found)
    return True


def _failed(upload: ScanUpload) -> None:
    upload.tries += 1
    if upload.tries >= MOST_TRIES:
        upload.state = ScanUpload.State.BROKEN
    upload.save(update_fields=["tries", "state"])


def _lay(upload: ScanUpload, found: work.Split) -> None:
    """The pages at the table's end. What begins a file begins a paper, and so does a separator sheet."""
    table = tables.lock(upload.table_id)
    last = table.pages.aggregate(last=Max("position"))["last"] or 0
    rows = [_page(upload, one, number, last) for number, one in enumerate(found.found, start=1)]
    ScanPage.objects.bulk_create(rows)
    upload.split += len(rows)
    upload.tries = 0
    if upload.split >= found.pages or not rows:
        upload.state = ScanUpload.State.SPLIT
        upload.pages = upload.split
    upload.save(update_fields=["split", "tries", "state", "pages"])


def _page(upload: ScanUpload, one: work.Found, number: int, last: int) -> ScanPage:
    page = ScanPage(
        table=upload.table,
        upload=upload,
        number=upload.split + number,
        position=last + number,
        turn=one.turn,
        turned_by_machine=bool(one.turn),
        begins=upload.split + number == 1,
        small=blobs.put(one.small, JPEG),
        large=blobs.put(one.large, JPEG),
    )
    if one.sheet:
        page.kind, page.begins, page.paper_key = ScanPage.Kind.SHEET, True, _named(upload.table, one.sheet)
    elif one.blank:
        page.fate = ScanPage.Fate.BLANK
    return page


def _named(table: ScanTable, sheet: sheets.Sheet) -> str:
    """The paper that a separator sheet names, where it is one of this procedure; else only a cut."""
    place: Draft | Dossier | None = table.draft or table.dossier
    assert place is not None  # scan_table_of_one
    loaded = load(place.version_id, place.case)
    known = {paper["key"] for paper in loaded.content["papers"]}
    return sheet.paper if sheet.procedure == loaded.code and sheet.paper in known else ""
