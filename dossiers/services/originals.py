"""The register of originals: taken in at the counter, moved with the work, given back; the applicant sees it too."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import EmptyReason, NotAllowed
from common.text import tidy
from dossiers.models import Dossier, Original
from dossiers.services import moves, outside


@dataclass(frozen=True)
class Paper:
    """An original as it is handed in: its name, how many, where it is put, when it goes back."""

    name: str
    paper_key: str = ""
    copies: int = 1
    place: str = ""
    goes_back: str = Original.GoesBack.WITH_RESULT


@transaction.atomic
def take_originals(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, papers: Sequence[Paper]) -> list[Original]:
    """Write down what was handed in; raises ``EmptyReason`` for nothing, ``Stale``, ``NotAllowed``."""
    if not papers or not all(tidy(paper.name) for paper in papers):
        raise EmptyReason(_("Nhập tên giấy tờ bản chính."))
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="take-originals")
    rows = [
        Original(
            dossier=act.dossier,
            paper_key=paper.paper_key,
            name=tidy(paper.name),
            copies=max(paper.copies, 1),
            goes_back=paper.goes_back,
            agency_id=seat.agency_id,
            place=tidy(paper.place),
            received_at=act.now,
            received_by=seat,
        )
        for paper in papers
    ]
    Original.objects.bulk_create(rows)
    outside.record(act, {"originals": [str(row.pk) for row in rows]})
    return rows


@transaction.atomic
def move_originals(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, originals: Sequence[uuid.UUID], place: str
) -> list[Original]:
    """They lie with this seat's unit now, at ``place``; the chain keeps where they came from."""
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="move-originals")
    rows = _here(act, originals)
    before = {row.pk: row.agency_id for row in rows}
    for row in rows:
        row.agency_id, row.place = seat.agency_id, tidy(place)
    Original.objects.bulk_update(rows, ["agency", "place"])
    outside.record(act, {"originals": [str(row.pk) for row in rows], "from": sorted(set(before.values()))})
    return rows


@transaction.atomic
def return_originals(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, originals: Sequence[uuid.UUID], returned_to: str
) -> list[Original]:
    """Give them back to somebody by name. Raises ``EmptyReason``, ``Stale``, ``NotAllowed``."""
    returned_to = moves.require(tidy(returned_to), _("Nhập tên người nhận lại bản chính."))
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="return-originals")
    rows = _here(act, originals)
    for row in rows:
        row.returned_at, row.returned_by, row.returned_to = act.now, seat, returned_to
    Original.objects.bulk_update(rows, ["returned_at", "returned_by", "returned_to"])
    outside.record(act, {"originals": [str(row.pk) for row in rows]})
    return rows


def held(dossier: Dossier) -> list[Original]:
    """What has not gone back yet, with the unit where it lies; one query."""
    return list(dossier.originals.filter(returned_at__isnull=True).select_related("agency"))


def _here(act: outside.Outside, originals: Sequence[uuid.UUID]) -> list[Original]:
    rows = list(act.dossier.originals.filter(pk__in=originals, returned_at__isnull=True))
    if not rows or len(rows) != len(set(originals)):
        raise NotAllowed(_("Chọn bản chính còn giữ trong hồ sơ này."))
    return rows
