"""Open work knows its dossier's procedure and channel: a rare filter need not look into every dossier of a unit."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0012_indexes_beside_the_work")]

    operations = [
        migrations.AddField(
            "task",
            "procedure_code",
            models.CharField("mã thủ tục", max_length=20, blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            "task",
            "channel",
            models.CharField(
                "kênh",
                max_length=10,
                choices=[
                    ("portal", "Trực tuyến"),
                    ("national", "Cổng quốc gia"),
                    ("counter", "Tại quầy"),
                    ("post", "Bưu chính"),
                ],
                blank=True,
                default="",
                db_default="",
            ),
        ),
    ]
