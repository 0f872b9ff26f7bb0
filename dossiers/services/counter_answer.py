"""A supplement that is brought to the counter on paper: what lies before the clerk, and answers corrected as they are told.

For people without an account, and for those who filed on paper; whoever filed online answers online (services/answering.py).
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import Incomplete, NotAllowed
from dossiers import corrections
from dossiers.models import CounterFiling, Dossier, PaperCheck, Supplement, SupplementItem
from dossiers.services import answering, outside
from dossiers.services.counter_end import counted


@dataclass(frozen=True)
class Brought:
    """A paper on the table, with how many originals and copies of it."""

    paper_key: str
    originals: int = 0
    copies: int = 0


def open_request(dossier: Dossier) -> Supplement | None:
    """The request that waits for its answer; one query."""
    return dossier.supplements.filter(answered_at__isnull=True, lapsed_at__isnull=True).first()


def scanned_since(dossier: Dossier, supplement: Supplement) -> frozenset[str]:
    """The papers that were scanned into the dossier after they were asked for; one query."""
    rows = dossier.files.filter(created_at__gt=supplement.asked_at, replaced_at__isnull=True)
    return frozenset(rows.values_list("paper_key", flat=True))


@transaction.atomic
def take_supplement(
    dossier_id: uuid.UUID,
    *,
    by: User,
    seat: Seat,
    seen: int,
    papers: Sequence[Brought] = (),
    answers: Mapping[str, Any] | None = None,
    note: str = "",
) -> Dossier:
    """Take what was asked for at the counter; the clock goes on. ``answers``: of the questions asked, typed by the clerk.

    Raises ``Incomplete`` with what is still lacking or wrong, ``NotAllowed`` (also when nothing is asked), ``Stale``.
    """
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="take-supplement")
    dossier, now = act.dossier, act.now
    supplement = open_request(dossier)
    if supplement is None:
        raise NotAllowed(_("Hết thời hạn bổ sung, hoặc hồ sơ đã kết thúc."))
    items = list(supplement.items.all())
    scanned = scanned_since(dossier, supplement)
    got = {paper.paper_key: paper for paper in papers}
    lacking = [item.label for item in items if item.paper_key and item.paper_key not in scanned.union(got)]
    if lacking:
        raise Incomplete([_("Chưa nhận: %(paper)s") % {"paper": label} for label in lacking])
    draft = answering.blank(dossier, supplement, by)
    if answers:
        draft.answers = corrections.judge(dossier, items, answers, draft=draft).data
    answering.apply_answers(dossier, items, draft)
    asked = {item.paper_key for item in items} - {""}
    old = dossier.files.filter(paper_key__in=asked, replaced_at__isnull=True, created_at__lte=supplement.asked_at)
    old.update(replaced_at=now)
    _check(act, items, got)
    supplement.answer_note = note.strip()
    answering.go_on(dossier, supplement, items, act.actor, now)
    return dossier


def _check(act: outside.Outside, items: Sequence[SupplementItem], got: Mapping[str, Brought]) -> None:
    """The checklist says what came; a reception's count is mended, since form 01 prints it."""
    asked = {item.paper_key for item in items} & set(got)
    for key in asked:
        note = counted({"originals": got[key].originals, "copies": got[key].copies})
        PaperCheck.objects.update_or_create(
            dossier=act.dossier,
            paper_key=key,
            defaults={
                "verdict": PaperCheck.Verdict.GOOD,
                "note": note,
                "seat": act.seat,
                "author": act.user,
                "checked_at": act.now,
            },
        )
    filing = CounterFiling.objects.filter(dossier=act.dossier).first()
    if filing and asked:
        told = {key: {"got": True, "originals": got[key].originals, "copies": got[key].copies} for key in asked}
        filing.papers = {**filing.papers, **told}
        filing.save(update_fields=["papers"])
