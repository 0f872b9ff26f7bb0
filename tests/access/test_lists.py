"""A list of fifty costs as many queries as a list of one: nothing is fetched row by row."""

import copy
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person, SeatAssignment, User
from agencies.models import Agency, CalendarDay, Seat
from common import clock
from common.ids import opaque, uuid7
from common.models import OutboxMessage
from dossiers.models import Dossier, Draft, Task
from notifications.models import Notification
from payments.models import FeeRequest, GatewayEvent, ManualCase, Receipt
from procedures.models import Synonym
from tests.access.scene import Scene
from tests.procedures.makers import published
from vault.models import Document, Reading

pytestmark = pytest.mark.django_db
MANY = 50


def copies(row: models.Model, change: Callable[[int], dict[str, Any]], number: int = MANY) -> list[Any]:
    """``number`` more rows like ``row``, each with its own key and what ``change`` says."""
    made = []
    for n in range(number):
        twin = copy.copy(row)
        twin._state = models.base.ModelState()
        twin.pk = uuid7() if isinstance(row._meta.pk, models.UUIDField) else None
        for name, value in change(n).items():
            setattr(twin, name, value)
        made.append(twin)
    return type(row).objects.bulk_create(made)


def more_dossiers(scene: Scene) -> None:
    waiting = Dossier.objects.get(pk=scene.things["waiting"])
    task = Task.objects.get(dossier=waiting, done_at__isnull=True)
    twins = copies(waiting, lambda n: {"code": f"{waiting.code[:-4]}{n + 1000}", "draft_id": None})
    copies(task, lambda n: {"dossier": twins[n], "assignee": scene.world.officials["binh"]})


def more_drafts(scene: Scene) -> None:
    copies(Draft.objects.get(pk=scene.things["draft"]), lambda n: {"submit_key": uuid4()})


def more_papers(scene: Scene) -> None:
    document = Document.objects.get(pk=scene.things["document"])
    for twin in copies(document, lambda n: {"public_id": opaque(), "number": f"{n + 100}/GPXD"}):
        Reading.objects.create(document=twin, action="view", reader="official", agency=twin.issuer)


def more_messages(scene: Scene) -> None:
    copies(Notification.objects.get(pk=scene.things["message"]), lambda n: {"key": f"k{n}"})


def more_officials(scene: Scene) -> None:
    agency = scene.world.seats["binh"].agency
    for n in range(MANY):
        person = Person.objects.create(full_name=f"Cán bộ {n}", folded_name=f"can bo {n}")
        user = User.objects.create(email=f"cb{n}@example.vn", person=person, is_official=True)
        seat = Seat.objects.create(agency=agency, role="handler", title=f"Vị trí {n}")
        SeatAssignment.objects.create(user=user, seat=seat, since=clock.now())


def more_failures(scene: Scene) -> None:
    copies(OutboxMessage.objects.get(pk=scene.things["dead"]), lambda n: {"key": f"dead{n}"})


def more_agencies(scene: Scene) -> None:
    ward = Agency.objects.get(code="H09.21.23")
    copies(ward, lambda n: {"code": f"H09.22.{n}", "path": f"H09/H09.22.{n}/"})


def more_days(scene: Scene) -> None:
    row = CalendarDay.objects.filter(day__year=clock.today().year).first()
    wards = Agency.objects.all()
    copies(row, lambda n: {"agency": wards[n % len(wards)], "day": row.day.replace(month=n % 12 + 1, day=n // 12 + 10)})


def more_money(scene: Scene) -> None:
    receipt, case = Receipt.objects.get(pk=scene.things["receipt"]), ManualCase.objects.get(pk=scene.things["case"])
    fees = copies(receipt.fee, lambda n: {"reference": f"them-{n}"})
    copies(receipt, lambda n: {"fee": fees[n], "number": n + 1000})
    events = copies(GatewayEvent.objects.get(pk=case.event_id), lambda n: {"provider_id": f"them-{n}"})
    copies(case, lambda n: {"fee": fees[n], "event": events[n]})
    assert FeeRequest.objects.count() > MANY


def more_procedures(scene: Scene) -> None:
    for n in range(20):
        published(f"9.{n:06d}", f"Cấp giấy phép xây dựng kiểu {n}")


def more_words(scene: Scene) -> None:
    Synonym.objects.bulk_create(Synonym(phrase=f"kt3 cách nói {n}", means="đăng ký tạm trú") for n in range(MANY))


SEARCH = "?q=" + "giấy phép xây dựng"
LISTS = (
    ("binh", "queue:list", "", more_dossiers),
    ("binh", "queue:list", "?muc=unit&q=nguyen", more_dossiers),
    ("an", "citizen_dossiers:list", "", more_dossiers),
    ("an", "citizen_dossiers:list", "", more_drafts),
    ("an", "vault:list", "", more_papers),
    ("an", "vault:readings", "", more_papers),
    ("an", "inbox:list", "", more_messages),
    ("tri", "officials:list", "", more_officials),
    ("tri", "ops-seats:list", "", more_officials),
    ("tri", "ops-outbox:list", "", more_failures),
    ("tri", "ops-agencies:list", "", more_agencies),
    ("tri", "ops-calendars:list", "", more_days),
    ("thu", "finance:day", "", more_money),
    ("lan", "search:results", SEARCH, more_procedures),
    ("soan", "words-found:list", "?q=kt3", more_words),
)


@pytest.mark.parametrize(("who", "name", "query", "more"), LISTS, ids=lambda value: getattr(value, "__name__", value))
def test_fifty_rows_cost_no_more_queries_than_one(
    scene: Scene, who: str, name: str, query: str, more: Callable[[Scene], None]
) -> None:
    seat = [scene.world.seats[who].pk] if who in scene.world.seats else []
    address = reverse(name, args=seat) + query
    few, short = asked(scene, who, address)
    more(scene)
    many, long = asked(scene, who, address)
    assert len(long) > len(short) + 1000, "the new rows are not on the page"
    assert len(many) <= len(few), "\n".join(many)


def asked(scene: Scene, who: str, address: str) -> tuple[list[str], bytes]:
    """The queries of the second of two visits: the first fills what is kept between requests."""
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = scene.cookies[who]
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = browser.get(address)
    return [query["sql"] for query in queries], page.content
