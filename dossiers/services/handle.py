"""The handler's acts: take the work, draft the results, propose; and the ways back."""

import uuid
from collections.abc import Mapping
from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.errors import NotAllowed, NotFound
from dossiers import certifying, printing, results
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, IssuedResult, Task
from dossiers.services import moves, result_drafts, stops
from dossiers.services.after_issue import back_to_draft
from dossiers.services.moves import Which


@transaction.atomic
def take(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, **which: Unpack[Which]) -> Task:
    """Claim an open task for oneself, so nobody else of the seat works on it; raises ``NotAllowed`` if all are taken."""
    dossier = lock_dossier(dossier_id, seen=seen)
    try:
        free = [one for one in moves.own_tasks(dossier, by=by, seat=seat, task=which.get("task")) if one.assignee_id is None]
    except NotAllowed:
        raise NotAllowed(_("Hồ sơ này đã có người khác nhận.")) from None
    if not free:
        raise NotAllowed(_("Bạn đang giữ hồ sơ này rồi."))
    claimed = free[0]
    claimed.assignee, claimed.read_at = by, claimed.read_at or clock.now()
    claimed.save(update_fields=["assignee", "read_at"])
    moves.save(dossier, clock.now())
    log.append(f"dossier:{dossier.pk}", "take", actor_for(by, seat), {"step": claimed.step, "state": dossier.state, "seen": seen})
    return claimed


def draft_result(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, key: str, values: dict[str, Any]) -> IssuedResult:
    """Keep the handler's draft of the one result ``key``; see ``draft_results``."""
    return draft_results(dossier_id, by=by, seat=seat, seen=seen, drafts={key: values})[0]


@transaction.atomic
def draft_results(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, drafts: Mapping[str, Mapping[str, Any]], **which: Unpack[Which]
) -> list[IssuedResult]:
    """Keep the handler's drafts, values by result key; the template's fields are the only values kept.

    Allowed at any step whose actions need a result. Raises ``NotFound`` for a result that the answers do not ask for,
    ``Stale`` or ``NotAllowed`` like every act; then no draft is kept.
    """
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="propose", **which)
    facts = printing.result_facts(act.dossier)
    asked = {item.key: item for item in results.of(act.dossier, act.loaded)}
    if not drafts.keys() <= asked.keys():
        raise NotFound
    kept = [_keep(act, asked[key], values, facts) for key, values in drafts.items()]
    act.action, act.data["results"] = "draft-result", list(drafts)
    moves.save_act(act)
    return kept


def _keep(act: moves.Act, item: results.Asked, values: Mapping[str, Any], facts: dict[str, Any]) -> IssuedResult:
    kept = {field["key"]: str(values.get(field["key"], "")).strip() for field in item.entry["fields"]}
    certifying.must_be_scanned(act.dossier, item, kept)
    there = act.dossier.results.select_related("number").filter(result_key=item.key).first()
    if there is not None and there.state != IssuedResult.State.DRAFTED:
        if there.values == kept and (not there.brought or there.state == IssuedResult.State.ISSUED):
            return there
        if there.state == IssuedResult.State.ISSUED:
            raise NotAllowed(_("Kết quả đã phát hành không sửa được ở đây. Hãy đính chính kết quả đó."))
        back_to_draft(there, "Soạn lại kết quả", act.actor)
    row = {"values": kept, "drafted_by": act.seat, "position": item.position, "copies": results.copies(item, facts)}
    row |= IssuedResult.FROM_TEMPLATE  # what was brought in before makes way
    return IssuedResult.objects.update_or_create(dossier=act.dossier, result_key=item.key, defaults=row)[0]


@transaction.atomic
def propose(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, opinion: str, **which: Unpack[Which]) -> Dossier:
    """Propose a decision to the leader with an opinion; every result asked for is drafted, where the action requires one."""
    opinion = moves.require(opinion, _("Nhập ý kiến thẩm định."))
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="propose", **which)
    if moves.requires(act, "result"):
        _all_drafted(act)
    result_drafts.keep_first(act.dossier)
    moves.write_opinion(act, opinion)
    moves.advance(act)
    return act.dossier


def _all_drafted(act: moves.Act) -> None:
    """What was asked and paid for is issued: a result left out here would never be made."""
    wanted = {item.key for item in results.of(act.dossier, act.loaded)}
    drafted = set(act.dossier.results.values_list("result_key", flat=True))
    if not wanted or not drafted:
        raise NotAllowed(_("Soạn dự thảo kết quả trước khi trình lãnh đạo."))
    if wanted != drafted:
        raise NotAllowed(_("Người nộp cần %(wanted)s kết quả. Soạn đủ dự thảo rồi trình lãnh đạo.") % {"wanted": len(wanted)})


@transaction.atomic
def send_back(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str, **which: Unpack[Which]) -> Dossier:
    """Return the dossier to the step that the process names, with a reason; whoever did that step has it again."""
    reason = moves.require(reason, _("Nhập lý do trả lại."))
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="return", **which)
    moves.write_opinion(act, reason)
    moves.advance(act)
    return act.dossier


@transaction.atomic
def forward(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, opinion: str = "", **which: Unpack[Which]) -> Dossier:
    """Go on to the next step, where the process asks for no decision; an opinion where the action requires one."""
    return _pass_on(dossier_id, "forward", by=by, seat=seat, seen=seen, text=opinion, **which)


@transaction.atomic
def answer(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, opinion: str = "", **which: Unpack[Which]) -> Dossier:
    """Give a unit's opinion where that is a step of its own (a branch), not a question of another step."""
    return _pass_on(dossier_id, "answer", by=by, seat=seat, seen=seen, text=opinion, **which)


@transaction.atomic
def oblige(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, opinion: str = "", **which: Unpack[Which]) -> Dossier:
    """Have the applicant told what to pay elsewhere (tax); once, though the clock stops at the next step too."""
    dossier = _pass_on(dossier_id, "obligation", by=by, seat=seat, seen=seen, text=opinion, **which)
    if not dossier.pauses.filter(ended_at__isnull=True, ground=stops.GROUNDS["obligation"][0]).exists():
        moves.tell_applicant(dossier, "obligation", once=str(dossier.lock_version))
    return dossier


def publish(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, opinion: str = "", **which: Unpack[Which]) -> Dossier:
    """Send the sealed results on to the counter, where the process has a step for it after the stamp."""
    return _pass_on(dossier_id, "issue", by=by, seat=seat, seen=seen, text=opinion, **which)


def _pass_on(
    dossier_id: uuid.UUID, effect: str, *, by: User, seat: Seat, seen: int, text: str, **which: Unpack[Which]
) -> Dossier:
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action=effect, **which)
    act.action = act.key
    if moves.requires(act, "opinion", "reason"):
        text = moves.require(text, _("Nhập ý kiến."))
    if text.strip():
        moves.write_opinion(act, text.strip())
    moves.advance(act)
    return act.dossier
