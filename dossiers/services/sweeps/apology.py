"""Form 04 drafted with the last warning, so that an apology can go out before the promise is broken (domain §5.4).

The system drafts and tells; asking and signing are an official's acts (services/extend.py), which begin with this draft.
"""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from common import clock
from deadlines.calendar import to_moment
from deadlines.limits import WORKING_DAY_MINUTES
from deadlines.rules import due_at
from deadlines.selectors import calendar_for
from dossiers import risks
from dossiers.models import ApologyDraft, Dossier, Extension, Task
from dossiers.services.sweeps import people, told


def prepare(dossier: Dossier, now: datetime) -> ApologyDraft | None:
    """Draft an apology for the present promise and tell the leader and who holds the work; the draft that exists stays.

    ``None`` where no more time can be given: it was extended once (NĐ 61/2018 Điều 19).
    """
    if dossier.extensions.filter(ground=Extension.Ground.EXTEND).exists():
        return None
    assert dossier.due_at is not None
    task = risks.lead_of(dossier)
    draft, made = ApologyDraft.objects.get_or_create(
        dossier=dossier,
        due_at=dossier.due_at,
        defaults={
            "until": _until(dossier, task, now),
            "reason": _reason(task),
            "where": task.where if task else "",
            "drafted_at": now,
        },
    )
    if made:
        told.drafted(draft, [*people.heads(dossier.handling), *(people.keepers(task) if task else [])])
    return draft


def _until(dossier: Dossier, task: Task | None, now: datetime) -> datetime:
    """The hour of the promise on the first day by which four of five such dossiers were done; a working day later at least."""
    assert dossier.due_at is not None
    calendar = calendar_for(dossier.promised_by_id or dossier.handling_id, clock.local(now).date())
    needed = (risks.of(dossier, task, now).needed or 0) if task else 0
    beyond = calendar.elapsed(to_moment(now)) + needed - calendar.elapsed(to_moment(dossier.due_at))
    return due_at(dossier.due_at, f"{max(1, -(-beyond // WORKING_DAY_MINUTES))}wd", calendar)


def _reason(task: Task | None) -> str:
    """In Vietnamese: it is printed. A fact to begin with; the official writes the cause."""
    with translation.override("vi"):
        if task is None:
            return _("Hồ sơ chưa giải quyết xong trước ngày hẹn.")
        said = {"step": task.step_name, "agency": task.agency.name, "since": clock.at(task.opened_at)}
        return _("Hồ sơ đang ở bước “%(step)s” tại %(agency)s từ %(since)s, chưa xong trước ngày hẹn.") % said
