"""What an owner gives out of the vault: a paper to somebody for a purpose and a time, or everything to themselves."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from common import clock
from common.fields import NFCCharField, SealedTextField
from common.ids import uuid7
from common.models import Blob


class ShareQuerySet(models.QuerySet["Share"]):
    def open(self) -> "ShareQuerySet":
        """Those that give something at this moment: neither taken back nor over, and their paper is still there."""
        return self.filter(revoked_at__isnull=True, until__gt=clock.now(), document__removed_at__isnull=True)


class Share(models.Model):
    """One paper given by its owner to an agency, a person or whoever has the link, for ``purpose`` until ``until``.

    A person is named by e-mail address or identity number: ``to_index`` is its blind index, so that giving tells nobody who
    has an account here; ``to_shown`` is what the owner typed. ``token_index`` finds a link, ``token`` lets them copy it again.
    """

    class To(models.TextChoices):
        AGENCY = "agency", "Cơ quan"
        PERSON = "person", "Cá nhân"
        LINK = "link", "Đường dẫn"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey("vault.Document", models.PROTECT, related_name="shares", verbose_name="giấy tờ")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chia sẻ")
    to = models.CharField("cho", max_length=8, choices=To.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan")
    to_index = models.CharField(max_length=64, null=True, blank=True, editable=False)
    to_shown = SealedTextField("người nhận", null=True, blank=True)
    token_index = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    token = SealedTextField("mã đường dẫn", null=True, blank=True)
    purpose = NFCCharField("mục đích", max_length=300)
    until = models.DateTimeField("đến lúc")
    created_at = models.DateTimeField("chia sẻ lúc")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt chia sẻ giấy tờ"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to="agency", agency__isnull=False, to_index__isnull=True, token_index__isnull=True)
                | Q(to="person", agency__isnull=True, to_index__isnull=False, token_index__isnull=True)
                | Q(to="link", agency__isnull=True, to_index__isnull=True, token_index__isnull=False),
                name="share_to_one",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="share_has_purpose"),
            models.CheckConstraint(condition=Q(until__gt=models.F("created_at")), name="share_lies_ahead"),
        ]
        indexes = [
            models.Index(fields=["to_index", "-created_at"], name="share_to_person", condition=Q(to_index__isnull=False)),
            models.Index(fields=["agency", "-created_at"], name="share_to_agency", condition=Q(agency__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.to} {self.purpose}"

    @property
    def is_open(self) -> bool:
        """Whether it gives something at this moment."""
        return self.revoked_at is None and self.until > clock.now()

    @property
    def receiver(self) -> str:
        """To whom, in the owner's words."""
        return self.agency.name if self.agency else str(self.to_shown or "")


class Export(models.Model):
    """Everything that the system holds of one account, asked for by its owner, made by the worker, fetched within some days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("yêu cầu lúc")
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)
    expires_at = models.DateTimeField("giữ đến", null=True, blank=True)
    papers = models.PositiveIntegerField("số giấy tờ", default=0)

    class Meta:
        verbose_name = "bản xuất dữ liệu"
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["user", "-asked_at"], name="export_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(done_at__isnull=True), name="one_export_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.asked_at:%d/%m/%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The moment of asking comes from the portal's clock."""
        self.asked_at = self.asked_at or clock.now()
        super().save(*args, **kwargs)


class ExportPart(models.Model):
    """One ZIP of an export; a large vault comes in several."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField("phần")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "phần của bản xuất"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="export_part_once")]

    def __str__(self) -> str:
        return f"{self.export_id} {self.number}"
