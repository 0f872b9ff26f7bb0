"""What was begun while a procedure was taken is not handed in when it no longer is, and the reason is said; the draft stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from common.actors import SYSTEM
from common.errors import NotAllowed
from dossiers.models import Dossier, Draft
from dossiers.services.submit import submit
from procedures.services.offer import withdraw_offer
from procedures.services.publish import abolish, publish, stop_intake
from tests.procedures.makers import content
from tests.world import PERMIT, World

NOTICE = "Ngừng tiếp nhận đến hết ngày 5/12 để chuyển dữ liệu."


def stop(draft: Draft) -> None:
    stop_intake(PERMIT, NOTICE, by=SYSTEM)


def end(draft: Draft) -> None:
    abolish(PERMIT, by=SYSTEM, decision="Quyết định 9/QĐ-UBND")


def close(draft: Draft) -> None:
    withdraw_offer(draft.offering_id, by=SYSTEM)


def replace(draft: Draft) -> None:
    day = {"effective_from": clock.today(), "old_drafts_until": clock.today() - timedelta(days=1)}
    publish(PERMIT, content("Bản mới"), by=SYSTEM, decision="Quyết định 2", **day)


@pytest.mark.parametrize(
    ("happened", "code"),
    [(stop, "intake-stopped"), (end, "intake-stopped"), (close, "place-closed"), (replace, "version-closed")],
)
def test_it_is_not_handed_in_and_the_draft_stays(world: World, happened: Callable[[Draft], None], code: str) -> None:
    draft = world.draft()
    happened(draft)
    with pytest.raises(NotAllowed) as refusal:
        submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
    assert refusal.value.code == code
    assert (Dossier.objects.count(), Draft.objects.filter(submitted_at=None).count()) == (0, 1)


def test_a_draft_of_an_old_version_is_taken_until_its_day_and_always_without_one(world: World) -> None:
    for until in (clock.today(), None):
        draft = world.draft()
        publish(
            PERMIT,
            content(f"Bản mới {until}"),
            by=SYSTEM,
            effective_from=clock.today(),
            decision="Quyết định 2",
            old_drafts_until=until,
        )
        assert submit(draft.pk, by=world.an, key=draft.submit_key, declared=True).version == draft.version
        publish(PERMIT, draft.version.content, by=SYSTEM, effective_from=clock.today(), decision="Quyết định 3")


def test_the_page_says_why_in_the_notice_s_own_words(world: World) -> None:
    draft = world.draft()
    stop(draft)
    browser, check = Client(), reverse("wizard:check", args=[draft.pk])
    browser.force_login(world.an)
    answer = browser.post(check, {"key": str(draft.submit_key), "declared": "1"}, follow=True)
    assert NOTICE in answer.content.decode()
    assert browser.get(reverse("wizard:start", args=[PERMIT])).status_code == 404
