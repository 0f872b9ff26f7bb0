"""Who acts on a seat while its holder is away (ủy quyền): from when to when, by which paper."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.models.seats import Seat
from common.fields import NFCCharField


class Delegation(models.Model):
    """``to_user`` acts on ``seat`` in place of ``from_user`` from ``since`` until ``until``; it ends by itself.

    ``own_seat`` is the delegate's own: whoever signs in another's place signs with the certificate of that seat. ``paper`` is
    the number of the written delegation; ``ended_at`` is set where it was taken back early.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="delegations", verbose_name="vị trí")
    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ủy quyền")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người được ủy quyền")
    own_seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="vị trí của người được ủy quyền")
    since = models.DateTimeField("từ lúc")
    until = models.DateTimeField("đến lúc")
    paper = NFCCharField("văn bản ủy quyền", max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField("kết thúc sớm lúc", null=True, blank=True)

    class Meta:
        verbose_name = "ủy quyền vị trí"
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="delegation_lives_forward"),
            models.CheckConstraint(condition=~Q(from_user=F("to_user")), name="delegation_to_another"),
            models.CheckConstraint(condition=~Q(paper=""), name="delegation_has_paper"),
        ]
        indexes = [models.Index(fields=["to_user", "until"], name="delegation_of_user", condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.from_user_id} → {self.to_user_id} @ {self.seat_id}"
