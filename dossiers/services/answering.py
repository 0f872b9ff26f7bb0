"""Answering a supplement, until it is sent: a draft of its own that begins with what was submitted.

So files are sent in pieces, turned and ordered as for a first filing, what is typed is saved at once, and a refused answer loses
nothing. Only what was asked for can be changed in it; ``answer_supplement`` sends it.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import log
from common import clock
from common.actors import Actor
from common.errors import Incomplete, NotAllowed
from dossiers import corrections, results, terms, unique
from dossiers.access import must_be_own
from dossiers.declared import digest
from dossiers.lacking import sound
from dossiers.loaded import load
from dossiers.locks import lock_dossier, lock_open_draft
from dossiers.models import Dossier, Draft, DraftFile, IssuedResult, Supplement, SupplementItem
from dossiers.models.draft import UploadStatus
from dossiers.services import moves, same_fee
from dossiers.services.filed import file_all
from dossiers.services.supplement import resume
from dossiers.states import Money
from procedures.models import Offering


@transaction.atomic
def open_answer(dossier_id: uuid.UUID, *, by: User) -> Draft:
    """The draft of the answer to the open request: the one there is, or a new one.

    Raises ``NotAllowed`` when nothing is asked, ``NotFound`` for someone else's dossier. Four statements when it is there.
    """
    dossier = lock_dossier(dossier_id)
    must_be_own(by, dossier)
    supplement = dossier.supplements.filter(answered_at__isnull=True, lapsed_at__isnull=True).first()
    if supplement is None:
        raise NotAllowed
    return Draft.objects.filter(supplement=supplement).first() or _begin(dossier, supplement, by)


def begun(dossier: Dossier) -> Draft | None:
    """The draft of the answer to the open request, if it was begun; two queries. Raises ``NotAllowed`` when nothing is asked.

    For reading: the caller fetched its own dossier through access.
    """
    supplement = dossier.supplements.filter(answered_at__isnull=True, lapsed_at__isnull=True).first()
    if supplement is None:
        raise NotAllowed
    return Draft.objects.filter(supplement=supplement).first()


def _begin(dossier: Dossier, supplement: Supplement, by: User) -> Draft:
    draft = blank(dossier, supplement, by)
    draft.save(force_insert=True)
    return draft


def blank(dossier: Dossier, supplement: Supplement, by: User | None) -> Draft:
    """An answer that nobody began, not saved: what was submitted, by which the corrections are judged. At most two queries."""
    first = dossier.draft
    return Draft(
        owner=by,
        organisation_id=dossier.organisation_id,
        child_id=dossier.child_id,
        supplement=supplement,
        version_id=dossier.version_id,
        offering=first.offering if first else _offering(dossier),
        receiving_id=first.receiving_id if first else None,
        case=dossier.case,
        answers=dossier.answers,
        known=first.known if first else {},
        gathered=first.gathered if first else None,
        disputes=first.disputes if first else None,
        saved_at=clock.now(),
        # Beyond the day until which it is awaited: whoever comes late finds what they had typed.
        expires_at=supplement.answer_until + terms.span("draft"),
    )


def _offering(dossier: Dossier) -> Offering:
    """Where it was filed, for a dossier whose first draft is gone."""
    places = Offering.objects.filter(procedure=dossier.version.procedure_id, handling=dossier.handling_id)
    return places.get(receiving=dossier.receiving_id)


@transaction.atomic
def save_answer(draft_id: uuid.UUID, user: User, given: Mapping[str, Any], note: str) -> tuple[Draft, corrections.Corrected]:
    """Keep what was typed, wrong input included; of ``given`` only the questions that were asked for count.

    Raises ``NotAllowed`` once the answer was sent, ``NotFound``.
    """
    draft = lock_open_draft(draft_id, user)
    supplement = draft.supplement
    if supplement is None:
        raise NotAllowed
    items = list(supplement.items.all())
    corrected = corrections.judge(supplement.dossier, items, given, draft=draft)
    draft.answers = corrected.data
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.save(update_fields=["answers", "revision", "saved_at"])
    if supplement.answer_note != note.strip():
        supplement.answer_note = note.strip()
        supplement.save(update_fields=["answer_note"])
    return draft, corrected


@transaction.atomic
def answer_supplement(dossier_id: uuid.UUID, *, by: User) -> Dossier:
    """Send the answer as its draft holds it: corrected answers of the questions asked for, new files. The clock goes on.

    Raises ``Incomplete`` with what is still missing or wrong, ``NotAllowed`` when nothing is asked, ``NotFound``.
    """
    begun = Draft.objects.filter(supplement__dossier=dossier_id, submitted_at__isnull=True).values_list("pk", flat=True).first()
    draft = lock_open_draft(begun or open_answer(dossier_id, by=by).pk, by)
    dossier = lock_dossier(dossier_id)
    supplement = dossier.supplements.filter(answered_at__isnull=True, lapsed_at__isnull=True).first()
    if supplement is None:  # its term ended, or the dossier did
        raise NotAllowed(_("Hết thời hạn bổ sung, hoặc hồ sơ đã kết thúc."))
    now = clock.now()
    items = list(supplement.items.all())
    files = _files(draft, items)
    apply_answers(dossier, items, draft)
    papers = {item.paper_key for item in items} - {""}
    dossier.files.filter(paper_key__in=papers, replaced_at__isnull=True).update(replaced_at=now)
    file_all(dossier, files, at=now)
    draft.submitted_at = now
    draft.save(update_fields=["submitted_at"])
    go_on(dossier, supplement, items, Actor("citizen", by.pk), now)
    return dossier


def go_on(dossier: Dossier, supplement: Supplement, items: Iterable[SupplementItem], actor: Actor, now: datetime) -> None:
    """What follows from a whole answer, online or at the counter: the clock goes on, the chain, the word to the applicant."""
    supplement.answered_at = now
    supplement.save(update_fields=["answered_at", "answer_note"])
    resume(dossier, supplement, now)
    moves.save(dossier, now)
    data = {"supplement": str(supplement.pk), "state": dossier.state, "version": dossier.lock_version}
    data["answers"] = dossier.answers_hash
    log.append(f"dossier:{dossier.pk}", "answer-supplement", actor, data)
    moves.tell_applicant(dossier, "supplemented", once=str(supplement.pk))
    if any(item.field_path for item in items):
        moves.print_form(dossier, "declaration", once=str(supplement.pk))


def lacking_papers(draft: Draft, items: Iterable[SupplementItem]) -> dict[str, str]:
    """What is said of each paper asked for that has no file in the draft yet, by its key. One query."""
    there = set(draft.files.exclude(status=UploadStatus.INFECTED).values_list("paper_key", flat=True))
    asked = {item.paper_key: item.label for item in items if item.paper_key}
    return {key: _("Tải lên: %(paper)s") % {"paper": label} for key, label in asked.items() if key not in there}


def _files(draft: Draft, items: list[SupplementItem]) -> list[DraftFile]:
    """The draft's files, once every paper asked for is there and all were read back with their SHA-256 (I1)."""
    lacking = lacking_papers(draft, items)
    if lacking:
        raise Incomplete(list(lacking.values()))
    files = list(draft.files.select_related("blob"))
    broken = [file.name for file in files if not sound(file, verify=True)]
    if broken:
        raise Incomplete([_("Xóa tệp %(name)s rồi tải lại, tệp này đã hỏng") % {"name": name} for name in broken])
    return files


