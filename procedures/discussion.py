"""Reads of what was said about a draft. Each says its queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from procedures.models import DraftComment, VersionDraft


@dataclass(frozen=True)
class Thread:
    """A remark with its answers, in the order in which they were given."""

    remark: DraftComment
    answers: Sequence[DraftComment]


def threads(draft: VersionDraft, section: str = "") -> list[Thread]:
    """Every remark on a draft (on one section), the ones that still wait first, each with its answers. One query."""
    rows = draft.comments.select_related("by__person", "seat__agency", "resolved_by__person").order_by("at", "pk")
    if section:
        rows = rows.filter(section=section)
    held = list(rows)
    answers: dict[int, list[DraftComment]] = {}
    for one in held:
        if one.answers_id is not None:
            answers.setdefault(one.answers_id, []).append(one)
    found = [Thread(one, answers.get(one.pk, [])) for one in held if one.answers_id is None]
    return sorted(found, key=lambda thread: thread.remark.resolved)


def open_remarks(draft: VersionDraft, section: str | None = None) -> int:
    """How many remarks nobody has resolved, of one section or of the whole draft. One query."""
    rows = DraftComment.objects.filter(draft=draft, answers=None, resolved_at=None)
    return rows.count() if section is None else rows.filter(section=section).count()
