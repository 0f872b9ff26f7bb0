"""Celery's thin side of the anchor."""

from celery import shared_task

from audit import anchors
from common import locks


@shared_task(name="audit.anchor", ignore_result=True)
def anchor() -> None:
    """Write this hour's heads; with two beats only one does."""
    with locks.try_hold("audit-anchor") as had:
        if had:
            anchors.take()
