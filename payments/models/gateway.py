"""The tries to pay, what the gateways said word for word, and what a person must decide."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.fields import NFCCharField
from common.ids import uuid7
from payments.models.fee import FeeRequest


class Attempt(models.Model):
    """One try to pay at one gateway. Its moves are rules.EDGES; ``applied`` marks the one success that settles the fee."""

    class Status(models.TextChoices):
        CREATED = "created", _("Mới tạo")
        SENT = "sent", _("Đã chuyển sang cổng thanh toán")
        SUCCEEDED = "succeeded", _("Thành công")
        FAILED = "failed", _("Không thành công")
        CANCELLED = "cancelled", _("Người nộp đã hủy")
        EXPIRED = "expired", _("Quá thời gian")

    OPEN = (Status.CREATED, Status.SENT)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fee = models.ForeignKey(FeeRequest, models.PROTECT, related_name="attempts", verbose_name="khoản phải nộp")
    gateway = models.CharField("cổng thanh toán", max_length=20)
    txn_ref = models.CharField("mã giao dịch gửi cổng", max_length=100, unique=True)
    amount = models.PositiveBigIntegerField("số tiền")
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.CREATED)
    applied = models.BooleanField("được ghi nhận", default=False)
    redirect_url = models.TextField("địa chỉ trang thanh toán", blank=True)
    reason_code = models.CharField("mã kết quả của cổng", max_length=20, blank=True)
    provider_ref = models.CharField("số giao dịch của cổng", max_length=60, blank=True)
    created_at = models.DateTimeField("lúc tạo")
    expires_at = models.DateTimeField("hết giờ trang thanh toán")
    asked_at = models.DateTimeField("lúc hỏi cổng gần nhất", null=True, blank=True)
    ended_at = models.DateTimeField("lúc có kết quả", null=True, blank=True)

    class Meta:
        verbose_name = "lần thanh toán"
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fee"],
                condition=Q(applied=True),
                name="attempt_one_applied",
                violation_error_message=_("Khoản này đã có một lần thanh toán được ghi nhận."),
            ),
            models.UniqueConstraint(
                fields=["fee"],
                condition=Q(status__in=["created", "sent"]),
                name="attempt_one_open",
                violation_error_message=_("Khoản này đang có một lần thanh toán chờ kết quả."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="attempt_amount_positive",
                violation_error_message=_("Số tiền phải lớn hơn 0 đồng."),
            ),
            models.CheckConstraint(
                condition=Q(applied=False) | Q(status="succeeded"),
                name="attempt_applied_succeeded",
                violation_error_message=_("Chỉ ghi nhận lần thanh toán thành công."),
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="attempt_open", condition=Q(status__in=["created", "sent"]))]
        triggers = [pgtrigger.ReadOnly(name="attempt_frozen", fields=["fee", "gateway", "txn_ref", "amount", "created_at"])]

    def __str__(self) -> str:
        return f"{self.txn_ref} {self.status}"


class GatewayEvent(models.Model):
    """What a gateway said, word for word, stored before it is believed. ``outcome`` stays empty until it is handled.

    ``provider_id`` is unique per gateway: a message that says the same is the same event, ``times`` counts it.
    """

    class Outcome(models.TextChoices):
        SETTLED = "settled", _("Đã ghi nhận nộp tiền")
        RECORDED = "recorded", _("Đã ghi kết quả lần thanh toán")
        NOTED = "noted", _("Chưa có kết quả")
        REPEATED = "repeated", _("Đã ghi nhận trước đó")
        IGNORED = "ignored", _("Không đổi kết quả đã có")
        EXTRA = "extra", _("Nộp thừa, chờ hoàn")
        WRONG_AMOUNT = "wrong-amount", _("Sai số tiền")
        UNCLEAR = "unclear", _("Chưa rõ kết quả")
        UNKNOWN = "unknown", _("Không có giao dịch này")
        UNVERIFIED = "unverified", _("Sai chữ ký")

    class Source(models.TextChoices):
        IPN = "ipn", _("Cổng báo")
        QUERY = "query", _("Cổng trả lời khi được hỏi")
        COUNTER = "counter", _("Cán bộ thu tại quầy")
        STATEMENT = "statement", _("Sao kê ngân hàng")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gateway = models.CharField("cổng thanh toán", max_length=20)
    source = models.CharField("nguồn", max_length=10, choices=Source.choices)
    provider_id = models.CharField("mã thông báo", max_length=100)
    raw = models.TextField("nội dung gốc")
    verified = models.BooleanField("đúng chữ ký")
    says = models.CharField("nội dung", max_length=10, blank=True)
    txn_ref = models.CharField("mã giao dịch", max_length=100, blank=True, db_index=True)
    attempt = models.ForeignKey(
        Attempt, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="lần thanh toán"
    )
    outcome = models.CharField("kết quả xử lý", max_length=12, choices=Outcome.choices, blank=True)
    times = models.PositiveIntegerField("số lần nhận", default=1)
    received_at = models.DateTimeField("lúc nhận")
    handled_at = models.DateTimeField("lúc xử lý", null=True, blank=True)

    class Meta:
        verbose_name = "thông báo của cổng thanh toán"
        ordering = ["received_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["gateway", "provider_id"], name="gateway_event_once"),
            models.CheckConstraint(
                condition=Q(verified=True) | (Q(attempt__isnull=True) & Q(outcome__in=["", "unverified"])),
                name="gateway_event_unverified_moves_nothing",
                violation_error_message=_("Thông báo sai chữ ký không được làm thay đổi gì."),
            ),
        ]
        indexes = [
            models.Index(fields=["received_at"], name="gateway_event_waiting", condition=Q(outcome="")),
            models.Index(fields=["received_at"], name="gateway_event_unverified", condition=Q(verified=False)),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="gateway_event_evidence", fields=["gateway", "source", "provider_id", "raw", "verified", "says"]
            ),
            pgtrigger.Protect(name="gateway_event_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.source} {self.txn_ref} {self.outcome or '…'}"


class CaseQuerySet(models.QuerySet["ManualCase"]):
    def reach_of(self, agency: Agency) -> "CaseQuerySet":
        """Cases about fees that ``agency`` collects; those that belong to no fee are the root agency's."""
        mine = Q(fee__in=FeeRequest.objects.reach_of(agency))
        return self.filter(mine if agency.parent_id else mine | Q(fee__isnull=True))


