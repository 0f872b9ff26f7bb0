"""Review and simplification (rà soát, đơn giản hóa): what a procedure costs the people, and proposals to make it cost less."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Seat
from common.fields import NFCCharField
from common.ids import uuid7
from procedures.models.catalogue import Procedure
from procedures.models.versions import ProcedureVersion


class CostSheet(models.Model):
    """The compliance cost of one version by the official method (Thông tư 03/2022/TT-VPCP), as somebody reckoned it.

    ``lines``: [{key, name, group, minutes, other, share}] per dossier, money in đồng (procedures/costs.py); ``labour_hour``: đồng
    an hour and ``labour_source`` where that comes from. A newer sheet replaces an older one; none is changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="cost_sheets")
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+")
    lines = models.JSONField("các dòng chi phí")
    cases_a_year = models.PositiveIntegerField("số hồ sơ một năm")
    labour_hour = models.PositiveIntegerField("chi phí một giờ công")
    labour_source = NFCCharField("nguồn của mức chi phí giờ công", max_length=300)
    note = NFCCharField("ghi chú", max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tính")
    made_seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("tính lúc")

    class Meta:
        verbose_name = "bảng tính chi phí tuân thủ"
        ordering = ["procedure", "-made_at"]
        constraints = [models.CheckConstraint(condition=Q(labour_hour__gt=0), name="cost_sheet_hour_has_price")]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.made_at:%d/%m/%Y}"


class Proposal(models.Model):
    """A proposal to cut something, from the first word to the decision and to the version that carries it out.

    ``minutes`` and ``money`` (đồng, time included at ``hour``) are what one dossier saves, ``cases_a_year`` how many there are.
    """

    class Kind(models.TextChoices):
        PAPER = "paper", "Bỏ hoặc thay giấy tờ bằng dữ liệu"
        STEP = "step", "Bỏ hoặc gộp bước xử lý"
        TIME = "time", "Giảm thời hạn giải quyết"
        FEE = "fee", "Giảm phí, lệ phí"
        ONLINE = "online", "Làm trực tuyến toàn trình"
        CONDITION = "condition", "Bỏ yêu cầu, điều kiện"
        ABOLISH = "abolish", "Bãi bỏ thủ tục"
        OTHER = "other", "Việc khác"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Mới đề xuất"
        CONSIDERED = "considered", "Đang xem xét"
        ACCEPTED = "accepted", "Được chấp thuận"
        REJECTED = "rejected", "Không được chấp thuận"
        DONE = "done", "Đã thực hiện"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="proposals")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    path = models.CharField("phần của thủ tục", max_length=200, blank=True)
    title = NFCCharField("đề xuất", max_length=200)
    reason = models.TextField("lý do")
    minutes = models.PositiveIntegerField("số phút giảm mỗi hồ sơ", default=0)
    money = models.PositiveIntegerField("số tiền giảm mỗi hồ sơ", default=0)
    cases_a_year = models.PositiveIntegerField("số hồ sơ một năm", default=0)
    hour = models.PositiveIntegerField("chi phí một giờ công")
    status = models.CharField("trạng thái", max_length=10, choices=Status.choices, default=Status.PROPOSED)
    decision = NFCCharField("văn bản quyết định", max_length=150, blank=True)
    decision_note = models.TextField("ý kiến", blank=True)
    decided_at = models.DateTimeField("quyết định lúc", null=True, blank=True)
    done_in = models.ForeignKey(ProcedureVersion, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đề xuất")
    made_seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("đề xuất lúc")
    changed_at = models.DateTimeField("cập nhật lúc")

    class Meta:
        verbose_name = "đề xuất đơn giản hóa"
        ordering = ["-changed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "considered"]) | Q(decided_at__isnull=False), name="proposal_decided_has_time"
            ),
            models.CheckConstraint(condition=~Q(status="done") | Q(done_in__isnull=False), name="proposal_done_in_a_version"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def saved_hours(self) -> int:
        """Hours that the people save in a year."""
        return round(self.minutes * self.cases_a_year / 60)

    @property
    def saved_money(self) -> int:
        """Đồng that they save in a year: the time at the price of an hour, and the money."""
        return round((self.minutes * self.hour / 60 + self.money) * self.cases_a_year)
