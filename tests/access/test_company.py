"""Acting for a company: a right from one day to another, for this company, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.access import represented
from accounts.models import Representation
from accounts.selectors import organisations, representatives
from common import clock, outbox
from common.actors import SYSTEM
from common.errors import NotFound
from dossiers.models import Dossier, Draft, Rating
from dossiers.services import receive
from dossiers.services.answering import answer_supplement
from dossiers.services.rate import rate
from dossiers.services.submit import submit
from notifications.models import Notification
from procedures.services.publish import publish
from tests.access.company import company, draft_for, end_of, file_for_company
from tests.access.scene import Scene, enter
from tests.world import PERMIT, build

pytestmark = pytest.mark.django_db
# Days from today on which the right begins and ends, and whether it holds today.
RIGHTS = ((-9, None, True), (0, None, True), (-9, 0, True), (0, 0, True), (1, None, False), (-9, -1, False), (1, 9, False))


@pytest.fixture
def office() -> Scene:
    """Everyone with a browser, and nothing filed yet."""
    return enter(build())


def test_a_right_holds_from_its_first_day_to_its_last(office: Scene) -> None:
    minh, firm = office.people["minh"], company()
    Representation.objects.exclude(user=minh).delete()
    for since, until, holds in RIGHTS:
        last = None if until is None else clock.today() + timedelta(days=until)
        Representation.objects.filter(user=minh).update(since=clock.today() + timedelta(days=since), until=last)
        answers = (list(represented(minh)), organisations(minh), representatives(firm))
        assert answers == (([firm.pk], [firm], [minh]) if holds else ([], [], [])), (since, until)


def test_a_draft_for_a_company_is_begun_only_by_who_represents_it(office: Scene) -> None:
    end_of(office.people["quang"])
    version, offering = office.world.place(PERMIT)
    asked = {"offering": str(offering.pk), "organisation": str(company().pk)}

    def begun() -> dict[str, int]:
        wrote = {}
        for who in ("an", "khoa", "quang", "minh"):
            office.browser(who).post(reverse("wizard:start", args=[PERMIT]), asked)
            wrote[who] = Draft.objects.filter(organisation=company()).count()
        return wrote

    assert set(begun().values()) == {0}, "a house permit is for people"
    content = version.content | {"targets": ["ĐT1", "ĐT2"]}
    publish(PERMIT, content, by=SYSTEM, effective_from=clock.today(), decision="Thử")
    assert begun() == {"an": 0, "khoa": 0, "quang": 0, "minh": 1}


def test_who_no_longer_represents_the_company_finishes_nothing_for_it(office: Scene) -> None:
    """The services themselves refuse, whatever page asks them."""
    world, quang = office.world, office.people["quang"]
    draft = draft_for(world, quang)
    things = file_for_company(world, quang)
    with pytest.raises(NotFound):
        submit(draft.pk, by=quang, key=draft.submit_key, declared=True)
    with pytest.raises(NotFound):
        answer_supplement(things["company_asked"], by=quang)
    with pytest.raises(NotFound):
        rate(things["company_issued"], by=quang, score=1)
    assert Dossier.objects.count() == 2
    assert Dossier.objects.get(pk=things["company_asked"]).supplements.get().answered_at is None
    assert not Rating.objects.exists()


def test_another_representative_goes_on_where_the_first_left_off(office: Scene) -> None:
    draft = draft_for(office.world, office.people["quang"])
    end_of(office.people["quang"])
    dossier = submit(draft.pk, by=office.people["minh"], key=draft.submit_key, declared=True)
    assert (dossier.organisation, dossier.owner_name) == (company(), company().name)
    office.world.act(receive.refuse, "binh", dossier, reason="Không thuộc thẩm quyền.")
    outbox.drain()
    assert set(Notification.objects.values_list("user__email", flat=True)) == {"minh@example.vn"}
