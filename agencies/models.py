"""The agency tree with its levels, seats and calendars; all of it data with dates of validity."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from common.fields import NFCCharField


class AgencyLevel(models.Model):
    """A level of the tree (tỉnh, sở, huyện, xã…): how many there are is data, never code."""

    code = models.SlugField("mã", unique=True)
    name = NFCCharField("tên", max_length=100)
    rank = models.PositiveSmallIntegerField("thứ bậc")

    class Meta:
        verbose_name = "cấp cơ quan"
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.name


class AdministrativeUnit(models.Model):
    """A province, district or commune of one edition of the official list (``2008`` three levels, ``2025`` two)."""

    edition = models.CharField("bộ danh mục", max_length=10)
    code = models.CharField("mã", max_length=10)
    name = NFCCharField("tên", max_length=120)
    level = models.CharField("cấp", max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    folded = models.CharField(max_length=200, db_index=True)
    order = models.CharField(max_length=300, default="")
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)

    class Meta:
        verbose_name = "đơn vị hành chính"
        ordering = ["edition", "order"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="admin_unit_once")]

    def __str__(self) -> str:
        return self.name


class AgencyQuerySet(models.QuerySet["Agency"]):
    def in_force(self, day: date) -> "AgencyQuerySet":
        """Agencies that exist on ``day``."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))

    def under(self, agency: "Agency") -> "AgencyQuerySet":
        """``agency`` and everything below it, by the materialised path."""
        return self.filter(path__startswith=agency.path)


class Agency(models.Model):
    """A body or a unit inside one (sở, UBND xã, trung tâm, phòng, bộ phận một cửa), by its identifier (QĐ 20/2020)."""

    class Kind(models.TextChoices):
        AUTHORITY = "authority", "Ủy ban nhân dân"
        DEPARTMENT = "department", "Sở, ban, ngành"
        CENTRE = "centre", "Trung tâm Phục vụ hành chính công"
        ONE_DOOR = "one-door", "Bộ phận Một cửa"
        DIVISION = "division", "Phòng, ban chuyên môn"
        VERTICAL = "vertical", "Cơ quan ngành dọc"

    code = models.CharField("mã định danh", max_length=40, unique=True)
    name = NFCCharField("tên", max_length=200)
    short_name = NFCCharField("tên gọn", max_length=100, blank=True)
    kind = models.CharField("loại", max_length=20, choices=Kind.choices)
    level = models.ForeignKey(AgencyLevel, models.PROTECT, verbose_name="cấp")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="cơ quan chủ quản"
    )
    path = models.CharField(max_length=300, db_index=True)
    area = models.ForeignKey(AdministrativeUnit, models.PROTECT, null=True, blank=True, verbose_name="địa bàn")
    address = NFCCharField("địa chỉ", max_length=300, blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("hết hiệu lực", null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan"
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="agency_lives_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgencySuccession(models.Model):
    """Which agency took over from which, on what day and by which decision (the 2025 merger is loaded, not applied)."""

    old = models.ForeignKey(Agency, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Agency, models.PROTECT, related_name="inheritances")
    on = models.DateField("từ ngày")
    basis = NFCCharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "quan hệ kế thừa"
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Seat(models.Model):
    """A chair in an agency with one role; who sits on it is accounts' matter. A process names roles, never people."""

    class Role(models.TextChoices):
        CLERK = "clerk", "Cán bộ tiếp nhận"
        CENTRE_HEAD = "centre-head", "Lãnh đạo trung tâm"
        HANDLER = "handler", "Chuyên viên thụ lý"
        LEADER = "leader", "Lãnh đạo ký duyệt"
        RECORDS = "records", "Văn thư"
        FINANCE = "finance", "Kế toán"
        AUTHOR = "author", "Người soạn thủ tục"
        APPROVER = "approver", "Người duyệt thủ tục"
        SYSADMIN = "sysadmin", "Quản trị hệ thống"

    key = models.SlugField("khóa", unique=True, null=True, blank=True, help_text="tên cố định để dữ liệu mẫu gọi đến")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="seats", verbose_name="cơ quan")
    role = models.CharField("vai trò", max_length=20, choices=Role.choices)
    title = NFCCharField("chức danh", max_length=150)
    active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "vị trí"
        ordering = ["agency__path", "role", "id"]

    def __str__(self) -> str:
        return f"{self.title}, {self.agency}"


class CalendarVersion(models.Model):
    """Working sessions of a calendar from a date on; without an agency it is the province's. Older versions stay."""

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, verbose_name="cơ quan")
    effective_from = models.DateField("áp dụng từ")
    sessions = models.JSONField("buổi làm việc", help_text='[["07:30","11:30"],["13:00","17:00"]]')
    saturday_sessions = models.JSONField("buổi làm việc thứ Bảy", default=list, blank=True)
    provenance = NFCCharField("căn cứ", max_length=300)

    class Meta:
        verbose_name = "lịch làm việc"
        ordering = ["effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "effective_from"], name="calendar_one_a_day", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"Lịch làm việc từ {self.effective_from}"


class CalendarDay(models.Model):
    """An exceptional day: off although a weekday, or worked although a weekend (swapped), with its source."""

    class Kind(models.TextChoices):
        OFF = "off", "Ngày nghỉ"
        WORKED = "worked", "Ngày làm bù"

    class Confidence(models.TextChoices):
        FIRM = "firm", "Đã công bố"
        MEDIUM = "medium", "Chờ đối chiếu"
        ESTIMATE = "estimate", "Dự kiến"

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, verbose_name="cơ quan")
    day = models.DateField("ngày")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    reason = NFCCharField("lý do", max_length=200)
    provenance = NFCCharField("căn cứ", max_length=300)
    confidence = models.CharField("độ chắc chắn", max_length=10, choices=Confidence.choices)

    class Meta:
        verbose_name = "ngày đặc biệt"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="calendar_day_once", nulls_distinct=False)]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"


class LoadedData(models.Model):
    """Which seed data this database holds, by fingerprint: loading the same again is one query."""

    name = models.SlugField("dữ liệu", unique=True)
    fingerprint = models.CharField("dấu vân tay", max_length=64)
    loaded_at = models.DateTimeField("nạp lúc", auto_now=True)

    class Meta:
        verbose_name = "dữ liệu đã nạp"

    def __str__(self) -> str:
        return self.name
