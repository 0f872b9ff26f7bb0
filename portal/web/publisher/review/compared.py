"""A draft against what is in force, section by section, in words and side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from agencies.models import Seat
from portal.web.publisher.findings import address_of
from portal.web.publisher.review.marked import Sides, marked
from procedures import content as contents
from procedures import sections
from procedures.differences import Difference, between
from procedures.models import ProcedureVersion, Publication, VersionDraft

SHOWN = (Publication.Status.PUBLISHED, Publication.Status.INTAKE_STOPPED)


@dataclass(frozen=True)
class Change:
    """One difference with its two sides and the page where it is edited."""

    difference: Difference
    sides: Sides
    href: str

    @property
    def told(self) -> bool:
        """Whether the two sides say more than the sentence."""
        return bool(self.difference.before and self.difference.after)


@dataclass(frozen=True)
class Changed:
    """One section's changes."""

    key: str
    title: str | Promise
    changes: Sequence[Change]


def in_force(draft: VersionDraft) -> ProcedureVersion | None:
    """The version that the draft will replace; what it began with where nothing is in force. One query."""
    rows = ProcedureVersion.objects.filter(procedure=draft.procedure_id, publication__status__in=SHOWN)
    found = rows.select_related("publication").order_by("-number").first()
    return found or draft.based_on


def changes_of(seat: Seat, draft: VersionDraft, against: ProcedureVersion | None) -> list[Changed]:
    """Every change under its section, in the editor's order; sections without one are left out. No query."""
    before = contents.identified(against.content) if against else None
    found = between(before, draft.content)
    groups: dict[str, list[Change]] = {}
    for one in found:
        change = Change(one, marked(one.before, one.after), address_of(seat, draft, one.path))
        groups.setdefault(one.section, []).append(change)
    return [Changed(one.key, one.title, groups[one.key]) for one in sections.SECTIONS if one.key in groups]
