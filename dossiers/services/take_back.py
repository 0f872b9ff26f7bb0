"""Taking a filed dossier back to correct it, until the desk has accepted it: the first draft again, under the same code.

``take_back`` opens the draft and lays the dossier aside at the desk. The wizard fills it in as any other; handing it in
(services/submit.py) ends in ``hand_in``: same code, same fee, new answers and papers, the desk's 8 hours anew. Whoever does
not hand it in loses nothing: ``put_back``, or a sweep after its term, gives the desk what was filed (ADR 0029).
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Field
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.actors import SYSTEM, Actor
from common.errors import NotAllowed
from dossiers import clocks, provenance, terms, unique
from dossiers.access import must_be_own
from dossiers.declared import digest
from dossiers.loaded import Loaded, load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, DossierFile, Draft, DraftFile, TakenBack, Task
from dossiers.models.draft import PaperFile
from dossiers.services import moves, outside, same_fee
from dossiers.services.filed import file_all
from dossiers.services.sweeps.rows import in_order
from dossiers.states import Channel, State


def may_take_back(dossier: Dossier) -> bool:
    """Whether the applicant may correct it by themselves: filed here, not accepted, not asked to supplement. No query."""
    return dossier.state == State.SUBMITTED and dossier.accepted_at is None and _filed_here(dossier)


def _filed_here(dossier: Dossier) -> bool:
    """What a clerk entered at a counter is corrected there."""
    return dossier.draft_id is not None and dossier.channel != Channel.COUNTER


@transaction.atomic
def take_back(dossier_id: uuid.UUID, *, by: User) -> Draft:
    """Open the draft of a filed dossier again, holding exactly what was filed; the one there is when it is open already.

    Raises ``NotAllowed`` once the desk has accepted or asked, ``NotFound`` for a stranger.
    """
    draft_id = Dossier.objects.filter(pk=dossier_id).values_list("draft_id", flat=True).first()
    draft = Draft.objects.select_for_update(of=("self",)).filter(pk=draft_id).first()  # before the dossier: locks.py
    dossier = lock_dossier(dossier_id)
    must_be_own(by, dossier)
    if draft is not None and dossier.state == State.TAKEN_BACK:
        return draft
    if draft is None or not may_take_back(dossier):
        raise NotAllowed(_("Hồ sơ đã được tiếp nhận hoặc đang chờ bổ sung nên không lấy lại sửa được."))
    now = clock.now()
    until = clocks.promise(dossier.receiving_id, now, terms.limit("taken-back"), {}).due_at
    TakenBack.objects.create(dossier=dossier, by=by, at=now, until=until)
    draft.answers, draft.submitted_at, draft.submit_key = dossier.answers, None, uuid.uuid4()
    draft.revision += 1
    draft.saved_at, draft.expires_at, draft.warned_at = now, now + terms.span("draft"), None
    draft.save()
    _same_files(draft, dossier)
    moves.set_state(dossier, State.TAKEN_BACK)
    dossier.tasks.filter(done_at__isnull=True).update(bucket=Task.Bucket.SUPPLEMENT)
    outside.keep(dossier, "take-back", Actor("citizen", by.pk), now)
    return draft


def _same_files(draft: Draft, dossier: Dossier) -> None:
    """The draft has the dossier's files, no others, under the same ids."""
    filed = list(dossier.files.filter(replaced_at__isnull=True))
    draft.files.exclude(pk__in=[file.pk for file in filed]).delete()
    there = set(draft.files.values_list("pk", flat=True))
    gone = (file for file in filed if file.pk not in there)
    DraftFile.objects.bulk_create(DraftFile(draft=draft, **{name: getattr(file, name) for name in _columns()}) for file in gone)


def _columns() -> list[str]:
    return [field.attname for field in PaperFile._meta.get_fields() if isinstance(field, Field)]


def filed_as(draft: Draft) -> Dossier | None:
    """The dossier whose draft this is, taken back to be corrected; one query."""
    return Dossier.objects.filter(draft=draft).first()


