"""A number of the day: who waits for what, which window called it, how it ended. It knows nobody's name."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common.ids import opaque, uuid7
from reception.models.appointments import Appointment
from reception.models.places import Place, Service, Window


class Ticket(models.Model):
    """``A012``: the twelfth of its service today. ``public_id`` is what its paper's QR carries: the queue on one's own phone.

    ``turn_at`` orders the line: when it was taken, or when its holder came back after being missed. ``sent_to``: handed over
    to that window, which calls it first. ``called_at`` is of the first call, ``recalled_at`` of the last one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Đang chờ"
        CALLED = "called", "Đang gọi"
        SERVING = "serving", "Đang làm việc"
        DONE = "done", "Đã xong"
        MISSED = "missed", "Gọi không có mặt"
        LEFT = "left", "Đã về"

    class Priority(models.TextChoices):
        """Luật Người khuyết tật 2010, Luật Người cao tuổi 2009; women with child as offices everywhere do."""

        NONE = "", "Không"
        DISABLED = "disabled", "Người khuyết tật"
        PREGNANT = "pregnant", "Phụ nữ mang thai, bế con nhỏ"
        ELDERLY = "elderly", "Người từ 75 tuổi"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    public_id = models.CharField(max_length=30, unique=True, default=opaque, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="tickets", verbose_name="nơi tiếp đón")
    service = models.ForeignKey(Service, models.PROTECT, related_name="tickets", verbose_name="nhóm việc")
    day = models.DateField("ngày")
    number = models.PositiveSmallIntegerField("số")
    priority = models.CharField("diện ưu tiên", max_length=10, choices=Priority.choices, blank=True, default="")
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.WAITING)
    appointment = models.OneToOneField(
        Appointment, models.PROTECT, null=True, blank=True, related_name="ticket", verbose_name="lịch hẹn"
    )
    taken_at = models.DateTimeField("lấy số lúc")
    turn_at = models.DateTimeField("tính lượt từ")
    window = models.ForeignKey(Window, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name="quầy")
    sent_to = models.ForeignKey(Window, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chuyển đến quầy")
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người tiếp"
    )
    called_at = models.DateTimeField("gọi lúc", null=True, blank=True)
    recalled_at = models.DateTimeField("gọi lần cuối lúc", null=True, blank=True)
    calls = models.PositiveSmallIntegerField("số lần gọi", default=0)
    began_at = models.DateTimeField("bắt đầu lúc", null=True, blank=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)

    class Meta:
        verbose_name = "số thứ tự"
        ordering = ["day", "turn_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["service", "day", "number"], name="ticket_number_once"),
            models.UniqueConstraint(
                fields=["window"], condition=Q(state__in=["called", "serving"]), name="window_has_one_ticket"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["called", "serving", "done", "missed"])
                | Q(window__isnull=False, called_at__isnull=False),
                name="ticket_called_to_a_window",
            ),
            models.CheckConstraint(condition=~Q(state="serving") | Q(began_at__isnull=False), name="ticket_served_since"),
            models.CheckConstraint(
                condition=Q(state__in=["done", "missed", "left"], ended_at__isnull=False)
                | Q(state__in=["waiting", "called", "serving"], ended_at__isnull=True),
                name="ticket_ended_when_over",
            ),
            models.CheckConstraint(condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("taken_at")), name="ticket_forward"),
        ]
        indexes = [
            models.Index(fields=["service", "turn_at"], name="ticket_line", condition=Q(state="waiting")),
            models.Index(fields=["place", "day"], name="ticket_of_day"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.day}"

    @property
    def code(self) -> str:
        """A012, as it is printed and called."""
        return f"{self.service.letter}{self.number:03d}"
