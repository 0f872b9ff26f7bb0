"""Where answers come from (gathered facts, disputes, provenance), who saved a page last, and the notice before deletion."""

from django.db import migrations, models

import common.fields


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_paper_files")]

    operations = [
        migrations.AddField("draft", "gathered", common.fields.SealedJSONField(editable=False, null=True)),
        migrations.AddField("draft", "disputes", common.fields.SealedJSONField(editable=False, null=True)),
        migrations.AddField("draft", "replaced", common.fields.SealedJSONField(editable=False, null=True)),
        migrations.AddField("draft", "saves", models.JSONField(null=True)),
        migrations.AddField("draft", "warned_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("dossier", "provenance", common.fields.SealedJSONField(editable=False, null=True)),
    ]
