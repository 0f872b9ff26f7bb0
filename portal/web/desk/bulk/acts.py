"""What can be done with several dossiers at once, and which roles have any use for it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from dossiers import queues
from portal.web.desk.bulk.chosen import MOST

Role = Seat.Role
WORKING = frozenset({Role.CLERK, Role.HANDLER, Role.LEADER, Role.RECORDS})
LIST = "bang-ke"


@dataclass(frozen=True)
class BulkAct:
    """One act: its key among ``bulk.SERVICES`` (or ``LIST``), its words, whose it is and under which tabs it makes sense (none
    named: under all), whether a colleague has to be named, and how many at once."""

    key: str
    title: str | Promise
    button: str | Promise
    roles: frozenset[str]
    tabs: frozenset[str] = frozenset()
    names_someone: bool = False
    most: int = MOST


_SIGNING = 20
"""Signatures at once: so many papers can still be looked at before (ux.md)."""
_INCOMING = frozenset({queues.Bucket.RECEIVE, queues.MINE, queues.NEAR_DUE, queues.LATE, queues.UNIT})
_DECIDING = frozenset({queues.SIGN, queues.MINE, queues.NEAR_DUE, queues.LATE, queues.UNIT})
ACTS: tuple[BulkAct, ...] = (
    BulkAct("receive", _("Tiếp nhận"), _("Tiếp nhận các hồ sơ này"), frozenset({Role.CLERK}), _INCOMING),
    BulkAct("approve", _("Duyệt"), _("Duyệt các hồ sơ này"), frozenset({Role.LEADER}), _DECIDING),
    BulkAct("sign", _("Ký số"), _("Ký số các kết quả này"), frozenset({Role.LEADER}), _DECIDING, most=_SIGNING),
    BulkAct("number", _("Cấp số"), _("Cấp số cho các hồ sơ này"), frozenset({Role.RECORDS})),
    BulkAct("stamp", _("Đóng dấu và phát hành"), _("Đóng dấu, phát hành"), frozenset({Role.RECORDS}), most=_SIGNING),
    BulkAct("take", _("Nhận giữ"), _("Nhận giữ các hồ sơ này"), WORKING),
    BulkAct("assign", _("Phân công"), _("Phân công các hồ sơ này"), queues.OVERSEERS, names_someone=True),
    BulkAct(LIST, _("In bảng kê bàn giao"), _("Tải bảng kê (PDF)"), frozenset({Role.CLERK, Role.CENTRE_HEAD})),
)
# Rows of these lists are no work of the unit that somebody could do at once.
_NO_WORK = frozenset({queues.MONEY, queues.ALL, queues.ASKED})


def offered(seat: Seat, key: str = "") -> tuple[BulkAct, ...]:
    """The acts that a seat's role may try, under one tab where it is named; the services decide about each dossier."""
    if key in _NO_WORK:
        return ()
    return tuple(act for act in ACTS if seat.role in act.roles and (not key or not act.tabs or key in act.tabs))


def named(seat: Seat, key: str) -> BulkAct | None:
    """The act of this key, if the seat's role has it."""
    return next((act for act in offered(seat) if act.key == key), None)
