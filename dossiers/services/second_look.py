"""A second look: before deciding, the leader has another official of the handling unit look at the proposal again."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import colleagues
from agencies.models import Seat
from common.errors import NotAllowed
from dossiers import clocks, terms
from dossiers.models import Consultation, Dossier
from dossiers.services import beside, consult, moves


@transaction.atomic
def second_look(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, question: str, to: User) -> Consultation:
    """Ask ``to``, a handler of the handling unit who did not propose; nothing is decided until the answer is there.

    It has one working day, within the step's own time. Raises ``EmptyReason``, ``NotAllowed``, ``Stale``.
    """
    question = moves.require(question, _("Nhập điều cần thẩm định lại."))
    act, _found = beside.begin(dossier_id, by=by, seat=seat, seen=seen, action="second-look")
    if to.pk not in {one.pk for one in others(act.dossier)}:
        raise NotAllowed(_("Chọn chuyên viên khác của cơ quan giải quyết, không phải người đã thẩm định."))
    unit = act.dossier.handling_id
    due = min(clocks.promise(unit, act.now, terms.limit("second-look"), {"count_from": "hour"}).due_at, act.task.due_at)
    asked = consult.ask(
        act,
        key=Consultation.SECOND_LOOK,
        name="Thẩm định lại",
        agency_id=unit,
        role=Seat.Role.HANDLER,
        question=question,
        due=due,
    )
    asked.task.assignee = to
    asked.task.save(update_fields=["assignee"])
    act.data |= {"key": asked.key, "to": str(to.pk)}
    moves.save_act(act)
    return asked


def others(dossier: Dossier) -> list[User]:
    """Who may look again: handlers of the handling unit who have not proposed in this dossier, by name; two queries."""
    proposed = set(dossier.opinions.filter(action="propose").values_list("author", flat=True))
    return [one for one in colleagues(dossier.handling_id, Seat.Role.HANDLER) if one.pk not in proposed]
