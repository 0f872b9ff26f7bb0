"""Chairs in agencies: a process names roles, never people."""

from typing import TYPE_CHECKING

from django.db import models

from agencies.models.tree import Agency
from common.fields import NFCCharField

if TYPE_CHECKING:
    from agencies.models.delegation import Delegation


class Seat(models.Model):
    """A chair in an agency with one role; who sits on it is accounts' matter. A process names roles, never people.

    ``delegation`` is set where the gatekeeper let somebody act on it in its holder's place (accounts.access.seat_of).
    """

    delegation: "Delegation | None" = None

    class Role(models.TextChoices):
        CLERK = "clerk", "Cán bộ tiếp nhận"
        CENTRE_HEAD = "centre-head", "Lãnh đạo trung tâm"
        HANDLER = "handler", "Chuyên viên thụ lý"
        LEADER = "leader", "Lãnh đạo ký duyệt"
        RECORDS = "records", "Văn thư"
        FINANCE = "finance", "Kế toán"
        AUTHOR = "author", "Người soạn thủ tục"
        APPROVER = "approver", "Người duyệt thủ tục"
        SYSADMIN = "sysadmin", "Quản trị hệ thống"

    key = models.SlugField("khóa", unique=True, null=True, blank=True, help_text="tên cố định để dữ liệu mẫu gọi đến")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="seats", verbose_name="cơ quan")
    role = models.CharField("vai trò", max_length=20, choices=Role.choices)
    title = NFCCharField("chức danh", max_length=150)
    active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "vị trí"
        ordering = ["agency__path", "role", "id"]

    def __str__(self) -> str:
        return f"{self.title}, {self.agency}"
