"""What can be done with several dossiers at once, and which roles have any use for it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from dossiers.queues import OVERSEERS

Role = Seat.Role
WORKING = frozenset({Role.CLERK, Role.HANDLER, Role.LEADER, Role.RECORDS})
LIST = "bang-ke"


@dataclass(frozen=True)
class BulkAct:
    """One act: its key among ``bulk.SERVICES`` (or ``LIST``), its words, and whether a colleague has to be named."""

    key: str
    title: str | Promise
    button: str | Promise
    roles: frozenset[str]
    names_someone: bool = False


ACTS: tuple[BulkAct, ...] = (
    BulkAct("receive", _("Tiếp nhận"), _("Tiếp nhận các hồ sơ này"), frozenset({Role.CLERK})),
    BulkAct("take", _("Nhận giữ"), _("Nhận giữ các hồ sơ này"), WORKING),
    BulkAct(
        "assign",
        _("Phân công"),
        _("Phân công các hồ sơ này"),
        OVERSEERS,
        names_someone=True,
    ),
    BulkAct(LIST, _("In bảng kê bàn giao"), _("Tải bảng kê (PDF)"), frozenset({Role.CLERK, Role.CENTRE_HEAD})),
)


def offered(seat: Seat) -> tuple[BulkAct, ...]:
    """The acts that a seat's role may try; the services decide about each dossier."""
    return tuple(act for act in ACTS if seat.role in act.roles)


def named(seat: Seat, key: str) -> BulkAct | None:
    """The act of this key, if the seat's role has it."""
    return next((act for act in offered(seat) if act.key == key), None)
