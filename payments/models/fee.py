"""The demand: what is due and why."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from agencies.models import Agency
from common.fields import NFCCharField, SealedTextField
from common.ids import uuid7
from common.triggers import append_only


class Kind(models.TextChoices):
    """Phí pays for a service, lệ phí goes to the budget (Luật Phí và lệ phí 97/2015/QH13): never on one receipt.

    What a notice of the tax or land authority asks for (thuế, tiền sử dụng đất, lệ phí trước bạ) has its own voucher.
    """

    PHI = "phi", _("Phí")
    LE_PHI = "le-phi", _("Lệ phí")
    BUDGET = "thue", _("Nộp ngân sách")


class FeeQuerySet(models.QuerySet["FeeRequest"]):
    def reach_of(self, agency: Agency) -> "FeeQuerySet":
        """Fees that ``agency`` and the units below it collect; those without a collector are the root agency's."""
        mine = Q(collector__path__startswith=agency.path)
        return self.filter(mine if agency.parent_id else mine | Q(collector__isnull=True))


class FeeRequest(models.Model):
    """What is due for one matter (the demand), frozen when asked; ``total`` in đồng is the sum of its lines.

    What an organisation owes is for whoever represents it to pay; ``payer`` is then only the account that filed. ``account``:
    where the money goes as the place that takes the dossier named it (số tài khoản, kho bạc), empty for the usual one.
    A matter may have several demands: ``purpose`` says which this is, ``matter`` is the dossier code where ``reference`` is not.
    ``parent``: this one is a payer's share of that demand, which settles when all its shares have.
    """

    class Purpose(models.TextChoices):
        FILING = "filing", _("Phí, lệ phí khi nộp hồ sơ")
        OBLIGATION = "obligation", _("Nghĩa vụ tài chính")
        LATER = "later", _("Phí, lệ phí khi giải quyết")

    class Status(models.TextChoices):
        DUE = "due", _("Chưa nộp")
        SETTLED = "settled", _("Đã nộp")
        EXPIRED = "expired", _("Hết hạn nộp")
        CANCELLED = "cancelled", _("Đã hủy")
        WAIVED = "waived", _("Được miễn")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField("mã khoản nộp", max_length=60, unique=True)
    matter = models.CharField("mã hồ sơ", max_length=60, blank=True, db_default="", default="")
    purpose = models.CharField(
        "lý do thu", max_length=10, choices=Purpose.choices, default=Purpose.FILING, db_default=Purpose.FILING.value
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="shares", verbose_name="phần của khoản"
    )
    title = NFCCharField("nội dung thu", max_length=300, blank=True)
    return_path = models.CharField("trang đi tiếp", max_length=300, blank=True)
    payer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="fees", verbose_name="tài khoản người nộp"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="fees", verbose_name="tổ chức phải nộp"
    )
    payer_name = SealedTextField("người nộp", null=True, blank=True)
    payer_address = SealedTextField("địa chỉ người nộp", null=True, blank=True)
    collector = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị thu")
    account = NFCCharField("tài khoản thu", max_length=100, blank=True, db_default="", default="")
    total = models.PositiveBigIntegerField("tổng số tiền")
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.DUE)
    created_at = models.DateTimeField("lúc yêu cầu")
    expires_at = models.DateTimeField("hạn nộp")
    settled_at = models.DateTimeField("lúc nộp", null=True, blank=True)
    end_reason = NFCCharField("lý do hủy", max_length=300, blank=True, db_default="", default="")

    objects = FeeQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu nộp phí, lệ phí"
        constraints = [
            models.CheckConstraint(
                condition=Q(total__gt=0),
                name="fee_total_positive",
                violation_error_message=_("Số tiền phải nộp phải lớn hơn 0 đồng."),
            ),
            models.CheckConstraint(
                condition=Q(status="settled", settled_at__isnull=False) | (~Q(status="settled") & Q(settled_at__isnull=True)),
                name="fee_settled_has_time",
                violation_error_message=_("Khoản đã nộp phải có thời điểm nộp, khoản chưa nộp thì không."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="fee_expires_later",
                violation_error_message=_("Hạn nộp phải sau lúc yêu cầu nộp."),
            ),
            models.CheckConstraint(
                condition=Q(return_path="") | Q(return_path__regex=r"^/([^/\\]|$)"),
                name="fee_return_path_local",
                violation_error_message=_("Trang đi tiếp phải là một địa chỉ trong cổng."),
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], name="fee_due_expiry", condition=Q(status="due")),
            models.Index(fields=["settled_at"], name="fee_day_book", condition=Q(status="settled")),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="fee_frozen", fields=["reference", "matter", "purpose", "parent", "total", "created_at"])
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.total}"

    @property
    def code(self) -> str:
        """The dossier's code, as people know it."""
        return self.matter or self.reference


class FeeLine(models.Model):
    """One amount of a demand with its basis and the sentence that explains it. Never changed: a change is a new demand.

    0 đ is allowed: an exemption is a line that says so.
    """

    fee = models.ForeignKey(FeeRequest, models.PROTECT, related_name="lines", verbose_name="khoản phải nộp")
    position = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=6, choices=Kind.choices)
    code = models.CharField("mã", max_length=60)
    name = NFCCharField("tên", max_length=250)
    amount = models.PositiveBigIntegerField("số tiền")
    basis = NFCCharField("căn cứ", max_length=300, blank=True)
    explanation = NFCCharField("cách tính", max_length=500, blank=True)

    class Meta:
        verbose_name = "dòng phí, lệ phí"
        ordering = ["fee", "position"]
        constraints = [
            models.UniqueConstraint(fields=["fee", "position"], name="fee_line_place"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values),
                name="fee_line_kind",
                violation_error_message=_("Mỗi dòng là phí, lệ phí hoặc khoản nộp ngân sách."),
            ),
        ]
        triggers = append_only("fee_line_frozen")

    def __str__(self) -> str:
        return f"{self.code} {self.amount}"
