"""Two people at once: an operation made on an older revision, brought onto the newer one or shown as a conflict.

The grain is the component: two people may work on two questions of one page, and neither notices; when both changed the same
question, or one removed what the other was working on, both sides are shown and the later one decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from eforms.building.applying import apply
from eforms.building.aspects import called
from eforms.building.differences import Change, differences
from eforms.building.operations import (
    AddBlock,
    AddComponent,
    AddPage,
    Duplicate,
    Move,
    MoveTo,
    Operation,
    RefreshBlock,
    Remove,
    SetTitle,
    to_json,
)
from eforms.building.refusing import CannotApply
from eforms.building.tree import Document, Place, below, identified, places
from eforms.building.uses import Use

_ADDING = (AddPage, AddComponent, AddBlock)
_MOVING = (Move, MoveTo)
_WHOLE = (Remove, Duplicate, RefreshBlock)
_PLACED = frozenset({"moved"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """``what``: a sentence; ``theirs`` and ``mine``: what each changed, in sentences; ``ref``: the component in question."""

    what: str
    theirs: tuple[str, ...]
    mine: tuple[str, ...]
    ref: str = ""


def rebase(base: Document, theirs: Document, operation: Operation, *, outside: Sequence[Use] = ()) -> dict[str, Any] | Conflict:
    """``theirs`` with the operation done on it, or why that cannot be. Raises ``CannotApply`` when it was wrong on ``base``
    too.
    """
    before, now = identified(base), identified(theirs)
    mine = apply(before, operation, outside=outside)
    if before == now:
        return mine
    if mine == now:
        return now
    changed = differences(before, now)
    own = tuple(change.text for change in differences(before, mine))
    ref = str(to_json(operation).get("ref") or "")
    clash = _clash(before, now, operation, ref, changed)
    if clash is not None:
        what, texts = clash
        return Conflict(what, texts, own, ref)
    try:
        return apply(now, _landing(before, now, operation), outside=outside)
    except CannotApply as refused:
        return Conflict(refused.message, tuple(change.text for change in changed), own, ref)


def _clash(
    before: Document, now: Document, operation: Operation, ref: str, changed: Sequence[Change]
) -> tuple[str, tuple[str, ...]] | None:
    """(sentence, their changes) when both touched the same, ``None`` when not."""
    if isinstance(operation, SetTitle):
        found = tuple(change.text for change in changed if change.what == "title")
        return (_("Người khác vừa đổi tên biểu mẫu."), found) if found else None
    olds, news = places(before), places(now)
    named = {one.ref: one for one in olds}
    if isinstance(operation, _ADDING):
        return _gone_holder(operation, named, news, changed)
    if ref not in {one.ref for one in news}:
        return _("Người khác vừa xóa %s.") % called(named[ref]), _texts(changed, {ref, named[ref].parent}, "removed")
    if isinstance(operation, _MOVING):
        found = _texts(changed, {ref}, *_PLACED)
        if found:
            return _("Người khác cũng vừa chuyển %s.") % called(named[ref]), found
        return _gone_holder(operation, named, news, changed) if isinstance(operation, MoveTo) else None
    refs = {one.ref for one in (*below(olds, ref), *below(news, ref))} if isinstance(operation, _WHOLE) else {ref}
    found = tuple(change.text for change in changed if change.ref in refs and change.what not in _PLACED)
    if not found or isinstance(operation, Duplicate):
        return None
    return _("Người khác cũng vừa sửa %s.") % called(named[ref]), found


def _texts(changed: Sequence[Change], refs: set[str], *kinds: str) -> tuple[str, ...]:
    return tuple(change.text for change in changed if change.ref in refs and change.what in kinds)


def _gone_holder(
    operation: AddPage | AddComponent | AddBlock | MoveTo,
    named: dict[str, Place],
    news: Sequence[Place],
    changed: Sequence[Change],
) -> tuple[str, tuple[str, ...]] | None:
    """What it was to be put into is no longer there; a lost neighbour alone is no conflict."""
    into = "" if isinstance(operation, AddPage) else operation.into
    holder = named[operation.after].parent if operation.after in named else into.partition("/")[0]
    if not holder or holder in {one.ref for one in news}:
        return None
    return _("Người khác vừa xóa %s.") % called(named[holder]), _texts(changed, set(named), "removed")


def _landing(before: Document, now: Document, operation: Operation) -> Operation:
    """The operation as it is meant on the newer revision: beside a neighbour that is gone means at the end of the same holder."""
    if not isinstance(operation, (*_ADDING, MoveTo)) or operation.after in {"", *(one.ref for one in places(now))}:
        return operation
    slot = next((one.slot for one in places(before) if one.ref == operation.after), "")
    return replace(operation, after="") if isinstance(operation, AddPage) else replace(operation, after="", into=slot)
