"""The result on its way: drafted, approved, numbered, signed by a person, sealed by the agency, then a vault document."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db import models
from django.db.models import Q

from common.fields import NFCCharField, SealedJSONField
from common.ids import opaque, uuid7
from common.models import Blob
from dossiers.models.dossier import Dossier
from vault.brought import Brought
from vault.models import Document, ReservedNumber
from vault.uploaded import Said, told


class IssuedResult(models.Model):
    """One result of a dossier. ``values`` are the template's fields as the handler drafted them.

    ``result_key`` is the version's (``giay-phep``), with ``.2`` for the second row where each row has a result
    (dossiers/results.py); ``position`` is their order in the dossier, ``copies`` how many were asked for (số bản).

    ``brought`` is not empty for a result that a handler brought in instead (ADR 0045): ``file`` is what came, ``clean`` what to
    read instead of it, ``signatures`` what was found on it; ``own_number`` and ``own_date`` are its own, empty where our book
    gives them; ``made_by`` is who issued it (received) or where it was made (uploaded).
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", "Dự thảo"
        APPROVED = "approved", "Đã duyệt"
        NUMBERED = "numbered", "Đã cấp số"
        SIGNED = "signed", "Lãnh đạo đã ký"
        ISSUED = "issued", "Đã phát hành"

    FROM_TEMPLATE: Mapping[str, Any] = MappingProxyType(
        {"brought": "", "file": None, "clean": None, "signatures": None, "own_number": "", "own_date": None, "made_by": ""}
    )
    """What the columns of a brought result hold for one that is drafted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="results")
    result_key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=1)
    copies = models.PositiveSmallIntegerField("số bản", default=1)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFTED)
    values = SealedJSONField(default=dict)
    proposed = SealedJSONField("như trình lần đầu", null=True, blank=True)
    public_id = models.CharField(max_length=30, unique=True, default=opaque)
    number = models.OneToOneField(ReservedNumber, models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")
    brought = models.CharField("cách có kết quả", max_length=8, choices=Brought.choices, blank=True, default="", db_default="")
    file = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp đưa vào")
    clean = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản để đọc")
    signatures = models.JSONField("chữ ký trên tệp", null=True, blank=True)
    own_number = NFCCharField("số sẵn có", max_length=80, blank=True, default="", db_default="")
    own_date = models.DateField("ngày sẵn có", null=True, blank=True)
    made_by = NFCCharField("nơi cấp hoặc nơi lập", max_length=250, blank=True, default="", db_default="")
    drafted_by = models.ForeignKey("agencies.Seat", models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "kết quả"
        ordering = ["position", "result_key"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "result_key"], name="result_once"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="result_has_a_copy"),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "approved"]) | Q(number__isnull=False) | ~Q(own_number=""),
                name="result_numbered_before_signing",
            ),
            models.CheckConstraint(
                condition=Q(brought="", file__isnull=True, own_number="")
                | (~Q(brought="") & Q(file__isnull=False) & ~Q(made_by="")),
                name="result_brought_has_file",
            ),
            models.CheckConstraint(
                condition=Q(own_number="", own_date__isnull=True)
                | (~Q(own_number="") & Q(own_date__isnull=False, number__isnull=True)),
                name="result_own_number_dated",
            ),
            models.CheckConstraint(condition=~Q(brought="received") | ~Q(own_number=""), name="result_received_keeps_its_number"),
            models.CheckConstraint(condition=~Q(state="issued") | Q(document__isnull=False), name="result_issued_has_document"),
        ]

    def __str__(self) -> str:
        return self.result_key

    @property
    def received(self) -> bool:
        """Whether another agency issued and signed it: confirmed here, never signed over."""
        return self.brought == Brought.RECEIVED

    @property
    def number_text(self) -> str:
        """Its number, from our book or its own; "" before it has one."""
        return self.number.text if self.number else self.own_number

    @property
    def issued_on(self) -> date | None:
        """The date that goes with the number."""
        return self.number.issued_on if self.number else self.own_date

    @property
    def laid_before(self) -> dict[str, Any]:
        """What the leader is asked about: the drafted values, and of a brought result which file, number, date and maker."""
        day = self.own_date.isoformat() if self.own_date else ""
        came = {"@file": str(self.file_id), "@number": self.own_number, "@day": day, "@made_by": self.made_by}
        return {**self.values, **(came if self.brought else {})}

    @property
    def signed_words(self) -> Sequence[Said]:
        """What the signatures on a received file are worth, in words."""
        return told(self.signatures) if self.received else ()

    @property
    def shown(self) -> Blob | None:
        """What an official reads of it: the paper, else the file that was brought."""
        return self.clean or self.file if self.received else self.pdf or self.clean or self.file
