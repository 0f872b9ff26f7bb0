"""Work on a dossier: tasks, opinions, files of officials, consultations, minutes, supplements."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Agency, Delegation, Seat
from common.fields import NFCCharField, SealedJSONField, SealedTextField
from common.ids import uuid7
from common.models import Blob
from dossiers.models.dossier import Dossier
from dossiers.states import Channel


class Task(models.Model):
    """One piece of work of one unit on one visit of one step. What a queue lists, so it holds what a queue sorts and narrows by:
    ``procedure_code`` and ``channel`` are the dossier's.

    ``bucket`` is the queue's tab. The partial unique constraint lets parallel consultation and "one winner" both hold.
    ``role`` is "" where only the system goes on (waiting for parts). ``read_at``: when the unit first looked (services/view.py).
    ``on_due``: the action that the system takes when ``due_at`` has passed (services/timers.py). ``after``: the task whose act
    opened this one; ``undo`` of that one holds the marking before and after the act, for a recall. ``risk`` is what the sweep
    last counted (dossiers/risks.py), empty where lateness is not likely or nothing is known.
    """

    class Bucket(models.TextChoices):
        RECEIVE = "receive", "Chờ tiếp nhận"
        WORK = "work", "Đang xử lý"
        SUPPLEMENT = "supplement", "Chờ bổ sung"
        CONSULT = "consult", "Phối hợp"
        HAND_OVER = "hand-over", "Trả kết quả"
        WAIT = "wait", "Chờ phần liên thông"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="tasks")
    step = models.CharField("bước", max_length=60)
    step_name = NFCCharField("tên bước", max_length=150)
    visit = models.PositiveSmallIntegerField("lần", default=1)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="tasks", db_index=False)
    role = models.CharField("vai trò", max_length=20, choices=Seat.Role.choices, blank=True)
    bucket = models.CharField(max_length=12, choices=Bucket.choices)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="tasks")
    opened_at = models.DateTimeField("giao lúc")
    due_at = models.DateTimeField("hạn bước")
    watch_at = models.DateTimeField("xem lại lúc", null=True, blank=True)
    dossier_due_at = models.DateTimeField("hạn hồ sơ")
    procedure_code = models.CharField("mã thủ tục", max_length=20, blank=True, default="", db_default="")
    channel = models.CharField("kênh", max_length=10, choices=Channel.choices, blank=True, default="", db_default="")
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)
    action = models.CharField("thao tác", max_length=30, blank=True)
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)
    on_due = models.CharField("khi đến hạn", max_length=60, blank=True, default="", db_default="")
    after = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="opened", verbose_name="mở bởi việc", db_index=False
    )
    undo = models.JSONField(null=True, blank=True)
    risk = models.CharField("nguy cơ trễ", max_length=10, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "việc"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "step", "visit", "agency"], condition=Q(done_at__isnull=True), name="one_open_task"
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "role", "bucket", "dossier_due_at", "id"], name="task_queue", condition=Q(done_at__isnull=True)
            ),
            models.Index(fields=["agency", "role", "dossier_due_at"], name="task_late", condition=Q(done_at__isnull=True)),
            models.Index(
                fields=["agency", "role", "dossier_due_at", "id"],
                name="task_unclaimed",
                condition=Q(done_at__isnull=True, assignee__isnull=True, bucket="work"),
            ),
            models.Index(fields=["agency", "dossier_due_at", "id"], name="task_unit", condition=Q(done_at__isnull=True)),
            models.Index(
                fields=["agency", "procedure_code", "dossier_due_at", "id"],
                name="task_procedure",
                condition=Q(done_at__isnull=True),
            ),
            models.Index(fields=["agency", "opened_at"], name="task_opened", condition=Q(done_at__isnull=True)),
            models.Index(
                fields=["agency", "done_at"],
                include=["due_at", "dossier_due_at"],
                name="task_finished",
                condition=Q(done_at__isnull=False),
            ),
            models.Index(fields=["due_at"], name="task_on_due", condition=Q(done_at__isnull=True) & ~Q(on_due="")),
            models.Index(fields=["watch_at"], include=["id"], name="task_watch", condition=Q(done_at__isnull=True) & ~Q(role="")),
            models.Index(fields=["after"], name="task_after", condition=Q(after__isnull=False)),
            models.Index(fields=["assignee"], name="task_held", condition=Q(done_at__isnull=True, assignee__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.step_name

    @property
    def is_question(self) -> bool:
        """Whether its unit is only asked for an opinion: the step's other acts are the asking unit's."""
        return ":" in self.step

    @property
    def is_consulted(self) -> bool:
        """Whether another unit is asked for an opinion (phối hợp): such a task may bear the unit's own name."""
        return self.is_question and not self.step.endswith(f":{Consultation.SECOND_LOOK}")

    @property
    def where(self) -> str:
        """The step and its unit in a sentence, each named once."""
        unit = self.agency.name
        return _("chờ ý kiến của %(unit)s") % {"unit": unit} if self.is_consulted else f"{self.step_name}, {unit}"

    @property
    def is_paused(self) -> bool:
        """Whether the dossier's clock stands still in this tab."""
        return self.bucket == self.Bucket.SUPPLEMENT


