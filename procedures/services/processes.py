"""Putting a whole process that came from elsewhere into a procedure's draft."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from common.actors import Actor
from procedures import sections
from procedures.locks import lock_draft, lock_procedure
from procedures.models import ProcedureVersion, VersionDraft
from procedures.services.changes import NotOpen, keep, must_publish
from procedures.services.drafting import STANDING, make_draft
from procedures.services.sections import SAVED

SECTION = sections.BY_KEY["process"]


@transaction.atomic
def put_process(code: str, process: Mapping[str, Any], *, by: Actor) -> tuple[VersionDraft, bool]:
    """Replace the process in the procedure's open draft, or in a new one. (draft, whether it was opened)

    A change of the section like any other: it can be taken back. ``by`` is the system or an author. Raises ``NotFound``
    for an unknown code, ``NotOpen`` while the draft is being reviewed, ``NotAllowed``.
    """
    must_publish(by, "author")
    procedure = lock_procedure(code)
    there = VersionDraft.objects.filter(procedure=procedure, status__in=VersionDraft.OPEN).first()
    if there is None:
        rows = ProcedureVersion.objects.filter(procedure=procedure, publication__status__in=STANDING)
        base = rows.order_by("-number").first()
        given = base.content if base else {"names": {"vi": procedure.code}}
        there, opened = make_draft(procedure, given, by=by, based_on=base), True
    else:
        opened = False
    draft = lock_draft(there.pk)
    if not draft.editable:
        raise NotOpen
    before = sections.held(draft.content, SECTION)
    after = sections.with_parts(draft.content, {"process": dict(process)})
    if sections.held(after, SECTION) != before:
        draft.content = after
        keep(draft, SAVED, by, operation={"section": SECTION.key, "itself": False}, before=before)
    return draft, opened
