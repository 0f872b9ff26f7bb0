"""Uploads under way: what has arrived so far of a file that is sent in pieces, and how much one account sent in a day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from common.fields import NFCCharField
from common.ids import uuid7
from common.models import Blob
from dossiers.models.draft import Draft, DraftFile


class Transfer(models.Model):
    """One file on its way (tus 1.0). It belongs to no paper until all its bytes are here, checked and stored: no ghosts.

    ``size`` is what was declared, ``offset`` what has arrived, both in bytes; ``digest`` the SHA-256 in hex that the sender
    announced, or empty. ``replaces``: the file whose place it takes. Finished: ``file`` is the stored one, or ``refused``
    the code of common.uploads.errors. A row lives until ``expires_at``, so that a lost answer can be asked for again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="transfers")
    paper_key = models.CharField(max_length=60, blank=True)
    field = models.CharField(max_length=200, blank=True)
    replaces = models.UUIDField(null=True, blank=True)
    name = NFCCharField("tên tệp", max_length=200)
    size = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    checking_since = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(DraftFile, models.SET_NULL, null=True, blank=True, related_name="+")
    refused = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = "lượt tải tệp"
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0) & Q(offset__lte=F("size")), name="transfer_within_its_size"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="transfer_expiry")]

    def __str__(self) -> str:
        return f"{self.name} {self.offset}/{self.size}"

    @property
    def percent(self) -> int:
        """How much has arrived, rounded down."""
        return self.offset * 100 // self.size


class TransferPart(models.Model):
    """A piece that arrived; sealed like every stored file."""

    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="parts")
    offset = models.PositiveIntegerField()
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "phần của tệp"
        ordering = ["offset"]
        constraints = [models.UniqueConstraint(fields=["transfer", "offset"], name="transfer_part_once")]

    def __str__(self) -> str:
        return f"{self.transfer_id} {self.offset}"


class UploadDay(models.Model):
    """Bytes that an account began to send on one day (Vietnamese time): the ceiling of a day stands on it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    bytes = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "dung lượng tải trong ngày"
        constraints = [models.UniqueConstraint(fields=["owner", "day"], name="upload_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.bytes}"