class Opinion(models.Model):
    """What an official wrote with an act: a proposal, a return, an approval, a ground for rejection.

    ``delegation``: it was written in the place of the seat's holder.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="opinions")
    task = models.ForeignKey(Task, models.PROTECT, related_name="opinions")
    seat = models.ForeignKey(Seat, models.PROTECT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    action = models.CharField(max_length=30)
    text = models.TextField("ý kiến")
    delegation = models.ForeignKey(
        Delegation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="theo ủy quyền",
        db_index=False,
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "ý kiến"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.text[:60]


class WorkFile(models.Model):
    """A file that an official put to the dossier: minutes, a written answer. The applicant does not see it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="work_files")
    task = models.ForeignKey(Task, models.PROTECT, related_name="files")
    name = NFCCharField("tên tệp", max_length=200)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "tệp của cán bộ"
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.name


class Consultation(models.Model):
    """A question to another unit with its own due time; silence at the due time counts as consent where the process says so.

    ``key`` tells apart whom the step may ask; ``second-look`` is a question to another official of the handling unit.
    """

    SECOND_LOOK = "second-look"

    class Verdict(models.TextChoices):
        AGREE = "agree", "Đồng ý"
        DISAGREE = "disagree", "Không đồng ý"
        SILENT = "silent", "Quá hạn không trả lời, coi như đồng ý"
        WITHDRAWN = "withdrawn", "Đã thu hồi câu hỏi"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="consultations")
    task = models.OneToOneField(Task, models.PROTECT, related_name="consultation")
    key = models.CharField("mã", max_length=60, blank=True, default="", db_default="")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    question = models.TextField("nội dung hỏi")
    asked_at = models.DateTimeField("hỏi lúc")
    due_at = models.DateTimeField("trả lời trước")
    silence_consents = models.BooleanField(default=False)
    verdict = models.CharField("ý kiến", max_length=10, choices=Verdict.choices, blank=True)
    answer = models.TextField("trả lời", blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    answered_by = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(WorkFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="văn bản trả lời")

    class Meta:
        verbose_name = "lấy ý kiến"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "agency"], condition=Q(answered_at__isnull=True), name="one_open_consultation_per_unit"
            ),
            models.CheckConstraint(
                condition=(Q(answered_at__isnull=True) & Q(verdict="")) | (Q(answered_at__isnull=False) & ~Q(verdict="")),
                name="consultation_answer_has_verdict",
            ),
        ]

    def __str__(self) -> str:
        return f"hỏi {self.agency_id}"


class SiteMinutes(models.Model):
    """Minutes of a verification on site (biên bản xác minh): who was there, what was found, the signed paper as a file.

    ``participants``: [{"name", "role"}]; names and findings are personal data, so both are sealed.
    """

    class Conclusion(models.TextChoices):
        FITS = "fits", "Đúng như hồ sơ"
        DIFFERS = "differs", "Khác với hồ sơ"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="minutes")
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    visited_at = models.DateTimeField("thời điểm xác minh")
    place = NFCCharField("nơi xác minh", max_length=300)
    participants = SealedJSONField(default=list)
    findings = SealedTextField("nội dung")
    conclusion = models.CharField("kết luận", max_length=10, choices=Conclusion.choices)
    file = models.ForeignKey(WorkFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="biên bản đã ký")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "biên bản xác minh"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"xác minh {self.visited_at:%d/%m/%Y}"


class Supplement(models.Model):
    """A written request for papers or corrections (form 02); while it is open the clock stands still.

    ``lapsed_at``: its term, or the dossier, ended without an answer. ``reminded_at``: the applicant was told that it ends soon.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="supplements")
    asked_by = models.ForeignKey(Seat, models.PROTECT)
    asked_at = models.DateTimeField("yêu cầu lúc")
    answer_until = models.DateTimeField("bổ sung trước")
    resume_state = models.CharField(max_length=20)
    resume_bucket = models.CharField(max_length=12)
    note = models.TextField("hướng dẫn", blank=True)
    answered_at = models.DateTimeField("đã bổ sung lúc", null=True, blank=True)
    answer_note = models.TextField("lời nhắn", blank=True)
    lapsed_at = models.DateTimeField("hết hạn lúc", null=True, blank=True)
    reminded_at = models.DateTimeField("đã nhắc lúc", null=True, blank=True)

    class Meta:
        verbose_name = "yêu cầu bổ sung"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(answered_at__isnull=True, lapsed_at__isnull=True),
                name="one_waiting_supplement",
            ),
        ]
        indexes = [
            models.Index(
                fields=["answer_until"], name="supplement_until", condition=Q(answered_at__isnull=True, lapsed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"bổ sung {self.asked_at:%d/%m/%Y}"


class SupplementItem(models.Model):
    """One faulty item with its own reason: a request cannot be sent without one (form 02 of TT 03/2025)."""

    supplement = models.ForeignKey(Supplement, models.PROTECT, related_name="items")
    paper_key = models.CharField(max_length=60, blank=True)
    field_path = models.CharField(max_length=120, blank=True)
    label = NFCCharField("mục", max_length=300)
    reason = models.TextField("lý do")

    class Meta:
        verbose_name = "mục cần bổ sung"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="supplement_item_has_reason")]

    def __str__(self) -> str:
        return self.label
