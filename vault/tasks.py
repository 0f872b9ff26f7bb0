"""Celery's thin side of the vault: reminders, the nightly scrub, terms of keeping, what CAs say of certificates."""

import logging

from celery import shared_task

from audit import log
from common import scrub as files
from common.actors import SYSTEM
from common.locks import try_hold
from vault import revocations
from vault.services import expiry, retention

logger = logging.getLogger(__name__)


@shared_task(name="vault.remind_expiring", ignore_result=True)
def remind_expiring() -> None:
    """Tell owners of papers that end within thirty days, until none is left untold."""
    with try_hold("vault.remind_expiring") as mine:
        while mine and expiry.remind():
            pass


@shared_task(name="vault.scrub", ignore_result=True)
def scrub() -> None:
    """Read stored files again and compare their hashes (F19); what is damaged is written down by its row."""
    with try_hold("vault.scrub") as mine:
        for damage in files.scrub().damaged if mine else ():
            log.append("system", "file-damaged", SYSTEM, {"blob": damage.blob, "rows": damage.rows})


@shared_task(name="vault.keep_terms", ignore_result=True)
def keep_terms() -> None:
    """Remove what is past its term of keeping."""
    with try_hold("vault.keep_terms") as mine:
        if mine:
            retention.sweep()


@shared_task(name="vault.refresh_revocations", ignore_result=True)
def refresh_revocations() -> None:
    """Fetch the revocation lists and OCSP answers that signing and checking read."""
    with try_hold("vault.refresh_revocations") as mine:
        for outcome in revocations.refresh() if mine else ():
            if outcome.failed:
                logger.warning("revocations of %s: %s", outcome.url, outcome.failed)
