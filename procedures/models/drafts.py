"""Drafts of versions and everything that was done to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Seat
from common.ids import uuid7
from common.triggers import append_only
from procedures.models.catalogue import Procedure
from procedures.models.versions import ProcedureVersion


class VersionDraft(models.Model):
    """A version on its way (bản soạn thảo): edited by several people, reviewed by another, published once.

    ``content`` is a whole version of procedures/content and may be incomplete until it is sent for review; the e-form is
    ``content["form"]``. ``revision`` counts the changes: each is a ``DraftChange`` with the same number. Where a person is
    empty the system did it (an import).
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Đang soạn"
        IN_REVIEW = "in-review", "Chờ duyệt"
        RETURNED = "returned", "Bị trả lại"
        APPROVED = "approved", "Đã duyệt"
        PUBLISHED = "published", "Đã công bố"
        DISCARDED = "discarded", "Đã bỏ"

    EDITABLE = (Status.DRAFT, Status.RETURNED)
    OPEN = (Status.DRAFT, Status.RETURNED, Status.IN_REVIEW, Status.APPROVED)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="version_drafts")
    based_on = models.ForeignKey(ProcedureVersion, models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField("nội dung")
    revision = models.PositiveIntegerField("lần sửa", default=0)
    status = models.CharField("trạng thái", max_length=12, choices=Status.choices, default=Status.DRAFT)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người mở")
    created_seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người sửa cuối"
    )
    updated_seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField()
    published_as = models.OneToOneField(ProcedureVersion, models.PROTECT, null=True, blank=True, related_name="drafted_in")

    class Meta:
        verbose_name = "bản soạn thảo"
        ordering = ["-updated_at"]
        constraints = [
            # Two open drafts of one procedure would each publish without the other's changes.
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(status__in=["draft", "returned", "in-review", "approved"]),
                name="one_open_version_draft",
            ),
            models.CheckConstraint(
                condition=Q(status="published", published_as__isnull=False) | ~Q(status="published") & Q(published_as=None),
                name="published_draft_has_version",
            ),
        ]
        indexes = [models.Index(fields=["status", "-updated_at"], name="version_draft_work")]

    def __str__(self) -> str:
        return f"{self.procedure_id} soạn thảo {self.status}"

    @property
    def editable(self) -> bool:
        """Whether its content may be changed now."""
        return self.status in self.EDITABLE

    @property
    def editor(self) -> str:
        """Who changed it last, in words."""
        return _who(self.updated_by)

    @property
    def opener(self) -> str:
        """Who opened it, in words."""
        return _who(self.created_by)


def _who(user: models.Model | None) -> str:
    return str(user) if user is not None else _("Hệ thống")


class DraftChange(models.Model):
    """One act on a version draft, for good: who, when, what. ``revision`` is the draft's after it.

    ``act`` is form, undo, import, or a step of the review (open, submit, return, approve, publish, discard); ``operation`` says
    it in full; ``before`` is the e-form as it was, for acts that changed it: what a conflict and an undoing are made from.
    ``by`` empty: the system did it.
    """

    draft = models.ForeignKey(VersionDraft, models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField()
    act = models.CharField(max_length=12)
    operation = models.JSONField(default=dict)
    before = models.JSONField(null=True, blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "lần sửa bản soạn thảo"
        ordering = ["draft", "-revision"]
        constraints = [models.UniqueConstraint(fields=["draft", "revision"], name="draft_changed_once_a_revision")]
        triggers = append_only("draft_change_kept")

    def __str__(self) -> str:
        return f"{self.draft_id} lần {self.revision}: {self.act}"

    @property
    def who(self) -> str:
        """Who did it, in words."""
        return _who(self.by)
