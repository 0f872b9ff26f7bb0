"""Housekeeping that belongs to no package. Each task is idempotent and harmless twice at once."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="portal.clear_sessions", ignore_result=True)
def clear_sessions() -> None:
    """Delete sessions that ran out; the rows would otherwise stay for ever (retention, Luật 91/2025)."""
    call_command("clearsessions", verbosity=0)
