"""Drafts: what an applicant has typed and uploaded so far; the session holds nothing of it."""

import uuid

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from common.fields import NFCCharField, SealedJSONField
from common.ids import uuid7
from common.models import Blob
from procedures.models import Offering, ProcedureVersion


class Draft(models.Model):
    """One filling-in of one version's e-form. Many per person; pinned to the version it began with for ever.

    ``known`` is what the account knew when the draft began: prefilled facts do not shift under the applicant.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="drafts")
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="drafts")
    answers = SealedJSONField(default=dict)
    known = SealedJSONField(default=dict)
    pages_done = models.JSONField(default=list)
    page = models.CharField(max_length=80, blank=True)
    revision = models.PositiveIntegerField(default=0)
    submit_key = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "bản nháp"
        ordering = ["-saved_at"]
        indexes = [
            models.Index(fields=["owner", "-saved_at"], name="draft_resume", condition=models.Q(submitted_at__isnull=True)),
            models.Index(fields=["expires_at"], name="draft_expiry", condition=models.Q(submitted_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"nháp {self.id}"


class UploadStatus(models.TextChoices):
    """Where an uploaded file stands: it is read by officials only when clean."""

    CHECKING = "checking", "Đang kiểm tra an toàn"
    RECEIVED = "received", "Đã nhận"


class DraftFile(models.Model):
    """One uploaded file of one paper: the original bytes, and beside it a cleaned rendition for reading."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    paper_key = models.CharField(max_length=60)
    name = NFCCharField("tên tệp", max_length=200)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    rendition = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    pages = models.PositiveSmallIntegerField("số trang", default=1)
    status = models.CharField(max_length=10, choices=UploadStatus.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tệp của bản nháp"
        ordering = ["paper_key", "id"]

    def __str__(self) -> str:
        return self.name
