"""The page of who is away: give a seat, take it back, hand all held work over."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from agencies.models import Delegation
from common import clock
from dossiers.services import handle, leave, receive
from tests.dossiers.routing import made
from tests.world import World


def test_a_leader_gives_a_seat_takes_it_back_and_hands_work_over(world: World, client: Client) -> None:
    made.hire(world, "khanh", "Lý Gia Khánh", made.WARD, "handler")
    dung, chi, khanh = (world.officials[name] for name in ("dung", "chi", "khanh"))
    seat = world.seats["dung"].pk
    client.force_login(dung)
    of_chi = next(row for row in leave.sitting(world.seats["chi"].agency_id) if row.user == chi)
    today = clock.today()
    typed = {"who": of_chi.pk, "to": khanh.pk, "since": f"{today:%d/%m/%Y}", "until": f"{today + timedelta(days=2):%d/%m/%Y}"}
    give = reverse("desk-leave:give", args=[seat])
    assert client.get(give).status_code == 200
    assert client.post(give, typed).status_code == 422
    assert client.post(give, typed | {"paper": "12/GUQ-UBND"}).status_code == 302
    row = Delegation.objects.get()
    assert (row.from_user, row.to_user, clock.local(row.until).date()) == (chi, khanh, today + timedelta(days=2))
    assert "12/GUQ-UBND" in client.get(reverse("desk-leave:page", args=[seat])).content.decode()
    client.post(reverse("desk-leave:end", args=[seat, row.pk]))
    row.refresh_from_db()
    assert row.ended_at is not None

    dossier = made.filed(world, made.plain())
    world.act(receive.receive, "binh", dossier)
    world.act(handle.take, "chi", dossier)
    given = {"who": of_chi.pk, "to": khanh.pk, "reason": "QĐ 5/QĐ-UBND"}
    told = client.post(reverse("desk-leave:hand-over", args=[seat]), given).content.decode()
    assert dossier.code in told
    assert dossier.tasks.get(done_at__isnull=True).assignee == khanh
