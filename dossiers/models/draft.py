"""Drafts: what an applicant has typed and uploaded so far; the session holds nothing of it."""

import uuid

from django.conf import settings
from django.db import models

from accounts.models import Organisation, Person
from agencies.models import Agency
from common.fields import NFCCharField, SealedJSONField, SealedTextField
from common.ids import uuid7
from common.models import Blob
from procedures.models import Offering, ProcedureVersion
from vault.models import Document


class Draft(models.Model):
    """One filling-in of one version's e-form. Many per person; pinned to the version it began with for ever.

    ``known`` is what the account knew when the draft began, ``gathered`` what registers, papers and earlier dossiers said then
    (services/begin.py): prefilled facts do not shift under the applicant. ``disputes``: fact name → what the person says is
    wrong with it. ``saves``: page → who saved it last, ``replaced``: what a person's save replaced that another tab had saved
    (dossiers/saves.py). ``warned_at``: when the owner was told that the draft will be deleted. ``supplement``: the request that
    this draft answers (services/answering.py); it begins with what was submitted and is no filing of its own. ``case``: the code
    of the case (trường hợp) that it is filed for, empty where the procedure has none to choose from. ``receiving``: the one-door
    section chosen instead of the offering's own, where the procedure is received anywhere in the province. ``child``: for whom a
    parent or guardian files, as ``organisation`` is whom a representative files for; never both.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    child = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    supplement = models.OneToOneField("dossiers.Supplement", models.CASCADE, null=True, blank=True, related_name="draft")
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="drafts")
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="drafts")
    receiving = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nơi tiếp nhận")
    case = models.CharField("trường hợp", max_length=50, blank=True, default="", db_default="")
    answers = SealedJSONField(default=dict)
    known = SealedJSONField(default=dict)
    gathered = SealedJSONField(null=True)
    disputes = SealedJSONField(null=True)
    replaced = SealedJSONField(null=True)
    pages_done = models.JSONField(default=list)
    saves = models.JSONField(null=True)
    page = models.CharField(max_length=80, blank=True)
    revision = models.PositiveIntegerField(default=0)
    submit_key = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "bản nháp"
        ordering = ["-saved_at"]
        indexes = [
            models.Index(fields=["owner", "-saved_at"], name="draft_resume", condition=models.Q(submitted_at__isnull=True)),
            models.Index(fields=["expires_at"], name="draft_expiry", condition=models.Q(submitted_at__isnull=True)),
            models.Index(fields=["child"], name="draft_for_child", condition=models.Q(child__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"nháp {self.id}"

    @property
    def received_at(self) -> Agency:
        """The one-door section that takes it."""
        return self.receiving or self.offering.receiving


class KeptPage(models.Model):
    """A page that was sent after the session had ended, until its sender has logged in (services/kept_pages.py).

    ``key``: the sum of the browser's secret and the page's address, which alone leads to it. ``about``: the draft or the dossier
    of the page. ``typed``: the page's fields as its form sent them.
    """

    key = models.CharField(max_length=64, primary_key=True)
    about = models.UUIDField(db_index=True)
    typed = SealedTextField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "trang chờ đăng nhập"

    def __str__(self) -> str:
        return f"trang của {self.about}"


class UploadStatus(models.TextChoices):
    """Where an uploaded file stands: officials open it only when it is received."""

    CHECKING = "checking", "Đang kiểm tra an toàn"
    RECEIVED = "received", "Đã nhận"
    INFECTED = "infected", "Có mã độc, không nhận"


class PaperFile(models.Model):
    """A stored file: of a paper (``paper_key``) or of a ``file`` component of the e-form (``field``, its path).

    The original bytes are kept and are what a signature or hash speaks of. ``rendition`` is a cleaned PDF for reading,
    made anew when the pages are turned (``turn``: 0, 90, 180, 270 clockwise), ``preview`` a small picture. ``position`` orders
    the files of one paper. ``document``: it comes from the vault, and ``blob`` is the vault's own.
    ``scan`` is what the virus scanner said: clean, waiting, infected, or not-scanned where none is configured.
    The database fills new columns too: for ten minutes of an update the old code still writes rows (fault F16).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper_key = models.CharField(max_length=60, blank=True)
    field = models.CharField(max_length=200, blank=True, default="", db_default="")
    position = models.PositiveSmallIntegerField("thứ tự", default=0, db_default=0)
    name = NFCCharField("tên tệp", max_length=200)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    rendition = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    preview = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="từ kho")
    turn = models.PositiveSmallIntegerField("góc xoay", default=0, db_default=0)
    pages = models.PositiveSmallIntegerField("số trang", default=1)
    status = models.CharField(max_length=10, choices=UploadStatus.choices)
    scan = models.CharField("quét mã độc", max_length=12, default="not-scanned", db_default="not-scanned")
    signatures = SealedJSONField("chữ ký số khi tải lên", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["paper_key", "position", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_photo(self) -> bool:
        """A picture, which can be turned; a PDF is left as it is."""
        return self.blob.mime.startswith("image/")


class DraftFile(PaperFile):
    """One uploaded file of a draft."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(PaperFile.Meta):
        verbose_name = "tệp của bản nháp"
        indexes = [models.Index(fields=["status"], name="draft_file_unscanned", condition=models.Q(status="checking"))]
