"""A draft on an older version, carried over: its answers and papers begin a new draft on the version in force."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.errors import DomainError, NotFound
from common.ids import uuid7
from dossiers.files import ports
from dossiers.loaded import load
from dossiers.locks import lock_open_draft
from dossiers.models import Dossier, Draft, DraftFile
from dossiers.services.drafting import must_fit
from dossiers.terms import span
from eforms import building, schema
from eforms.building import Lost, carry
from eforms.nodes import Form
from procedures import selectors as procedures
from procedures.models import ProcedureVersion


class NothingNewer(DomainError):
    """The draft is on the version in force, or nothing is in force any more."""

    code = "nothing-newer"
    default_message = _("Bản nháp này đã theo bản đang áp dụng.")


@dataclass(frozen=True)
class Carried:
    """The new draft, and the answers of the old one that it has no place for."""

    draft: Draft
    lost: tuple[Lost, ...]


def newer(draft: Draft) -> ProcedureVersion | None:
    """The version in force when the draft began with another one; ``None`` otherwise. At most three queries."""
    try:
        found = procedures.published(load(draft.version_id).code)
    except NotFound:
        return None
    # What was filed stays on the version that it was filed for, even while its applicant has it back.
    older = found.pk != draft.version_id and not Dossier.objects.filter(draft=draft).exists()
    return found if older else None


def look_ahead(draft: Draft, version: ProcedureVersion) -> tuple[Lost, ...]:
    """What carrying this draft over would lose; nothing is written. One query."""
    before = _form(draft.version_id, draft.case)
    return carry(before, _form(version.pk, case_in(draft, version)), draft.answers, ports=ports(draft))[1]


def case_in(draft: Draft, version: ProcedureVersion) -> str:
    """The draft's case where the version still has it, else "": then ``choices`` says what there is to choose from."""
    there = {case["code"] for case in version.content.get("cases", ())}
    return draft.case if draft.case in there else ""


@transaction.atomic
def carry_over(draft_id: uuid.UUID, user: User, case: str | None = None) -> Carried:
    """Begin a new draft on the version in force with what the old one holds; the old one stays as it is.

    ``case``: the one chosen where the version no longer has the draft's (``case_in``). Every page has to be gone through
    again: its rules may be others. Raises ``NothingNewer``, ``contents.UnknownCase``, and ``NotAllowed`` once the old draft
    was submitted.
    """
    old = lock_open_draft(draft_id, user)
    version = newer(old)
    if version is None:
        raise NothingNewer
    chosen = case or case_in(old, version)
    must_fit(version, chosen)
    now = clock.now()
    draft = Draft.objects.create(
        id=uuid7(),
        owner=user,
        organisation=old.organisation,
        child=old.child,
        version=version,
        offering=old.offering,
        receiving=old.receiving,
        case=chosen,
        known=old.known,
        gathered=old.gathered,
        disputes=old.disputes,
        saved_at=now,
        expires_at=now + span("draft"),
    )
    ids = _copy_files(old, draft)
    answers = _renamed(old.answers, ids)
    draft.answers, lost = carry(_form(old.version_id, old.case), _form(version.pk, chosen), answers, ports=ports(draft))
    draft.save(update_fields=["answers"])
    return Carried(draft, lost)


def _form(version_id: uuid.UUID, case: str) -> Form:
    """The form with every question's reference in it: a version that the builder never saw has none of its own."""
    return schema.load(building.identified(load(version_id, case).content["form"]))


def _copy_files(old: Draft, draft: Draft) -> dict[str, str]:
    """The files of papers that the new version asks too and of questions in the form; old id → new id. The bytes are shared."""
    asked = {paper["key"] for paper in load(draft.version_id, draft.case).content["papers"]}
    ids: dict[str, str] = {}
    copies = []
    for file in old.files.all():
        if file.field or file.paper_key in asked:
            before, file.pk, file.draft = str(file.pk), uuid7(), draft
            file._state.adding = True
            ids[before] = str(file.pk)
            copies.append(file)
    DraftFile.objects.bulk_create(copies)
    return ids


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """The answers with the new files' ids in the place of the old ones'."""
    if isinstance(value, dict):
        return {key: _renamed(inner, ids) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, ids) for inner in value]
    return ids.get(value, value) if isinstance(value, str) else value
