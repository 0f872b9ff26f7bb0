"""What stands against submitting a draft: wrong or missing answers, papers that are not there, each with its place."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from common import blobs, clock
from dossiers.files import ports
from dossiers.known import known
from dossiers.loaded import Loaded
from dossiers.models import Draft, DraftFile
from dossiers.models.draft import UploadStatus
from eforms import engine
from procedures import rules


@dataclass(frozen=True)
class Lack:
    """One thing to mend: a sentence, and where: a page of the form with the answer's path there, or a paper's key."""

    sentence: str
    page: str = ""
    path: str = ""
    paper: str = ""

    def __str__(self) -> str:
        return self.sentence


def lacks(
    draft: Draft,
    loaded: Loaded,
    files: Sequence[DraftFile],
    *,
    verify: bool = False,
    channel: str = rules.ONLINE,
    in_hand: Collection[str] = (),
) -> tuple[engine.Outcome, list[Lack], list[Lack]]:
    """The engine's outcome, what is wrong in the answers, and which papers are lacking.

    A paper's file counts when its bytes are stored; ``verify``: when they are also read and have their SHA-256 (I1). ``files``
    come with their ``blob``; no query beyond the component files of the answers. ``channel``: what the rules of papers are told;
    ``in_hand``: papers that a counter has as paper, so that they need no file.
    """
    facts = known(draft)
    outcome = engine.process(loaded.form, {}, previous=draft.answers, prefill=facts, now=clock.now(), ports=ports(draft))
    wrong = [Lack(error.message, page=_page(loaded, error.path), path=error.path) for error in outcome.errors]
    unsound = [file for file in files if not sound(file, verify=verify)]
    have = {*in_hand, *(file.paper_key for file in files if file not in unsound)}
    asked = loaded.papers(outcome.data, channel)
    lacking = [
        Lack(_("Tải lên: %(paper)s") % {"paper": paper.name}, paper=paper.key)
        for paper in asked
        if paper.required and paper.key not in have
    ]
    return outcome, wrong, [*lacking, *(_unsound(loaded, file) for file in unsound)]


def _page(loaded: Loaded, path: str) -> str:
    node = loaded.form.field(path)
    return node.page if node else ""


def sound(file: DraftFile, *, verify: bool) -> bool:
    """Whether the file's bytes are here and clean; ``verify``: read them back with their SHA-256 (I1)."""
    if file.status == UploadStatus.INFECTED:
        return False
    if not verify:
        return default_storage.exists(file.blob.path)
    try:
        blobs.read(file.blob)
    except blobs.Damaged:
        return False
    return True


def _unsound(loaded: Loaded, file: DraftFile) -> Lack:
    if file.status == UploadStatus.INFECTED:
        said = _("Xóa tệp %(name)s vì có mã độc, rồi tải tệp khác")
    else:
        said = _("Xóa tệp %(name)s rồi tải lại, tệp này đã hỏng")
    page = _page(loaded, file.field) if file.field else ""
    return Lack(said % {"name": file.name}, page=page, path=file.field, paper=file.paper_key)
