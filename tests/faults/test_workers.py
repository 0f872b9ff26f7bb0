"""F6: a worker is killed in the middle of its work, two workers and two beats run at once: each effect once."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from common import clock, outbox
from common.models import OutboxMessage
from portal.mainjob.visitor import Visitor
from runtime.places import ROOT
from tests.faults.citizen import check_page, receipt
from tests.faults.site import Site, until

pytestmark = pytest.mark.faults
TABLE = "notifications_notification"
DRAIN_SECONDS = 60  # I6
LETTERS = 150
BOOT_SECONDS = 60


@contextmanager
def second_crew(site: Site, log: Path) -> Iterator[None]:
    """One more worker and one more beat on the same database and broker, as after a careless deployment."""
    env = {**site.live.env, "DATABASE_URL": site.live.facts["application_database_url"]}
    celery = [sys.executable, "-m", "celery", "-A", "portal", "--quiet"]
    worker = ["worker", "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "INFO", "-n", "second@%h"]
    beat = ["beat", "--schedule", str(log.with_name("schedule")), "--pidfile="]
    crew = []
    with log.open("wb") as stream:
        for part in (worker, beat):
            process = subprocess.Popen([*celery, *part], env=env, cwd=ROOT, stdout=stream, stderr=stream, start_new_session=True)
            crew.append(process)
    try:
        until(lambda: " ready." in log.read_text(errors="replace"), BOOT_SECONDS, "the second worker is ready")
        yield
        assert [process.poll() for process in crew] == [None, None]
    finally:
        for process in crew:
            process.terminate()
        for process in crew:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.mark.usefixtures("invariants_hold_afterwards")
def test_the_worker_dies_in_the_middle(site: Site, an: Visitor) -> None:
    # given a worker held in the middle of telling An about a submission
    (draft,) = site.stage("drafts", 1)
    waiting = "SELECT count(*) FROM pg_locks WHERE relation = %s::regclass AND NOT granted"
    with site.connect() as holder:
        holder.execute(f"LOCK TABLE {TABLE} IN SHARE ROW EXCLUSIVE MODE")
        receipt(check_page(an, draft).send())
        until(lambda: site.one(waiting, [TABLE]) > 0, 10, "the worker is in the middle")
        # when it is killed there
        os.killpg(site.live.pids["worker"], signal.SIGKILL)  # with its pool: all of its session, as the machine would
        holder.rollback()
    dossier = site.one("SELECT id FROM dossiers_dossier WHERE draft_id = %s", [draft])
    key = f"dossier:{dossier}:submitted:"
    told = "SELECT count(*) FROM notifications_notification WHERE key = %s"
    assert site.one(told, [key]) == 0
    # then another takes the work up within I6's minute, and An is told once, on the page and by one letter
    until(lambda: site.one(told, [key]) == 1, DRAIN_SECONDS, "An is told")
    until(site.drained, DRAIN_SECONDS, "nothing waits")
    work = site.rows("SELECT attempts, fence FROM common_outboxmessage WHERE key = %s", [f"notify:{dossier}:submitted:"])
    assert work == [(0, 2)], "no error and a second lease: it was killed, not refused"
    assert site.letters().count(f"/ho-so/{dossier}/") == 1
    printed = site.rows("SELECT kind FROM dossiers_printedform WHERE dossier_id = %s ORDER BY kind", [dossier])
    assert printed == [("confirmation",), ("declaration",)]


@pytest.mark.usefixtures("invariants_hold_afterwards")
def test_two_workers_and_two_beats(site: Site, tmp_path: Path) -> None:
    # given two workers and two beats
    with second_crew(site, tmp_path / "second.log"):
        # when many letters wait
        subjects = site.stage("letters", LETTERS)
        until(site.drained, DRAIN_SECONDS, "the letters are sent")
    # then each left once
    sent = Counter(line.removeprefix("Subject: ") for line in site.letters().splitlines() if line.startswith("Subject: Letter "))
    assert {subject: sent[subject] for subject in subjects} == dict.fromkeys(subjects, 1)


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # given a row that a slow worker leased and, when the lease had run out, a second one
    done: list[str] = []
    monkeypatch.setitem(outbox._handlers, "fence", lambda payload: done.append(payload["by"]))
    outbox.append("fence", {"by": "whoever"}, key="fence:1")
    (slow,) = outbox.lease()
    assert outbox.lease() == []
    OutboxMessage.objects.update(leased_until=clock.now() - timedelta(seconds=1))
    (second,) = outbox.lease()
    # when both work, the slow one first
    answers = [outbox.work(slow), outbox.work(second), outbox.work(second)]
    # then only the one with the newer fence did
    assert answers == [False, True, False]
    assert done == ["whoever"]
