"""Marks on pages, checks of papers, saved views, and the words that a dossier is found by (indexed in 0012).

``dossier_terms`` is immutable and uses pg_catalog alone, so that a dump restores and an index may be built of it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.fields
import common.ids

TERMS = """
CREATE FUNCTION dossier_terms(receiving bigint, handling bigint, holder bigint, folded text, code text, indexes jsonb)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(array_agg(DISTINCT unit || ':' || word))
  FROM unnest(ARRAY[receiving, handling, holder]) AS unit
  CROSS JOIN (
    SELECT unnest(string_to_array(folded, ' ')) AS word
    UNION SELECT lower(code)
    UNION SELECT substring(lower(code) FROM position('-' IN code) + 1)
    UNION SELECT unnest(string_to_array(lower(code), '-'))
    UNION SELECT left(index, 20) FROM jsonb_array_elements_text(indexes) AS index
  ) AS words
  WHERE word <> ''
$$
"""
NO_TERMS = "DROP FUNCTION dossier_terms(bigint, bigint, bigint, text, text, jsonb)"
SEAT = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "agencies.seat"}
AUTHOR = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": settings.AUTH_USER_MODEL}
ID = models.UUIDField(default=common.ids.uuid7, editable=False, primary_key=True, serialize=False)
ROW = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0008_marking"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", ROW),
                ("name", common.fields.NFCCharField(max_length=60, verbose_name="tên")),
                ("query", models.CharField(max_length=500)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("seat", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="agencies.seat")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="saved_views", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "bộ lọc đã lưu",
                "ordering": ["name", "id"],
                "constraints": [models.UniqueConstraint(fields=("user", "seat", "name"), name="saved_view_name_once")],
            },
        ),
        migrations.CreateModel(
            name="PageMark",
            fields=[
                ("id", ID),
                ("page", models.PositiveSmallIntegerField(verbose_name="trang")),
                ("x", models.PositiveSmallIntegerField()),
                ("y", models.PositiveSmallIntegerField()),
                ("text", common.fields.SealedTextField(verbose_name="nội dung")),
                ("created_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("author", models.ForeignKey(**AUTHOR)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="dossiers.dossier"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="dossiers.dossierfile"
                    ),
                ),
                ("seat", models.ForeignKey(**SEAT)),
            ],
            options={
                "verbose_name": "ghi chú trên trang",
                "ordering": ["page", "y", "created_at"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(page__gte=1, x__lte=1000, y__lte=1000), name="mark_on_its_page")
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperCheck",
            fields=[
                ("id", ROW),
                ("paper_key", models.CharField(max_length=60)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("good", "Đạt"), ("faulty", "Chưa đạt"), ("missing", "Thiếu")],
                        max_length=10,
                        verbose_name="kết quả",
                    ),
                ),
                ("note", common.fields.SealedTextField(null=True, verbose_name="ghi chú")),
                ("checked_at", models.DateTimeField(verbose_name="lúc")),
                ("author", models.ForeignKey(**AUTHOR)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper_checks", to="dossiers.dossier"
                    ),
                ),
                ("seat", models.ForeignKey(**SEAT)),
            ],
            options={
                "verbose_name": "kiểm tra giấy tờ",
                "constraints": [models.UniqueConstraint(fields=("dossier", "paper_key"), name="paper_checked_once")],
            },
        ),
        migrations.RunSQL(TERMS, NO_TERMS),
    ]
