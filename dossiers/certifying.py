"""What a certified copy is made of: the original as an official of ours scanned it, never what the applicant sent. Reads only.

The person presents the original, the desk scans it, whoever certifies compares the two (NĐ 45/2020/NĐ-CP, art. 10;
NĐ 23/2015/NĐ-CP, art. 20).
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from common import blobs
from common.errors import NotAllowed
from dossiers import scan_access
from dossiers.models import Dossier, DossierFile, IssuedResult, ScannedPaper
from dossiers.results import SCAN, Asked
from vault import leaves


def scanned(dossier: Dossier) -> list[ScannedPaper]:
    """The papers that the desk scanned and that still stand, in the order of scanning; two queries."""
    there = set(dossier.files.filter(replaced_at__isnull=True).values_list("pk", flat=True))
    return [paper for paper in ScannedPaper.objects.filter(scan_access.of(dossier)) if paper.file in there]


def name_of(paper: ScannedPaper, position: int) -> str:
    """What the handler chooses: the place in the order of scanning, and how many pages."""
    return _("Bản quét thứ %(n)s, %(pages)s trang") % {"n": position, "pages": paper.pages}


def must_be_scanned(dossier: Dossier, item: Asked, values: Mapping[str, str]) -> None:
    """Raise ``NotAllowed`` where a copy would be made of anything but a paper scanned at the desk. No query without a copy."""
    fields = [field for field in item.entry["fields"] if field.get("kind") == SCAN]
    if not fields:
        return
    known = {str(paper.file): paper for paper in scanned(dossier)}
    for field in fields:
        paper = known.get(values.get(field["key"], ""))
        if paper is None:
            raise NotAllowed(_("Quét bản chính tại quầy rồi chọn bản quét cho từng bản sao. Tệp người nộp gửi không dùng được."))
        if paper.pages > leaves.MOST:
            raise NotAllowed(_("Một bản sao điện tử có nhiều nhất %(most)s trang.") % {"most": leaves.MOST})


def leaves_of(result: IssuedResult, entry: Mapping[str, Any]) -> list[leaves.Leaf]:
    """The pages that a result is made of; nothing for what is no copy. Two queries for a copy."""
    keys = [field["key"] for field in entry.get("fields", ()) if field.get("kind") == SCAN]
    found: list[leaves.Leaf] = []
    for key in keys:
        file = DossierFile.objects.select_related("blob").get(pk=result.values[key], dossier=result.dossier)
        found += leaves.drawn(blobs.read(file.blob))
    return found
