"""Celery's thin side: sweeps that repair or close what time alone decides. Each is safe to repeat and to run twice at once."""

import uuid

from celery import shared_task
from django.db.models import QuerySet

from common import clock
from common.locks import try_hold
from dossiers.models import Consultation, Draft
from dossiers.services.consult import close_silent


@shared_task(name="dossiers.sweep", ignore_result=True)
def sweep() -> None:
    """Close consultations whose silence counts as consent, and forget drafts that ran out."""
    with try_hold("dossiers.sweep") as mine:
        if not mine:
            return
        for pk in silent_consultations():
            close_silent(pk)
        expired_drafts().delete()


def silent_consultations() -> list[uuid.UUID]:
    """Ids of open consultations past their due time where silence consents; one range scan."""
    rows = Consultation.objects.filter(answered_at__isnull=True, silence_consents=True, due_at__lte=clock.now())
    return list(rows.values_list("pk", flat=True)[:500])


def expired_drafts() -> QuerySet[Draft]:
    """Drafts past their keeping time that were never submitted."""
    return Draft.objects.filter(submitted_at__isnull=True, expires_at__lt=clock.now())
