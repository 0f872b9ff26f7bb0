"""Cash and card at the counter: who took what, and the closing of a till's day."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Seat
from common.fields import NFCCharField
from common.ids import uuid7
from common.triggers import append_only
from payments.models.gateway import Attempt


class TillClosing(models.Model):
    """What a seat counted when it closed its till, against what it had taken since the closing before; never changed.

    A day may be closed more than once (``serial``): money taken after a closing belongs to the next one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="quầy")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="cơ quan")
    day = models.DateField("ngày")
    serial = models.PositiveSmallIntegerField("lần")
    payments = models.PositiveIntegerField("số khoản")
    cash_expected = models.PositiveBigIntegerField("tiền mặt theo sổ")
    cash_counted = models.PositiveBigIntegerField("tiền mặt đếm được")
    notes = models.JSONField("bảng kê tờ tiền", default=dict, blank=True)
    card_expected = models.PositiveBigIntegerField("thẻ theo sổ")
    card_counted = models.PositiveBigIntegerField("thẻ theo máy")
    reason = NFCCharField("lý do chênh lệch", max_length=500, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người khóa sổ")
    closed_at = models.DateTimeField("lúc khóa sổ")

    class Meta:
        verbose_name = "khóa sổ quỹ"
        ordering = ["-day", "seat", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "day", "serial"], name="till_closing_once"),
            models.CheckConstraint(
                condition=Q(cash_counted=F("cash_expected"), card_counted=F("card_expected")) | ~Q(reason=""),
                name="till_difference_has_reason",
                violation_error_message=_("Nhập lý do khi số đếm được khác số theo sổ."),
            ),
            models.CheckConstraint(
                condition=Q(payments__gt=0),
                name="till_closing_of_something",
                violation_error_message=_("Không có khoản nào để khóa sổ."),
            ),
        ]
        triggers = append_only("till_closing_final")

    def __str__(self) -> str:
        return f"{self.seat_id} {self.day} {self.serial}"

    @property
    def difference(self) -> int:
        """Đồng too much (above 0) or missing (below 0), cash and card together."""
        return self.cash_counted + self.card_counted - self.cash_expected - self.card_expected


class CounterPayment(models.Model):
    """Money that an official took at the counter for one attempt: by whom, how, what was handed over and given back."""

    class Method(models.TextChoices):
        CASH = "cash", _("Tiền mặt")
        CARD = "card", _("Thẻ tại quầy")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    attempt = models.OneToOneField(Attempt, models.PROTECT, related_name="counter", verbose_name="lần thanh toán")
    method = models.CharField("cách nộp", max_length=4, choices=Method.choices)
    amount = models.PositiveBigIntegerField("số tiền")
    received = models.PositiveBigIntegerField("tiền khách đưa")
    change = models.PositiveBigIntegerField("tiền thối lại", default=0)
    slip = models.CharField("số hóa đơn máy thẻ", max_length=40, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name="quầy")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thu")
    taken_at = models.DateTimeField("lúc thu")
    taken_on = models.DateField("ngày thu")
    closing = models.ForeignKey(
        TillClosing, models.PROTECT, null=True, blank=True, related_name="rows", verbose_name="lần khóa sổ"
    )

    class Meta:
        verbose_name = "khoản thu tại quầy"
        ordering = ["taken_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received=F("amount") + F("change"), amount__gt=0),
                name="counter_change_adds_up",
                violation_error_message=_("Tiền khách đưa phải bằng số phải nộp cộng tiền thối lại."),
            ),
            models.CheckConstraint(
                condition=Q(method="cash", slip="") | (Q(method="card", change=0) & ~Q(slip="")),
                name="counter_card_has_slip",
                violation_error_message=_("Khoản nộp bằng thẻ phải có số hóa đơn của máy thẻ và không có tiền thối."),
            ),
            models.UniqueConstraint(
                fields=["seat", "taken_on", "slip"],
                condition=Q(method="card"),
                name="counter_slip_once",
                violation_error_message=_("Số hóa đơn máy thẻ này đã được ghi hôm nay."),
            ),
        ]
        indexes = [models.Index(fields=["seat", "taken_on"], name="counter_till_open", condition=Q(closing__isnull=True))]
        triggers = [
            pgtrigger.Protect(name="counter_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="counter_frozen", exclude=["closing"]),
            pgtrigger.Protect(
                name="counter_closed_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__closing__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.amount}"
