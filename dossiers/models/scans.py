"""Paper on its way into the system: the table on which scanned pages are sorted, and papers that were scanned (số hóa)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Seat
from common.fields import NFCCharField, SealedJSONField
from common.ids import uuid7
from common.models import Blob
from dossiers.models.dossier import Dossier
from dossiers.models.draft import Draft


class ScanTable(models.Model):
    """The table (bàn quét) of one dossier, or of a counter's draft until it is submitted: pages that are not papers yet.

    ``lock_version`` grows with every change of the order of its pages; pages that arrive at its end change nothing of what a
    person sees, so they leave it alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.OneToOneField(Dossier, models.PROTECT, null=True, blank=True, related_name="scan_table")
    draft = models.OneToOneField(Draft, models.CASCADE, null=True, blank=True, related_name="scan_table")
    lock_version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "bàn quét"
        constraints = [
            models.CheckConstraint(
                condition=Q(dossier__isnull=False, draft__isnull=True) | Q(dossier__isnull=True, draft__isnull=False),
                name="scan_table_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"bàn quét {self.id}"


class ScanUpload(models.Model):
    """One file from the scanner, as it came (``blob``) and cleaned for reading (``rendition``); a worker splits it.

    ``split`` counts the pages that are on the table already, ``tries`` how often a worker began.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Đang tách trang"
        SPLIT = "split", "Đã tách trang"
        BROKEN = "broken", "Không tách được trang"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    table = models.ForeignKey(ScanTable, models.CASCADE, related_name="uploads")
    name = NFCCharField("tên tệp", max_length=200)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    rendition = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    scan = models.CharField("quét mã độc", max_length=12)
    pages = models.PositiveSmallIntegerField("số trang")
    split = models.PositiveSmallIntegerField("đã tách", default=0)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="vị trí")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người quét")
    created_at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "tệp quét"
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["created_at"], name="scan_upload_waiting", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return self.name


class ScannedPaper(models.Model):
    """A paper made of scanned pages (giấy tờ số hóa, TT 01/2023/TT-VPCP): who scanned it, what it says, who signed it.

    ``file`` is the id of its ``DraftFile`` and, once submitted, of its ``DossierFile``: they share it. ``layered`` is the same
    paper with a text layer, ``guesses`` what the machine believes to have read, ``values`` what a person said it says, ``signed``
    the PDF with the digital signature (``signed_with``: the name of the key).
    """

    class Reading(models.TextChoices):
        WAITING = "waiting", "Máy đang đọc chữ"
        DONE = "done", "Máy đã đọc chữ"
        FAILED = "failed", "Máy không đọc được chữ"
        OFF = "off", "Máy chủ chưa cài nhận dạng chữ"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, related_name="scanned")
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, blank=True, related_name="scanned")
    file = models.UUIDField(unique=True)
    paper_key = models.CharField(max_length=60)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField("số trang")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="vị trí")
    scanned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người quét")
    scanned_at = models.DateTimeField("quét lúc")
    reading = models.CharField("đọc chữ", max_length=10, choices=Reading.choices, default=Reading.WAITING)
    reading_since = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    layered = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    guesses = SealedJSONField(null=True)
    values = SealedJSONField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField("trích lúc", null=True, blank=True)
    signed = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    signed_with = models.CharField(max_length=90, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField("ký lúc", null=True, blank=True)

    class Meta:
        verbose_name = "giấy tờ số hóa"
        ordering = ["scanned_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed__isnull=True, signed_at__isnull=True) | Q(signed__isnull=False, signed_at__isnull=False),
                name="scanned_paper_signed_with_time",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True) | Q(confirmed_at__isnull=False), name="scanned_paper_confirmed_before_signed"
            ),
        ]
        indexes = [models.Index(fields=["scanned_at"], name="scanned_paper_unread", condition=Q(reading="waiting"))]

    def __str__(self) -> str:
        return self.paper_key


class ScanPage(models.Model):
    """A page on the table, in the order of ``position``. ``begins``: a paper begins here (a cut); ``paper_key``: which, where it
    is known; both hold until the next cut. ``paper``: the paper that its pile became: then it is off the table, whether it is a
    page of that paper or was dropped from it (``fate``).
    """

    class Kind(models.TextChoices):
        PAGE = "page", "Trang"
        SHEET = "sheet", "Tờ phân cách"

    class Fate(models.TextChoices):
        KEPT = "kept", "Giữ"
        BLANK = "blank", "Có vẻ trắng"
        DROPPED = "dropped", "Bỏ"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    table = models.ForeignKey(ScanTable, models.CASCADE, related_name="pages")
    upload = models.ForeignKey(ScanUpload, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField("trang của tệp")
    position = models.PositiveIntegerField("thứ tự")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PAGE)
    fate = models.CharField(max_length=10, choices=Fate.choices, default=Fate.KEPT)
    begins = models.BooleanField(default=False)
    paper_key = models.CharField(max_length=60, blank=True)
    turn = models.PositiveSmallIntegerField("góc xoay", default=0)
    turned_by_machine = models.BooleanField(default=False)
    small = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    large = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    paper = models.ForeignKey(ScannedPaper, models.CASCADE, null=True, blank=True, related_name="leaves")

    class Meta:
        verbose_name = "trang quét"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "number"], name="scan_page_once"),
            models.CheckConstraint(condition=Q(turn__in=[0, 90, 180, 270]), name="scan_page_turned_by_quarters"),
        ]
        indexes = [models.Index(fields=["table", "position"], name="scan_page_on_table", condition=Q(paper__isnull=True))]

    def __str__(self) -> str:
        return f"trang {self.number}"


class Digitisation(models.Model):
    """How far a dossier that came on paper is digitised: what queues and figures count (services/scans/standing.py keeps it).

    ``asked`` papers that its answers ask for, of them ``there`` have a file, ``confirmed`` were read by a person, ``signed``.
    ``complete_at``: since when every one of them has its file.
    """

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="digitisation", primary_key=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False, verbose_name="nơi tiếp nhận")
    submitted_at = models.DateTimeField("nộp lúc")
    asked = models.PositiveSmallIntegerField("phải số hóa")
    there = models.PositiveSmallIntegerField("đã có bản điện tử")
    confirmed = models.PositiveSmallIntegerField("đã trích dữ liệu")
    signed = models.PositiveSmallIntegerField("đã ký số")
    complete_at = models.DateTimeField("đủ lúc", null=True, blank=True)

    class Meta:
        verbose_name = "tình trạng số hóa"
        constraints = [
            models.CheckConstraint(condition=Q(there__lte=models.F("asked")), name="digitised_no_more_than_asked"),
        ]
        indexes = [
            models.Index(fields=["agency", "submitted_at"], name="digitisation_of_unit"),
            models.Index(fields=["agency", "submitted_at"], name="digitisation_open", condition=Q(complete_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.there}/{self.asked}"
