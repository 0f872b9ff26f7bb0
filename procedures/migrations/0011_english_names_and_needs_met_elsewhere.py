"""English beside occasions in life and in search; where needs are met that the catalogue holds nothing for."""

import django.contrib.postgres.fields
from django.db import migrations, models

import common.fields


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0010_standing_moments_public_days_annexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="lifeevent",
            name="first",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, null=True, size=None, verbose_name="thủ tục đứng đầu"
            ),
        ),
        migrations.AddField(
            model_name="lifeevent",
            name="name_en",
            field=common.fields.NFCCharField(blank=True, db_default="", default="", max_length=100, verbose_name="tên tiếng Anh"),
        ),
        migrations.AddField(
            model_name="lifeevent",
            name="summary_en",
            field=common.fields.NFCCharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="tóm tắt tiếng Anh"
            ),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="english",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="synonym",
            name="elsewhere",
            field=common.fields.NFCCharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="làm ở nơi khác"
            ),
        ),
        migrations.AlterField(
            model_name="synonym",
            name="means",
            field=common.fields.NFCCharField(blank=True, max_length=200, verbose_name="danh mục ghi"),
        ),
    ]
