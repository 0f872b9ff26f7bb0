"""A one-door unit's reception: what people come for, at which window it is done, on which days it is shut."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from common.fields import NFCCharField


class Place(models.Model):
    """Where people take a number and are received: at most one of an agency. Its hours are the agency's calendar.

    ``any_hour``: numbers are given outside the sessions too (on call, a campaign; the demonstration). ``prints``: the kiosk
    has a printer, so the paper is printed at once. ``bound``: only registered machines give numbers (``Device``).
    """

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="reception", verbose_name="đơn vị")
    active = models.BooleanField("đang dùng", default=True)
    any_hour = models.BooleanField("lấy số ngoài giờ làm việc", default=False)
    prints = models.BooleanField("máy lấy số tự in phiếu", default=False)
    bound = models.BooleanField("chỉ máy đã đăng ký cấp số", default=False, db_default=False)
    days_ahead = models.PositiveSmallIntegerField("đặt lịch trước tối đa (ngày)", default=14)
    notice = NFCCharField("lời nhắn ở sảnh", max_length=200, blank=True)

    class Meta:
        verbose_name = "nơi tiếp đón"
        ordering = ["agency__path"]
        constraints = [
            models.CheckConstraint(condition=Q(days_ahead__gte=1, days_ahead__lte=90), name="place_looks_ahead"),
        ]

    def __str__(self) -> str:
        return str(self.agency)


class Device(models.Model):
    """A machine in the hall that gives numbers, registered by the place's head.

    It begins with a short code that somebody types at the machine within minutes; then the machine alone holds its token, of
    which a hash is kept here. ``ended_at``: taken back; the machine gives no number from then on.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="devices", verbose_name="nơi tiếp đón")
    name = NFCCharField("tên máy", max_length=80)
    code = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField("mã dùng đến", null=True, blank=True)
    token = models.CharField(max_length=64, null=True, blank=True, unique=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đăng ký")
    added_at = models.DateTimeField("đăng ký lúc")
    paired_at = models.DateTimeField("ghép lúc", null=True, blank=True)
    seen_at = models.DateTimeField("dùng lần cuối", null=True, blank=True)
    ended_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "máy lấy số"
        ordering = ["place_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paired_at__isnull=True, token__isnull=True) | Q(paired_at__isnull=False, token__isnull=False),
                name="device_paired_has_token",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """A kind of matter with its letter: "A Hộ tịch, chứng thực". ``fields`` and ``procedures`` are codes of the catalogue.

    ``minutes`` a visit usually takes, and the length of a slot; ``capacity``: how many are booked for one slot, 0 for none.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="services", verbose_name="nơi tiếp đón")
    letter = models.CharField("chữ đầu số", max_length=1)
    name = NFCCharField("nhóm việc", max_length=80)
    fields = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name="mã lĩnh vực")
    procedures = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name="mã thủ tục")
    minutes = models.PositiveSmallIntegerField("số phút một lượt", default=15)
    capacity = models.PositiveSmallIntegerField("số người hẹn một khung giờ", default=1)
    active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "nhóm việc"
        ordering = ["place_id", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["place", "letter"], name="service_letter_once"),
            models.CheckConstraint(condition=Q(letter__regex="^[A-Z]$"), name="service_letter_is_one"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=120), name="service_takes_minutes"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}. {self.name}"


class Window(models.Model):
    """A window (quầy) and what is done at it. ``clerk`` sits there since ``since``; on another day nobody does any more."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="windows", verbose_name="nơi tiếp đón")
    number = models.PositiveSmallIntegerField("số quầy")
    name = NFCCharField("tên quầy", max_length=80, blank=True)
    services = models.ManyToManyField(Service, related_name="windows", blank=True, verbose_name="nhóm việc")
    active = models.BooleanField("đang dùng", default=True)
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ngồi quầy"
    )
    since = models.DateTimeField("ngồi từ lúc", null=True, blank=True)

    class Meta:
        verbose_name = "quầy"
        ordering = ["place_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="window_number_once"),
            models.UniqueConstraint(fields=["clerk"], condition=Q(clerk__isnull=False), name="window_clerk_sits_once"),
            models.CheckConstraint(
                condition=Q(clerk__isnull=True, since__isnull=True) | Q(clerk__isnull=False, since__isnull=False),
                name="window_sat_at_since",
            ),
        ]

    def __str__(self) -> str:
        return f"Quầy {self.number}"


class Closure(models.Model):
    """A day on which the place is shut although its calendar is open; those booked were told."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="closures", verbose_name="nơi tiếp đón")
    day = models.DateField("ngày")
    reason = NFCCharField("lý do", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đóng")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "ngày tạm nghỉ"
        ordering = ["-day", "place_id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "day"], name="closed_once_a_day"),
            models.CheckConstraint(condition=~Q(reason=""), name="closed_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.day}"
