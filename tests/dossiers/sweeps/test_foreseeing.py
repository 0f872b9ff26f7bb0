"""Likely to be late, for the lists: what the sweep counts of a whole agency is what one dossier's page says of it."""

from datetime import datetime, timedelta

import pytest

from common.clock import VIETNAM
from dossiers import risks
from dossiers.models import Dossier, Task
from dossiers.services.sweeps import foreseeing
from tests.world import World


def at(day: int) -> datetime:
    return datetime(2026, 12, day, 9, tzinfo=VIETNAM)


def test_the_sweep_keeps_what_the_page_counts_and_takes_it_back(
    world: World, travel, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries
) -> None:
    monkeypatch.setattr("deadlines.risk.ENOUGH", 2)
    dossier = world.received()
    task = risks.lead_of(dossier)
    assert task is not None
    for _number in range(2):
        other = world.received()
        other.tasks.filter(done_at__isnull=True).update(opened_at=at(1), done_at=at(4))
        Dossier.objects.filter(pk=other.pk).update(state="completed")
    version = dossier.lock_version
    travel.move_to(at(7))
    assert risks.of(dossier, task, at(7)).level == "likely"
    assert foreseeing.judge(task.agency_id) == 1 and foreseeing.judge(task.agency_id) == 0
    row = Task.objects.get(pk=task.pk)
    with django_assert_num_queries(0):
        shown = risks.shown(row)
    assert shown is not None and (shown.level, str(shown.words)) == ("likely", "Dễ trễ hẹn")
    dossier.refresh_from_db()
    assert dossier.lock_version == version, "trang đang mở không bị cũ đi"
    travel.move_to(row.dossier_due_at + timedelta(minutes=1))
    assert risks.shown(row) is None, "đã trễ thì không còn là nguy cơ"
    Task.objects.filter(pk=task.pk).update(bucket="supplement")
    assert foreseeing.sweep() == 1
    assert Task.objects.get(pk=task.pk).risk == ""
