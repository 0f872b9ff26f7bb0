"""Asking for papers a second time: only with the leader's approval, since it makes the dossier count as overdue (QĐ 766)."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import EmptyReason, NotAllowed
from dossiers.models import LeaderRequest, Task
from dossiers.services import asking, moves, outside, supplement
from dossiers.services.supplement import Item


@transaction.atomic
def ask_second_supplement(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, items: Sequence[Item], reason: str, note: str = ""
) -> LeaderRequest:
    """Ask the leader to let these items be asked for; ``reason`` tells the leader why they were not asked for the first time.

    Raises ``EmptyReason`` when there is no item or one has no reason, ``Stale``, ``NotAllowed``.
    """
    reason = moves.require(reason, _("Nhập lý do vì sao phải yêu cầu bổ sung lần nữa."))
    if not items:
        raise EmptyReason(_("Chọn ít nhất một mục cần bổ sung."))
    for item in items:
        moves.require(item.reason, _("Nhập lý do cho mục “%(label)s”.") % {"label": item.label})
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="ask-second-supplement")
    given = {"items": [asdict(item) for item in items], "note": note.strip()}
    return asking.ask(act, LeaderRequest.Kind.SUPPLEMENT, reason, given)


def grant(act: outside.Outside, request: LeaderRequest) -> None:
    """The leader agrees: the request goes to the applicant in the asker's name, from the step that the asker still holds."""
    dossier, seat = act.dossier, request.asked_by
    rows = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True).exclude(
        bucket=Task.Bucket.CONSULT
    )
    may = [task for task in rows.order_by("opened_at", "id") if _asks(act, task)]
    # Of two branches at once the one that the asker holds.
    task = next(iter(sorted(may, key=lambda one: one.assignee_id != request.asked_user_id)), None)
    if task is None:
        raise NotAllowed(_("Hồ sơ đã sang bước khác sau khi đề nghị. Ghi không đồng ý để đóng đề nghị này."))
    items = [Item(**item) for item in request.given["items"]]
    sent = supplement.open_request(dossier, task, seat, items, note=request.given["note"], now=act.now)
    act.action = "supplement"
    outside.record(act, {"step": task.step, "supplement": str(sent.pk), "request": str(request.pk)})
    supplement.tell(dossier, sent)


def _asks(act: outside.Outside, task: Task) -> bool:
    """Whether the task's step may ask the applicant for papers."""
    step = act.loaded.process.by_key.get(task.step)
    return step is not None and any(action.effect == "supplement" for action in step.actions)
