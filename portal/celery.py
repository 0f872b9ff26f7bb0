"""The Celery application: a wake-up for the outbox. PostgreSQL stays the truth; losing Redis loses nothing.

The schedule names tasks of every package; a package adds its sweep here by name. All are idempotent and take an
advisory lock or SKIP LOCKED, so a second beat costs a little time and nothing else (fault F6).
"""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_init

from common import pdf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

WARMING = '<!doctype html><html lang="vi"><title>–</title><p>Tiếng <b>Việt</b> <i>đầy đủ dấu</i></p></html>'


@worker_init.connect
def warm(**_: Any) -> None:
    """Load WeasyPrint, pyHanko and the fonts before the pool forks: the first receipt is due within 2 s like every other."""
    import pyhanko.sign  # noqa: F401 (its children have it then)

    pdf.receipt(WARMING)


def _every(seconds: float, task: str) -> dict[str, Any]:
    # A wake-up that waited longer than its own period is worthless: the next one does the same work.
    return {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 10)}}


def _hourly(minute: int, task: str) -> dict[str, Any]:
    return {"task": task, "schedule": crontab(minute=minute), "options": {"expires": 3000}}


app.conf.beat_schedule = {
    "drain-outbox": _every(2.0, "common.drain_outbox"),
    "sweep-payments": _every(120.0, "payments.sweep"),
    "reconcile-payments": {"task": "payments.reconcile", "schedule": crontab(hour=1, minute=20), "options": {"expires": 3000}},
    "sweep-dossiers": _every(300.0, "dossiers.sweep"),
    "sweep-clocks": _every(60.0, "dossiers.sweep_clocks"),
    "sweep-risks": _every(900.0, "dossiers.sweep_risks"),
    "sweep-recounts": _every(60.0, "dossiers.sweep_recounts"),
    "rescan-files": _every(60.0, "dossiers.rescan"),
    "versions-in-force": _every(300.0, "procedures.bring_into_force"),
    "work-scans": _every(20.0, "dossiers.work_scans"),
    "count-digitised": _every(60.0, "dossiers.count_digitised"),
    "import-files": _every(30.0, "procedures.import_files"),
    "sweep-transfers": _hourly(17, "dossiers.sweep_transfers"),
    "remind-expiring": {"task": "vault.remind_expiring", "schedule": crontab(hour=8, minute=5), "options": {"expires": 3000}},
    "scrub-files": {"task": "vault.scrub", "schedule": crontab(hour=2, minute=10), "options": {"expires": 3000}},
    "keep-terms": {"task": "vault.keep_terms", "schedule": crontab(hour=3, minute=40), "options": {"expires": 3000}},
    "refresh-revocations": _hourly(27, "vault.refresh_revocations"),
    "anchor-audit": _hourly(7, "audit.anchor"),
    "clear-sessions": _hourly(37, "portal.clear_sessions"),
    "sweep-files": _hourly(51, "common.sweep_files"),
    "sweep-limits": _hourly(47, "accounts.sweep"),
    "forget-misses": _hourly(33, "procedures.forget_misses"),
}
