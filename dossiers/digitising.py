"""How far the papers of a dossier are digitised (số hóa thành phần hồ sơ, TT 01/2023/TT-VPCP). Reads only.

Digitised at reception: every paper that the dossier's answers ask for and that did not come as data already; the first place to
look is the applicant's vault. Digitised at the result: every result, which this system issues signed. The nation counts a
paper's origin by codes (``Stage.code``): 0 not yet, 1 digitised, 2 reused from another paper, 3 reused from another result.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from dossiers import scan_access
from dossiers.loaded import load, result_paper
from dossiers.models import Digitisation, Dossier, Draft, IssuedResult, ScannedPaper
from dossiers.models.draft import PaperFile
from dossiers.scan_access import Place
from dossiers.states import OPEN, RULE_CHANNEL, Channel

ON_PAPER = (Channel.COUNTER, Channel.POST)
NOT_YET, FILED, REUSED, FROM_VAULT, SCANNED, EXTRACTED, SIGNED = range(7)
"""Stages, from nothing to the digital signature; what the applicant filed as a file is electronic from the beginning."""
WORDS = {
    NOT_YET: _("Chưa số hóa"),
    FILED: _("Người nộp gửi bản điện tử"),
    REUSED: _("Dùng lại từ giấy tờ khác của hồ sơ"),
    FROM_VAULT: _("Lấy từ kho giấy tờ, không phải số hóa"),
    SCANNED: _("Đã quét, chưa trích dữ liệu"),
    EXTRACTED: _("Đã trích dữ liệu, chưa ký số"),
    SIGNED: _("Đã ký số"),
}
CODES = {NOT_YET: 0, FILED: 1, REUSED: 2, FROM_VAULT: 3, SCANNED: 1, EXTRACTED: 1, SIGNED: 1}


@dataclass(frozen=True)
class PaperStage:
    """One paper: where it stands, and its scanned copies. ``number`` is its place in the list from 1: the key that names it."""

    key: str
    name: str
    required: bool
    stage: int
    files: int
    scanned: tuple[ScannedPaper, ...]
    number: int

    @property
    def words(self) -> str:
        """The stage as people read it."""
        return str(WORDS[self.stage])

    @property
    def code(self) -> int:
        """The nation's code of it (0 to 3)."""
        return CODES[self.stage]


def of(place: Place) -> list[PaperStage]:
    """The papers that the answers ask for, in the procedure's order, then those that came beside them; two queries."""
    loaded = load(place.version_id, place.case)
    channel = "counter" if isinstance(place, Draft) else RULE_CHANNEL[place.channel]
    asked = {paper.key: paper.required for paper in loaded.papers(place.answers, channel)}
    files = _files(place)
    scanned = {row.file: row for row in ScannedPaper.objects.filter(scan_access.of(place)).select_related("scanned_by__person")}
    keys = [*asked, *(key for key in files if key not in asked)]
    first = _first_seen(files)
    return [
        PaperStage(
            key,
            loaded.paper_name(key),
            asked.get(key, False),
            _stage(files.get(key, ()), scanned, first),
            len(files.get(key, ())),
            tuple(scanned[file.pk] for file in files.get(key, ()) if file.pk in scanned),
            number,
        )
        for number, key in enumerate(keys, start=1)
    ]


def _files(place: Place) -> dict[str, list[PaperFile]]:
    """The files that are in force now, by paper; one query."""
    rows: Iterable[PaperFile] = place.files.exclude(paper_key="").select_related("blob")
    if isinstance(place, Dossier):
        rows = place.files.exclude(paper_key="").filter(replaced_at__isnull=True).select_related("blob")
    found: dict[str, list[PaperFile]] = {}
    for row in rows:
        found.setdefault(row.paper_key, []).append(row)
    return found


def _first_seen(files: Mapping[str, Sequence[PaperFile]]) -> dict[str, str]:
    """Under which paper the same bytes came first: a file that serves two papers is digitised once."""
    first: dict[str, str] = {}
    for key, rows in files.items():
        for row in rows:
            first.setdefault(row.blob.sha256, key)
    return first


def _stage(files: Sequence[PaperFile], scanned: Mapping[uuid.UUID, ScannedPaper], first: Mapping[str, str]) -> int:
    """Where a paper stands: its scanned copies speak for it, the one that is least far for all."""
    own = [scanned[file.pk] for file in files if file.pk in scanned]
    if own:
        return min(SIGNED if row.signed_at else EXTRACTED if row.confirmed_at else SCANNED for row in own)
    if not files:
        return NOT_YET
    if all(file.document_id for file in files):
        return FROM_VAULT
    return REUSED if all(first[file.blob.sha256] != file.paper_key for file in files) else FILED


def others(place: Place, papers: Sequence[PaperStage]) -> list[tuple[str, str]]:
    """(key, name) of what is not in the list and may be scanned all the same: results on paper, the procedure's other papers.

    One query for a dossier that was received, else none.
    """
    there = {paper.key for paper in papers}
    loaded = load(place.version_id, place.case)
    keys = [*_results(place), *(paper["key"] for paper in loaded.content["papers"])]
    return [(key, loaded.paper_name(key)) for key in keys if key not in there]


def namable(place: Place) -> frozenset[str]:
    """The keys that a pile may be named by; one query for a dossier that was received, else none."""
    return frozenset([*_results(place), *(paper["key"] for paper in load(place.version_id, place.case).content["papers"])])


def _results(place: Place) -> list[str]:
    """The keys of the results that are on paper by now, signed by hand or printed: their paper is scanned before it leaves."""
    if isinstance(place, Draft) or place.accepted_at is None:
        return []
    made = (IssuedResult.State.NUMBERED, IssuedResult.State.SIGNED, IssuedResult.State.ISSUED)
    return [result_paper(key) for key in place.results.filter(state__in=made).values_list("result_key", flat=True)]


@dataclass(frozen=True)
class Results:
    """The other half: results of the dossier, and how many of them are issued, signed and in the vault."""

    all: int
    issued: int


def results_of(dossier: Dossier) -> Results:
    """One query."""
    issued = Count("pk", filter=Q(state=IssuedResult.State.ISSUED))
    return Results(**dossier.results.aggregate(all=Count("pk"), issued=issued))


def waiting(agency_id: int) -> QuerySet[Digitisation]:
    """Dossiers that came on paper to this unit and lack an electronic copy of some paper, the oldest first; for lists."""
    rows = Digitisation.objects.filter(agency_id=agency_id, complete_at__isnull=True, dossier__state__in=OPEN)
    return rows.select_related("dossier__version").order_by("submitted_at", "pk")


@dataclass(frozen=True)
class Share:
    """Of the dossiers that a unit took in on paper, how many are digitised whole (QĐ 766/QĐ-TTg, 4.2, the components' half)."""

    all: int
    digitised: int
    signed: int

    @property
    def percent(self) -> int | None:
        """None where there was nothing to digitise: that is no hundred."""
        return round(self.digitised * 100 / self.all) if self.all else None


def share(agency: Agency, since: datetime, until: datetime) -> Share:
    """What came in from ``since`` to before ``until``; one query by index. ``signed``: every paper of it signed as well."""
    rows = Digitisation.objects.filter(agency=agency, submitted_at__gte=since, submitted_at__lt=until)
    whole = Q(complete_at__isnull=False)
    return Share(
        **rows.aggregate(all=Count("pk"), digitised=Count("pk", filter=whole), signed=Count("pk", filter=whole & ~Q(signed=0)))
    )
