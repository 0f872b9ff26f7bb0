"""What every page of the editor shows around its boxes: where one is, what the checker says, how it was saved."""

from typing import Any

from django.utils.translation import gettext as _

from common import clock
from portal.web.publisher.editor.forms import Filled
from portal.web.publisher.editor.process import steps_of
from portal.web.publisher.editor.work import Conflict, Work
from portal.web.publisher.findings import findings_of
from portal.web.publisher.parts import following
from procedures import discussion, worklist
from procedures.lawbook import texts
from procedures.services.sections import standing

MOST_BASES = 12


def looks(work: Work, form: Filled, conflict: Conflict | None = None) -> dict[str, Any]:
    """The context of a section's page and of a row's. Four queries."""
    focus, act = work.request.GET.get("dong", ""), work.request.GET.get("viec", "")
    return {
        "seat": work.seat,
        "draft": work.draft,
        "name": worklist.name_of(work.draft),
        "section": work.section,
        "sheet": work.sheet,
        "lead": work.sheet.lead,
        "form": form,
        "lists": [
            {"prefix": rows.prefix, "group": rows.group, "forms": rows.forms, "shown": rows.shown(focus, act)}
            for rows in form.rows
        ],
        "seen": conflict.revision if conflict else work.seen,
        "conflict": conflict,
        "errors": form.summary,
        "found": [one for one in findings_of(work.seat, work.draft) if one.section == work.section.key],
        "comments": discussion.open_remarks(work.draft, work.section.key),
        "writes": work.writes,
        "last": standing(work.draft, work.section.key) if work.writes and conflict is None else None,
        "saved": saved_words(work),
        "following": following(work.seat.pk, work.draft, work.section.key),
        **_extra(work),
    }


def saved_words(work: Work) -> str:
    """ "Đã lưu lúc 14:32"."""
    return _("Đã lưu lúc %(time)s") % {"time": f"{clock.local(work.draft.updated_at):%H:%M}"}


def _extra(work: Work) -> dict[str, Any]:
    if work.section.key == "process":
        return {"steps": steps_of(work.base)}
    if work.section.key == "legal":
        query = work.request.GET.get("q", "").strip()
        held = {row.get("code") for row in work.base.get("legal_bases") or ()}
        rows = [row for row in texts(query)[: MOST_BASES * 2] if row.code not in held][:MOST_BASES] if query else []
        return {"query": query, "bases": rows}
    return {}
