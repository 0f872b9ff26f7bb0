"""Writing a version draft section by section: save one, take the last save back. One transaction each.

Each save keeps the section as it was (``DraftChange.before``: its parts), so that a later save knows what its page had seen,
and a section can be taken back without touching the others. The e-form has its own way: procedures/services/drafting.py.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from common.actors import Actor
from common.errors import DomainError, NotFound
from procedures import sections
from procedures.locks import lock_draft
from procedures.models import DraftChange, VersionDraft
from procedures.sections import Section, Value
from procedures.services.changes import NotOpen, keep, must_hold

SAVED, TAKEN_BACK = "section", "undo-section"
ACTS = (SAVED, TAKEN_BACK)
PAUSE = timedelta(minutes=30)
"""Saves that a page made by itself belong together until its author was away for so long."""
Row = tuple[int, str, Any, datetime, Mapping[str, Any]]


class SectionConflict(DomainError):
    """Somebody changed the same part meanwhile: ``theirs`` is the section now, ``base`` as the page had seen it."""

    code = "conflict"
    default_message = _("Người khác vừa sửa cùng phần này. Xem cả hai rồi lưu lần nữa nếu vẫn muốn thay.")

    def __init__(self, parts: tuple[str, ...], base: Value, theirs: Value, revision: int) -> None:
        self.parts, self.base, self.theirs, self.revision = parts, dict(base), dict(theirs), revision
        super().__init__()


class NothingToTakeBack(DomainError):
    """The section has no save that still stands."""

    code = "nothing-to-undo"
    default_message = _("Phần này không còn lần sửa nào để hoàn tác.")


@transaction.atomic
def save_section(
    draft_id: uuid.UUID,
    section: str,
    value: Value,
    *,
    by: Actor,
    seen: int,
    itself: bool = False,
    by_row: bool = True,
) -> VersionDraft:
    """Change parts of one section, as its page at revision ``seen`` showed it; what others changed meanwhile elsewhere stays.

    ``value``: see procedures/sections.py. ``itself``: the page saved by itself while somebody typed. ``by_row``: other rows of
    a list may have changed meanwhile; a page that shows all of them and goes on typing must not take that. What changes
    nothing leaves nothing. Raises ``SectionConflict``, ``NotOpen``, ``NotFound`` for a section or a part that there is not.
    """
    part = _section(section)
    if set(value) - set(part.parts):
        raise NotFound
    draft = _lock(draft_id, by)
    now, base = sections.held(draft.content, part), as_seen(draft, part, seen)
    try:
        bare = [sections.without_forms(one) for one in (value, base, now)]
        left = sections.with_forms(sections.merged(*bare, by_row=by_row), now, value)
    except sections.Collision as both:
        raise SectionConflict(both.parts, base, now, draft.revision) from None
    if not left:
        return draft
    draft.content = sections.with_parts(draft.content, left)
    keep(draft, SAVED, by, operation={"section": part.key, "itself": itself}, before=now)
    return draft


@transaction.atomic
def take_back(draft_id: uuid.UUID, section: str, *, by: Actor, seen: int) -> VersionDraft:
    """Put a section back to what it was before its last save; saves that the page made by itself in a row count as one.

    Raises ``SectionConflict`` when the section changed since ``seen``: what would go is not what the person saw.
    """
    part = _section(section)
    draft = _lock(draft_id, by)
    now, base = sections.held(draft.content, part), as_seen(draft, part, seen)
    if sections.without_forms(now) != sections.without_forms(base):
        raise SectionConflict(part.parts, base, now, draft.revision)
    first = standing(draft, part.key)
    if first is None:
        raise NothingToTakeBack
    back = sections.with_forms(sections.without_forms(first.before or {}), now, first.before or {})
    draft.content = sections.with_parts(draft.content, dict.fromkeys(part.parts) | back)
    operation = {"section": part.key, "revision": first.revision}
    keep(draft, TAKEN_BACK, by, operation=operation, before=now, undoes=first)
    return draft


def as_seen(draft: VersionDraft, section: Section, revision: int) -> dict[str, Any]:
    """The section as it was at a revision. One query when the draft has changed since, none otherwise."""
    if revision != draft.revision:
        rows = draft.changes.filter(act__in=ACTS, operation__section=section.key, revision__gt=revision)
        first = rows.order_by("revision").first()
        if first is not None:
            return dict(first.before or {})
    return sections.held(draft.content, section)


def standing(draft: VersionDraft, section: str) -> DraftChange | None:
    """The save that taking back would undo: the last one that still stands, with its own run of saves. One or two queries."""
    rows = draft.changes.filter(act__in=ACTS, operation__section=section).order_by("-revision")
    revision = _first_of_run(rows.values_list("revision", "act", "by_id", "at", "operation"))
    return None if revision is None else draft.changes.get(revision=revision)


def _first_of_run(rows: Iterable[Row]) -> int | None:
    """Out of a section's changes, the last first: the revision at which the last run that still stands begins."""
    gone_from: int | None = None
    run: list[Row] = []
    for row in rows:
        revision, act, who, at, operation = row
        if gone_from is not None and revision >= gone_from:
            continue
        if run and (act == TAKEN_BACK or not operation.get("itself") or who != run[-1][2] or run[-1][3] - at > PAUSE):
            break
        if act == TAKEN_BACK:
            gone_from = int(operation["revision"])
        else:
            run.append(row)
    return run[-1][0] if run else None


def _section(key: str) -> Section:
    section = sections.BY_KEY.get(key)
    if section is None or key == sections.FORM:
        raise NotFound
    return section


def _lock(draft_id: uuid.UUID, by: Actor) -> VersionDraft:
    must_hold(by, [Seat.Role.AUTHOR])
    draft = lock_draft(draft_id)
    if not draft.editable:
        raise NotOpen
    return draft
