"""Giving the results out: at the counter, online (they are in the vault already), by post with its tracking code."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Seat
from common.errors import NotAllowed
from common.text import tidy
from dossiers.models import Dossier, HandOver
from dossiers.services import money, moves, outside, reminders
from dossiers.states import Delivery, State

Way = HandOver.Way


@transaction.atomic
def hand_over(
    dossier_id: uuid.UUID,
    *,
    by: User,
    seat: Seat,
    seen: int,
    way: str = Way.ONLINE,
    recipient: str = "",
    identity_number: str = "",
    task: uuid.UUID | None = None,
    choice: str = "",
) -> Dossier:
    """The results are with the applicant: the dossier closes. A parcel under way arrived; at the counter somebody signed.

    ``recipient`` and ``identity_number``: who took them, looked at against their card. The slip (giấy biên nhận) is printed
    for what left on paper. Raises ``EmptyReason`` without a name at the counter, ``Stale``, ``NotAllowed``.
    """
    act = moves.begin(dossier_id, by=by, seat=seat, seen=seen, action="hand-over", task=task, choice=choice)
    dossier = act.dossier
    money.must_be_paid(dossier)
    parcel = dossier.hand_overs.filter(ended_at__isnull=True).first()
    if parcel is not None:
        way, parcel.ended_at, parcel.arrived = Way.POST, act.now, True
        parcel.save(update_fields=["ended_at", "arrived"])
    elif way == Way.POST:
        raise NotAllowed(_("Ghi mã vận đơn ở việc “Gửi bưu chính” trước, rồi xác nhận khi bưu chính báo đã phát."))
    else:
        given = {"recipient": tidy(recipient) or None, "identity_number": "".join(identity_number.split()) or None}
        if way == Way.COUNTER:
            moves.require(recipient, _("Nhập tên người nhận kết quả."))
        parcel = HandOver.objects.create(
            dossier=dossier, way=way, by=seat, user=by, at=act.now, ended_at=act.now, arrived=True, **given
        )
    dossier.delivery = Delivery.DELIVERED
    act.data |= {"issued": dossier.results.filter(document__isnull=False).count(), "way": way, "hand_over": str(parcel.pk)}
    moves.advance(act, state=State.DELIVERED)
    if way != Way.ONLINE:
        moves.print_form(dossier, "hand-over", once=str(parcel.pk), data={"hand_over": str(parcel.pk)})
    moves.tell_applicant(dossier, "delivered", once=str(dossier.lock_version))
    return dossier


@transaction.atomic
def send_by_post(
    dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, tracking_code: str, address: str, recipient: str = ""
) -> HandOver:
    """Give the results to the post (bưu chính công ích, QĐ 45/2016/QĐ-TTg); the dossier stays open until they arrive.

    Raises ``EmptyReason`` without code or address, ``Stale``, ``NotAllowed`` while another parcel is under way.
    """
    code = moves.require(tidy(tracking_code).upper(), _("Nhập mã vận đơn của bưu chính."))
    address = moves.require(tidy(address), _("Nhập địa chỉ nhận."))
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="send-by-post")
    parcel = HandOver.objects.create(
        dossier=act.dossier,
        way=Way.POST,
        tracking_code=code,
        address=address,
        recipient=tidy(recipient) or act.dossier.owner_name,
        by=seat,
        user=by,
        at=act.now,
    )
    act.dossier.delivery = Delivery.POSTED
    outside.record(act, {"hand_over": str(parcel.pk), "tracking_code": code})
    moves.print_form(act.dossier, "hand-over", once=str(parcel.pk), data={"hand_over": str(parcel.pk)})
    moves.tell_applicant(act.dossier, "posted", once=str(parcel.pk))
    return parcel


@transaction.atomic
def post_returned(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str) -> Dossier:
    """The post brought the parcel back: the results wait at the counter again. Raises as ``send_by_post``."""
    reason = moves.require(reason, _("Nhập lý do bưu chính trả lại."))
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="post-returned")
    dossier = act.dossier
    parcel = dossier.hand_overs.filter(ended_at__isnull=True).get()
    parcel.ended_at, parcel.note = act.now, reason[:300]
    parcel.save(update_fields=["ended_at", "note"])
    dossier.delivery = Delivery.READY
    reminders.plan(dossier)
    outside.record(act, {"hand_over": str(parcel.pk)})
    moves.tell_applicant(dossier, "post-returned", once=str(parcel.pk))
    return dossier
