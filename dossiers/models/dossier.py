"""The dossier itself, its papers, its clock's pauses, its fee, what was printed for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organisation, Person
from agencies.models import Agency
from common.fields import NFCCharField, SealedJSONField, SealedTextField
from common.ids import opaque, uuid7
from common.models import Blob
from dossiers.models.draft import Draft, PaperFile
from dossiers.states import OPEN, Channel, Delivery, Money, State, Sync
from payments.models import FeeRequest
from procedures.models import ProcedureVersion


class Dossier(models.Model):
    """A submitted dossier (hồ sơ). Receiving, handling and returning unit are three fields; so are the four axes.

    ``lock_version`` grows with every act: a page carries the number it showed and a stale one is refused (F9). ``case`` is the
    code of the case it was filed for, ``limit`` the legal limit or its agency's shorter one.
    ``marking`` holds the process's tokens (workflow.state.Marking); ``{}`` of an older row means one token at ``step``, which
    stays the step of the lead holder's task. ``promised_by``: whose calendar the promise was made by, where another agency
    handles it now (a transfer leaves the clock alone). ``parent``: the dossier that this one is a ``part`` of (liên thông).
    What queues need is promoted out of the sealed answers. Times: ``reply_due_at`` is the 8 working hours for
    the desk's answer (NĐ 45/2020); ``due_at`` the legal promise, set at acceptance, ``expected_at`` before it.
    ``legal_due_at`` stands where the agency promised a shorter time than the law (its service target is then ``due_at``).
    ``watch_at``: when the sweep must look at the clock next, empty for "at once" (services/sweeps/lateness.py).
    ``child``: for whom a parent or guardian (``person``) filed, as ``organisation`` is for whom a representative did; never both.
    ``provenance`` says where answers came from and what was compared with a register (dossiers/provenance.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField("mã hồ sơ", max_length=60, unique=True)
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="dossiers")
    draft = models.OneToOneField(Draft, models.SET_NULL, null=True, related_name="dossier")
    case = models.CharField("trường hợp", max_length=50, blank=True, default="", db_default="")
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="dossiers", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="dossiers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="dossiers")
    child = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name="người được nộp thay"
    )
    owner_name = NFCCharField("chủ hồ sơ", max_length=250)
    owner_folded = models.CharField(max_length=250)
    owner_address = SealedTextField("địa chỉ", null=True)
    owner_phone = SealedTextField("số điện thoại", null=True)
    proof_indexes = models.JSONField(default=list)
    receiving = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False, verbose_name="nơi tiếp nhận")
    handling = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False, verbose_name="cơ quan giải quyết")
    returning = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False, verbose_name="nơi trả kết quả")
    holder = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False, verbose_name="đang giữ")
    channel = models.CharField("kênh", max_length=10, choices=Channel.choices, default=Channel.PORTAL)
    system_of_record = models.CharField("hệ thống gốc", max_length=40, default="portal")
    answers = SealedJSONField()
    answers_hash = models.CharField(max_length=64)
    provenance = SealedJSONField(null=True)
    state = models.CharField("trạng thái", max_length=20, choices=State.choices)
    money = models.CharField(max_length=10, choices=Money.choices, default=Money.NONE)
    delivery = models.CharField(max_length=10, choices=Delivery.choices, default=Delivery.NONE)
    sync = models.CharField(max_length=10, choices=Sync.choices, default=Sync.LOCAL)
    step = models.CharField("bước", max_length=60, blank=True)
    marking = models.JSONField(default=dict, db_default={})
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", db_index=False, verbose_name="hồ sơ liên thông"
    )
    part = models.CharField("phần", max_length=60, blank=True, default="", db_default="")
    lock_version = models.PositiveIntegerField(default=1)
    limit = models.CharField("thời hạn", max_length=30)
    submitted_at = models.DateTimeField("nộp lúc")
    reply_due_at = models.DateTimeField("trả lời trước")
    expected_at = models.DateTimeField("dự kiến trả")
    accepted_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    due_at = models.DateTimeField("hẹn trả", null=True, blank=True)
    due_explanation = models.JSONField(default=list)
    legal_due_at = models.DateTimeField("hạn luật định", null=True, blank=True)
    watch_at = models.DateTimeField("xem lại lúc", null=True, blank=True)
    promised_by = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name="lịch của cơ quan"
    )
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    closing_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "hồ sơ"
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, due_at__isnull=True) | Q(accepted_at__isnull=False, due_at__isnull=False),
                name="dossier_promise_with_acceptance",
            ),
            models.CheckConstraint(condition=Q(state__in=[*OPEN]) | Q(closed_at__isnull=False), name="dossier_closed_has_time"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, part="") | (Q(parent__isnull=False) & ~Q(part="")),
                name="dossier_part_has_parent",
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-submitted_at"], name="dossier_mine"),
            models.Index(fields=["due_at"], name="dossier_due", condition=Q(closed_at__isnull=True, due_at__isnull=False)),
            models.Index(
                fields=["watch_at"],
                include=["id"],
                name="dossier_watch",
                condition=Q(state=State.PROCESSING, due_at__isnull=False),
            ),
            models.Index(
                fields=["reply_due_at"], name="dossier_reply", condition=Q(accepted_at__isnull=True, closed_at__isnull=True)
            ),
            models.Index(fields=["handling", "-submitted_at"], name="dossier_of_handler"),
            models.Index(fields=["receiving", "expected_at"], name="dossier_unpaid", condition=Q(state=State.AWAITING_PAYMENT)),
            models.Index(fields=["parent"], name="dossier_parts", condition=Q(parent__isnull=False)),
            models.Index(fields=["child", "-submitted_at"], name="dossier_for_child", condition=Q(child__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def owner(self) -> Person | Organisation | None:
        """Whose it is (chủ hồ sơ), and whose vault its results go to; None where only an account is known."""
        return self.organisation or self.child or self.person

    @property
    def filed_by(self) -> str:
        """Who filed it in another's place (người nộp thay), by name; "" where the owner did."""
        return self.person.full_name if self.person and (self.organisation_id or self.child_id) else ""

    @property
    def payer_name(self) -> str:
        """Who pays: a parent for the child, the organisation itself."""
        return self.filed_by if self.child_id and self.filed_by else self.owner_name


class DossierFile(PaperFile):
    """A file as submitted, under the id that it had in the draft; a later one replaces an earlier one, nothing is removed."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="files")
    created_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta(PaperFile.Meta):
        verbose_name = "giấy tờ của hồ sơ"
        indexes = [models.Index(fields=["status"], name="dossier_file_unscanned", condition=models.Q(status="checking"))]


class Pause(models.Model):
    """A stretch during which the legal clock stands still; ``ground`` (deadlines.policy.GROUNDS) is what a procedure's policy

    may say does not stop it after all; without one it always stops.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="pauses")
    ground = models.CharField("căn cứ", max_length=30, blank=True, default="", db_default="")
    reason = NFCCharField("lý do", max_length=200)
    started_at = models.DateTimeField("từ lúc")
    ended_at = models.DateTimeField("đến lúc", null=True, blank=True)

    class Meta:
        verbose_name = "tạm dừng"
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(ended_at__isnull=True), name="one_open_pause"),
        ]

    def __str__(self) -> str:
        return self.reason


