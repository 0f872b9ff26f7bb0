"""The administrator sees how many promises a change moves before it is saved."""

from datetime import datetime

from django.test import Client

from accounts.models import User
from agencies.models import CalendarDay, CalendarVersion
from common.clock import VIETNAM
from dossiers.models import Dossier, Recount
from tests.world import World


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


STORM = {"day": "2/12/2026", "kind": "off", "reason": "bão", "provenance": "Công điện 5", "confidence": "firm"}


def test_asked_before_promises_move_and_saved_at_once_where_none_does(world: World) -> None:
    dossier = world.received()
    tri, page = browser(world.officials["tri"]), f"/quan-tri/{world.seats['tri'].pk}/lich/"
    answer = tri.post(f"{page}them/", STORM)
    words = answer.content.decode()
    assert answer.status_code == 200 and "1 hồ sơ đang mở sẽ có ngày hẹn khác" in words and dossier.code in words
    assert "09:00, Thứ Tư, 9/12/2026" in words and "09:00, Thứ Năm, 10/12/2026" in words
    assert 'name="reason" value="bão"' in words
    assert not CalendarDay.objects.filter(reason="bão").exists() and not Recount.objects.exists()

    assert tri.post(f"{page}them/", STORM | {"confirmed": "1"}).status_code == 302
    row = CalendarDay.objects.get(reason="bão")
    assert Recount.objects.count() == 1
    listed = tri.get(page, {"nam": "2026"}).content.decode()
    assert "Ngày hẹn được tính lại" in listed and "Đang chờ hoặc đang tính" in listed

    Dossier.objects.update(due_at=datetime(2026, 12, 10, 9, tzinfo=VIETNAM))
    assert "sẽ có ngày hẹn khác" in tri.post(f"{page}{row.pk}/bo/", {"reason": "nhầm"}).content.decode()
    Dossier.objects.update(due_at=datetime(2026, 12, 1, 9, tzinfo=VIETNAM))
    assert tri.post(f"{page}{row.pk}/bo/", {"reason": "nhầm"}).status_code == 302


def test_new_sessions_are_asked_about_too(world: World) -> None:
    world.received()
    tri, page = browser(world.officials["tri"]), f"/quan-tri/{world.seats['tri'].pk}/lich/buoi-lam-viec/"
    late = {"since": "1/12/2026", "sessions": "09:30-11:30, 13:00-17:00", "provenance": "QĐ 1"}
    assert "1 hồ sơ đang mở" in tri.post(page, late).content.decode()
    assert CalendarVersion.objects.count() == 1
    assert tri.post(page, late | {"confirmed": "1"}).status_code == 302
    assert CalendarVersion.objects.count() == 2
