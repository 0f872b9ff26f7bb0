"""Several results in one dossier: their order, and how many copies of each are asked for."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="issuedresult", options={"ordering": ["position", "result_key"], "verbose_name": "kết quả"}
        ),
        migrations.AddField("issuedresult", "position", models.PositiveSmallIntegerField(default=1)),
        migrations.AddField("issuedresult", "copies", models.PositiveSmallIntegerField("số bản", default=1)),
        migrations.AddConstraint("issuedresult", models.CheckConstraint(condition=Q(copies__gte=1), name="result_has_a_copy")),
    ]
