"""Procedures by their national code, the fields and occasions they stand under, the legal texts they rest on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from common.fields import NFCCharField


def _english() -> bool:
    return (get_language() or "").startswith("en")


class Field(models.Model):
    """A field of administration (lĩnh vực), e.g. G15-TP07 Hộ tịch."""

    code = models.CharField("mã lĩnh vực", max_length=20, unique=True)
    name = NFCCharField("tên lĩnh vực", max_length=200)

    class Meta:
        verbose_name = "lĩnh vực"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class LifeEvent(models.Model):
    """An occasion in life under which people look for procedures (Có con, Nhà ở và xây dựng…).

    ``first``: codes of what most people come for then, in their order; the rest follows by how often it is done anywhere.
    """

    slug = models.SlugField(unique=True)
    name = NFCCharField("tên", max_length=100)
    summary = NFCCharField("tóm tắt", max_length=200)
    name_en = NFCCharField("tên tiếng Anh", max_length=100, blank=True, default="", db_default="")
    summary_en = NFCCharField("tóm tắt tiếng Anh", max_length=200, blank=True, default="", db_default="")
    first = ArrayField(models.CharField(max_length=20), verbose_name="thủ tục đứng đầu", null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "sự kiện trong đời"
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Its name in the language of the request, where it has one."""
        return self.name_en if self.name_en and _english() else self.name

    @property
    def about(self) -> str:
        """Its summary in the language of the request, where it has one."""
        return self.summary_en if self.summary_en and _english() else self.summary


class Procedure(models.Model):
    """A procedure by its national code; what it says stands in its versions.

    A provincial copy ``replaces`` the national procedure from a day on: from then it stands in its place in lists and search.
    ``standing_changed_at``: when it last entered or left the public lists, or its intake was stopped or opened again, which no
    version tells; who copies the catalogue asks for it (portal/api/v1).
    """

    class Kind(models.TextChoices):
        STANDARD = "standard", "Quốc gia ban hành"
        SPECIFIC = "specific", "Địa phương ban hành"
        INTERNAL = "internal", "Nội bộ giữa cơ quan nhà nước"

    code = models.CharField("mã thủ tục", max_length=20, unique=True)
    field = models.ForeignKey(Field, models.PROTECT, verbose_name="lĩnh vực")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices, default=Kind.STANDARD)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="thay thủ tục"
    )
    replaces_from = models.DateField("thay từ ngày", null=True, blank=True)
    life_events = models.ManyToManyField(LifeEvent, blank=True, related_name="procedures")
    popularity = models.PositiveIntegerField("lượt làm", default=0)
    standing_changed_at = models.DateTimeField("đổi trạng thái công khai lúc", null=True, blank=True)

    class Meta:
        verbose_name = "thủ tục hành chính"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaces=None, replaces_from=None) | Q(replaces__isnull=False, replaces_from__isnull=False),
                name="replaces_since_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class LegalBasis(models.Model):
    """A legal text (căn cứ pháp lý) by its number and symbol, with its days of force; versions name it by ``code``.

    ``in_force_to`` is the first day on which it is no longer in force, empty while nobody has ended it.
    """

    code = NFCCharField("số, ký hiệu", max_length=60, unique=True)
    name = NFCCharField("tên văn bản", max_length=500)
    issued_by = NFCCharField("cơ quan ban hành", max_length=200, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    in_force_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    in_force_to = models.DateField("hết hiệu lực từ", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced", verbose_name="văn bản thay thế"
    )

    class Meta:
        verbose_name = "căn cứ pháp lý"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