class ManualCase(models.Model):
    """Money that no rule may place: a finance officer decides. One case per message and kind, closed with a note."""

    class Kind(models.TextChoices):
        WRONG_AMOUNT = "wrong-amount", _("Sai số tiền")
        UNKNOWN_ORDER = "unknown-order", _("Không có giao dịch này")
        SECOND_SUCCESS = "second-success", _("Nộp thừa, cần hoàn")
        UNCLEAR = "unclear", _("Cổng chưa chắc chắn kết quả")
        CONTRADICTED = "contradicted", _("Cổng nói khác sổ")
        PART_PAID = "part-paid", _("Đã nộp một phần của khoản hết hạn")

    NOT_THE_PAYERS = (Kind.SECOND_SUCCESS, Kind.CONTRADICTED, Kind.PART_PAID)
    """The fee's own state does not hang on these."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField("loại", max_length=15, choices=Kind.choices)
    event = models.ForeignKey(GatewayEvent, models.PROTECT, related_name="cases", verbose_name="thông báo")
    fee = models.ForeignKey(
        FeeRequest, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="khoản phải nộp"
    )
    attempt = models.ForeignKey(
        Attempt, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="lần thanh toán"
    )
    inflow = models.ForeignKey(
        "payments.Inflow", models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="khoản tiền đã về"
    )
    amount = models.PositiveBigIntegerField("số tiền cổng báo", null=True, blank=True)
    expected = models.PositiveBigIntegerField("số tiền phải nộp", null=True, blank=True)
    opened_at = models.DateTimeField("lúc mở")
    closed_at = models.DateTimeField("lúc xử lý xong", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xử lý"
    )
    note = NFCCharField("cách xử lý", max_length=500, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "việc đối chiếu"
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "kind"], name="case_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(note=""),
                name="case_closed_with_note",
                violation_error_message=_("Nhập cách xử lý trước khi đóng việc đối chiếu."),
            ),
        ]
        indexes = [models.Index(fields=["opened_at"], name="case_open", condition=Q(closed_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.kind} {self.fee_id or ''}"
