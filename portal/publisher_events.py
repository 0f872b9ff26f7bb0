"""What the portal does when people talk about a draft: tell those concerned, each from the seat that they reach it with."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import SeatAssignment
from common.errors import NotFound
from common.events import DraftDiscussed
from notifications.services.notify import notify
from procedures.access import PUBLISHER_ROLES, draft_for


def tell(event: DraftDiscussed) -> None:
    """One message in the inbox of everyone concerned who still sits where the draft can be read. One query and one a person."""
    held = SeatAssignment.objects.filter(
        user__in=event.told, until__isnull=True, user__is_active=True, seat__active=True, seat__role__in=PUBLISHER_ROLES
    )
    done = set()
    for assignment in held.select_related("seat__agency").order_by("pk"):
        if assignment.user_id in done:
            continue
        try:
            draft_for(assignment.seat, event.draft_id)
        except NotFound:
            continue
        done.add(assignment.user_id)
        title = _("Trả lời góp ý về %(code)s") if event.answer else _("Góp ý mới về %(code)s")
        notify(
            assignment.user_id,
            kind="draft-comment",
            title=title % {"code": event.code},
            body=_("Mở bản soạn thảo %(code)s để đọc và trả lời.") % {"code": event.code},
            link=reverse("review:comments", args=[assignment.seat_id, event.draft_id]) + f"#gop-y-{event.comment_id}",
            key=f"draft-comment:{event.comment_id}",
        )
