"""What the checker says about a draft, each with the page where it is put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from eforms import building
from portal.web.publisher.builder.formplace import FormPlace
from portal.web.publisher.editor.tables import TABLES
from procedures import sections, selectors
from procedures.bases import codes_of
from procedures.checking import Finding, check
from procedures.checking.processes import parts_of
from procedures.content import form_of, forms_of
from procedures.models import VersionDraft
from procedures.services import legal

LEVELS: Sequence[tuple[str, str | Promise, str | Promise]] = (
    ("error", _("Phải sửa"), _("Còn những điều này thì chưa gửi duyệt được.")),
    ("warning", _("Nên sửa"), _("Người dân hoặc cán bộ dễ vướng ở đây.")),
    ("hint", _("Gợi ý"), _("Cân nhắc để thủ tục ngắn và dễ hiểu hơn.")),
)


@dataclass(frozen=True)
class Found:
    """A finding with the section that it lies in and the address of the page for it."""

    finding: Finding
    section: str
    href: str

    @property
    def title(self) -> str | Promise:
        """The section's name."""
        return sections.BY_KEY[self.section].title


def findings_of(seat: Seat, draft: VersionDraft) -> list[Found]:
    """Everything that the checker says, errors first. Three queries, one more for a process with sub-dossiers."""
    standing = legal.standing(codes_of(draft.content))
    known = selectors.in_force(parts_of(draft.content))
    found = check(draft.content, bases=standing, held=selectors.roles_held(draft.procedure), known=known)
    return [Found(one, sections.section_of(one.path), address_of(seat, draft, one.path)) for one in found]


def by_level(found: Sequence[Found]) -> list[dict[str, Any]]:
    """The findings under their weight, for a list; weights without any are left out."""
    groups = [
        {"level": level, "title": title, "hint": hint, "rows": [one for one in found if one.finding.level == level]}
        for level, title, hint in LEVELS
    ]
    return [group for group in groups if group["rows"]]


def address_of(seat: Seat, draft: VersionDraft, path: str) -> str:
    """The page where a path of the content is edited: a row's own page, a question of the e-form, else the section's.

    Who only reads is led to the section: the others are pages of authors.
    """
    part, _slash, rest = path.partition("/")
    section = sections.section_of(path)
    here = [seat.pk, draft.pk]
    if not (draft.editable and seat.role == Seat.Role.AUTHOR):
        rest = ""
    if section == sections.FORM:
        ref = rest.partition("/")[0]
        known = {place.ref for place in building.places(form_of(draft.content))} if ref else set()
        return reverse("builder:question", args=[*here, ref]) if ref in known else reverse("builder:outline", args=here)
    if section == "process":
        steps = (draft.content.get("process") or {}).get("steps") or ()
        named = "/" not in rest and any(isinstance(step, Mapping) and step.get("key") == rest for step in steps)
        here = [*here, rest] if named else here
        return reverse("designer:step" if len(here) > 2 else "designer:steps", args=here)
    if part == "cases" and "/form" in rest:
        case = rest.partition("/form")[0]
        if case in forms_of(draft.content):
            return reverse("builder:outline", args=[seat.pk, FormPlace(draft.pk, case)])
    if part in TABLES and rest:
        number = number_of(TABLES[part].rows(draft.content), rest.partition("/")[0])
        if number is not None:
            return reverse("editor:row", args=[*here, section, number + 1])
    return reverse("editor:section", args=[*here, section])


def number_of(rows: Sequence[Mapping[str, Any]], name: str) -> int | None:
    """Which row a step of a path names: by its key or code, else by its number."""
    named = (number for number, row in enumerate(rows) if name in (str(row.get("key", "")), str(row.get("code", ""))))
    number = next(named, None)
    if number is None and name.isascii() and name.isdecimal() and int(name) < len(rows):
        return int(name)
    return number
