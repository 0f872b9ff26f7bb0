"""The sections of a draft as a list of work: what is done, what is missing, where each is edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.web.publisher.editor.english import untranslated
from portal.web.publisher.findings import Found
from procedures import sections
from procedures.models import VersionDraft


@dataclass(frozen=True)
class Part:
    """One line. ``status``: done, empty, stop (errors) or look (warnings); ``words`` say it; ``hint``: what is in it."""

    key: str
    title: str | Promise
    href: str
    current: bool = False
    status: str = ""
    words: str = ""
    hint: str = ""


def parts_of(seat_id: int, draft: VersionDraft, *, current: str = "") -> list[Part]:
    """Every section with its address, for the side navigation. No query."""
    return [Part(one.key, one.title, _address(seat_id, draft, one.key), one.key == current) for one in sections.SECTIONS]


def following(seat_id: int, draft: VersionDraft, key: str) -> Part | None:
    """The section after this one; ``None`` after the last. No query."""
    rows = parts_of(seat_id, draft)
    place = next(number for number, row in enumerate(rows) if row.key == key)
    return rows[place + 1] if place + 1 < len(rows) else None


def task_list(seat_id: int, draft: VersionDraft, found: Sequence[Found]) -> list[Part]:
    """Every section with how it stands. No query."""
    return [
        Part(one.key, one.title, _address(seat_id, draft, one.key), False, *_standing(draft, one, found))
        for one in sections.SECTIONS
    ]


def _standing(draft: VersionDraft, section: sections.Section, found: Sequence[Found]) -> tuple[str, str, str]:
    own = [one.finding for one in found if one.section == section.key]
    stops = sum(one.level == "error" for one in own)
    looks = sum(one.level == "warning" for one in own)
    hint = untranslated(draft.content) if section.key == "english" else _held(draft.content, section)
    if not any(sections.held(draft.content, section).values()):
        if stops or section.needed:
            return "stop", _("Còn thiếu"), ""
        return ("look", _("Nên có"), "") if looks else ("empty", _("Không có"), "")
    if stops:
        return "stop", _("%(n)s điều phải sửa") % {"n": stops}, hint
    if looks:
        return "look", _("%(n)s điều nên sửa") % {"n": looks}, hint
    return "done", _("Đã xong"), hint


def _held(content: Any, section: sections.Section) -> str:
    """How many rows its lists hold."""
    counts = [len(value) for value in sections.held(content, section).values() if isinstance(value, list)]
    return _("%(n)s mục") % {"n": sum(counts)} if sum(counts) else ""


def _address(seat_id: int, draft: VersionDraft, key: str) -> str:
    if key == sections.FORM:
        return reverse("builder:outline", args=[seat_id, draft.pk])
    if key == "process":
        return reverse("designer:steps", args=[seat_id, draft.pk])
    return reverse("editor:section", args=[seat_id, draft.pk, key])
