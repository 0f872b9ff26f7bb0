"""What asking every gateway about a day came to; what the gateway calls unpaid though we do not."""

from django.db import migrations, models

import common.ids


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0005_sums_of_before'),
    ]

    operations = [
        migrations.AlterField(
            model_name='manualcase',
            name='kind',
            field=models.CharField(choices=[('wrong-amount', 'Sai số tiền'), ('unknown-order', 'Không có giao dịch này'), ('second-success', 'Nộp thừa, cần hoàn'), ('unclear', 'Cổng chưa chắc chắn kết quả'), ('contradicted', 'Cổng nói khác sổ')], max_length=15, verbose_name='loại'),
        ),
        migrations.CreateModel(
            name='Reconciliation',
            fields=[
                ('id', models.UUIDField(default=common.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='ngày')),
                ('gateway', models.CharField(max_length=20, verbose_name='cổng thanh toán')),
                ('asked', models.PositiveIntegerField(verbose_name='số giao dịch đã hỏi')),
                ('agreed', models.PositiveIntegerField(verbose_name='khớp')),
                ('found_later', models.PositiveIntegerField(verbose_name='mới biết đã nộp')),
                ('contradicted', models.PositiveIntegerField(verbose_name='cổng nói khác sổ')),
                ('silent', models.PositiveIntegerField(verbose_name='cổng không trả lời')),
                ('settled_sum', models.PositiveBigIntegerField(verbose_name='tổng tiền khớp')),
                ('finished_at', models.DateTimeField(verbose_name='lúc xong')),
            ],
            options={
                'verbose_name': 'đối soát ngày',
                'ordering': ['-day', 'gateway', '-finished_at'],
                'constraints': [models.UniqueConstraint(fields=('day', 'gateway', 'finished_at'), name='reconciliation_once')],
            },
        ),
    ]
