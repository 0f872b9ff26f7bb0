"""The catalogue: procedures, their immutable versions and drafts of them, who offers them, the words people search with."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Seat
from common.fields import NFCCharField
from common.ids import uuid7
from common.triggers import append_only


class Field(models.Model):
    """A field of administration (lĩnh vực), e.g. G15-TP07 Hộ tịch."""

    code = models.CharField("mã lĩnh vực", max_length=20, unique=True)
    name = NFCCharField("tên lĩnh vực", max_length=200)

    class Meta:
        verbose_name = "lĩnh vực"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class LifeEvent(models.Model):
    """An occasion in life under which people look for procedures (Có con, Nhà ở và xây dựng…)."""

    slug = models.SlugField(unique=True)
    name = NFCCharField("tên", max_length=100)
    summary = NFCCharField("tóm tắt", max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "sự kiện trong đời"
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """A procedure by its national code; what it says stands in its versions."""

    code = models.CharField("mã thủ tục", max_length=20, unique=True)
    field = models.ForeignKey(Field, models.PROTECT, verbose_name="lĩnh vực")
    life_events = models.ManyToManyField(LifeEvent, blank=True, related_name="procedures")
    popularity = models.PositiveIntegerField("lượt làm", default=0)

    class Meta:
        verbose_name = "thủ tục hành chính"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """Form, papers, fees, time limits, process and texts of a procedure together, as one immutable document.

    ``content`` is described in procedures/content.py; ``content_hash`` is the SHA-256 of its canonical JSON.
    The row never changes (trigger); its standing is ``Publication``'s.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("bản số")
    name = NFCCharField("tên thủ tục", max_length=500)
    content = models.JSONField("nội dung")
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "phiên bản thủ tục"
        ordering = ["procedure", "-number"]
        constraints = [models.UniqueConstraint(fields=["procedure", "number"], name="version_number_once")]
        triggers = append_only("procedure_version_immutable")

    def __str__(self) -> str:
        return f"{self.procedure_id} bản {self.number}"


class Publication(models.Model):
    """A version's standing: apart from its content, so the content's trigger is never lifted (decisions.md)."""

    class Status(models.TextChoices):
        PUBLISHED = "published", "Đang áp dụng"
        SUPERSEDED = "superseded", "Đã thay thế"
        WITHDRAWN = "withdrawn", "Đã bãi bỏ"
        INTAKE_STOPPED = "intake-stopped", "Ngừng tiếp nhận"

    version = models.OneToOneField(ProcedureVersion, models.PROTECT, related_name="publication", primary_key=True)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="publications")
    status = models.CharField("trạng thái", max_length=20, choices=Status.choices)
    effective_from = models.DateField("áp dụng từ")
    decision = NFCCharField("quyết định công bố", max_length=150, blank=True)
    drafts_until = models.DateField("nhận bản nháp cũ đến", null=True, blank=True)

    class Meta:
        verbose_name = "công bố"
        constraints = [
            models.UniqueConstraint(fields=["procedure"], condition=Q(status="published"), name="one_published_version"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.status}"


class VersionDraft(models.Model):
    """A version on its way (bản soạn thảo): edited by several people, reviewed by another, published once.

    ``content`` is a whole version of procedures/content.py and may be incomplete until it is sent for review; the e-form is
    ``content["form"]``. ``revision`` counts the changes: each is a ``DraftChange`` with the same number.
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
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người mở")
    created_seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa cuối")
    updated_seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
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


class DraftChange(models.Model):
    """One act on a version draft, for good: who, when, what. ``revision`` is the draft's after it.

    ``act`` is form, undo, import, or a step of the review (open, submit, return, approve, publish, discard); ``operation`` says
    it in full; ``before`` is the e-form as it was, for acts that changed it: what a conflict and an undoing are made from.
    """

    draft = models.ForeignKey(VersionDraft, models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField()
    act = models.CharField(max_length=12)
    operation = models.JSONField(default=dict)
    before = models.JSONField(null=True, blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "lần sửa bản soạn thảo"
        ordering = ["draft", "-revision"]
        constraints = [models.UniqueConstraint(fields=["draft", "revision"], name="draft_changed_once_a_revision")]
        triggers = append_only("draft_change_kept")

    def __str__(self) -> str:
        return f"{self.draft_id} lần {self.revision}: {self.act}"


class Offering(models.Model):
    """An agency takes and handles a procedure: who receives, who handles, through which channels, at what level."""

    class ServiceLevel(models.TextChoices):
        FULL = "full", "Dịch vụ công trực tuyến toàn trình"
        PARTIAL = "partial", "Dịch vụ công trực tuyến một phần"
        INFORMATION = "information", "Cung cấp thông tin"

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="offerings")
    receiving = models.ForeignKey(Agency, models.PROTECT, related_name="receives", verbose_name="nơi tiếp nhận")
    handling = models.ForeignKey(Agency, models.PROTECT, related_name="handles", verbose_name="cơ quan giải quyết")
    service_level = models.CharField("mức độ", max_length=12, choices=ServiceLevel.choices)
    online = models.BooleanField("nộp trực tuyến", default=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        verbose_name = "nơi cung cấp"
        ordering = ["procedure", "receiving__path"]
        constraints = [models.UniqueConstraint(fields=["procedure", "receiving", "handling"], name="offered_once")]

    def __str__(self) -> str:
        return f"{self.procedure_id} tại {self.receiving_id}"


class SearchEntry(models.Model):
    """What search reads: one row per published procedure, rebuilt at publication."""

    procedure = models.OneToOneField(Procedure, models.CASCADE, primary_key=True, related_name="search_entry")
    title = models.CharField(max_length=500)
    folded_title = models.CharField(max_length=500)
    folded_text = models.TextField()
    vector = SearchVectorField()

    class Meta:
        verbose_name = "mục tra tìm"
        indexes = [GinIndex(fields=["vector"], name="search_entry_words")]

    def __str__(self) -> str:
        return self.title


class Synonym(models.Model):
    """Everyday words → the catalogue's words (sổ đỏ → giấy chứng nhận quyền sử dụng đất); publishers edit them."""

    phrase = NFCCharField("người dân nói", max_length=100, unique=True)
    means = NFCCharField("danh mục ghi", max_length=200)

    class Meta:
        verbose_name = "từ đồng nghĩa"
        ordering = ["phrase"]

    def __str__(self) -> str:
        return f"{self.phrase} → {self.means}"
