"""The word for an operation that is not done, and the guard that keeps a form acceptable."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from eforms import schema
from eforms.building.tree import Document, Place
from eforms.building.uses import Use
from eforms.nodes import Refusal

# What a form in the making may still lack: a page without questions, a list whose choices are not written yet.
_UNFINISHED = frozenset({"empty", "no-options"})


class CannotApply(ValueError):
    """The operation is refused. ``reason``: a stable word; ``message``: a sentence; ``uses``: who names the key, for removals,
    renames and moves; ``errors``: sentences by property name, for ``SetProperties``, ``SetOptions`` and keys."""

    def __init__(self, reason: str, message: str, *, uses: Sequence[Use] = (), errors: Mapping[str, str] | None = None) -> None:
        self.reason, self.message, self.uses, self.errors = reason, message, tuple(uses), dict(errors or {})
        super().__init__(message)


def used(message: str, uses: Sequence[Use]) -> CannotApply:
    """Refuse because others name it; the sentence names up to five of them."""
    named = list(dict.fromkeys(use.where for use in uses))
    more = _(" và %d chỗ nữa") % (len(named) - 5) if len(named) > 5 else ""
    return CannotApply("used", message % (", ".join(named[:5]) + more), uses=uses)


def refusals(document: Document) -> tuple[Refusal, ...]:
    """What the engine refuses in this document, nothing when it is accepted."""
    try:
        schema.load(document)
    except schema.Refused as refused:
        return tuple(refused.refusals)
    return ()


def guard(before: Sequence[Refusal], after: Document) -> None:
    """Raise ``CannotApply`` when the document is refused for something that it was not refused for before."""
    left = Counter(refusal.reason for refusal in before)
    seen = {(refusal.reason, refusal.message) for refusal in before}
    found = [refusal for refusal in refusals(after) if refusal.reason not in _UNFINISHED]
    for reason, number in Counter(refusal.reason for refusal in found).items():
        if number > left[reason]:
            mine = [refusal for refusal in found if refusal.reason == reason]
            new = next((refusal for refusal in mine if (reason, refusal.message) not in seen), mine[-1])
            raise CannotApply(reason, new.message)


def not_in_block(one: Place) -> None:
    """Refuse to touch what a linked block holds."""
    if one.block:
        message = _("“%s” thuộc một khối liên kết nên không sửa riêng được. Tách khối trước.")
        raise CannotApply("linked", message % (one.label or one.key))
