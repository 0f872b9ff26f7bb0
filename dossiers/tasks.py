"""Celery's thin side: sweeps that repair or close what time alone decides. Each is safe to repeat and to run twice at once."""

import logging
from typing import Any

from celery import shared_task
from kombu.exceptions import OperationalError

from common.locks import try_hold
from dossiers.services import counter, expiry, kept_pages, reminders, scanning, stop, take_back, timers, transfers, typing_acts
from dossiers.services.scans import labour
from dossiers.services.sweeps import foreseeing, lateness, recount
from dossiers.services.sweeps.rows import each

log = logging.getLogger(__name__)


@shared_task(name="dossiers.sweep", ignore_result=True)
def sweep() -> None:
    """Take what a step does by itself at its due time, count silence as consent; warn of drafts that will go, forget old ones."""
    with try_hold("dossiers.sweep") as mine:
        if not mine:
            return
        timers.sweep()
        expiry.warn()
        expiry.expired().delete()
        counter.forget()
        typing_acts.forget_old()
        kept_pages.forget_old()
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


@shared_task(name="dossiers.sweep_risks", ignore_result=True)
def sweep_risks() -> None:
    """Count which open work is likely to be late, for the lists; one worker at a time."""
    with try_hold("dossiers.sweep_risks") as mine:
        if mine:
            foreseeing.sweep()


@shared_task(name="dossiers.sweep_recounts", ignore_result=True)
def sweep_recounts() -> None:
    """Count open promises anew after a calendar changed; one worker at a time."""
    with try_hold("dossiers.sweep_recounts") as mine:
        if mine:
            recount.sweep()


@shared_task(name="dossiers.work_scans", ignore_result=True)
def work_scans() -> None:
    """Split what came from scanners and read it; long work, so it is a task of its own beside the outbox's."""
    labour.work()


def wake_scans(payload: dict[str, Any]) -> None:
    """The outbox's word that there is something to split or read; a lost one costs the time until the next beat."""
    try:
        work_scans.apply_async(retry=False, expires=30)
    except OperationalError:
        log.info("no wake-up sent; the beat will call")


@shared_task(name="dossiers.count_digitised", ignore_result=True)
def count_digitised() -> None:
    """Count what was filed on paper and is to be digitised."""
    labour.count()
