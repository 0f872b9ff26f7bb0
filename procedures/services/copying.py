"""Taking sections over from another procedure: many communes' and departments' procedures differ in a few words only."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.actors import Actor
from common.errors import DomainError
from eforms import building
from procedures import sections
from procedures.content import form_of
from procedures.models import Procedure, ProcedureVersion, Publication, VersionDraft
from procedures.services import drafting
from procedures.services.sections import save_section

SHOWN = (Publication.Status.PUBLISHED, Publication.Status.INTAKE_STOPPED)


class NothingChosen(DomainError):
    """No section was named."""

    code = "nothing-chosen"
    default_message = _("Chọn ít nhất một phần để chép.")


@transaction.atomic
def copy_sections(draft_id: uuid.UUID, source: Procedure, keys: Iterable[str], *, by: Actor, seen: int) -> VersionDraft:
    """Replace these sections of a draft by those of another procedure; each is a change of its own and can be taken back.

    Raises ``NothingChosen``, and what saving a section raises when somebody changed it since ``seen``.
    """
    wanted = [key for key in keys if key in sections.BY_KEY]
    if not wanted:
        raise NothingChosen
    content = content_of(source)
    draft = VersionDraft.objects.get(pk=draft_id)
    for key in wanted:
        if key == sections.FORM:
            form = building.imported(building.exported(form_of(content)))
            draft = drafting.import_form(draft_id, form, by=by, seen=VersionDraft.objects.get(pk=draft_id).revision)
            continue
        section = sections.BY_KEY[key]
        value = dict.fromkeys(section.parts) | sections.held(content, section)
        draft = save_section(draft_id, key, value, by=by, seen=seen, by_row=False)
    return draft


def content_of(procedure: Procedure) -> Mapping[str, Any]:
    """What there is to take over: the version in force, else the open draft, else nothing. One or two queries."""
    shown = ProcedureVersion.objects.filter(procedure=procedure, publication__status__in=SHOWN).order_by("-number")
    version = shown.values_list("content", flat=True).first()
    if version is not None:
        return dict(version)
    rows = VersionDraft.objects.filter(procedure=procedure, status__in=VersionDraft.OPEN)
    return dict(rows.values_list("content", flat=True).first() or {})
