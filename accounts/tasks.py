"""Celery's thin side: rows that nobody needs any more."""

from celery import shared_task

from accounts import limits


@shared_task(name="accounts.sweep", ignore_result=True)
def sweep() -> None:
    """Once an hour: windows of tries that are long over; harmless when run twice."""
    limits.sweep()
