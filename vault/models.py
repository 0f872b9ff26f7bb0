"""Kept papers, the books their numbers come from, and who read them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation, Person
from agencies.models import Agency
from common.fields import NFCCharField
from common.ids import opaque, uuid7
from common.models import Blob
from common.text import fold
from common.triggers import append_only
from vault.asked import DataRequest
from vault.brought import Brought
from vault.copied import Copy, CopyForm
from vault.given import Export, ExportPart, Share

__all__ = [
    "Copy",
    "DataRequest",
    "Document",
    "DocumentQuerySet",
    "Export",
    "ExportPart",
    "NumberBook",
    "Reading",
    "ReservedNumber",
    "Share",
]


class DocumentQuerySet(models.QuerySet["Document"]):
    def of(self, *, people: Iterable[Any], organisations: Iterable[Any]) -> "DocumentQuerySet":
        """What these people or organisations own; what its owner removed is gone."""
        return self.filter(Q(owner_person__in=people) | Q(owner_organisation__in=organisations), removed_at__isnull=True)

    def issued(self) -> "DocumentQuerySet":
        """What the State issued through this system: only such a paper is "ours" to who checks it."""
        return self.filter(origin__in=Document.ISSUED)


class Document(models.Model):
    """One paper in a vault. Its bytes never change; its standing may.

    ``origin`` says how it came: a ``result`` or ``receipt`` of ours, a ``copy`` that we certified, a paper that was ``submitted``
    once and found good (``checked_by`` the agency, in ``dossier_code``), or an ``upload`` of its owner, which none verified: its
    ``issuer_name``, number and dates are the owner's words and no issuer stands in the row. ``rendition`` is what to read instead
    of an original that is no clean PDF. ``copy_form``: what kind of copy it is, empty for what is none; ``source``: the paper of
    ours that it is a copy of, always the original, also of a copy's copy. ``brought``: a result that no template made; of a
    ``received`` one ``issuer_name`` is who issued it, number and signatures are that agency's, and ``issuer`` handed it on.
    ``kind`` is the result's key in its procedure (``birth-certificate``), ``code`` its national code (``KQ.G15.000031``).
    ``public_id`` is what its QR carries. ``signatures`` is what was verified when it was kept, in the form that
    ``verify_document`` answers with. ``subject_name`` is whom the paper speaks of when that is not the owner (a child).
    """

    class Status(models.TextChoices):
        IN_FORCE = "in-force", "Còn hiệu lực"
        REVOKED = "revoked", "Đã thu hồi"
        REPLACED = "replaced", "Đã được thay thế"

    class Origin(models.TextChoices):
        RESULT = "result", "Kết quả giải quyết"
        RECEIPT = "receipt", "Biên lai"
        COPY = "copy", "Bản sao điện tử"
        SUBMITTED = "submitted", "Đã nộp và được kiểm tra"
        UPLOAD = "upload", "Tự tải lên"

    ISSUED = (Origin.RESULT, Origin.RECEIPT, Origin.COPY)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    public_id = models.CharField("mã kiểm tra", max_length=32, unique=True, default=opaque, editable=False)
    owner_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="chủ sở hữu"
    )
    owner_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="tổ chức sở hữu"
    )
    subject_name = NFCCharField("người được ghi", max_length=250, blank=True)
    kind = models.CharField("loại", max_length=60)
    code = models.CharField("mã loại kết quả", max_length=40, blank=True)
    title = NFCCharField("tên giấy tờ", max_length=300)
    folded = models.CharField(max_length=700, blank=True, default="", db_default="", editable=False)
    number = NFCCharField("số, ký hiệu", max_length=80, blank=True)
    issued_on = models.DateField("ngày ký")
    valid_until = models.DateField("có giá trị đến", null=True, blank=True)
    origin = models.CharField("nguồn", max_length=10, choices=Origin.choices, default=Origin.RESULT, db_default=Origin.RESULT)
    issuer = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="issued_documents", verbose_name="cơ quan cấp"
    )
    brought = models.CharField("cách có kết quả", max_length=8, choices=Brought.choices, blank=True, default="", db_default="")
    issuer_name = NFCCharField("nơi cấp theo lời khai", max_length=250, blank=True, default="", db_default="")
    procedure_code = models.CharField("mã thủ tục", max_length=20, blank=True)
    dossier_code = models.CharField("mã hồ sơ", max_length=60, blank=True)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+", verbose_name="tệp")
    rendition = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản để đọc")
    source = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name="sao từ")
    copy_form = models.CharField("hình thức sao", max_length=10, choices=CopyForm.choices, blank=True, default="", db_default="")
    checked_by = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan đã kiểm tra"
    )
    checked_at = models.DateTimeField("kiểm tra lúc", null=True, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    signatures = models.JSONField("chữ ký", default=list, blank=True)
    status = models.CharField("hiệu lực", max_length=10, choices=Status.choices, default=Status.IN_FORCE)
    status_reason = NFCCharField("lý do", max_length=500, blank=True)
    status_at = models.DateTimeField("từ lúc", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="thay bằng"
    )
    kept_at = models.DateTimeField("lưu lúc", auto_now_add=True)
    reminded_at = models.DateTimeField("nhắc sắp hết hạn lúc", null=True, blank=True)
    removed_at = models.DateTimeField("chủ giấy tờ xóa lúc", null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy tờ trong kho"
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_person__isnull=False, owner_organisation__isnull=True)
                | Q(owner_person__isnull=True, owner_organisation__isnull=False),
                name="document_one_owner",
                violation_error_message="Giấy tờ thuộc về một cá nhân hoặc một tổ chức.",
            ),
            models.CheckConstraint(
                condition=Q(status="in-force", status_at__isnull=True, status_reason="")
                | (~Q(status="in-force") & Q(status_at__isnull=False) & ~Q(status_reason="")),
                name="document_end_is_reasoned",
                violation_error_message="Thu hồi hoặc thay thế giấy tờ phải ghi lý do và thời điểm.",
            ),
            models.CheckConstraint(
                condition=Q(status="replaced", replaced_by__isnull=False) | (~Q(status="replaced") & Q(replaced_by__isnull=True)),
                name="document_replaced_by_one",
            ),
            models.CheckConstraint(
                condition=~Q(origin__in=["result", "receipt", "copy"]) | Q(issuer__isnull=False, removed_at__isnull=True),
                name="document_of_the_state_has_issuer",
                violation_error_message="Giấy tờ do cơ quan cấp phải có cơ quan cấp và không xóa được.",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True, checked_at__isnull=True)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="document_checked_by_and_when",
            ),
            models.UniqueConstraint(
                fields=["issuer", "code", "number", "issued_on"],
                condition=~Q(number="") & ~Q(brought=Brought.RECEIVED),
                name="document_number_once",
                violation_error_message="Số này đã được cấp cho giấy tờ khác.",
            ),
            models.UniqueConstraint(
                fields=["issuer_name", "code", "number", "issued_on"],
                condition=Q(brought=Brought.RECEIVED),
                name="document_received_once",
                violation_error_message="Kết quả này đã được nhận trước đó.",
            ),
            models.CheckConstraint(
                condition=~Q(brought=Brought.RECEIVED) | (~Q(issuer_name="") & ~Q(number="")), name="document_received_is_named"
            ),
        ]
        indexes = [
            models.Index(fields=["issuer", "-issued_on", "-id"], name="vault_copies_of_agency", condition=~Q(copy_form="")),
            models.Index(fields=["issuer", "number"], name="vault_by_number", condition=~Q(number="")),
            models.Index(fields=["owner_person", "-issued_on", "-id"], name="vault_of_person"),
            models.Index(fields=["owner_organisation", "-issued_on", "-id"], name="vault_of_organisation"),
            models.Index(fields=["dossier_code"], name="vault_of_dossier"),
            models.Index(
                fields=["valid_until"],
                name="vault_expiring",
                condition=Q(valid_until__isnull=False, reminded_at__isnull=True, removed_at__isnull=True, status="in-force"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what the vault's search looks at in step."""
        self.folded = fold(f"{self.title} {self.number} {self.subject_name} {self.issuer_name} {self.dossier_code}")[:700]
        super().save(*args, **kwargs)

    @property
    def owner(self) -> Person | Organisation:
        """Whose paper it is."""
        owner = self.owner_person or self.owner_organisation
        assert owner is not None  # document_one_owner
        return owner

    @property
    def issued(self) -> bool:
        """Whether the State issued it through this system."""
        return self.origin in self.ISSUED

    @property
    def kind_shown(self) -> str:
        """What it is to its owner: for a copy which kind, else where it came from."""
        return self.get_copy_form_display() or self.get_origin_display()

    @property
    def ended_original(self) -> "Document | None":
        """What a copy is of, where that is no longer in force: then neither does the copy prove anything."""
        source = self.source if self.copy_form else None
        return source if source is not None and source.status != self.Status.IN_FORCE else None

    @property
    def received(self) -> bool:
        """Whether another agency issued and signed it: ``issuer`` only handed it on."""
        return self.brought == Brought.RECEIVED

    @property
    def issuer_shown(self) -> str:
        """Who issued it: an agency of ours, the one that we received it from, or what its owner says."""
        return self.issuer.name if self.issuer and not self.received else self.issuer_name

    @property
    def readable(self) -> Blob:
        """What to show of it: the clean rendition where the original is not one."""
        return self.rendition or self.blob

    @property
    def signers(self) -> list[dict[str, Any]]:
        """Who signed, with ``at`` as a moment, in the order of signing."""
        return [{**s, "at": datetime.fromisoformat(s["at"]) if s["at"] else None} for s in self.signatures]

    @property
    def shown_name(self) -> str:
        """The name that the paper speaks of: mask it before strangers see it."""
        return self.subject_name or str(self.owner)


