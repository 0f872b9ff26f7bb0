"""A printed form may be the declaration itself: what was answered, laid out as the official form."""

from django.db import migrations, models

KINDS = [
    ("confirmation", "Xác nhận đã nộp hồ sơ"),
    ("declaration", "Tờ khai đã nộp"),
    ("form-01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    ("form-02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    ("form-03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_facts_with_sources")]

    operations = [
        migrations.AlterField("printedform", "kind", models.CharField("loại", max_length=20, choices=KINDS)),
    ]
