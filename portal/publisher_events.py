"""What the portal does when a draft is talked about or takes a step of its review: tell those concerned, each from the seat that
they reach it with."""

import uuid
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import SeatAssignment
from agencies.models import Agency, Seat
from common.errors import NotFound
from common.events import DraftDiscussed, DraftMoved
from notifications.services.notify import notify
from procedures.access import PUBLISHER_ROLES, draft_for

# act → (title, body, page); what is told says no name: it leaves by e-mail.
STEPS: dict[str, tuple[str | Promise, str | Promise, str]] = {
    "submit": (
        gettext_lazy("Bản soạn thảo %(code)s chờ duyệt"),
        gettext_lazy("Mở bản soạn thảo %(code)s để đọc thay đổi rồi duyệt hoặc trả lại."),
        "review:page",
    ),
    "return": (
        gettext_lazy("Bản soạn thảo %(code)s bị trả lại"),
        gettext_lazy("Đọc ý kiến của người duyệt về %(code)s, sửa rồi gửi lại."),
        "review:comments",
    ),
    "approve": (
        gettext_lazy("Bản soạn thảo %(code)s đã được duyệt"),
        gettext_lazy("%(code)s chờ công bố. Xem bản soạn thảo tại đây."),
        "catalogue:draft",
    ),
    "publish": (
        gettext_lazy("Bản soạn thảo %(code)s đã được công bố"),
        gettext_lazy("Nội dung bạn soạn cho %(code)s đã có quyết định công bố."),
        "catalogue:history",
    ),
}


def tell(event: DraftDiscussed) -> None:
    """One message in the inbox of everyone concerned who still sits where the draft can be read. One query and one a person."""
    held = _holding().filter(user__in=event.told)
    for assignment in _reaching(held, event.draft_id):
        title = _("Trả lời góp ý về %(code)s") if event.answer else _("Góp ý mới về %(code)s")
        notify(
            assignment.user_id,
            kind="draft-comment",
            title=title % {"code": event.code},
            body=_("Mở bản soạn thảo %(code)s để đọc và trả lời.") % {"code": event.code},
            link=reverse("review:comments", args=[assignment.seat_id, event.draft_id]) + f"#gop-y-{event.comment_id}",
            key=f"draft-comment:{event.comment_id}",
        )


def tell_step(event: DraftMoved) -> None:
    """A draft that was sent for review: its approvers; one that was judged: who wrote it. One message each, once a step."""
    title, body, page = STEPS[event.act]
    held = _approvers(event) if event.act == "submit" else _holding().filter(user__in=event.told)
    for assignment in _reaching(held, event.draft_id):
        if assignment.user_id == event.by.user_id:
            continue
        notify(
            assignment.user_id,
            kind="draft-step",
            title=str(title) % {"code": event.code},
            body=str(body) % {"code": event.code},
            link=reverse(page, args=[assignment.seat_id, event.draft_id]),
            key=f"draft-step:{event.draft_id}:{event.revision}",
        )


def _approvers(event: DraftMoved) -> QuerySet[SeatAssignment]:
    """Who holds an approver's seat in the agency that sent it, or else in the nearest one above that has any. Two queries."""
    own = Agency.objects.filter(pk=event.by.agency_id or 0).values_list("path", flat=True).first() or ""
    steps = own.split("/")
    above = ["/".join(steps[:end]) + "/" for end in range(1, len(steps))]
    held = _holding().filter(seat__role=Seat.Role.APPROVER, seat__agency__path__in=above)
    paths = sorted(set(held.values_list("seat__agency__path", flat=True)), key=len)
    return held.filter(seat__agency__path=paths[-1]) if paths else held


def _holding() -> QuerySet[SeatAssignment]:
    return SeatAssignment.objects.filter(
        until__isnull=True, user__is_active=True, seat__active=True, seat__role__in=PUBLISHER_ROLES
    )


def _reaching(held: Iterable[SeatAssignment] | QuerySet[SeatAssignment], draft_id: uuid.UUID) -> Iterator[SeatAssignment]:
    """Each person once, by the first seat that lets the draft through."""
    done = set()
    rows = held.select_related("seat__agency").order_by("pk") if isinstance(held, QuerySet) else held
    for assignment in rows:
        if assignment.user_id in done:
            continue
        try:
            draft_for(assignment.seat, draft_id)
        except NotFound:
            continue
        done.add(assignment.user_id)
        yield assignment
