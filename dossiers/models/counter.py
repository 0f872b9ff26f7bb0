"""Receptions at the counter: who stands there, what a clerk entered for them, how it ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation, Person
from agencies.models import Seat
from common.fields import SealedJSONField
from common.ids import uuid7
from common.models import Blob
from dossiers.models.dossier import Dossier
from dossiers.models.draft import Draft


class CounterFiling(models.Model):
    """One reception at the counter, from the first scan to the slip: a clerk enters it for a person who stands there.

    ``who`` are the person's parts as read from the card or typed, by name (accounts/identity_qr.Card's fields and ``phone``),
    all text, beside them ``unread``, what the scanner left unclear; ``company`` the same of an organisation (``tax_code``,
    ``name``, ``address``). ``behalf``: who stands there in their place and by which paper (``full_name``, ``identity_number``,
    ``paper``), ``authorisation`` its scan. ``person``: whom the system knew before by that number; whom it did not know it
    learns with the dossier. ``draft``: what is typed into the e-form; its owner is the clerk, yet it is in nobody's list of
    drafts. ``taken``: by whom it was taken over from whom, when and why, the latest last. ``papers``: paper key →
    {"got", "originals", "copies", "keep"}. Without an ``outcome`` it is under way; one left so is deleted after a day.
    """

    class Outcome(models.TextChoices):
        RECEIVED = "received", "Đã tiếp nhận"
        FEE = "fee", "Chờ nộp phí"
        SUPPLEMENT = "supplement", "Yêu cầu bổ sung"
        REFUSED = "refused", "Từ chối tiếp nhận"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="vị trí")
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, verbose_name="người nhập"
    )
    who = SealedJSONField(default=dict)
    company = SealedJSONField(null=True)
    behalf = SealedJSONField(null=True)
    authorisation = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    draft = models.OneToOneField(Draft, models.SET_NULL, null=True, blank=True, related_name="counter")
    dossier = models.OneToOneField(Dossier, models.PROTECT, null=True, blank=True, related_name="counter")
    papers = models.JSONField("giấy tờ", default=dict)
    taken = SealedJSONField(null=True)
    outcome = models.CharField("kết thúc", max_length=12, blank=True, default="", choices=Outcome.choices)
    started_at = models.DateTimeField("bắt đầu")
    saved_at = models.DateTimeField("lưu lúc")
    ended_at = models.DateTimeField("xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "tiếp nhận tại quầy"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True, dossier__isnull=True)
                | (~Q(outcome="") & Q(ended_at__isnull=False, dossier__isnull=False)),
                name="counter_filing_ends_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["clerk", "-saved_at"], name="counter_under_way", condition=Q(outcome="")),
            models.Index(fields=["seat", "-ended_at"], name="counter_done", condition=~Q(outcome="")),
        ]

    def __str__(self) -> str:
        return f"quầy {self.started_at:%d/%m/%Y %H:%M}"
