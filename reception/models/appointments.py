"""A time promised to a person at a place. Name, telephone and address for letters are sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.fields import SealedTextField
from common.ids import opaque, uuid7
from reception.models.places import Place, Service


class Appointment(models.Model):
    """Slot of ``minutes`` from ``at``. ``code`` is read out, typed at the kiosk; ``public_id`` stands in its own page's address.

    ``position`` counts those booked for one slot from 1: the database itself holds no two of one position (no overbooking).
    ``user`` is empty where someone booked without an account. ``procedure`` is a code of the catalogue, or empty.
    """

    class State(models.TextChoices):
        BOOKED = "booked", "Đã đặt"
        ARRIVED = "arrived", "Đã đến"
        CANCELLED = "cancelled", "Đã hủy"
        CLOSED = "closed", "Nơi tiếp đón nghỉ"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    public_id = models.CharField(max_length=30, unique=True, default=opaque, editable=False)
    code = models.CharField("mã hẹn", max_length=8, unique=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="appointments", verbose_name="nơi tiếp đón")
    service = models.ForeignKey(Service, models.PROTECT, related_name="appointments", verbose_name="nhóm việc")
    procedure = models.CharField("mã thủ tục", max_length=40, blank=True)
    at = models.DateTimeField("giờ hẹn")
    minutes = models.PositiveSmallIntegerField("số phút")
    position = models.PositiveSmallIntegerField("chỗ")
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.BOOKED)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tài khoản"
    )
    name = SealedTextField("họ tên")
    phone = SealedTextField("điện thoại")
    phone_index = models.CharField(max_length=64, editable=False)
    email = SealedTextField("thư điện tử", null=True, blank=True)
    booked_at = models.DateTimeField("đặt lúc")
    moves = models.PositiveSmallIntegerField("số lần đổi", default=0)

    class Meta:
        verbose_name = "lịch hẹn"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "at", "position"], condition=Q(state__in=["booked", "arrived"]), name="slot_not_overbooked"
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="slot_positions_from_one"),
        ]
        indexes = [
            models.Index(fields=["place", "at"], name="appointments_of_place"),
            models.Index(fields=["user", "at"], name="appointments_of_user", condition=Q(user__isnull=False)),
            models.Index(fields=["phone_index"], name="appointments_of_phone", condition=Q(state="booked")),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.at:%Y-%m-%d %H:%M}"

    @property
    def shown_code(self) -> str:
        """4821 7730, as it is read out."""
        return f"{self.code[:4]} {self.code[4:]}"
