"""Celery's thin side: sweeps that repair or close what time alone decides. Each is safe to repeat and to run twice at once."""

import uuid

from celery import shared_task

from common import clock
from common.locks import try_hold
from dossiers.models import Consultation
from dossiers.services import expiry, scanning, transfers
from dossiers.services.consult import close_silent


@shared_task(name="dossiers.sweep", ignore_result=True)
def sweep() -> None:
    """Close consultations whose silence counts as consent; say which drafts will go, and forget those that ran out."""
    with try_hold("dossiers.sweep") as mine:
        if not mine:
            return
        for pk in silent_consultations():
            close_silent(pk)
        expiry.warn()
        expiry.expired().delete()


def silent_consultations() -> list[uuid.UUID]:
    """Ids of open consultations past their due time where silence consents; one range scan."""
    rows = Consultation.objects.filter(answered_at__isnull=True, silence_consents=True, due_at__lte=clock.now())
    return list(rows.values_list("pk", flat=True)[:500])


@shared_task(name="dossiers.sweep_transfers", ignore_result=True)
def sweep_transfers() -> None:
    """Forget files whose sending was given up a day ago, bytes and all; one worker at a time."""
    with try_hold("dossiers.sweep_transfers") as mine:
        while mine and transfers.sweep() == transfers.BATCH:
            pass


@shared_task(name="dossiers.rescan", ignore_result=True)
def rescan() -> None:
    """Have the virus scanner look at what it could not look at while it was away; one worker at a time."""
    with try_hold("dossiers.rescan") as mine:
        if mine:
            scanning.rescan()
