"""Who feels a version, the calendar of changes, the health of the catalogue, notices to agencies."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from common import clock, outbox
from dossiers.models import Draft
from notifications.models import Notification
from procedures import health, offered, timeline
from procedures.affected import affected
from procedures.models import LegalBasis, Offering, Publication
from procedures.services import publish
from procedures.services.publish import Decision
from tests.procedures.makers import content, published
from tests.publisher.people import CODE, Publishers

TODAY = date(2026, 11, 23)


@pytest.fixture
def day() -> Iterator[date]:
    """Monday, 23/11/2026, in the morning."""
    with time_machine.travel("2026-11-23T03:00:00+00:00", tick=False):
        yield TODAY


def test_who_feels_a_new_version(publishers: Publishers) -> None:
    offering = Offering.objects.get()
    for _ in range(2):
        facts = {"saved_at": clock.now(), "expires_at": clock.now() + timedelta(days=30)}
        Draft.objects.create(owner=publishers.an, version=publishers.version, offering=offering, **facts)
    felt = affected(publishers.version.procedure)
    assert (felt.drafts, felt.dossiers, felt.agencies, felt.named) == (2, 0, 1, ("Ủy ban nhân dân phường",))


def test_the_calendar_gathers_every_kind_of_change(publishers: Publishers, day: date) -> None:
    by = publishers.by(publishers.duyet)
    soon = day + timedelta(days=10)
    publish.publish(CODE, content("Bản sau"), by=by, effective_from=soon, decision="QĐ 1")
    Offering.objects.update(valid_to=soon)
    LegalBasis.objects.create(code="3/2020/NĐ-CP", name="Nghị định cũ", in_force_to=soon)
    kinds = {one.kind for one in timeline.changes(publishers.author_seat, day, day + timedelta(days=60))[soon]}
    assert kinds == {timeline.SCHEDULED, timeline.ENDS, timeline.BASIS_ENDS}
    outside = timeline.changes(publishers.author_seat, soon + timedelta(days=1), soon + timedelta(days=60))
    assert outside == {}


def test_the_calendar_costs_the_same_for_many(publishers: Publishers, day: date, django_assert_max_num_queries) -> None:
    for number in range(2, 12):
        version = published(f"9.00000{number}" if number < 10 else f"9.0000{number}", f"Thủ tục {number}")
        publishers.offer(version.procedure, publishers.ward)
    Offering.objects.update(valid_from=day)
    with django_assert_max_num_queries(8):
        found = timeline.changes(publishers.author_seat, day, day + timedelta(days=1))
    assert len(found[day]) >= 11


@pytest.mark.parametrize(
    ("decided", "effective", "good"),
    [
        (date(2026, 11, 2), date(2026, 11, 23), True),
        (date(2026, 11, 16), date(2026, 11, 23), True),
        (date(2026, 11, 17), date(2026, 11, 23), False),
        (date(2026, 11, 23), date(2026, 11, 23), False),
        (None, date(2026, 11, 23), False),
    ],
)
def test_published_on_time_is_five_working_days_before(
    publishers: Publishers, calendars: None, day: date, decided: date | None, effective: date, good: bool
) -> None:
    Publication.objects.update(decision_date=decided, effective_from=effective)
    (row,) = health.published_rows(publishers.author_seat, date(2026, 1, 1), date(2027, 1, 1))
    assert row.good is good, row.days


def test_made_public_within_five_working_days(publishers: Publishers, calendars: None, day: date) -> None:
    published(CODE, "Bản hôm nay")
    found = []
    for decided in (date(2026, 11, 16), date(2026, 11, 13)):
        Publication.objects.filter(version__number=2).update(decision_date=decided, effective_from=day, public_on=None)
        rows = health.public_rows(publishers.author_seat, day, day + timedelta(days=1))
        found += [(row.days, row.good) for row in rows if row.number == 2]
    assert found == [(5, True), (6, False)]


def test_a_version_is_public_from_its_day_or_the_day_that_was_stated(publishers: Publishers, calendars: None, day: date) -> None:
    seat, week = publishers.author_seat, timedelta(days=7)
    assert Publication.objects.get().public_on == date(2026, 1, 1), "what was loaded was public before"
    Publication.objects.update(decision_date=day, effective_from=day + week, public_on=None)
    (row,) = health.public_rows(seat, day, day + 2 * week)
    assert (row.day, row.good) == (day + week, True), "announced before, readable on its day"
    Publication.objects.update(effective_from=day + 2 * week)
    (row,) = health.public_rows(seat, day, day + 3 * week)
    assert row.good is False
    Publication.objects.update(public_on=day + timedelta(days=1))
    (row,) = health.public_rows(seat, day, day + 3 * week)
    assert (row.day, row.good) == (day + timedelta(days=1), True), "the national database had it at once"


def test_what_lacks_a_part_is_named(publishers: Publishers, calendars: None, day: date) -> None:
    seat = publishers.author_seat
    whole = {figure.key: figure for figure in health.figures(seat, date(2026, 1, 1), date(2027, 1, 1))}
    assert (whole["filled"].good, whole["filled"].all) == (1, 1)
    assert (whole["synchronised"].share, whole["synchronised"].all) == (None, 0)
    bare = published("9.000002", "Thủ tục thử hai", papers=[])
    assert bare.number == 1
    assert [row.procedure.code for row in health.lacking(seat)] == ["9.000002"]
    assert health.lacking(seat)[0].missing == "cơ quan thực hiện, "


def test_agencies_concerned_are_told_when_an_official_publishes(publishers: Publishers) -> None:
    by = publishers.by(publishers.duyet)
    publish.publish(CODE, content("Bản mới"), by=by, effective_from=clock.today(), decision=Decision("QĐ 1"))
    outbox.drain()
    told = Notification.objects.filter(kind="procedure")
    assert [(one.user_id, one.title) for one in told] == [(publishers.binh.pk, f"Thủ tục {CODE} có bản mới")]
    publish.stop_intake(CODE, "Bảo trì đến 1/12.", by=by)
    outbox.drain()
    assert Notification.objects.filter(user=publishers.binh, title__contains="Ngừng tiếp nhận").count() == 1


def test_seeds_are_no_news(publishers: Publishers) -> None:
    published(CODE, "Bản của hệ thống")
    outbox.drain()
    assert not Notification.objects.filter(kind="procedure").exists()


def test_lists_read_both_ways_and_within_reach(publishers: Publishers) -> None:
    nobody = published("9.000002", "Thủ tục chưa ai nhận")
    places = {row.code: row.places for row in offered.by_procedure(publishers.author_seat)}
    assert places == {CODE: 1, nobody.procedure.code: None}
    assert [row.code for row in offered.by_procedure(publishers.author_seat, nobody=True)] == ["9.000002"]
    agencies = {row.code: row.procedures for row in offered.by_agency(publishers.author_seat)}
    assert agencies == {"H09": None, "H09.21": 1}
    assert [row.code for row in offered.by_agency(publishers.ward_seat)] == ["H09.21"]
