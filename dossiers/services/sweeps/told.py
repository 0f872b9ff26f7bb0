"""The sweeps' words to officials: a code, what the clock says, one thing to do; never personal data."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Seat
from common import clock
from dossiers.models import ApologyDraft, Dossier, Task
from dossiers.services.sweeps.people import Place
from notifications.services.notify import notify


def warn(dossier: Dossier, task: Task | None, left: str, people: Iterable[Place], *, stage: str, due: datetime) -> None:
    """The promise comes near."""
    body = _("Hẹn trả %(due)s. Mở hồ sơ để xử lý bước “%(step)s”.")
    said = {"due": clock.at(due), "step": task.step_name if task else "", "code": dossier.code, "left": left}
    _tell(dossier, people, "due-near", _("Hồ sơ %(code)s: %(left)s") % said, body % said, f"{stage}:{due:%y%m%d%H%M}")


def warn_step(task: Task, left: str, people: Iterable[Place], *, stage: str) -> None:
    """A step's own time comes near, or is over."""
    said = {"code": task.dossier.code, "step": task.step_name, "left": left, "due": clock.at(task.due_at)}
    title = _("Hồ sơ %(code)s: bước “%(step)s” %(left)s") % said
    body = _("Hạn của bước này là %(due)s. Mở hồ sơ để xử lý hoặc chuyển cho người khác.") % said
    kind = "step-late" if stage == "late" else "step-near"
    _tell(task.dossier, people, kind, title, body, f"{task.pk}:{stage}:{task.due_at:%y%m%d%H%M}")


def escalate(task: Task, people: Iterable[Place], *, stage: str, takes: bool) -> None:
    """The process tells a step's lateness to somebody above; ``takes``: from now on they may do it themselves."""
    said = {"code": task.dossier.code, "step": task.step_name, "unit": str(task.agency), "due": clock.at(task.due_at)}
    title = _("Hồ sơ %(code)s: bước “%(step)s” cần bạn đôn đốc") % said
    body = _("Bước đang ở %(unit)s, hạn %(due)s. Nhắc người xử lý hoặc phân công lại.")
    if takes:
        title = _("Hồ sơ %(code)s: bạn được xử lý bước “%(step)s”") % said
        body = _("Bước đang ở %(unit)s, hạn %(due)s. Theo quy trình, từ lúc này bạn được xử lý thay.")
    _tell(task.dossier, people, "step-escalated", title, body % said, f"{task.pk}:{stage}:{task.due_at:%y%m%d%H%M}")


def instead(task: Task, people: Iterable[Place]) -> None:
    """Nobody of the step's role is at work, or they are late: who the process names in their place may do it."""
    said = {"code": task.dossier.code, "step": task.step_name, "unit": str(task.agency), "due": clock.at(task.due_at)}
    title = _("Hồ sơ %(code)s: bạn làm thay bước “%(step)s”") % said
    body = _("Người của bước này ở %(unit)s đang vắng hoặc quá hạn. Hạn của bước: %(due)s. Mở hồ sơ ở thẻ “Cả đơn vị” để xử lý.")
    _tell(task.dossier, people, "step-instead", title, body % said, f"{task.pk}:instead")


def needless(part: Dossier, people: Iterable[Place]) -> None:
    """A part of a joint procedure that somebody works on is needed no more."""
    title = _("Hồ sơ %(code)s: dừng, không cần làm nữa") % {"code": part.code}
    body = _("Hồ sơ liên thông đã đi tiếp bằng phần khác. Bạn không phải xử lý hồ sơ này nữa.")
    _tell(part, people, "part-needless", title, body, "needless")


def drafted(draft: ApologyDraft, people: Iterable[Place]) -> None:
    """An apology lies ready; the leader's signature makes it one."""
    said = {"code": draft.dossier.code, "until": clock.at(draft.until), "due": clock.at(draft.due_at)}
    title = _("Hồ sơ %(code)s: đã soạn sẵn văn bản xin lỗi") % said
    body = _("Hồ sơ khó xong trước %(due)s. Mở hồ sơ để gửi xin lỗi và hẹn lại (gợi ý: %(until)s) trước khi quá hạn.") % said
    _tell(draft.dossier, people, "apology-drafted", title, body, f"apology:{draft.due_at:%y%m%d%H%M}")


def late(dossier: Dossier, task: Task | None, people: Iterable[Place], *, by_law: bool) -> None:
    """The promise, or the law's own limit, has passed: the head hears of it."""
    due = dossier.legal_due_at if by_law else dossier.due_at
    assert due is not None
    where = task.where if task else dossier.holder.name
    said = {"code": dossier.code, "due": clock.at(due), "where": where}
    title = _("Hồ sơ %(code)s: quá hạn luật định") if by_law else _("Hồ sơ %(code)s: quá hẹn trả")
    body = _("Hạn là %(due)s, hồ sơ đang ở: %(where)s. Mở hồ sơ để xử lý, phân công lại hoặc xin lỗi và gia hạn.") % said
    stage = "late-by-law" if by_law else "late"
    _tell(dossier, people, "due-passed", title % said, body, f"{stage}:{due:%y%m%d%H%M}")


def _tell(dossier: Dossier, people: Iterable[Place], kind: str, title: str, body: str, stage: str) -> None:
    """One notice to each; who leads from above reads where the dossier lies, and has no page of it to open. One query more."""
    found = list(people)
    places = Q(agency_id__in=[dossier.receiving_id, dossier.handling_id]) | Q(agency__in=dossier.tasks.values("agency"))
    opening = set(Seat.objects.filter(places, pk__in=[seat for _user, seat in found]).values_list("pk", flat=True))
    told = set()
    for user, seat in sorted(found, key=lambda place: place[1] not in opening):
        if user in told:
            continue
        told.add(user)
        link = reverse("desk_dossier:workspace", args=[seat, dossier.pk]) if seat in opening else ""
        notify(user, kind=kind, title=title, body=body, link=link, key=f"clock:{dossier.pk}:{stage}")
