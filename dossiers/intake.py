"""Whether what was begun may still be handed in: the intake may be stopped, the place withdrawn, an old version's time over."""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, DateField, Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from common import clock
from common.errors import NotAllowed
from dossiers.models import Dossier, Draft
from procedures.models import Publication
from procedures.selectors import SHOWN


class IntakeStopped(NotAllowed):
    """The procedure takes no dossiers now; the message is its public notice. The draft stays."""

    code = "intake-stopped"
    default_message = _("Thủ tục này đang ngừng tiếp nhận hồ sơ. Bản nháp của bạn vẫn được giữ.")


class PlaceClosed(NotAllowed):
    """The agency no longer takes this procedure at that place."""

    code = "place-closed"
    default_message = _("Nơi bạn chọn không còn nhận thủ tục này. Bắt đầu lại và chọn nơi khác.")


class VersionClosed(NotAllowed):
    """Drafts of an old version were taken until a day that has passed."""

    code = "version-closed"
    default_message = _("Hồ sơ theo bản cũ của thủ tục không còn được nhận. Chuyển câu trả lời sang bản mới rồi nộp.")


@dataclass(frozen=True)
class Standing:
    """What was true when the draft was locked: the procedure's intake with its notice, and the last day of its version."""

    intake: str
    notice: str
    until: date | None


def with_standing(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """The drafts with what ``must_be_open`` looks at, and whether it was ``filed`` before (taken back), in the same query."""
    shown = Publication.objects.filter(procedure=OuterRef("offering__procedure"), status__in=SHOWN)
    own = Publication.objects.filter(version=OuterRef("version"))
    return drafts.annotate(
        intake=Subquery(shown.values("status")[:1], output_field=CharField()),
        notice=Subquery(shown.values("intake_notice")[:1], output_field=CharField()),
        until=Subquery(own.values("drafts_until")[:1], output_field=DateField()),
        filed=Exists(Dossier.objects.filter(draft=OuterRef("pk"))),
    )


def must_be_open(draft: Draft) -> None:
    """Raise ``IntakeStopped``, ``PlaceClosed`` or ``VersionClosed`` where a draft of ``with_standing`` may not be handed in."""
    today = clock.today()
    now = Standing(*(draft.__dict__[name] for name in ("intake", "notice", "until")))
    if now.intake != Publication.Status.PUBLISHED:
        raise IntakeStopped(now.notice or None)
    if _passed(draft.offering.valid_to, today, first=True):
        raise PlaceClosed
    if _passed(now.until, today):
        raise VersionClosed


def _passed(day: date | None, today: date, *, first: bool = False) -> bool:
    """Whether the last day lies behind; ``first``: the day is already the first one without."""
    return day is not None and (day <= today if first else day < today)
