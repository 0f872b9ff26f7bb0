"""Which seed data a database holds."""

from django.db import models


class LoadedData(models.Model):
    """Which seed data this database holds, by fingerprint: loading the same again is one query."""

    name = models.SlugField("dữ liệu", unique=True)
    fingerprint = models.CharField("dấu vân tay", max_length=64)
    loaded_at = models.DateTimeField("nạp lúc", auto_now=True)

    class Meta:
        verbose_name = "dữ liệu đã nạp"

    def __str__(self) -> str:
        return self.name
