"""What every change of a version draft leaves behind: the counted revision, the kept change, the audit row."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit import log
from common import clock
from common.actors import SYSTEM, Actor
from common.errors import DomainError, NotAllowed
from procedures.models import DraftChange, VersionDraft


class DraftStale(DomainError):
    """Somebody changed the draft since the caller looked."""

    code = "stale"
    default_message = _("Bản soạn thảo đã được người khác sửa sau khi bạn mở trang này.")


class NotOpen(NotAllowed):
    """The draft is being reviewed, or was published or dropped: its content stands still."""

    code = "not-open"
    default_message = _("Bản soạn thảo này không sửa được ở trạng thái hiện tại.")


def must_hold(by: Actor, roles: Iterable[str]) -> None:
    """Raise ``NotAllowed`` unless the acting seat has one of the roles."""
    if by.role not in roles:
        raise NotAllowed(str(_("Vị trí của bạn không làm được việc này.")))


def must_publish(by: Actor, *roles: str) -> None:
    """Raise ``NotAllowed`` unless the acting seat has one of the roles, or it is the system (seeds, imports)."""
    if by != SYSTEM:
        must_hold(by, roles)


def person(by: Actor) -> tuple[uuid.UUID | None, int | None]:
    """(account, seat) of an official, (None, None) of the system (an import); raises ``NotAllowed`` for anybody else."""
    if by == SYSTEM:
        return None, None
    if by.user_id is None or by.seat_id is None:
        raise NotAllowed
    return by.user_id, by.seat_id


def keep(
    draft: VersionDraft,
    act: str,
    by: Actor,
    *,
    operation: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
    undoes: DraftChange | None = None,
) -> DraftChange:
    """Save the changed ``draft`` as its next revision with the act that made it; under the draft's lock. Six statements."""
    user_id, seat_id = person(by)
    draft.revision += 1
    draft.updated_by_id, draft.updated_seat_id, draft.updated_at = user_id, seat_id, clock.now()
    draft.save()
    change = DraftChange.objects.create(
        draft=draft,
        revision=draft.revision,
        act=act,
        operation=dict(operation or {}),
        before=before,
        undoes=undoes,
        by_id=user_id,
        seat_id=seat_id,
        at=draft.updated_at,
    )
    facts = {"draft": str(draft.pk), "revision": draft.revision}
    log.append(f"procedure:{draft.procedure.code}", f"draft-{act}", by, facts)
    return change