def apply_answers(dossier: Dossier, items: list[SupplementItem], draft: Draft) -> None:
    """Take the questions that were asked for from the draft, leave every other as submitted."""
    if not any(item.field_path for item in items):
        return
    corrected = corrections.judge(dossier, items, {}, draft=draft)
    if corrected.errors:
        raise Incomplete([error.message for error in corrected.errors])
    loaded = load(dossier.version_id, dossier.case)
    if dossier.money != Money.NONE:
        same_fee.must_cost_the_same(dossier, loaded, corrected.data)
    _forget_drafts(dossier, corrected.data)
    dossier.answers = corrected.data
    dossier.answers_hash = digest(corrected.data)
    unique.claim(dossier, loaded)


def _forget_drafts(dossier: Dossier, answers: dict[str, Any]) -> None:
    """The handler's draft of a row that the applicant changed or took away speaks of something else now: it is drafted anew."""
    loaded = load(dossier.version_id, dossier.case)
    after = {item.key: results.row_of(item, answers) for item in results.asked(loaded, answers)}
    before = {item.key: results.row_of(item, dossier.answers) for item in results.asked(loaded, dossier.answers)}
    stale = [key for key, row in before.items() if row is not None and after.get(key) != row]
    dossier.results.filter(result_key__in=stale, state=IssuedResult.State.DRAFTED).delete()
