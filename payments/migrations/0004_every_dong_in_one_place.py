"""Every đồng in one place: sums that came in, cash and card at the counter, closings, statements, refunds, ended receipts."""

import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import common.fields
import common.ids


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_delegation'),
        ('common', '0001_initial'),
        ('payments', '0003_account_of_a_fee'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CounterPayment',
            fields=[
                ('id', models.UUIDField(default=common.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('method', models.CharField(choices=[('cash', 'Tiền mặt'), ('card', 'Thẻ tại quầy')], max_length=4, verbose_name='cách nộp')),
                ('amount', models.PositiveBigIntegerField(verbose_name='số tiền')),
                ('received', models.PositiveBigIntegerField(verbose_name='tiền khách đưa')),
                ('change', models.PositiveBigIntegerField(default=0, verbose_name='tiền thối lại')),
                ('slip', models.CharField(blank=True, max_length=40, verbose_name='số hóa đơn máy thẻ')),
                ('taken_at', models.DateTimeField(verbose_name='lúc thu')),
                ('taken_on', models.DateField(verbose_name='ngày thu')),
            ],
            options={
                'verbose_name': 'khoản thu tại quầy',
                'ordering': ['taken_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Inflow',
            fields=[
                ('id', models.UUIDField(default=common.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('gateway', models.CharField(max_length=20, verbose_name='cổng thanh toán')),
                ('key', models.CharField(max_length=130, verbose_name='mã khoản tiền')),
                ('amount', models.PositiveBigIntegerField(verbose_name='số tiền đã về')),
                ('applied', models.PositiveBigIntegerField(default=0, verbose_name='đã ghi nhận')),
                ('waiting', models.PositiveBigIntegerField(default=0, verbose_name='chờ xử lý')),
                ('refunded', models.PositiveBigIntegerField(default=0, verbose_name='đã hoàn')),
                ('void', models.PositiveBigIntegerField(default=0, verbose_name='không có thật')),
                ('provider_ref', models.CharField(blank=True, max_length=60, verbose_name='số giao dịch')),
                ('received_at', models.DateTimeField(verbose_name='lúc về')),
            ],
            options={
                'verbose_name': 'khoản tiền đã về',
                'ordering': ['received_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.UUIDField(default=common.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(choices=[('applied', 'Khoản đã nộp'), ('waiting', 'Tiền chờ xử lý')], max_length=7, verbose_name='từ')),
                ('kind', models.CharField(blank=True, choices=[('phi', 'Phí'), ('le-phi', 'Lệ phí')], max_length=6, verbose_name='loại')),
                ('amount', models.PositiveBigIntegerField(verbose_name='số tiền hoàn')),
                ('reason', common.fields.NFCCharField(max_length=500, verbose_name='lý do')),
                ('way', models.CharField(choices=[('gateway', 'Trả về nơi đã trả tiền, qua cổng thanh toán'), ('transfer', 'Chuyển khoản'), ('cash', 'Tiền mặt tại quầy')], max_length=8, verbose_name='cách hoàn')),
                ('payee', common.fields.SealedTextField(blank=True, null=True, verbose_name='tài khoản nhận')),
                ('status', models.CharField(choices=[('requested', 'Chờ duyệt'), ('approved', 'Đã duyệt, chờ chi'), ('sent', 'Đã gửi cổng, chờ kết quả'), ('done', 'Đã hoàn'), ('rejected', 'Không duyệt'), ('failed', 'Cổng không hoàn được')], default='requested', max_length=9, verbose_name='trạng thái')),
                ('requested_at', models.DateTimeField(verbose_name='lúc đề nghị')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='lúc duyệt')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='lúc xong')),
                ('provider_ref', models.CharField(blank=True, max_length=60, verbose_name='số giao dịch hoàn')),
                ('note', common.fields.NFCCharField(blank=True, max_length=500, verbose_name='ghi chú')),
            ],
            options={
                'verbose_name': 'hoàn tiền',
                'ordering': ['-requested_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.UUIDField(default=common.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('gateway', models.CharField(max_length=20, verbose_name='cổng thanh toán')),
                ('account', models.CharField(max_length=40, verbose_name='tài khoản')),
                ('format', models.CharField(choices=[('csv', 'CSV'), ('camt.053', 'camt.053.001.08')], max_length=10, verbose_name='định dạng')),
                ('name', common.fields.NFCCharField(blank=True, max_length=200, verbose_name='tên tệp')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='SHA-256')),
                ('since', models.DateTimeField(verbose_name='từ lúc')),
                ('until', models.DateTimeField(verbose_name='đến lúc')),
                ('credits', models.PositiveIntegerField(verbose_name='số khoản có')),
                ('credited', models.PositiveBigIntegerField(verbose_name='tổng tiền có')),
                ('settled', models.PositiveIntegerField(verbose_name='khớp và ghi nhận')),
                ('repeated', models.PositiveIntegerField(verbose_name='đã ghi nhận trước đó')),
                ('queued', models.PositiveIntegerField(verbose_name='chờ xử lý')),
                ('uploaded_at', models.DateTimeField(verbose_name='lúc tải lên')),
            ],
            options={
                'verbose_name': 'sao kê ngân hàng',
                'ordering': ['-uploaded_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='TillClosing',
            fields=[
                ('id', models.UUIDField(default=common.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='ngày')),
                ('serial', models.PositiveSmallIntegerField(verbose_name='lần')),
                ('payments', models.PositiveIntegerField(verbose_name='số khoản')),
                ('cash_expected', models.PositiveBigIntegerField(verbose_name='tiền mặt theo sổ')),
                ('cash_counted', models.PositiveBigIntegerField(verbose_name='tiền mặt đếm được')),
                ('notes', models.JSONField(blank=True, default=dict, verbose_name='bảng kê tờ tiền')),
                ('card_expected', models.PositiveBigIntegerField(verbose_name='thẻ theo sổ')),
                ('card_counted', models.PositiveBigIntegerField(verbose_name='thẻ theo máy')),
                ('reason', common.fields.NFCCharField(blank=True, max_length=500, verbose_name='lý do chênh lệch')),
                ('closed_at', models.DateTimeField(verbose_name='lúc khóa sổ')),
            ],
            options={
                'verbose_name': 'khóa sổ quỹ',
                'ordering': ['-day', 'seat', '-serial'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='receipt',
            name='receipt_frozen',
        ),
        migrations.AddField(
            model_name='receipt',
            name='cashier',
            field=common.fields.NFCCharField(blank=True, db_default='', default='', max_length=150, verbose_name='người thu tiền'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='end_reason',
            field=common.fields.NFCCharField(blank=True, db_default='', default='', max_length=500, verbose_name='lý do hủy hoặc thay thế'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='lúc hủy hoặc thay thế'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hủy'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='payer_address',
            field=common.fields.SealedTextField(blank=True, null=True, verbose_name='địa chỉ trên biên lai'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='payer_name',
            field=common.fields.SealedTextField(blank=True, null=True, verbose_name='người nộp trên biên lai'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replacement', to='payments.receipt', verbose_name='thay thế biên lai'),
        ),
        migrations.AlterField(
            model_name='gatewayevent',
            name='source',
            field=models.CharField(choices=[('ipn', 'Cổng báo'), ('query', 'Cổng trả lời khi được hỏi'), ('counter', 'Cán bộ thu tại quầy'), ('statement', 'Sao kê ngân hàng')], max_length=10, verbose_name='nguồn'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='receipt_ended_for_ever', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ended_at" IS NOT NULL AND OLD."status" IS DISTINCT FROM (NEW."status"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='447c54c1af1e74af94d28cd88535d5474e2a0ef9', operation='UPDATE', pgid='pgtrigger_receipt_ended_for_ever_4c1c0', table='payments_receipt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='receipt_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."fee_id" IS DISTINCT FROM (NEW."fee_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."collector_code" IS DISTINCT FROM (NEW."collector_code") OR OLD."collector_name" IS DISTINCT FROM (NEW."collector_name") OR OLD."collector_tax_code" IS DISTINCT FROM (NEW."collector_tax_code") OR OLD."form_code" IS DISTINCT FROM (NEW."form_code") OR OLD."series" IS DISTINCT FROM (NEW."series") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."cashier" IS DISTINCT FROM (NEW."cashier") OR OLD."payer_name" IS DISTINCT FROM (NEW."payer_name") OR OLD."payer_address" IS DISTINCT FROM (NEW."payer_address") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0bdeb7dde890fdebd065670d335479d29b542dfb', operation='UPDATE', pgid='pgtrigger_receipt_frozen_990a2', table='payments_receipt', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'issued'), models.Q(('ended_at__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='receipt_ended_with_reason', violation_error_message='Nhập lý do hủy hoặc thay thế biên lai.'),
        ),
        migrations.AddField(
            model_name='counterpayment',
            name='attempt',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='counter', to='payments.attempt', verbose_name='lần thanh toán'),
        ),
        migrations.AddField(
            model_name='counterpayment',
            name='seat',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.seat', verbose_name='quầy'),
        ),
        migrations.AddField(
            model_name='counterpayment',
            name='taken_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thu'),
        ),
        migrations.AddField(
            model_name='inflow',
            name='attempt',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inflows', to='payments.attempt', verbose_name='lần thanh toán'),
        ),
        migrations.AddField(
            model_name='inflow',
            name='fee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inflows', to='payments.feerequest', verbose_name='khoản phải nộp'),
        ),
        migrations.AddField(
            model_name='manualcase',
            name='inflow',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='payments.inflow', verbose_name='khoản tiền đã về'),
        ),
        migrations.AddField(
            model_name='refund',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người duyệt'),
        ),
        migrations.AddField(
            model_name='refund',
            name='fee',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='payments.feerequest', verbose_name='khoản phải nộp'),
        ),
        migrations.AddField(
            model_name='refund',
            name='inflow',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='payments.inflow', verbose_name='khoản tiền đã về'),
        ),
        migrations.AddField(
            model_name='refund',
            name='requested_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người đề nghị'),
        ),
        migrations.AddField(
            model_name='statement',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tải lên'),
        ),
        migrations.AddField(
            model_name='tillclosing',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='cơ quan'),
        ),
        migrations.AddField(
            model_name='tillclosing',
            name='closed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người khóa sổ'),
        ),
        migrations.AddField(
            model_name='tillclosing',
            name='seat',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.seat', verbose_name='quầy'),
        ),
        migrations.AddField(
            model_name='counterpayment',
            name='closing',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='payments.tillclosing', verbose_name='lần khóa sổ'),
        ),
        migrations.AddIndex(
            model_name='inflow',
            index=models.Index(condition=models.Q(('waiting__gt', 0)), fields=['received_at'], name='inflow_waiting'),
        ),
        migrations.AddConstraint(
            model_name='inflow',
            constraint=models.UniqueConstraint(fields=('gateway', 'key'), name='inflow_once'),
        ),
        migrations.AddConstraint(
            model_name='inflow',
            constraint=models.CheckConstraint(condition=models.Q(('amount', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('applied'), '+', models.F('waiting')), '+', models.F('refunded')), '+', models.F('void'))), ('amount__gt', 0)), name='inflow_every_dong_in_one_place', violation_error_message='Mỗi đồng đã về phải nằm đúng một chỗ.'),
        ),
        migrations.AddConstraint(
            model_name='inflow',
            constraint=models.CheckConstraint(condition=models.Q(('applied', 0), ('fee__isnull', False), _connector='OR'), name='inflow_applied_to_a_fee', violation_error_message='Tiền được ghi nhận phải thuộc một khoản phải nộp.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inflow',
            trigger=pgtrigger.compiler.Trigger(name='inflow_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."gateway" IS DISTINCT FROM (NEW."gateway") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5d4a5d53c2a9c23c1355a87f6dd80416aca846f5', operation='UPDATE', pgid='pgtrigger_inflow_frozen_d512f', table='payments_inflow', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inflow',
            trigger=pgtrigger.compiler.Trigger(name='inflow_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='dfa173a7b5aff4affc9b1f822b53e621ba6ebb26', operation='DELETE', pgid='pgtrigger_inflow_kept_7036e', table='payments_inflow', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='refund',
            index=models.Index(condition=models.Q(('status__in', ['requested', 'approved', 'sent', 'failed'])), fields=['requested_at'], name='refund_open'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='refund_positive', violation_error_message='Số tiền hoàn phải lớn hơn 0 đồng.'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='refund_reasoned', violation_error_message='Nhập lý do hoàn tiền.'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('requested_by')), _negated=True), _connector='OR'), name='refund_four_eyes', violation_error_message='Người duyệt phải khác người đề nghị hoàn tiền.'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'requested'), ('decided_by__isnull', False), _connector='OR'), name='refund_decided', violation_error_message='Chưa ai duyệt khoản hoàn này.'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', ''), ('source', 'waiting')), models.Q(('source', 'applied'), models.Q(('kind', ''), _negated=True)), _connector='OR'), name='refund_kind_of_what_was_applied', violation_error_message='Hoàn khoản đã nộp phải nói rõ phí hay lệ phí.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='72b9a5a3805f4ea9c0db2d0e59e5fd47712e559a', operation='DELETE', pgid='pgtrigger_refund_kept_e4cfd', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."inflow_id" IS DISTINCT FROM (NEW."inflow_id") OR OLD."fee_id" IS DISTINCT FROM (NEW."fee_id") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."payee" IS DISTINCT FROM (NEW."payee") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='789407ade38ee07b8ce0365ec1f60a9f4133b90d', operation='UPDATE', pgid='pgtrigger_refund_frozen_be0df', table='payments_refund', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='refund',
            trigger=pgtrigger.compiler.Trigger(name='refund_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" IN (\'done\', \'rejected\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='1a5b0d29019c2979d5487672a2a6b5c4176684f2', operation='UPDATE', pgid='pgtrigger_refund_final_c8066', table='payments_refund', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['gateway', 'account', 'until'], name='statement_covers'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='statement_period', violation_error_message='Sao kê phải kết thúc sau khi bắt đầu.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='statement_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7f1813929e4bc2b86f71836ad9187fc9dfb2eea9', operation='UPDATE OR DELETE', pgid='pgtrigger_statement_kept_5166f', table='payments_statement', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='tillclosing',
            constraint=models.UniqueConstraint(fields=('seat', 'day', 'serial'), name='till_closing_once'),
        ),
        migrations.AddConstraint(
            model_name='tillclosing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('card_counted', models.F('card_expected')), ('cash_counted', models.F('cash_expected'))), models.Q(('reason', ''), _negated=True), _connector='OR'), name='till_difference_has_reason', violation_error_message='Nhập lý do khi số đếm được khác số theo sổ.'),
        ),
        migrations.AddConstraint(
            model_name='tillclosing',
            constraint=models.CheckConstraint(condition=models.Q(('payments__gt', 0)), name='till_closing_of_something', violation_error_message='Không có khoản nào để khóa sổ.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tillclosing',
            trigger=pgtrigger.compiler.Trigger(name='till_closing_final', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aa40bed728581416b03355e031ec02c5202059db', operation='UPDATE OR DELETE', pgid='pgtrigger_till_closing_final_131e1', table='payments_tillclosing', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='counterpayment',
            index=models.Index(condition=models.Q(('closing__isnull', True)), fields=['seat', 'taken_on'], name='counter_till_open'),
        ),
        migrations.AddConstraint(
            model_name='counterpayment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('received', django.db.models.expressions.CombinedExpression(models.F('amount'), '+', models.F('change')))), name='counter_change_adds_up', violation_error_message='Tiền khách đưa phải bằng số phải nộp cộng tiền thối lại.'),
        ),
        migrations.AddConstraint(
            model_name='counterpayment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'cash'), ('slip', '')), models.Q(('change', 0), ('method', 'card'), models.Q(('slip', ''), _negated=True)), _connector='OR'), name='counter_card_has_slip', violation_error_message='Khoản nộp bằng thẻ phải có số hóa đơn của máy thẻ và không có tiền thối.'),
        ),
        migrations.AddConstraint(
            model_name='counterpayment',
            constraint=models.UniqueConstraint(condition=models.Q(('method', 'card')), fields=('seat', 'taken_on', 'slip'), name='counter_slip_once', violation_error_message='Số hóa đơn máy thẻ này đã được ghi hôm nay.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='counterpayment',
            trigger=pgtrigger.compiler.Trigger(name='counter_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4c9123e113dcbf6760017b922c762bba518f904f', operation='DELETE', pgid='pgtrigger_counter_kept_0b960', table='payments_counterpayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='counterpayment',
            trigger=pgtrigger.compiler.Trigger(name='counter_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."attempt_id" IS DISTINCT FROM (NEW."attempt_id") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."received" IS DISTINCT FROM (NEW."received") OR OLD."change" IS DISTINCT FROM (NEW."change") OR OLD."slip" IS DISTINCT FROM (NEW."slip") OR OLD."seat_id" IS DISTINCT FROM (NEW."seat_id") OR OLD."taken_by_id" IS DISTINCT FROM (NEW."taken_by_id") OR OLD."taken_at" IS DISTINCT FROM (NEW."taken_at") OR OLD."taken_on" IS DISTINCT FROM (NEW."taken_on"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5fe12f2b8236f61cfca7fe4bc464d3beb031a3f3', operation='UPDATE', pgid='pgtrigger_counter_frozen_2d3d8', table='payments_counterpayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='counterpayment',
            trigger=pgtrigger.compiler.Trigger(name='counter_closed_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closing_id" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='630ee487ec8a9409a15515579348970480686de2', operation='UPDATE', pgid='pgtrigger_counter_closed_once_95557', table='payments_counterpayment', when='BEFORE')),
        ),
    ]
