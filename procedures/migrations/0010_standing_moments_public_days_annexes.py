"""When a procedure left the lists or its intake stopped, the day on which a text was public elsewhere, annexes made by the worker.

What left before this migration has no moment: it is told once, as of now, to who copies the catalogue.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.fields
import common.ids

LEFT = (
    "UPDATE procedures_procedure p SET standing_changed_at = now() WHERE EXISTS (SELECT 1 FROM procedures_publication u "
    "WHERE u.procedure_id = p.id AND u.status IN ('withdrawn', 'intake-stopped')) "
    "OR EXISTS (SELECT 1 FROM procedures_procedure c WHERE c.replaces_id = p.id)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("procedures", "0009_search_entry_code"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="procedure",
            name="standing_changed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="đổi trạng thái công khai lúc"),
        ),
        migrations.AddField(
            model_name="publication",
            name="public_on",
            field=models.DateField(blank=True, null=True, verbose_name="công khai từ ngày"),
        ),
        migrations.CreateModel(
            name="DecisionAnnex",
            fields=[
                ("id", models.UUIDField(default=common.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None, verbose_name="mã thủ tục"
                    ),
                ),
                ("number", common.fields.NFCCharField(blank=True, max_length=60, verbose_name="số quyết định")),
                ("day", models.DateField(blank=True, null=True, verbose_name="ngày quyết định")),
                ("agency", common.fields.NFCCharField(blank=True, max_length=200, verbose_name="cơ quan ban hành")),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "Đang lập"), ("done", "Đã lập xong"), ("failed", "Không lập được")],
                        default="waiting",
                        max_length=8,
                        verbose_name="trạng thái",
                    ),
                ),
                ("file", models.FileField(blank=True, upload_to="annexes/", verbose_name="tệp")),
                ("created_at", models.DateTimeField(verbose_name="yêu cầu lúc")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="xong lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
                ("seat", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.seat")),
            ],
            options={
                "verbose_name": "phụ lục quyết định",
                "ordering": ["-created_at"],
            },
        ),
        migrations.RunSQL(LEFT, migrations.RunSQL.noop),
    ]
