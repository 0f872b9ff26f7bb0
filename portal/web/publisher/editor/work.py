"""What the editor's pages share: the section as its page had seen it, saving what was typed, both sides of a conflict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import NotFound
from portal.web.publisher.editor.sheets import SHEETS, Sheet
from portal.web.publisher.editor.tables import Table
from procedures import sections
from procedures.differences import between
from procedures.models import VersionDraft
from procedures.sections import Section
from procedures.services.sections import SectionConflict, as_seen, save_section

Content = dict[str, Any]


@dataclass(frozen=True)
class Conflict:
    """Both sides in words; ``now``: the content with theirs, ``content``: mine over it; ``revision``: the page has seen that."""

    theirs: Sequence[str]
    mine: Sequence[str]
    now: Content
    content: Content
    revision: int


@dataclass(frozen=True)
class Work:
    """One section of a draft at somebody's desk. ``seen``: the revision that the page showed; ``base``: the content then."""

    request: HttpRequest
    seat: Seat
    draft: VersionDraft
    section: Section
    sheet: Sheet
    seen: int
    base: Content

    @property
    def writes(self) -> bool:
        """Whether this seat may change it now."""
        return self.draft.editable and self.seat.role == Seat.Role.AUTHOR

    @property
    def table(self) -> Table:
        """The section's table; ``NotFound`` where it has none."""
        if self.sheet.table is None:
            raise NotFound
        return self.sheet.table

    def address(self, name: str = "section", *rest: Any) -> str:
        """One of the section's pages."""
        return reverse(f"editor:{name}", args=[self.seat.pk, self.draft.pk, self.section.key, *rest])

    def row(self, number: int) -> dict[str, Any]:
        """A row of the table as the page had seen it, counted from 1; one past the last is a new one.

        So what somebody typed into a row that another took away meanwhile can still be saved.
        """
        rows = [*self.table.rows(self.base), {}]
        if not 1 <= number <= len(rows):
            raise NotFound
        return rows[number - 1]

    def with_row(self, number: int, row: Mapping[str, Any]) -> Content:
        """The content with one row of the table replaced, or a new one at its end."""
        rows: list[Any] = self.table.rows(self.base)
        rows[number - 1 :] = [{}, *rows[number:]]
        rows[number - 1] = self.table.named(row, [one for place, one in enumerate(rows) if place != number - 1])
        return self.with_rows(rows)

    def with_rows(self, rows: Sequence[Mapping[str, Any]]) -> Content:
        """The content with other rows in the table."""
        return sections.with_parts(self.base, {self.table.part: [dict(row) for row in rows]})

    def number_in(self, draft: VersionDraft, row: Mapping[str, Any], number: int) -> int:
        """Where a row stands once it is saved: others may have moved it meanwhile."""
        rows, key = self.table.rows(draft.content), self.table.key
        same = [place for place, one in enumerate(rows) if one == row or key and one.get(key) and one.get(key) == row.get(key)]
        return number if number - 1 in same or not same else same[0] + 1

    def save(self, after: Content, *, itself: bool = False, by_row: bool = True) -> VersionDraft:
        """Save how ``after`` differs from what the page had seen. Raises ``SectionConflict`` and what ``save_section`` raises."""
        value = sections.changed(self.section, self.base, after)
        if not value:
            return self.draft
        by = actor_for(self.request.user, self.seat)
        return save_section(self.draft.pk, self.section.key, value, by=by, seen=self.seen, itself=itself, by_row=by_row)

    def conflict(self, found: SectionConflict, after: Content) -> Conflict:
        """What both did since the page was opened."""
        theirs = sections.with_parts(self.base, dict.fromkeys(self.section.parts) | found.theirs)
        mine = sections.changed(self.section, self.base, after)
        sides = [[one.sentence for one in between(self.base, side)] for side in (theirs, after)]
        both = sections.merged(mine, found.base, found.theirs, mine_wins=True)
        return Conflict(sides[0], sides[1], theirs, sections.with_parts(theirs, both), found.revision)


def begin(request: HttpRequest, seat: Seat, draft: VersionDraft, key: str) -> Work:
    """The desk for one section. ``NotFound`` for one that has no page here (the e-form has the builder)."""
    sheet, section = SHEETS.get(key), sections.BY_KEY.get(key)
    if sheet is None or section is None:
        raise NotFound
    seen = _seen(request, draft)
    value = as_seen(draft, section, seen)
    base = sections.with_parts(draft.content, dict.fromkeys(section.parts) | value)
    return Work(request, seat, draft, section, sheet, seen, base)


def _seen(request: HttpRequest, draft: VersionDraft) -> int:
    """The revision that the posted page showed; a page that is only opened sees the latest."""
    text = request.POST.get("_seen", "")
    if request.method != "POST":
        return draft.revision
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