class NumberBook(models.Model):
    """A book of numbers of one agency and year (sổ đăng ký văn bản). ``pattern`` writes a number as the paper shows it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="number_books", verbose_name="cơ quan")
    symbol = NFCCharField("ký hiệu", max_length=60)
    year = models.PositiveSmallIntegerField("năm")
    pattern = models.CharField("mẫu số", max_length=60, default="{number:02d}/{symbol}")

    class Meta:
        verbose_name = "sổ cấp số"
        constraints = [models.UniqueConstraint(fields=["agency", "symbol", "year"], name="number_book_once")]

    def __str__(self) -> str:
        return f"{self.symbol} {self.year}"


class ReservedNumber(models.Model):
    """A number and its date, taken from a book before signing; used once or void, never given out again (decisions.md)."""

    class Status(models.TextChoices):
        RESERVED = "reserved", "Đã giữ số"
        USED = "used", "Đã dùng"
        VOID = "void", "Đã hủy"

    book = models.ForeignKey(NumberBook, models.PROTECT, related_name="numbers", verbose_name="sổ")
    number = models.PositiveIntegerField("số")
    text = NFCCharField("số, ký hiệu", max_length=80)
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.RESERVED)
    issued_on = models.DateField("ngày ký")
    reserved_at = models.DateTimeField("giữ lúc", auto_now_add=True)
    reserved_by = models.CharField("người lấy số", max_length=120)
    void_reason = NFCCharField("lý do hủy", max_length=300, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="reserved_number")

    class Meta:
        verbose_name = "số đã cấp"
        ordering = ["book", "number"]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="number_taken_once"),
            models.CheckConstraint(
                condition=(Q(status="void") & ~Q(void_reason="")) | (~Q(status="void") & Q(void_reason="")),
                name="number_void_is_reasoned",
            ),
            models.CheckConstraint(
                condition=Q(status="used", document__isnull=False) | (~Q(status="used") & Q(document__isnull=True)),
                name="number_used_by_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Reading(models.Model):
    """Somebody looked at a paper (Luật 91/2025/QH15): shown to its owner; it holds the office, not the official's name.

    ``share``: by which giving of its owner; its row says to whom.
    """

    class Action(models.TextChoices):
        VIEW = "view", "xem"
        DOWNLOAD = "download", "tải về"
        CHECK = "check", "kiểm tra bằng mã QR"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="readings", verbose_name="giấy tờ")
    at = models.DateTimeField("lúc", auto_now_add=True)
    action = models.CharField("việc", max_length=10, choices=Action.choices)
    reader = models.CharField(
        "ai",
        max_length=12,
        choices=[
            ("owner", "Bạn"),
            ("official", "Cán bộ"),
            ("public", "Người kiểm tra"),
            ("shared", "Người được chia sẻ"),
        ],
    )
    share = models.ForeignKey("vault.Share", models.PROTECT, null=True, blank=True, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cơ quan")
    dossier_code = models.CharField("mã hồ sơ", max_length=60, blank=True)
    reason = NFCCharField("mục đích", max_length=300, blank=True)

    class Meta:
        verbose_name = "lượt xem giấy tờ"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["document", "-at"], name="reading_of_document")]
        triggers = append_only("reading_append_only")

    def __str__(self) -> str:
        return f"{self.document_id} {self.action}"
