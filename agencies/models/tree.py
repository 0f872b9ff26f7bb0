"""The agency tree with its levels, and the administrative units; all of it data with dates of validity."""

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
