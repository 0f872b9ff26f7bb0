"""What the State's own notices ask for (tax, land), and what a payer puts forward with a paper for an official to judge."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from common.fields import NFCCharField
from common.ids import uuid7
from common.models import Blob
from common.triggers import append_only
from payments.models.fee import FeeRequest


class TaxNotice(models.Model):
    """The notice behind a demand (thông báo nghĩa vụ tài chính): who gave it out, its number and day, its file. Never changed:

    a notice that was wrong has its demand cancelled and another one entered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fee = models.OneToOneField(FeeRequest, models.PROTECT, related_name="notice", verbose_name="khoản phải nộp")
    number = NFCCharField("số thông báo", max_length=60)
    issued_on = models.DateField("ngày thông báo")
    issuer = NFCCharField("cơ quan ra thông báo", max_length=250)
    name = NFCCharField("tên tệp", max_length=200)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+", verbose_name="tệp thông báo")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="vị trí")
    entered_at = models.DateTimeField("lúc nhập")

    class Meta:
        verbose_name = "thông báo nghĩa vụ tài chính"
        triggers = append_only("notice_final")

    def __str__(self) -> str:
        return f"{self.number} {self.fee_id}"


class Claim(models.Model):
    """What a payer says about a demand and proves by a paper; an official confirms it, or rejects it with a reason."""

    class Status(models.TextChoices):
        SENT = "sent", _("Chờ xác nhận")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        REJECTED = "rejected", _("Không được chấp nhận")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = NFCCharField("tên tệp", max_length=200)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+", verbose_name="giấy chứng minh")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi")
    sent_at = models.DateTimeField("lúc gửi")
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.SENT)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người xác nhận"
    )
    decided_at = models.DateTimeField("lúc xác nhận", null=True, blank=True)
    note = NFCCharField("lý do", max_length=500, blank=True)

    class Meta:
        abstract = True


def _rules(name: str) -> dict[str, list]:
    """The constraints and triggers that both kinds of claim have."""
    return {
        "constraints": [
            models.UniqueConstraint(
                fields=["fee"],
                condition=Q(status="sent"),
                name=f"{name}_one_open",
                violation_error_message=_("Giấy gửi trước đang chờ xác nhận."),
            ),
            models.CheckConstraint(
                condition=Q(status="sent", decided_at__isnull=True) | (~Q(status="sent") & Q(decided_at__isnull=False)),
                name=f"{name}_decided_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(note=""),
                name=f"{name}_rejected_with_reason",
                violation_error_message=_("Nhập lý do không chấp nhận."),
            ),
        ],
        "triggers": [
            pgtrigger.Protect(name=f"{name}_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name=f"{name}_final",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status__in=["confirmed", "rejected"]),
            ),
        ],
    }


class Voucher(Claim):
    """A proof that the whole demand was paid at a bank or the treasury (giấy nộp tiền vào ngân sách). ``amount`` in đồng."""

    fee = models.ForeignKey(FeeRequest, models.PROTECT, related_name="vouchers", verbose_name="khoản phải nộp")
    number = NFCCharField("số chứng từ", max_length=60)
    paid_on = models.DateField("ngày nộp")
    place = NFCCharField("nơi nộp", max_length=200)
    amount = models.PositiveBigIntegerField("số tiền")

    class Meta:
        verbose_name = "chứng từ nộp tiền"
        ordering = ["sent_at", "id"]
        constraints = _rules("voucher")["constraints"]
        triggers = _rules("voucher")["triggers"]

    def __str__(self) -> str:
        return f"{self.number} {self.amount}"


class Exemption(Claim):
    """Why a payer need not pay, or not all (miễn, giảm). Confirmed, the demand ends: waived, or ``successor`` asks for the rest.

    ``amount``: đồng that the official took off, with the ``basis`` in law.
    """

    fee = models.ForeignKey(FeeRequest, models.PROTECT, related_name="exemptions", verbose_name="khoản phải nộp")
    ground = NFCCharField("lý do đề nghị", max_length=500)
    amount = models.PositiveBigIntegerField("số tiền được miễn, giảm", null=True, blank=True)
    basis = NFCCharField("căn cứ", max_length=300, blank=True)
    successor = models.OneToOneField(
        FeeRequest, models.PROTECT, null=True, blank=True, related_name="lowered_from", verbose_name="yêu cầu nộp phần còn lại"
    )

    class Meta:
        verbose_name = "đề nghị miễn, giảm"
        ordering = ["sent_at", "id"]
        constraints = [
            *_rules("exemption")["constraints"],
            models.CheckConstraint(
                condition=~Q(status="confirmed") | (Q(amount__gt=0) & ~Q(basis="")),
                name="exemption_confirmed_with_basis",
                violation_error_message=_("Nhập số tiền được miễn, giảm và căn cứ."),
            ),
        ]
        triggers = _rules("exemption")["triggers"]

    def __str__(self) -> str:
        return f"{self.fee_id} {self.status}"
