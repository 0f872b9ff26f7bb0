"""The pages of a desk seat beside its queues, by what they are for: which role sees which, in what order."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat

Role = Seat.Role
CLERKS = frozenset({Role.CLERK, Role.CENTRE_HEAD})
HEADS = frozenset({Role.CENTRE_HEAD, Role.LEADER})
DESK = CLERKS | {Role.HANDLER, Role.LEADER, Role.RECORDS}
Words = str | Promise


@dataclass(frozen=True)
class Link:
    """A page of a seat by its route."""

    route: str
    words: Words


_SIGNING, _COUNTER, _HALL, _PEOPLE, _UNIT = _("Ký số"), _("Quầy"), _("Tiếp đón"), _("Người dân"), _("Việc của đơn vị")
_ROWS: tuple[tuple[Words, Link, frozenset[str]], ...] = (
    (_SIGNING, Link("desk-signing:queue", _("Văn bản chờ tôi ký")), frozenset({Role.LEADER})),
    (_SIGNING, Link("desk-signing:queue", _("Văn bản chờ đóng dấu")), frozenset({Role.RECORDS})),
    (_COUNTER, Link("counter:start", _("Tiếp nhận tại quầy")), CLERKS),
    (_COUNTER, Link("tickets:window", _("Gọi số")), CLERKS),
    (_COUNTER, Link("tickets:appointments", _("Lịch hẹn hôm nay")), CLERKS),
    (_COUNTER, Link("desk-scans:waiting", _("Chưa số hóa")), CLERKS),
    (_COUNTER, Link("finance:till", _("Sổ quỹ của quầy")), CLERKS),
    (_PEOPLE, Link("desk-vault:given", _("Giấy tờ dân chia sẻ")), DESK),
    (_PEOPLE, Link("desk-vault:guardians", _("Xác nhận cha, mẹ")), CLERKS),
    (_PEOPLE, Link("counter-recovery:reset", _("Khôi phục tài khoản")), CLERKS),
    (_PEOPLE, Link("desk-vault:requests", _("Yêu cầu về dữ liệu cá nhân")), frozenset({Role.SYSADMIN})),
    (_UNIT, Link("desk-vault:copies", _("Sao văn bản")), frozenset({Role.LEADER, Role.RECORDS})),
    (_UNIT, Link("desk-vault:certified", _("Sổ chứng thực bản sao")), DESK),
    (_UNIT, Link("team:load", _("Khối lượng công việc")), HEADS),
    (_UNIT, Link("desk_register:register", _("Sổ theo dõi hồ sơ")), CLERKS),
    (_UNIT, Link("desk-leave:page", _("Vắng mặt, bàn giao")), DESK),
    (_HALL, Link("tickets:hall", _("Quầy và nhóm việc")), HEADS),
    (_HALL, Link("tickets:figures", _("Số liệu tiếp đón")), HEADS),
)


def links(seat: Seat) -> Mapping[Words, list[Link]]:
    """What stands in the side column of this seat below its queues, under the words of each group."""
    found: dict[Words, list[Link]] = {}
    for group, link, roles in _ROWS:
        if seat.role in roles:
            found.setdefault(group, []).append(link)
    return found
