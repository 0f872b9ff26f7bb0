"""The leader's view: figures that agree with the lists they lead to."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from dossiers import workload
from dossiers.models import Task
from dossiers.narrowing import NOBODY
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
    address = f"{reverse('queue:list', args=[busy.seats['dung'].pk])}?muc=unit&nguoi={NOBODY}"
    assert address.replace("&", "&amp;") in body
    assert browser.get(address).content.count(b"data-row") == 2


@pytest.mark.parametrize("who", ["binh", "chi", "giang"])
def test_only_who_leads_sees_it(busy: World, browse: Browse, who: str) -> None:
    assert browse(who).get(reverse("team:load", args=[busy.seats[who].pk])).status_code == 404


def test_the_weeks_tell_what_was_done_and_how_much_of_it_late(busy: World) -> None:
    seat, now = busy.seats["dung"], clock.now()
    one = Task.objects.filter(agency=seat.agency, done_at__isnull=True).first()
    assert one is not None
    for number, (ago, promise) in enumerate(((0, 1), (0, -1), (14, -1), (100, -1))):
        done = now - timedelta(days=ago)
        twin(one.dossier, code=f"XONG{number}", done_at=done, dossier_due_at=done + timedelta(days=promise), due_at=done)
    weeks = workload.by_week(seat)
    assert [(week.done, week.late) for week in weeks] == [*[(0, 0)] * 5, (1, 1), (0, 0), (2, 1)]
    assert weeks[-1].share_late == 50


def test_a_head_sees_the_units_below_as_figures_and_gives_the_latest_work_away(busy: World, browse: Browse) -> None:
    busy.submitted()
    body = browse("dung").get(reverse("team:load", args=[busy.seats["dung"].pk])).content.decode()
    assert [line.name for line in workload.by_unit(busy.seats["dung"])] == [busy.seats["binh"].agency.name]
    late = Task.objects.get(assignee=busy.officials["chi"], done_at__isnull=True).dossier
    assert "Cần quyết ngay" in body and f'value="{late.pk}:{late.lock_version}"' in body
    assert f"muc=late&amp;nguoi={busy.officials['chi'].pk}" in body


def test_what_is_likely_to_be_late_is_marked_counted_and_found(busy: World, browse: Browse) -> None:
    Task.objects.filter(bucket=Task.Bucket.WORK, assignee__isnull=True).update(risk="likely")
    address = f"{reverse('queue:list', args=[busy.seats['dung'].pk])}?muc=unit"
    page = browse("dung").get(f"{address}&nguy-co=1").content.decode()
    assert page.count("data-row") == 1 and "Dễ trễ hẹn" in page
    assert sum(line.risky for line in workload.by_person(busy.seats["dung"])) == 1
    assert "dễ trễ hẹn" in browse("dung").get(reverse("team:load", args=[busy.seats["dung"].pk])).content.decode()
