"""Sums that came in before there was a ledger: each success once, each open doubt about money as waiting."""

from django.db import migrations


def write_down(apps, schema_editor):
    Attempt, Case, Inflow = (apps.get_model("payments", name) for name in ("Attempt", "ManualCase", "Inflow"))
    for attempt in Attempt.objects.filter(status="succeeded").order_by("pk").iterator():
        closed = Case.objects.filter(attempt=attempt, kind="second-success", closed_at__isnull=False).exists()
        place = "applied" if attempt.applied else "refunded" if closed else "waiting"
        inflow = _inflow(Inflow, attempt, attempt.amount, place, attempt.ended_at or attempt.created_at)
        Case.objects.filter(attempt=attempt, kind="second-success").update(inflow=inflow)
    for case in Case.objects.filter(kind__in=["wrong-amount", "unknown-order"], amount__gt=0, inflow__isnull=True).order_by("pk"):
        key = f"{case.event.txn_ref}:{case.amount}"
        inflow = Inflow.objects.filter(gateway=case.event.gateway, key=key).first()
        if inflow is None:
            place = "refunded" if case.closed_at else "waiting"
            sums = {"amount": case.amount, place: case.amount, "received_at": case.opened_at}
            inflow = Inflow.objects.create(
                gateway=case.event.gateway, key=key, fee_id=case.fee_id, attempt_id=case.attempt_id, **sums
            )
        Case.objects.filter(pk=case.pk).update(inflow=inflow)


def _inflow(Inflow, attempt, amount, place, at):
    return Inflow.objects.create(
        gateway=attempt.gateway,
        key=f"{attempt.txn_ref}:{amount}",
        fee_id=attempt.fee_id,
        attempt=attempt,
        amount=amount,
        provider_ref=attempt.provider_ref,
        received_at=at,
        **{place: amount},
    )


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_every_dong_in_one_place")]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
