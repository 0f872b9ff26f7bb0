"""What an official notes beside a dossier: a remark at a place of a page, the check of a paper, a saved view of the queue.

Notes change neither the dossier's state nor its version: two officials may note at once. Each leaves an audit row.
"""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.errors import DomainError, EmptyReason, NotAllowed, NotFound
from dossiers import access
from dossiers.loaded import load
from dossiers.models import PageMark, PaperCheck, SavedView, Task

MOST_VIEWS = 20
Verdict = PaperCheck.Verdict


class TooManyViews(DomainError):
    """A side column of saved views that one has to search is none."""

    code = "too-many"
    default_message = _("Mỗi vị trí giữ tối đa 20 bộ lọc. Xóa một bộ lọc cũ rồi lưu lại.")


class ViewTooLong(DomainError):
    """The filters do not fit into a view's row."""

    code = "too-long"
    default_message = gettext_lazy("Bộ lọc quá dài nên chưa lưu được. Rút ngắn chữ tìm kiếm rồi lưu lại.")


@transaction.atomic
def mark_page(file_id: uuid.UUID, *, by: User, seat: Seat, page: int, x: int, y: int, text: str) -> PageMark:
    """Note something at a place of a page; ``x`` and ``y`` in thousandths of the page.

    Raises ``NotFound`` for a file out of reach, ``EmptyReason`` without words, ``NotAllowed`` for a page that the file lacks.
    """
    file = access.file_for_seat(seat, file_id)
    if not text.strip():
        raise EmptyReason(_("Nhập nội dung ghi chú."))
    if not 1 <= page <= max(file.pages, 1):
        raise NotAllowed(_("Tệp này không có trang đó."))
    mark = PageMark.objects.create(
        dossier=file.dossier,
        file=file,
        page=page,
        x=min(max(x, 0), 1000),
        y=min(max(y, 0), 1000),
        text=text.strip(),
        seat=seat,
        author=by,
        created_at=clock.now(),
    )
    _audit(file.dossier_id, "mark", by, seat, {"mark": str(mark.pk), "file": str(file.pk), "page": page})
    return mark


@transaction.atomic
def take_off(mark_id: uuid.UUID, *, by: User, seat: Seat) -> PageMark:
    """Take one's own mark off the page; the row stays. Raises ``NotFound``, ``NotAllowed`` for a colleague's."""
    rows = PageMark.objects.select_for_update(of=("self",)).filter(dossier__in=access.within_reach(seat), removed_at__isnull=True)
    mark = rows.filter(pk=mark_id).first()
    if mark is None:
        raise NotFound
    if mark.author_id != by.pk:
        raise NotAllowed(_("Chỉ người ghi mới bỏ được ghi chú này."))
    mark.removed_at = clock.now()
    mark.save(update_fields=["removed_at"])
    _audit(mark.dossier_id, "unmark", by, seat, {"mark": str(mark.pk)})
    return mark


@transaction.atomic
def check_paper(dossier_id: uuid.UUID, *, by: User, seat: Seat, paper: str, verdict: str, note: str = "") -> PaperCheck:
    """Say what was found of one paper. Anything but good needs its reason: it goes into the request for a supplement.

    Raises ``NotFound`` for a dossier out of reach or a paper that its procedure does not know, ``NotAllowed`` for a seat that has
    no work on it (who is only asked has none), ``EmptyReason``.
    """
    dossier = access.dossier_for_seat(seat, dossier_id)
    loaded = load(dossier.version_id, dossier.case)
    if paper not in {one["key"] for one in loaded.content["papers"]} or verdict not in Verdict.values:
        raise NotFound
    working = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True)
    if not working.exclude(bucket=Task.Bucket.CONSULT).exists():
        raise NotAllowed(_("Vị trí của bạn không có việc nào đang mở ở hồ sơ này."))
    if verdict != Verdict.GOOD and not note.strip():
        raise EmptyReason(_("Ghi giấy tờ chưa đạt ở điểm nào."))
    row = {"verdict": verdict, "note": note.strip(), "seat": seat, "author": by, "checked_at": clock.now()}
    check, _made = PaperCheck.objects.update_or_create(dossier=dossier, paper_key=paper, defaults=row)
    _audit(dossier.pk, "check-paper", by, seat, {"paper": paper, "verdict": verdict})
    return check


@transaction.atomic
def save_view(*, by: User, seat: Seat, name: str, query: str) -> SavedView:
    """Keep a queue's filters under a name; the same name again is the same view with new filters.

    Raises ``TooManyViews``, ``ViewTooLong``.
    """
    if len(query) > SavedView._meta.get_field("query").max_length:
        raise ViewTooLong
    mine = SavedView.objects.filter(user=by, seat=seat)
    if not mine.filter(name=name).exists() and mine.count() >= MOST_VIEWS:
        raise TooManyViews
    return SavedView.objects.update_or_create(user=by, seat=seat, name=name, defaults={"query": query})[0]


def forget_view(view_id: int, *, by: User, seat: Seat) -> None:
    """Remove one's own saved view; raises ``NotFound``."""
    removed, _by_model = SavedView.objects.filter(pk=view_id, user=by, seat=seat).delete()
    if not removed:
        raise NotFound


def _audit(dossier_id: uuid.UUID, action: str, by: User, seat: Seat, data: dict[str, object]) -> None:
    log.append(f"dossier:{dossier_id}", action, actor_for(by, seat), data)
