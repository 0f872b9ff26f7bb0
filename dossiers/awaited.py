"""What keeps the open work of a dossier from going on just now, in words for who holds it. Reads only."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from common import clock
from common.money import vnd
from dossiers.loaded import load
from dossiers.models import Dossier
from dossiers.workspace import OpenWork
from payments.models import FeeRequest
from workflow.model import Action

UNPAID = (FeeRequest.Status.DUE, FeeRequest.Status.EXPIRED)


def awaited(dossier: Dossier, work: OpenWork, fees: Sequence[FeeRequest]) -> list[str]:
    """Sentences why nothing can be proposed at a step made for it: which notices are unpaid, whose opinion is outstanding.

    ``fees``: all demands of the dossier with their notices. No query. Only what the process's own conditions look at counts.
    """
    if work.task is None or work.task.is_question or work.held_by:
        return []
    loaded = load(dossier.version_id, dossier.case)
    step = loaded.process.by_key.get(work.task.step)
    if step is None or not _proposes(step.actions) or _proposes(work.actions):
        return []
    opinions = [_("Chưa có ý kiến của %(units)s.") % {"units": work.awaited}] if work.awaited else []
    if "obligations" not in loaded.facts_read:
        return opinions
    notices = [fee for fee in fees if fee.purpose == FeeRequest.Purpose.OBLIGATION]
    unpaid = [_unpaid(fee) for fee in notices if fee.status in UNPAID]
    if unpaid or opinions or step.stops != "obligation":
        return [*unpaid, *opinions]
    return [_("Chưa rõ người nộp phải nộp bao nhiêu: hỏi cơ quan thuế ở bước này, hoặc nhập thông báo ở mục Tiền.")]


def _proposes(actions: Iterable[Action]) -> bool:
    return any("propose" in (action.key, action.effect) for action in actions)


def _unpaid(fee: FeeRequest) -> str:
    notice = getattr(fee, "notice", None)
    known = {"total": vnd(fee.total), "number": notice.number if notice else fee.reference, "until": clock.at(fee.expires_at)}
    if fee.status == FeeRequest.Status.EXPIRED:
        return _("Người nộp chưa nộp %(total)s theo thông báo số %(number)s, đã quá hạn %(until)s.") % known
    return _("Người nộp chưa nộp %(total)s theo thông báo số %(number)s, hạn %(until)s.") % known
