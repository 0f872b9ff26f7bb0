"""Celery's thin side of the catalogue: what time alone decides."""

from celery import shared_task

from common import clock
from common.locks import try_hold
from procedures.exporting import annexes
from procedures.importing import runs
from procedures.search import misses
from procedures.services.schedule import bring_into_force


@shared_task(name="procedures.bring_into_force", ignore_result=True)
def scheduled_versions() -> None:
    """Bring scheduled versions and provincial copies whose day has come into force; one worker at a time."""
    with try_hold("procedures.bring_into_force") as mine:
        if mine:
            bring_into_force(clock.today())


@shared_task(name="procedures.import_files", ignore_result=True)
def import_files() -> None:
    """Take over uploaded files that wait, and those whose worker died; each is one worker's."""
    for run_id in runs.waiting():
        runs.work(run_id)


@shared_task(name="procedures.forget_misses", ignore_result=True)
def forget_misses() -> None:
    """Delete what is kept for a time only (retention): queries in vain, uploaded files of imports, annexes that were made."""
    misses.forget(clock.today())
    runs.forget(clock.now())
    annexes.forget(clock.now())


def wake_import() -> None:
    """Ask a worker to begin now; the schedule does it within half a minute anyhow."""
    import_files.apply_async(retry=False, expires=30)
