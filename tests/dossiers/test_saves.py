"""One page in two tabs, a save that comes late, a session that ended; and drafts that are about to be deleted."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from common import clock, outbox
from common.ids import uuid7
from dossiers.models import Draft, KeptPage
from dossiers.saves import Overtaken, Tab
from dossiers.services import drafting, kept_pages
from dossiers.tasks import sweep
from notifications.models import Notification
from tests.dossiers.extracts import offer
from tests.world import COPIES, World, build

PAGE = "nguoiYeuCau"


def typed(phone: str) -> dict[str, object]:
    return {"nyc": {"dienThoai": phone}}


def phone(draft: Draft) -> str:
    draft.refresh_from_db()
    return draft.answers["nyc"]["dienThoai"]


@pytest.fixture
def world(db: None) -> World:
    return offer(build())


@pytest.fixture
def draft(world: World) -> Draft:
    return drafting.start(world.an, *world.place(COPIES))


def save(draft: Draft, number: str, tab: Tab | None, *, by_itself: bool = True) -> Draft:
    return drafting.save_page(draft.pk, draft.owner, page=PAGE, typed=typed(number), tab=tab, by_itself=by_itself)[0]


def test_a_tab_never_saves_over_another_by_itself(draft: Draft) -> None:
    save(draft, "0911111111", Tab("one", 0, 1))
    save(draft, "0922222222", Tab("two", 1, 1))
    with pytest.raises(Overtaken) as refused:
        save(draft, "0911111119", Tab("one", 1, 2))
    assert "đã được lưu ở thẻ hoặc thiết bị khác" in str(refused.value.message)
    assert phone(draft) == "0922222222"


def test_what_a_person_sends_wins_and_says_what_it_replaced(draft: Draft) -> None:
    save(draft, "0911111111", Tab("one", 0, 1))
    save(draft, "0922222222", Tab("two", 0, 1), by_itself=False)
    assert phone(draft) == "0922222222"
    assert draft.replaced["rows"] == [{"label": "Số điện thoại của bạn", "there": "0911 111 111", "here": "0922 222 222"}]
    save(draft, "0922222222", Tab("two", 2, 2), by_itself=False)
    draft.refresh_from_db()
    assert draft.replaced is None


def test_an_older_save_of_one_tab_that_comes_late_changes_nothing(draft: Draft) -> None:
    save(draft, "0933333333", Tab("one", 0, 3))
    save(draft, "0911111111", Tab("one", 0, 2))
    assert phone(draft) == "0933333333"


def test_other_pages_are_no_conflict(draft: Draft) -> None:
    save(draft, "0911111111", Tab("one", 0, 1))
    saved, _outcome = drafting.save_page(
        draft.pk, draft.owner, page="cachNhan", typed={"nhanKetQua": "taiNoi"}, tab=Tab("two", 0, 1), by_itself=True
    )
    assert saved.answers["nyc"]["dienThoai"] == "0911111111"
    assert saved.answers["nhanKetQua"] == "taiNoi"


def test_what_was_sent_after_the_session_ended_is_there_after_login(world: World, draft: Draft, client) -> None:
    page = reverse("wizard:page", args=[draft.pk, PAGE])
    answer = client.post(page, {"nyc.dienThoai": "0944 444 444"})
    assert answer["Location"].startswith("/tai-khoan/dang-nhap/?next=")
    client.force_login(world.an)
    back = client.get(f"{page}?giu=1")
    assert (back.status_code, back["Location"]) == (302, page)
    assert phone(draft) == "0944444444"
    save(draft, "0955555555", None)
    client.get(f"{page}?giu=1")  # once only
    assert phone(draft) == "0955555555"


def test_what_was_typed_outlives_a_lost_cache_and_waits_no_longer_than_a_session(world: World, draft: Draft, client) -> None:
    page = reverse("wizard:page", args=[draft.pk, PAGE])
    with time_machine.travel(clock.now()) as now:
        client.post(page, {"nyc.dienThoai": "0944 444 444"})
        cache.clear()
        client.force_login(world.an)
        assert client.get(f"{page}?giu=1").status_code == 302
        client.logout()
        client.post(page, {"nyc.dienThoai": "0966 666 666"})
        now.shift(kept_pages.KEPT)
        client.force_login(world.an)
        assert client.get(f"{page}?giu=1").status_code == 200
        assert phone(draft) == "0944444444"
        sweep()
        assert not KeptPage.objects.exists()


def test_pages_of_nothing_are_not_kept_and_of_one_draft_only_a_few(draft: Draft, client) -> None:
    client.post(reverse("wizard:page", args=[uuid7(), PAGE]), {"nyc.dienThoai": "0944 444 444"})
    page = reverse("wizard:page", args=[draft.pk, PAGE])
    client.post(page, {"nyc.dienThoai": "9" * (kept_pages.MOST_LETTERS + 1)})
    assert not KeptPage.objects.exists()
    for number in range(kept_pages.MOST_EACH + 2):
        client.post(page, {"nyc.dienThoai": f"0944 444 44{number}"})
    left = KeptPage.objects.order_by("kept_at")
    assert len(left) == kept_pages.MOST_EACH
    assert "444+446" in left.last().typed
    assert str(draft.pk) not in left.last().pk


def test_what_another_browser_kept_is_not_saved_into_my_draft(world: World, draft: Draft, client, client_of_lan) -> None:
    page = reverse("wizard:page", args=[draft.pk, PAGE])
    client_of_lan.post(page, {"nyc.dienThoai": "0944 444 444"})
    client.force_login(world.an)
    assert client.get(f"{page}?giu=1").status_code == 200
    draft.refresh_from_db()
    assert draft.answers == {}


@pytest.fixture
def client_of_lan(client):
    return client.__class__()


def test_a_script_whose_session_ended_is_told_so(draft: Draft, client) -> None:
    answer = client.post(reverse("wizard:autosave", args=[draft.pk, PAGE]), {}, headers={"accept": "application/json"})
    assert answer.status_code == 401


def test_the_owner_is_told_a_week_before_and_only_once(world: World, draft: Draft) -> None:
    with time_machine.travel(draft.expires_at - timedelta(days=8)):
        sweep()
        assert not Notification.objects.exists()
    with time_machine.travel(draft.expires_at - timedelta(days=7) + timedelta(minutes=5)):
        sweep()
        sweep()
        outbox.drain()
        told = Notification.objects.get()
        assert (told.user_id, told.kind, told.link) == (world.an.pk, "draft-expires", reverse("wizard:tasks", args=[draft.pk]))
    with time_machine.travel(draft.expires_at + timedelta(days=1)):
        sweep()
    assert not Draft.objects.exists()


def test_saving_again_keeps_the_draft_and_a_later_week_is_told_anew(draft: Draft) -> None:
    with time_machine.travel(draft.expires_at - timedelta(days=6)):
        sweep()
        save(draft, "0911111111", None)
        draft.refresh_from_db()
        assert draft.warned_at is None
        assert draft.expires_at > clock.now() + timedelta(days=59)
        sweep()
    assert Notification.objects.count() == 1


def test_nothing_is_deleted_that_nobody_was_told_about(draft: Draft) -> None:
    with time_machine.travel(draft.expires_at + timedelta(days=30)):
        sweep()
        draft.refresh_from_db()
        assert draft.expires_at > clock.now() + timedelta(days=6)
