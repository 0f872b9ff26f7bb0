"""Who offers a procedure, and how far an agency may go beside the version."""

from datetime import timedelta

import pytest

from agencies.models import Agency, AgencyLevel
from audit.models import AuditEvent
from common import clock
from common.actors import SYSTEM, Actor
from common.errors import NotAllowed
from procedures import selectors, terms
from procedures.models import Offering
from procedures.services.offer import BadTerms, change_offer, offer, offer_to_all, withdraw_offer
from procedures.terms import Terms
from tests.procedures.makers import content, process, published

pytestmark = pytest.mark.django_db
CODE = "9.000001"
SHORT = {"limit": {"value": "2wd", "text": "2 ngày làm việc"}}


@pytest.fixture
def tree() -> dict[str, Agency]:
    """A province with two communes, one of which has a one-door section."""
    levels = {code: AgencyLevel.objects.create(code=code, name=code, rank=rank) for rank, code in enumerate(("tinh", "xa"))}
    made: dict[str, Agency] = {}
    for code, kind, level in (
        ("H09", "authority", "tinh"),
        ("H09.1", "authority", "xa"),
        ("H09.1.1", "one-door", "xa"),
        ("H09.2", "authority", "xa"),
    ):
        above = made.get(code.rpartition(".")[0])
        facts = {"kind": kind, "level": levels[level], "parent": above, "valid_from": "2020-01-01"}
        made[code] = Agency.objects.create(code=code, name=code, path=f"{above.path if above else ''}{code}/", **facts)
    return made


def test_one_place_is_offered_changed_withdrawn_and_opened_again(tree: dict[str, Agency]) -> None:
    version = published(CODE)
    row = offer(CODE, tree["H09.1.1"], tree["H09.1"], Terms("full", receiving_points=("Nhà văn hóa khu phố 3",)), by=SYSTEM)
    assert [one.receiving_points for one in selectors.offerings(version)] == [["Nhà văn hóa khu phố 3"]]
    change_offer(row.pk, Terms("partial", ("counter",), overrides=SHORT), by=SYSTEM)
    assert (Offering.objects.get().online, Offering.objects.get().overrides) == (False, SHORT)
    withdraw_offer(row.pk, by=SYSTEM)
    assert selectors.offerings(version) == []
    again = offer(CODE, tree["H09.1.1"], tree["H09.1"], Terms("full"), by=SYSTEM)
    assert (again.pk, len(selectors.offerings(version))) == (row.pk, 1)
    acts = AuditEvent.objects.filter(stream=f"procedure:{CODE}").order_by("seq").values_list("action", flat=True)
    assert list(acts) == ["publish", "offer", "change-offer", "withdraw-offer", "offer"]


@pytest.mark.parametrize(
    "given",
    [
        Terms("none"),
        Terms("full", ("fax",)),
        Terms("full", overrides={"papers": []}),
        Terms("full", overrides={"limit": {"value": "4wd", "text": "4 ngày"}}),
        Terms("full", overrides={"limit": {"value": "1d", "text": "1 ngày"}}),
        Terms("full", overrides={"limit": {"value": "2wd"}}),
        Terms("full", valid_to=Terms("full").valid_from),
    ],
)
def test_an_agency_varies_only_what_the_version_lets_vary(tree: dict[str, Agency], given: Terms) -> None:
    published(CODE)
    with pytest.raises(BadTerms):
        offer(CODE, tree["H09.1"], tree["H09.1"], given, by=SYSTEM)
    assert not Offering.objects.exists()


def test_a_place_is_never_more_online_than_the_procedure(tree: dict[str, Agency]) -> None:
    published(CODE, service_level="partial")
    with pytest.raises(BadTerms):
        offer(CODE, tree["H09.1"], tree["H09.1"], Terms("full"), by=SYSTEM)
    assert offer(CODE, tree["H09.1"], tree["H09.1"], Terms("information"), by=SYSTEM).online is False


def test_a_version_that_is_less_online_brings_its_places_down(tree: dict[str, Agency]) -> None:
    published(CODE)
    offer(CODE, tree["H09.1"], tree["H09.1"], Terms("full"), by=SYSTEM)
    offer(CODE, tree["H09.2"], tree["H09.2"], Terms("information"), by=SYSTEM)
    published(CODE, service_level="partial")
    levels = Offering.objects.order_by("handling__path").values_list("service_level", "online")
    assert list(levels) == [("partial", True), ("information", False)]


def test_every_commune_at_once_says_what_became_of_each(tree: dict[str, Agency]) -> None:
    published(CODE)
    first = offer(CODE, tree["H09.2"], tree["H09.2"], Terms("full"), by=SYSTEM)
    done = [(one.agency.code, one.kind) for one in offer_to_all(CODE, "xa", "H09", by=SYSTEM)]
    assert done == [("H09.1", "made"), ("H09.2", "there")]
    assert Offering.objects.get(handling=tree["H09.1"]).receiving == tree["H09.1.1"]
    withdraw_offer(first.pk, by=SYSTEM)
    author = Actor("official", None, None, "author", tree["H09.1"].pk)
    refused = offer_to_all(CODE, "xa", "H09", by=author, given=Terms("full", valid_from=clock.today()))
    assert [(one.kind, bool(one.message)) for one in refused] == [("there", False), ("refused", True)]
    with pytest.raises(NotAllowed):
        change_offer(first.pk, Terms("full"), by=author)
    assert [one.kind for one in offer_to_all(CODE, "xa", "H09", by=SYSTEM)] == ["there", "reopened"]
    assert clock.today() + timedelta(days=1) > Offering.objects.get(pk=first.pk).valid_from


@pytest.mark.parametrize(
    ("own", "legal", "holds"),
    [("5wd", "7wd", "5wd"), ("9wd", "7wd", "7wd"), ("6h", "same-day@15:00", "6h"), ("5d", "7wd", "7wd"), (None, "7wd", "7wd")],
)
def test_the_shorter_limit_of_one_kind_holds(own: str | None, legal: str, holds: str) -> None:
    assert terms.shorter(own, legal) == holds


def test_a_process_must_fit_the_shorter_limit() -> None:
    given = Terms("full", overrides={"limit": {"value": "6h", "text": "6 giờ"}})
    assert "Quy trình" in terms.beyond(given, content(process=process(kind="handle")))
