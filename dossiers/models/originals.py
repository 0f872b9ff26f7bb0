"""Paper in hand: originals that lie with an agency, and how the results left it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Seat
from common.fields import NFCCharField, SealedTextField
from common.ids import uuid7
from dossiers.models.dossier import Dossier


class Original(models.Model):
    """An original (bản chính) that the applicant left: where it lies, when it goes back, who took it and who gave it back.

    ``place`` is the shelf as the unit calls it. Whoever moves it writes the new place; each move is in the dossier's chain.
    """

    class GoesBack(models.TextChoices):
        WITH_RESULT = "with-result", "Khi trả kết quả"
        AFTER_CHECK = "after-check", "Ngay sau khi đối chiếu"
        KEPT = "kept", "Cơ quan giữ lại theo quy định"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="originals")
    paper_key = models.CharField(max_length=60, blank=True)
    name = NFCCharField("giấy tờ", max_length=300)
    copies = models.PositiveSmallIntegerField("số bản", default=1)
    goes_back = models.CharField("trả lại", max_length=12, choices=GoesBack.choices, default=GoesBack.WITH_RESULT)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="đang ở")
    place = NFCCharField("chỗ để", max_length=150, blank=True)
    received_at = models.DateTimeField("nhận lúc")
    received_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="người nhận")
    returned_at = models.DateTimeField("trả lúc", null=True, blank=True)
    returned_by = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người trả")
    returned_to = SealedTextField("trả cho", null=True)

    class Meta:
        verbose_name = "bản chính"
        ordering = ["received_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(copies__gte=1), name="original_has_a_copy"),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by__isnull=True)
                | Q(returned_at__isnull=False, returned_by__isnull=False),
                name="original_returned_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["agency"], name="original_lies", condition=Q(returned_at__isnull=True))]

    def __str__(self) -> str:
        return self.name


class HandOver(models.Model):
    """How the results reached the applicant: at the counter, online, or by post (bưu chính công ích) with its tracking code.

    A parcel that came back gets a new row; ``ended_at`` is when this way ended, ``arrived`` whether with the applicant.
    Who received it is personal data, so it is sealed.
    """

    class Way(models.TextChoices):
        COUNTER = "counter", "Tại quầy"
        ONLINE = "online", "Trực tuyến, trong kho giấy tờ"
        POST = "post", "Bưu chính công ích"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="hand_overs")
    way = models.CharField("cách trả", max_length=10, choices=Way.choices)
    tracking_code = NFCCharField("mã vận đơn", max_length=40, blank=True)
    recipient = SealedTextField("người nhận", null=True)
    identity_number = SealedTextField("số định danh người nhận", null=True)
    address = SealedTextField("gửi đến", null=True)
    by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="người trả")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")
    ended_at = models.DateTimeField("xong lúc", null=True, blank=True)
    arrived = models.BooleanField("đến tay", default=False)
    note = NFCCharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "trả kết quả"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=~Q(way="post") | ~Q(tracking_code=""), name="post_has_tracking_code"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(ended_at__isnull=True), name="one_parcel_under_way"),
        ]

    def __str__(self) -> str:
        return self.get_way_display()


class ResultReminder(models.Model):
    """Reminding of a result that nobody collects: how often it was done, and when next; no ``next_at``: no more."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="reminder", primary_key=True)
    sent = models.PositiveSmallIntegerField("số lần", default=0)
    next_at = models.DateTimeField("lần tới", null=True, blank=True)

    class Meta:
        verbose_name = "nhắc nhận kết quả"
        indexes = [models.Index(fields=["next_at"], name="reminder_next", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"đã nhắc {self.sent} lần"
