"""The leader's queue of papers: what waits, how it differs, a batch with an outcome a paper, step-up, four eyes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.selectors import actor_for
from audit import log
from common.errors import NotAllowed
from dossiers import signing_queue
from dossiers.models import Dossier, IssuedResult
from dossiers.services import issue, result_revoke, sign_batch
from dossiers.states import State
from tests.signing.papers import another, numbered
from tests.world import World
from vault.models import Document, ReservedNumber
from vault.refusals import NoTimeStamp


def address(world: World, name: str, *more: Any, who: str = "dung") -> str:
    return reverse(f"desk-signing:{name}", args=[world.seats[who].pk, *more])


def box(dossier: Dossier) -> str:
    dossier.refresh_from_db()
    return f"{dossier.pk}:{dossier.lock_version}"


def test_a_batch_with_one_failure_signs_the_others_and_says_why(world: World, browse: Any) -> None:
    first = numbered(world)
    rest = [another(world, first, f"KY-{n}", broken=n == 2) for n in range(1, 4)]
    page = browse("dung").get(address(world, "queue")).content.decode()
    assert "Văn bản chờ tôi ký (4)" in page and all(one.code in page for one in rest)
    void = IssuedResult.objects.get(dossier=rest[1]).number.text
    said = browse("dung").post(address(world, "run"), {"chon": [box(one) for one in (first, *rest)]}).content.decode()
    assert "xong 3 văn bản, 1 văn bản chưa được" in said
    assert f"Chưa ký được văn bản số {void}. Số này đã hủy" in said
    states = dict(IssuedResult.objects.values_list("dossier__code", "state"))
    assert sorted(states.values()) == ["numbered", "signed", "signed", "signed"] and states["KY-2"] == "numbered"
    assert ReservedNumber.objects.get(text=void).status == "void"
    assert [one.dossier.code for one in signing_queue.waiting(world.seats["giang"], world.officials["giang"])] != []


def test_what_a_failed_signature_made_void_stays_void_when_many_are_chosen_in_the_desk(world: World, browse: Any) -> None:
    first = numbered(world)
    broken = another(world, first, "KY-1", broken=True)
    void = IssuedResult.objects.get(dossier=broken).number.text
    given = {"viec": "sign", "chon": [box(first), box(broken)]}
    page = browse("dung").post(reverse("desk-bulk:run", args=[world.seats["dung"].pk]), given).content.decode()
    assert f"Chưa ký được văn bản số {void}. Số này đã hủy" in page
    assert ReservedNumber.objects.get(text=void).status == "void"
    assert IssuedResult.objects.get(dossier=broken).number.text != void


def test_no_time_stamp_stops_the_batch_and_keeps_every_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = numbered(world)
    second = another(world, first, "KY-1")
    tried = []

    def refuse(*_args: Any, **_given: Any) -> bytes:
        tried.append(1)
        raise NoTimeStamp

    monkeypatch.setattr(issue.signing, "sign", refuse)
    rows = [(one.pk, one.lock_version) for one in (first, second)]
    outcomes = sign_batch.run(rows, by=world.officials["dung"], seat=world.seats["dung"])
    assert [one.ok for one in outcomes] == [False, False] and len(tried) == 1
    assert all("dấu thời gian" in one.message for one in outcomes)
    assert not ReservedNumber.objects.filter(status="void").exists()


def test_the_paper_s_page_shows_what_is_not_as_it_was_proposed(world: World, browse: Any) -> None:
    dossier = numbered(world)
    row = dossier.results.get()
    row.values = row.values | {"work.name": "Nhà kho"}
    row.save()
    client = browse("dung")
    page = client.get(address(world, "paper", row.pk)).content.decode()
    assert "<del>Nhà ở</del>" in page and "<ins>Nhà kho</ins>" in page and "Đã sửa sau lần trình đầu" in page
    picture = client.get(address(world, "page", row.pk, 1))
    assert picture.content.startswith(b"\x89PNG") and "no-store" in picture["Cache-Control"]
    assert client.get(address(world, "page", row.pk, 9)).status_code == 404
    assert browse("chi").get(address(world, "queue", who="chi")).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(world: World, django_assert_num_queries: Any) -> None:
    first = numbered(world)
    seat, user = world.seats["dung"], world.officials["dung"]
    signing_queue.waiting(seat, user)
    with django_assert_num_queries(2):
        signing_queue.waiting(seat, user)
    for n in range(5):
        another(world, first, f"KY-{n}")
    with django_assert_num_queries(2):
        assert len(signing_queue.waiting(seat, user)) == 6


def test_who_drafted_does_not_sign(world: World) -> None:
    dossier = numbered(world)
    log.append(f"dossier:{dossier.pk}", "draft-result", issue_actor(world), {})
    with pytest.raises(NotAllowed, match="Người soạn"):
        world.act(issue.sign, "dung", dossier)
    assert dossier.results.get().state == IssuedResult.State.NUMBERED


def issue_actor(world: World) -> Any:
    return actor_for(world.officials["dung"], world.seats["dung"])


def test_an_old_proof_is_asked_for_anew_on_every_way_to_a_signature(world: World, browse: Any, settings: Any) -> None:
    settings.SIGNING_PROOF_MINUTES = 15
    dossier = numbered(world)
    client: Client = browse("dung")
    seat = world.seats["dung"].pk
    ways = (
        (address(world, "run"), {"chon": [box(dossier)]}),
        (reverse("desk_dossier:act", args=[seat, dossier.pk, "sign"]), {"seen": dossier.lock_version}),
        (reverse("desk-bulk:run", args=[seat]), {"viec": "sign", "chon": [box(dossier)]}),
    )
    for where, given in ways:
        answer = client.post(where, given)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, reverse("account_reauthenticate"))
    assert dossier.results.get().state == IssuedResult.State.NUMBERED
    world.officials["dung"].set_password("Demo-2026-portal")
    world.officials["dung"].save()
    client = browse("dung")
    asked = client.post(*ways[0])
    said = client.post(asked["Location"], {"password": "Demo-2026-portal"}, follow=True).content.decode()
    assert "xong 1 văn bản" in said
    assert dossier.results.get().state == IssuedResult.State.SIGNED


def test_the_leader_revokes_what_was_issued_with_a_decision_and_a_ground(world: World) -> None:
    dossier = world.issued()
    told = {"key": "giay-phep", "decision": "QĐ 15/QĐ-UBND ngày 20/11/2026", "reason": "Khai sai ranh giới thửa đất."}
    with pytest.raises(NotAllowed):
        world.act(result_revoke.revoke_result, "chi", dossier, **told)
    document = world.act(result_revoke.revoke_result, "dung", dossier, **told)
    assert (document.status, dossier.state) == (Document.Status.REVOKED, State.COMPLETED)
    assert document.status_reason == f"{told['decision']}. {told['reason']}"
    with pytest.raises(NotAllowed):
        world.act(result_revoke.revoke_result, "dung", dossier, **told)
