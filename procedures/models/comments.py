"""What people say to each other about a draft while they write and judge it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Seat
from procedures.models.drafts import VersionDraft


class DraftComment(models.Model):
    """A remark on a draft, on one ``section`` of it (procedures/sections.py) or on the whole, and what was answered to it.

    An answer has the remark as ``answers`` and stands under it; only a remark is resolved. Neither is part of the content:
    what was said stays readable when the version is published.
    """

    draft = models.ForeignKey(VersionDraft, models.PROTECT, related_name="comments")
    answers = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    section = models.CharField("phần", max_length=20, blank=True)
    text = models.TextField("nội dung")
    revision = models.PositiveIntegerField("nói về lần sửa")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "góp ý"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None) | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="comment_resolved_by_somebody",
            ),
            models.CheckConstraint(condition=Q(answers=None) | Q(resolved_at=None), name="only_remarks_are_resolved"),
        ]
        indexes = [models.Index(fields=["draft", "at"], name="draft_comments")]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.text[:40]}"

    @property
    def resolved(self) -> bool:
        """Whether somebody said that it is done."""
        return self.resolved_at is not None
