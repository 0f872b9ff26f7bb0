"""Where the money of a fee goes, as the place that takes the dossier named it."""

from django.db import migrations

import common.fields


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0002_fee_of_an_organisation"),
    ]

    operations = [
        migrations.AddField(
            model_name="feerequest",
            name="account",
            field=common.fields.NFCCharField(blank=True, db_default="", default="", max_length=100, verbose_name="tài khoản thu"),
        ),
    ]
