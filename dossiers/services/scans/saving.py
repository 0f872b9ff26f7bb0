"""Saving the sorted pages as papers: one PDF a paper, attached like any file, with who scanned it and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import blobs, clock
from common.errors import DomainError, NotAllowed
from common.models import Blob
from common.scans import work
from common.text import tidy
from common.uploads import antivirus
from dossiers import scan_order
from dossiers.loaded import load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, DossierFile, Draft, DraftFile, ScannedPaper, ScanPage, ScanTable, ScanUpload
from dossiers.models.draft import PaperFile
from dossiers.scan_access import Place
from dossiers.services import papers
from dossiers.services.scans import standing, tables
from dossiers.services.uploads import LONGEST_NAME, PDF, STATUS, UploadStatus, stored

_WORST = (antivirus.WAITING, antivirus.NOT_SCANNED, antivirus.CLEAN)


class Undecided(DomainError):
    """Something on the table waits for the clerk's word."""

    code = "undecided"


@dataclass(frozen=True)
class Made:
    """A paper that is ready to be attached: its pages as one PDF, stored already."""

    key: str
    leaves: tuple[ScanPage, ...]
    blob: Blob
    scan: str


def save(table: ScanTable, place: Place, *, by: User, seat: Seat, seen: int) -> list[ScannedPaper]:
    """Make a paper of each named pile; pages of unnamed piles stay on the table. Piles of one paper become one PDF.

    The PDFs are made before anything is locked. Raises ``Undecided`` while a page of theirs looks blank and nobody decided, or
    nothing is named; ``Stale`` when the table changed since ``seen``; ``papers.TooMany`` for a draft that is full.
    """
    pages = list(table.pages.filter(paper__isnull=True).select_related("upload__blob", "upload__rendition"))
    named = _named(scan_order.piles(pages))
    _must_be_decided(named)
    made = _assembled(named)
    return _keep(table, place, made, by=by, seat=seat, seen=seen)


def _named(piles: Sequence[scan_order.Pile]) -> dict[str, list[ScanPage]]:
    """Paper key → its pages, piles in their order."""
    found: dict[str, list[ScanPage]] = {}
    for pile in piles:
        if pile.key and pile.leaves:
            found.setdefault(pile.key, []).extend(pile.leaves)
    return found


def _must_be_decided(named: dict[str, list[ScanPage]]) -> None:
    if not named:
        raise Undecided(_("Chưa có trang nào được gán giấy tờ. Chọn trang đầu của một giấy tờ rồi bấm số của giấy tờ đó."))
    blank = sum(page.fate == ScanPage.Fate.BLANK for pages in named.values() for page in pages)
    if blank:
        told = ngettext(
            "Còn %(n)d trang có vẻ trắng. Chọn bỏ hay giữ rồi lưu lại.",
            "Còn %(n)d trang có vẻ trắng. Chọn bỏ hay giữ rồi lưu lại.",
            blank,
        )
        raise Undecided(told % {"n": blank})


def _assembled(named: dict[str, list[ScanPage]]) -> list[Made]:
    uploads: list[ScanUpload] = list({page.upload_id: page.upload for pages in named.values() for page in pages}.values())
    order = {upload.pk: place for place, upload in enumerate(uploads)}
    sources = [blobs.read(upload.rendition or upload.blob) for upload in uploads]
    wanted = [[work.Leaf(order[page.upload_id], page.number - 1, page.turn) for page in pages] for pages in named.values()]
    try:
        bodies = work.assemble(sources, wanted)
    except work.Unreadable:
        raise Undecided(
            _("Chưa ghép được các trang thành tệp. Thử lưu lại; nếu vẫn không được, quét lại xấp giấy này.")
        ) from None
    return [
        Made(key, tuple(pages), stored(body, PDF), _scan(page.upload.scan for page in pages))
        for (key, pages), body in zip(named.items(), bodies, strict=True)
    ]


def _scan(said: Iterable[str]) -> str:
    """What the virus scanner said of all the files that went into a paper: the worst counts."""
    found = set(said)
    return next(word for word in _WORST if word in found)


@transaction.atomic
def _keep(table: ScanTable, place: Place, made: list[Made], *, by: User, seat: Seat, seen: int) -> list[ScannedPaper]:
    place = _lock(place)
    table = tables.lock(table.pk, seen=seen)
    rows = [_attach(place, one, by, seat) for one in made]
    _clear(table, made, rows)
    tables.touch(table, by)
    for row in rows:
        tables.wake(row.pk)
    if isinstance(place, Dossier):
        told = {"papers": [row.paper_key for row in rows], "files": [str(row.file) for row in rows]}
        log.append(
            f"dossier:{place.pk}", "scan-papers", actor_for(by, seat), told | {"sha256": [row.blob.sha256 for row in rows]}
        )
        standing.look(place)
    return rows


def _lock(place: Place) -> Place:
    """The draft or the dossier first: the locking order (dossiers/locks.py)."""
    if isinstance(place, Draft):
        draft = Draft.objects.select_for_update(of=("self",)).select_related("supplement").get(pk=place.pk)
        if draft.submitted_at is not None:
            raise NotAllowed(_("Hồ sơ này vừa được nộp. Mở bàn quét từ hồ sơ để lưu tiếp."))
        return draft
    dossier = lock_dossier(place.pk)
    if dossier.closed_at is not None:
        raise NotAllowed(_("Hồ sơ này đã kết thúc nên không thêm giấy tờ được nữa."))
    return dossier


def _attach(place: Place, one: Made, by: User, seat: Seat) -> ScannedPaper:
    now = clock.now()
    name = load(place.version_id, place.case).paper_name(one.key)
    columns = {
        "paper_key": one.key,
        "name": f"{tidy(name)[: LONGEST_NAME - 4]}.pdf",
        "blob": one.blob,
        "pages": len(one.leaves),
        "scan": one.scan,
        "status": STATUS.get(one.scan, UploadStatus.RECEIVED),
    }
    file: PaperFile
    if isinstance(place, Draft):
        papers.must_be_asked(place, one.key, "")
        papers.must_fit(place, one.blob.size)
        file = DraftFile.objects.create(draft=place, position=papers.next_position(place, one.key), **columns)
        Draft.objects.filter(pk=place.pk).update(saved_at=now)
    else:
        last = place.files.filter(paper_key=one.key).aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
        file = DossierFile.objects.create(dossier=place, position=position, created_at=now, **columns)
    return ScannedPaper.objects.create(
        dossier=None if isinstance(place, Draft) else place,
        draft=place if isinstance(place, Draft) else None,
        file=file.pk,
        paper_key=one.key,
        blob=one.blob,
        pages=len(one.leaves),
        seat=seat,
        scanned_by=by,
        scanned_at=now,
    )


def _clear(table: ScanTable, made: Sequence[Made], rows: Sequence[ScannedPaper]) -> None:
    """Take the piles off the table, with what was dropped from them; what is left without a page worth keeping goes too."""
    papers_of = {one.key: row for one, row in zip(made, rows, strict=True)}
    pages = list(table.pages.filter(paper__isnull=True))
    last = rows[0]
    gone: list[ScanPage] = []
    for pile in scan_order.piles(pages):
        last = papers_of.get(pile.key, last) if pile.key else last
        if pile.key in papers_of or not pile.leaves:
            for page in pile.pages:
                page.paper = last
            gone += pile.pages
    ScanPage.objects.bulk_update(gone, ["paper"])
