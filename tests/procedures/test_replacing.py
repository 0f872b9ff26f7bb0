"""A province's own copy stands in a national procedure's place from its day; internal procedures are nowhere in public."""

from datetime import date, timedelta

import pytest

from common import clock
from common.actors import SYSTEM, Actor
from common.errors import NotAllowed, NotFound
from procedures import selectors
from procedures.models import Procedure, SearchEntry
from procedures.services.replace import BadCopy, give_back, take_place
from procedures.services.schedule import bring_into_force
from tests.procedures.makers import procedure, published

pytestmark = pytest.mark.django_db
NATIONAL, OWN = "9.000001", "9.000002"


def found() -> set[str]:
    listed = set(selectors.listed().values_list("code", flat=True))
    assert listed == set(SearchEntry.objects.values_list("procedure__code", flat=True))
    return listed


def test_the_copy_takes_the_place_and_gives_it_back() -> None:
    published(NATIONAL)
    published(OWN, "Bản của tỉnh")
    take_place(OWN, NATIONAL, clock.today(), by=SYSTEM)
    assert found() == {OWN}
    assert selectors.standing(NATIONAL).status == "published"
    assert selectors.replaced_by(NATIONAL).name == "Bản của tỉnh"
    give_back(OWN, by=SYSTEM)
    assert found() == {NATIONAL, OWN}
    assert selectors.replaced_by(NATIONAL) is None


def test_it_waits_for_its_day_and_for_its_own_publication() -> None:
    published(NATIONAL)
    procedure(OWN)
    tomorrow = clock.today() + timedelta(days=1)
    take_place(OWN, NATIONAL, tomorrow, by=SYSTEM)
    published(OWN)
    assert found() == {NATIONAL, OWN}
    bring_into_force(tomorrow)
    assert set(SearchEntry.objects.values_list("procedure__code", flat=True)) == {OWN}


def test_publishing_the_copy_takes_the_national_one_out_of_search() -> None:
    published(NATIONAL)
    procedure(OWN)
    take_place(OWN, NATIONAL, clock.today(), by=SYSTEM)
    assert found() == {NATIONAL}
    published(OWN)
    assert found() == {OWN}


def test_chains_and_strangers_are_refused() -> None:
    for code in (NATIONAL, OWN, "9.000003"):
        published(code)
    take_place(OWN, NATIONAL, date(2026, 1, 1), by=SYSTEM)
    for copy, old in ((NATIONAL, NATIONAL), (NATIONAL, "9.000003"), ("9.000003", OWN)):
        with pytest.raises(BadCopy):
            take_place(copy, old, date(2026, 1, 1), by=SYSTEM)
    with pytest.raises(NotAllowed):
        take_place("9.000003", OWN, date(2026, 1, 1), by=Actor("official", None, None, "clerk"))
    assert Procedure.objects.filter(replaces__isnull=False).count() == 1


def test_an_internal_procedure_is_published_for_officials_alone() -> None:
    version = published(NATIONAL, internal=True)
    assert found() == set()
    assert selectors.version(version.pk) == version
    with pytest.raises(NotFound):
        selectors.standing(NATIONAL)
