"""The separator sheets: a large QR and the paper's name, so that a person sorts them as easily as the machine."""

from collections.abc import Sequence

import segno
from django.template.loader import get_template
from django.utils.translation import gettext as _

from common.scans.sheets import Sheet
from dossiers.digitising import PaperStage
from dossiers.loaded import load
from dossiers.scan_access import Place

PAGE = "documents/separators.html"


def html(place: Place, papers: Sequence[PaperStage]) -> str:
    """One A4 page for each paper, and one that only says that another paper begins."""
    loaded = load(place.version_id, place.case)
    named = [(paper.name, Sheet(loaded.code, paper.key)) for paper in papers]
    pages = [*named, (_("Giấy tờ khác"), Sheet())]
    drawn = [{"name": name, "code": _drawn(sheet), "any": not sheet.paper} for name, sheet in pages]
    return get_template(PAGE).render({"procedure": loaded.name, "code": loaded.code, "pages": drawn})


def _drawn(sheet: Sheet) -> str:
    """The QR as a picture inside the document; half of it may be spoilt and it is still read."""
    return segno.make(sheet.payload, error="h", micro=False).svg_data_uri(scale=4, border=4)
