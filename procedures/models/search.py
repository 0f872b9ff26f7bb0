"""What search reads, and what people searched for in vain."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from common.fields import NFCCharField
from procedures.models.catalogue import Procedure


class SearchEntry(models.Model):
    """What search reads: one row per listed procedure, written where a version comes into force (services/index.py).

    ``title_vector`` holds the title's words, ``vector`` those and the words of keywords, results, field, agencies, papers.
    ``code`` is the procedure's. ``head`` counts the title's words before its first bracket; ``standing`` (0 to 100) moves
    equals: whom it is for, whose it is. ``english`` holds the folded words of its English names, a name a line.
    """

    procedure = models.OneToOneField(Procedure, models.CASCADE, primary_key=True, related_name="search_entry")
    code = models.CharField(max_length=20, default="", db_index=True)
    title = models.CharField(max_length=500)
    folded_title = models.CharField(max_length=500)
    folded_text = models.TextField()
    english = models.TextField(default="", db_default="")
    head = models.PositiveSmallIntegerField(default=0)
    standing = models.PositiveSmallIntegerField(default=50)
    field_code = models.CharField(max_length=20, default="", db_index=True)
    field_name = models.CharField(max_length=200, default="")
    levels = ArrayField(models.CharField(max_length=5), default=list)
    targets = ArrayField(models.CharField(max_length=5), default=list)
    service_level = models.CharField(max_length=12, default="")
    title_vector = SearchVectorField(default="")
    vector = SearchVectorField()

    class Meta:
        verbose_name = "mục tra tìm"
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_words", fastupdate=False),
            GinIndex(fields=["title_vector"], name="search_entry_title", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.title


class Synonym(models.Model):
    """Everyday words → the catalogue's words (sổ đỏ → giấy chứng nhận quyền sử dụng đất); publishers edit them.

    ``means`` may give several ways, parted by semicolons; "" where nothing here can be meant. ``elsewhere`` says where it is
    done, shown only while the catalogue holds nothing for it.
    """

    phrase = NFCCharField("người dân nói", max_length=100, unique=True)
    means = NFCCharField("danh mục ghi", max_length=200, blank=True)
    elsewhere = NFCCharField("làm ở nơi khác", max_length=300, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "từ đồng nghĩa"
        ordering = ["phrase"]

    def __str__(self) -> str:
        return f"{self.phrase} → {self.means}"


class SearchMiss(models.Model):
    """A query that found nothing sure on a day, without diacritics, and how often; never who asked (Luật 91/2025).

    What looks like a number of a person is not kept at all; rows go after ninety days (procedures/search/misses.py).
    """

    words = models.CharField("lời tìm", max_length=100)
    day = models.DateField("ngày")
    count = models.PositiveIntegerField("số lần", default=1)

    class Meta:
        verbose_name = "lời tìm không có kết quả"
        ordering = ["-day", "words"]
        constraints = [models.UniqueConstraint(fields=["words", "day"], name="search_miss_once_a_day")]

    def __str__(self) -> str:
        return f"{self.words} ({self.count})"