class DossierFee(models.Model):
    """The key down to money: what was asked for this dossier, and when in the process."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="fees")
    fee_request = models.OneToOneField(FeeRequest, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "khoản thu của hồ sơ"

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.fee_request_id}"


class PrintedForm(models.Model):
    """A paper of TT 03/2025/TT-VPCP issued for the dossier, or what was declared, as a form.

    Rendered after commit, so ``blob`` comes a moment later.
    """

    class Kind(models.TextChoices):
        CONFIRMATION = "confirmation", "Xác nhận đã nộp hồ sơ"
        DECLARATION = "declaration", "Tờ khai đã nộp"
        FORM_01 = "form-01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
        FORM_02 = "form-02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"
        FORM_03 = "form-03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"
        FORM_04 = "form-04", "Văn bản xin lỗi và đề nghị gia hạn"
        FORM_05 = "form-05", "Thông báo dừng giải quyết hồ sơ"
        FORM_06 = "form-06", "Phiếu kiểm soát quá trình giải quyết hồ sơ"
        HAND_OVER = "hand-over", "Giấy biên nhận trả kết quả"
        MINUTES = "minutes", "Biên bản xác minh thực tế"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="printed")
    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    public_id = models.CharField(max_length=30, unique=True, default=opaque)
    data = SealedJSONField(default=dict)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "giấy in ra"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.get_kind_display()


class Rating(models.Model):
    """What the applicant thought of it, once, after the result; officials see it without a name."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="rating", primary_key=True)
    score = models.PositiveSmallIntegerField("mức")
    reasons = models.JSONField(default=list)
    comment = models.CharField("ý kiến", max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "đánh giá"
        constraints = [models.CheckConstraint(condition=Q(score__range=(1, 5)), name="rating_one_to_five")]

    def __str__(self) -> str:
        return str(self.score)
