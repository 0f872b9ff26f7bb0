"""Celery's thin side: sweeps that repair or close what time alone decides. Each is safe to repeat and to run twice at once."""

from celery import shared_task

from common.locks import try_hold
from dossiers.services import expiry, reminders, scanning, stop, take_back, timers, transfers
from dossiers.services.sweeps import lateness, recount
from dossiers.services.sweeps.rows import each


@shared_task(name="dossiers.sweep", ignore_result=True)
def sweep() -> None:
    """Take what a step does by itself at its due time, count silence as consent; warn of drafts that will go, forget old ones."""
    with try_hold("dossiers.sweep") as mine:
        if not mine:
            return
        timers.sweep()
        expiry.warn()
        expiry.expired().delete()
        _end_terms()


def _end_terms() -> None:
    """Supplements and taken-back dossiers whose term is over, reminders that are due; each in a transaction of its own."""
    each(stop.lapsed(), stop.close_unanswered)
    stop.forget_answers()
    each(take_back.overdue(), take_back.put_back)
    each(reminders.ending(), reminders.remind_of_end)
    each(reminders.uncollected(), reminders.remind)


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


@shared_task(name="dossiers.sweep_clocks", ignore_result=True)
def sweep_clocks() -> None:
    """Warn of promises and steps that come near, draft apologies, tell the heads what is late; one worker at a time."""
    with try_hold("dossiers.sweep_clocks") as mine:
        if mine:
            lateness.sweep()


@shared_task(name="dossiers.sweep_recounts", ignore_result=True)
def sweep_recounts() -> None:
    """Count open promises anew after a calendar changed; one worker at a time."""
    with try_hold("dossiers.sweep_recounts") as mine:
        if mine:
            recount.sweep()
