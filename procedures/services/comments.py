"""Talking about a draft: say something, answer, resolve, open again. One transaction each; an event tells who is concerned."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit import log
from common import clock, events
from common.actors import Actor
from common.errors import DomainError, EmptyReason, NotAllowed, NotFound
from common.text import nfc
from procedures import sections
from procedures.access import PUBLISHER_ROLES
from procedures.models import DraftChange, DraftComment, VersionDraft
from procedures.services.changes import must_hold

LONGEST = 4000


class TooLong(DomainError):
    """More than fits a remark."""

    code = "too-long"
    default_message = _("Viết ngắn hơn 4.000 ký tự.")


@transaction.atomic
def say(
    draft_id: uuid.UUID, text: str, *, by: Actor, section: str = "", answers: int | None = None, quiet: bool = False
) -> DraftComment:
    """A remark on a draft or on one section, or the answer to a remark. Anybody who may read the draft may speak, at any time.

    Raises ``EmptyReason`` without words, ``TooLong``, ``NotFound`` for an unknown section or remark. Those who wrote in the
    draft, judged it or spoke in the thread are told (``common.events.DraftDiscussed``), unless ``quiet``: a returned draft is
    told of once, whatever the number of its remarks.
    """
    must_hold(by, PUBLISHER_ROLES)
    words = nfc(text.replace("\r\n", "\n").strip())
    if not words:
        raise EmptyReason(str(_("Nhập lời góp ý.")))
    if len(words) > LONGEST:
        raise TooLong
    draft = VersionDraft.objects.select_related("procedure").filter(pk=draft_id).first()
    above = _remark(draft_id, answers) if answers is not None else None
    if draft is None or (section and section not in sections.BY_KEY):
        raise NotFound
    user_id, seat_id = _speaker(by)
    comment = DraftComment.objects.create(
        draft=draft,
        answers=above,
        section=above.section if above else section,
        text=words,
        revision=draft.revision,
        by_id=user_id,
        seat_id=seat_id,
        at=clock.now(),
    )
    log.append(f"procedure:{draft.procedure.code}", "draft-comment", by, {"draft": str(draft.pk), "comment": comment.pk})
    told = tuple(sorted(_concerned(draft, above) - {user_id}, key=str)) if not quiet else ()
    events.emit(events.DraftDiscussed(draft.pk, draft.procedure.code, comment.pk, above is not None, told))
    return comment


@transaction.atomic
def resolve(draft_id: uuid.UUID, comment_id: int, *, by: Actor, resolved: bool = True) -> DraftComment:
    """Say that a remark is done, or open it again. Raises ``NotFound``."""
    must_hold(by, PUBLISHER_ROLES)
    comment = _remark(draft_id, comment_id)
    user_id, _seat_id = _speaker(by)
    comment.resolved_by_id = user_id if resolved else None
    comment.resolved_at = clock.now() if resolved else None
    comment.save(update_fields=["resolved_by", "resolved_at"])
    act = "draft-comment-resolved" if resolved else "draft-comment-reopened"
    log.append(f"procedure:{comment.draft.procedure.code}", act, by, {"comment": comment.pk})
    return comment


def _speaker(by: Actor) -> tuple[uuid.UUID, int]:
    """(account, seat): the system says nothing."""
    if by.user_id is None or by.seat_id is None:
        raise NotAllowed
    return by.user_id, by.seat_id


def _remark(draft_id: uuid.UUID, comment_id: int) -> DraftComment:
    rows = DraftComment.objects.select_for_update(of=("self",)).select_related("draft__procedure")
    found = rows.filter(draft_id=draft_id, pk=comment_id, answers=None).first()
    if found is None:
        raise NotFound
    return found


def _concerned(draft: VersionDraft, above: DraftComment | None) -> set[uuid.UUID]:
    """Who wrote in the draft or judged it; of a thread only who speaks in it and who wrote in its section's draft last."""
    if above is not None:
        spoken = DraftComment.objects.filter(answers=above).values_list("by_id", flat=True)
        return {above.by_id, *spoken}
    acted = DraftChange.objects.filter(draft=draft, by__isnull=False).values_list("by_id", flat=True)
    spoken = DraftComment.objects.filter(draft=draft).values_list("by_id", flat=True)
    return {*acted, *spoken}
