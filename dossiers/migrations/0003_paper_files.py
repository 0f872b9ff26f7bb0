"""Files under way (tus), the order and turning of photos, files from the vault, what the virus scanner said."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.fields
import common.ids


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0001_initial"),
        ("dossiers", "0002_several_results"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.UUIDField(default=common.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("paper_key", models.CharField(blank=True, max_length=60)),
                ("field", models.CharField(blank=True, max_length=200)),
                ("replaces", models.UUIDField(blank=True, null=True)),
                ("name", common.fields.NFCCharField(max_length=200, verbose_name="tên tệp")),
                ("size", models.PositiveIntegerField()),
                ("offset", models.PositiveIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("checking_since", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("refused", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "verbose_name": "lượt tải tệp",
                "ordering": ["created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="TransferPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("offset", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "phần của tệp",
                "ordering": ["offset"],
            },
        ),
        migrations.CreateModel(
            name="UploadDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("bytes", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "dung lượng tải trong ngày",
            },
        ),
        migrations.AlterModelOptions(
            name="dossierfile",
            options={"ordering": ["paper_key", "position", "id"], "verbose_name": "giấy tờ của hồ sơ"},
        ),
        migrations.AlterModelOptions(
            name="draftfile",
            options={"ordering": ["paper_key", "position", "id"], "verbose_name": "tệp của bản nháp"},
        ),
        migrations.AddField(
            model_name="dossierfile",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="vault.document",
                verbose_name="từ kho",
            ),
        ),
        migrations.AddField(
            model_name="dossierfile",
            name="field",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="dossierfile",
            name="position",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="thứ tự"),
        ),
        migrations.AddField(
            model_name="dossierfile",
            name="preview",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.blob"
            ),
        ),
        migrations.AddField(
            model_name="dossierfile",
            name="scan",
            field=models.CharField(db_default="not-scanned", default="not-scanned", max_length=12, verbose_name="quét mã độc"),
        ),
        migrations.AddField(
            model_name="dossierfile",
            name="turn",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="góc xoay"),
        ),
        migrations.AddField(
            model_name="draftfile",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="vault.document",
                verbose_name="từ kho",
            ),
        ),
        migrations.AddField(
            model_name="draftfile",
            name="field",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="draftfile",
            name="position",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="thứ tự"),
        ),
        migrations.AddField(
            model_name="draftfile",
            name="preview",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.blob"
            ),
        ),
        migrations.AddField(
            model_name="draftfile",
            name="scan",
            field=models.CharField(db_default="not-scanned", default="not-scanned", max_length=12, verbose_name="quét mã độc"),
        ),
        migrations.AddField(
            model_name="draftfile",
            name="turn",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="góc xoay"),
        ),
        migrations.AlterField(
            model_name="dossierfile",
            name="paper_key",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AlterField(
            model_name="dossierfile",
            name="status",
            field=models.CharField(
                choices=[("checking", "Đang kiểm tra an toàn"), ("received", "Đã nhận"), ("infected", "Có mã độc, không nhận")],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="draftfile",
            name="paper_key",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AlterField(
            model_name="draftfile",
            name="status",
            field=models.CharField(
                choices=[("checking", "Đang kiểm tra an toàn"), ("received", "Đã nhận"), ("infected", "Có mã độc, không nhận")],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="dossierfile",
            index=models.Index(condition=models.Q(("status", "checking")), fields=["status"], name="dossier_file_unscanned"),
        ),
        migrations.AddIndex(
            model_name="draftfile",
            index=models.Index(condition=models.Q(("status", "checking")), fields=["status"], name="draft_file_unscanned"),
        ),
        migrations.AddField(
            model_name="transfer",
            name="draft",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="transfers", to="dossiers.draft"),
        ),
        migrations.AddField(
            model_name="transfer",
            name="file",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="dossiers.draftfile"
            ),
        ),
        migrations.AddField(
            model_name="transfer",
            name="owner",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="transferpart",
            name="blob",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.blob"),
        ),
        migrations.AddField(
            model_name="transferpart",
            name="transfer",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="dossiers.transfer"),
        ),
        migrations.AddField(
            model_name="uploadday",
            name="owner",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["expires_at"], name="transfer_expiry"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gt", 0), ("offset__lte", models.F("size"))), name="transfer_within_its_size"
            ),
        ),
        migrations.AddConstraint(
            model_name="transferpart",
            constraint=models.UniqueConstraint(fields=("transfer", "offset"), name="transfer_part_once"),
        ),
        migrations.AddConstraint(
            model_name="uploadday",
            constraint=models.UniqueConstraint(fields=("owner", "day"), name="upload_day_once"),
        ),
    ]
