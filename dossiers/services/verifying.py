"""Verification on site (xác minh thực địa): who was there, what was found, with the signed minutes as a file."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import Incomplete, NotAllowed
from common.text import tidy
from dossiers.models import SiteMinutes
from dossiers.services import beside, moves, work_files
from dossiers.services.work_files import Given


@dataclass(frozen=True)
class Participant:
    """Somebody who was there: name, and in what part (the applicant, the ward's official, a neighbour)."""

    name: str
    role: str = ""


@transaction.atomic
def verify(
    dossier_id: uuid.UUID,
    *,
    by: User,
    seat: Seat,
    seen: int,
    visited_at: datetime,
    place: str,
    participants: Sequence[Participant],
    findings: str,
    conclusion: str,
    file: Given | None = None,
    task: uuid.UUID | None = None,
) -> SiteMinutes:
    """Keep the minutes; where the step's own act is to verify the dossier goes on with it, else it stays where it is.

    Raises ``Incomplete`` with what the minutes lack, ``NotAllowed``, ``Stale``, ``BadUpload``.
    """
    people = [Participant(tidy(one.name), tidy(one.role)) for one in participants if one.name.strip()]
    upload = work_files.checked(file)
    act, moving = _begin(dossier_id, by=by, seat=seat, seen=seen, task=task)
    lacking = _lacking(visited_at, place, people, findings, act)
    if moving and moves.requires(act, "attachment", "minutes") and upload is None:
        lacking.append(_("Đính kèm biên bản đã ký"))
    if lacking:
        raise Incomplete(lacking)
    minutes = SiteMinutes.objects.create(
        dossier=act.dossier,
        task=act.task,
        seat=seat,
        author=by,
        visited_at=visited_at,
        place=tidy(place),
        participants=[asdict(one) for one in people],
        findings=findings.strip(),
        conclusion=SiteMinutes.Conclusion(conclusion),
        file=work_files.attach(act, upload),
        created_at=act.now,
    )
    act.data |= {"minutes": str(minutes.pk), "conclusion": minutes.conclusion}
    if upload is None:  # nothing signed yet: the paper to sign
        moves.print_form(act.dossier, "minutes", once=str(minutes.pk), data={"minutes": str(minutes.pk)})
    else:
        act.data["file"] = str(upload.blob_id)
    if moving:
        moves.advance(act)
    else:
        moves.save_act(act)
    return minutes


def _begin(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, task: uuid.UUID | None) -> tuple[moves.Act, bool]:
    """The step's own act, and whether it is one; else the act beside the process that the table of rights allows."""
    try:
        return moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="verify", task=task), True
    except NotAllowed:
        return beside.begin(dossier_id, by=by, seat=seat, seen=seen, action="verify", task=task)[0], False


def _lacking(at: datetime, place: str, people: Sequence[Participant], findings: str, act: moves.Act) -> list[str]:
    missing = {
        _("Nhập thời điểm xác minh, không muộn hơn bây giờ"): at > act.now,
        _("Nhập nơi xác minh"): not place.strip(),
        _("Nhập ít nhất một người có mặt"): not people,
        _("Nhập nội dung xác minh"): not findings.strip(),
    }
    return [words for words, lacks in missing.items() if lacks]
