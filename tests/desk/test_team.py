"""The leader's view: figures that agree with the lists they lead to."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from dossiers import queues, workload
from dossiers.models import Task
from dossiers.services import handle
from tests.desk.conftest import Browse, twin
from tests.world import World


@pytest.fixture
def busy(world: World) -> World:
    """Chi holds one that is late; nobody holds one in time and one that waits for the applicant."""
    dossier = world.received()
    world.act(handle.take, "chi", dossier)
    Task.objects.filter(dossier=dossier).update(dossier_due_at=clock.now() - timedelta(hours=1))
    other = world.received()
    twin(other, code="CHO", bucket=Task.Bucket.SUPPLEMENT)
    return world


def test_work_is_counted_by_person_and_by_step(busy: World) -> None:
    people = {line.key: line for line in workload.by_person(busy.seats["dung"])}
    chi, nobody = people[str(busy.officials["chi"].pk)], people[""]
    assert (chi.held, chi.late, chi.share_late) == (1, 1, 100)
    assert (nobody.held, nobody.late, nobody.waiting) == (2, 0, 1)
    assert sum(line.held for line in workload.by_step(busy.seats["dung"])) == 3
    assert workload.without_work(busy.seats["dung"], list(people.values())) == ["Huỳnh Quốc Dũng", "Đặng Thu Giang"]


def test_each_figure_leads_to_its_rows(busy: World, browse: Browse) -> None:
    browser = browse("dung")
    body = browser.get(reverse("team:load", args=[busy.seats["dung"].pk])).content.decode()
    address = f"{reverse('queue:list', args=[busy.seats['dung'].pk])}?muc=unit&nguoi={queues.NOBODY}"
    assert address.replace("&", "&amp;") in body
    assert browser.get(address).content.count(b"data-row") == 2


@pytest.mark.parametrize("who", ["binh", "chi", "giang"])
def test_only_who_leads_sees_it(busy: World, browse: Browse, who: str) -> None:
    assert browse(who).get(reverse("team:load", args=[busy.seats[who].pk])).status_code == 404