def hand_in(draft: Draft, loaded: Loaded, answers: dict[str, Any], files: Sequence[DraftFile], *, by: User) -> Dossier:
    """The corrected draft takes the place of what was filed; the caller holds the draft's lock and has checked it whole.

    Raises ``NotAllowed`` when the dossier is no longer with the applicant, ``Incomplete`` when the correction costs another fee.
    """
    dossier = lock_dossier(Dossier.objects.values_list("pk", flat=True).get(draft=draft))
    if dossier.state != State.TAKEN_BACK:
        raise NotAllowed(_("Hết thời gian sửa: hồ sơ đã được nộp lại như trước. Mở trang hồ sơ để xem."))
    same_fee.must_cost_the_same(dossier, loaded, answers)
    now = clock.now()
    dossier.answers, dossier.answers_hash = answers, digest(answers)
    dossier.provenance = provenance.made(draft, loaded, answers)
    unique.claim(dossier, loaded)
    _file_anew(dossier, files, now)
    draft.submitted_at = now
    draft.save(update_fields=["submitted_at"])
    _back_to_the_desk(dossier, loaded, now, corrected=True)
    outside.keep(dossier, "correct-filing", Actor("citizen", by.pk), now, {"answers": dossier.answers_hash})
    once = f"sua-{dossier.lock_version}"
    moves.print_form(dossier, "confirmation", once=once)
    moves.print_form(dossier, "declaration", once=once)
    moves.tell_applicant(dossier, "corrected", once=once)
    return dossier


def _file_anew(dossier: Dossier, files: Sequence[DraftFile], now: datetime) -> None:
    """Files that stayed take over what was changed of them (order, pages turned); new ones are filed, others are replaced."""
    current = {file.pk: file for file in dossier.files.filter(replaced_at__isnull=True)}
    kept = [file for file in files if file.pk in current]
    for file in kept:
        for name in _columns():
            setattr(current[file.pk], name, getattr(file, name))
    DossierFile.objects.bulk_update([current[file.pk] for file in kept], [name for name in _columns() if name != "id"])
    gone = set(current) - {file.pk for file in kept}
    dossier.files.filter(pk__in=gone).update(replaced_at=now)
    file_all(dossier, [file for file in files if file.pk not in current], at=now)


def _back_to_the_desk(dossier: Dossier, loaded: Loaded, now: datetime, *, corrected: bool) -> None:
    moves.set_state(dossier, State.SUBMITTED)
    dossier.reply_due_at = clocks.reply_due(dossier.receiving_id, now)
    dossier.expected_at = clocks.promise(dossier.handling_id, now, dossier.limit, loaded.policy).due_at
    dossier.taken_back.filter(ended_at__isnull=True).update(ended_at=now, corrected=corrected)
    open_tasks = dossier.tasks.filter(done_at__isnull=True)
    open_tasks.update(bucket=Task.Bucket.RECEIVE, due_at=dossier.reply_due_at, dossier_due_at=dossier.reply_due_at)


@transaction.atomic
def put_back(dossier_id: uuid.UUID, *, by: User | None = None) -> bool:
    """Give the desk what was filed, without corrections: the applicant's wish, or the sweep's (no ``by``) after the term.

    Whether there was anything to give back; safe to repeat. Raises ``NotFound`` for a stranger.
    """
    draft_id = Dossier.objects.filter(pk=dossier_id).values_list("draft_id", flat=True).first()
    draft = Draft.objects.select_for_update(of=("self",)).filter(pk=draft_id).first()
    dossier = lock_dossier(dossier_id)
    if by is not None:
        must_be_own(by, dossier)
    now = clock.now()
    held = dossier.taken_back.filter(ended_at__isnull=True).first()
    if held is None or (by is None and held.until >= now):
        return False
    if draft is not None:
        draft.submitted_at = dossier.submitted_at
        draft.save(update_fields=["submitted_at"])
    _back_to_the_desk(dossier, load(dossier.version_id, dossier.case), now, corrected=False)
    outside.keep(dossier, "put-back", Actor("citizen", by.pk) if by else SYSTEM, now)
    moves.tell_applicant(dossier, "put-back", once=str(dossier.lock_version))
    return True


def overdue() -> Iterator[uuid.UUID]:
    """Dossiers whose time with the applicant has run out; one range scan a page."""
    rows = TakenBack.objects.filter(ended_at__isnull=True, until__lt=clock.now())
    return in_order(rows, "until", key="dossier_id")
