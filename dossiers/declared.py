"""What was declared, as the paper that vault/declarations.py prints: a draft's before submitting, a dossier's after. Reads only.

Both print the same content and the SHA-256 of the same answers, so the paper that was looked at before submitting can be held
against the one that was kept.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import translation

from agencies.models import Agency
from dossiers.known import asking
from dossiers.loaded import Loaded, load
from dossiers.models import Dossier, Draft, PrintedForm
from dossiers.models.draft import PaperFile
from dossiers.printing import head
from eforms.display import text
from eforms.sheet import Sheet, lay_out
from vault.papers import DeclarationPaper, PaperLine

BINDING = "vi"
"""Papers are written in Vietnamese whatever language the pages are read in."""


def digest(answers: Mapping[str, Any]) -> str:
    """SHA-256 of answers in their one spelling; a dossier keeps it as ``answers_hash``."""
    return hashlib.sha256(json.dumps(answers, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def drafted(draft: Draft, loaded: Loaded, answers: Mapping[str, Any], files: Sequence[PaperFile]) -> DeclarationPaper:
    """The declaration of a draft with its processed answers: neither code nor QR, marked as a draft."""
    offering = draft.offering
    return DeclarationPaper(
        public_id="",
        dossier_code="",
        procedure_code=loaded.code,
        agency=draft.received_at.name,
        place=_place(draft.received_at),
        procedure_name=loaded.title,
        sheet=_sheet(loaded, answers),
        receiver=offering.handling.name,
        declarant=str(draft.owner) if draft.child else _declarant(loaded, answers, str(draft.known.get("full_name") or "")),
        on_behalf_of=str(draft.organisation or draft.child or ""),
        answers_sha256=digest(answers),
        attached=_attached(loaded, files),
        template=_template(loaded),
    )


def filed(dossier: Dossier, form: PrintedForm) -> DeclarationPaper:
    """The declaration of a dossier as it stands now: printed at submitting and again when a supplement corrected it."""
    loaded = load(dossier.version_id, dossier.case)
    files = dossier.files.filter(replaced_at__isnull=True)
    return DeclarationPaper(
        **head(dossier, dossier.receiving, form.public_id),
        procedure_name=loaded.title,
        sheet=_sheet(loaded, dossier.answers),
        receiver=dossier.handling.name,
        # A child's form asks for the child; who signs is the parent.
        declarant=dossier.filed_by
        if dossier.child_id
        else _declarant(loaded, dossier.answers, dossier.person.full_name if dossier.person else ""),
        on_behalf_of=dossier.owner_name if dossier.filed_by else "",
        answers_sha256=digest(dossier.answers),
        submitted_at=dossier.submitted_at,
        attached=_attached(loaded, files),
        template=_template(loaded),
    )


def _sheet(loaded: Loaded, answers: Mapping[str, Any]) -> Sheet:
    with translation.override(BINDING):
        return lay_out(loaded.source, answers)


def _declarant(loaded: Loaded, answers: Mapping[str, Any], account: str) -> str:
    """Who signs: the applicant's name as the form has it, else as the account knows it; an account may know no name."""
    asked = asking(loaded.source, "full_name")
    return (text(loaded.source, answers, asked.path) if asked else "") or account


def _template(loaded: Loaded) -> str:
    return str(loaded.content.get("form_template") or "")


def _place(agency: Agency) -> str:
    area = agency.area or (agency.parent.area if agency.parent else None)
    return area.name if area else ""


def _attached(loaded: Loaded, files: Iterable[PaperFile]) -> tuple[PaperLine, ...]:
    """The papers handed in beside the form, in the procedure's order; files inside the answers are named there."""
    counted = Counter(file.paper_key for file in files if file.paper_key)
    order = [paper["key"] for paper in loaded.content["papers"]]
    return tuple(
        PaperLine(name=loaded.paper_name(key), electronic=counted[key])
        for key in sorted(counted, key=lambda key: order.index(key) if key in order else len(order))
    )
