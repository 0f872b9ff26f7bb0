"""Celery's thin side of the outbox."""

from celery import shared_task

from common import outbox, sweeping
from common.locks import try_hold


@shared_task(name="common.drain_outbox", ignore_result=True)
def drain_outbox() -> None:
    """Work what waits; harmless when nothing does or when another worker is at it."""
    outbox.drain()


def wake() -> None:
    """Ask a worker to drain now; the poller does it within two seconds anyhow."""
    drain_outbox.apply_async(retry=False, expires=30)


@shared_task(name="common.sweep_files", ignore_result=True)
def sweep_files() -> None:
    """Remove files that nothing names, once an hour; one worker at a time."""
    with try_hold("common.sweep_files") as mine:
        if mine:
            sweeping.sweep()
