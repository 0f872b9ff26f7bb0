"""One result for each row: An asks for a birth extract in two copies and a marriage extract in one, pays, and gets both."""

from typing import Any

import pytest

from audit.models import AuditEvent
from common import blobs, outbox
from common.errors import Incomplete, NotAllowed, NotFound
from dossiers import selectors
from dossiers.models import Dossier, DossierFee, IssuedResult
from dossiers.services import decide, handle, issue
from dossiers.services.supplement import Item, request_supplement
from dossiers.states import State
from notifications.models import Notification
from portal.invariants import check_all
from tests.dossiers import extracts
from tests.dossiers.extracts import BIRTH, DEATH, KEYS, MARRIAGE, VALUES, filed, numbered, proposed, received, states
from tests.world import World
from vault import signing, verification
from vault.models import ReservedNumber


@pytest.fixture
def world(world: World) -> World:
    return extracts.offer(world)


def test_both_extracts_are_issued_each_with_its_own_number_signature_and_code(world: World) -> None:
    dossier = numbered(world, BIRTH, MARRIAGE)
    world.act(issue.sign, "dung", dossier)
    world.act(issue.stamp, "giang", dossier)
    world.act(issue.hand_over, "binh", dossier)
    outbox.drain()

    rows = list(dossier.results.select_related("document__blob", "number"))
    assert [(row.result_key, row.number.text, row.copies) for row in rows] == [
        ("trich-luc.1", "01/TLHT-BS", 2),
        ("trich-luc.2", "02/TLHT-BS", 1),
    ]
    documents = [row.document for row in rows]
    assert len({document.public_id for document in documents}) == 2
    assert [(d.owner_person, d.title, d.subject_name) for d in documents] == [
        (world.an.person, "Bản sao trích lục hộ tịch: Khai sinh", ""),
        (world.an.person, "Bản sao trích lục hộ tịch: Kết hôn", "Trần Thị Lan"),
    ]
    for document in documents:
        found = verification.verify(blobs.read(document.blob))
        assert (found.document, found.intact, len(found.signatures)) == (document, True, 2)
    assert {name: check.violations for name, check in check_all().items() if not check.ok} == {}


def test_the_applicant_is_told_of_two_results(world: World) -> None:
    dossier = numbered(world, BIRTH, MARRIAGE)
    world.act(issue.sign, "dung", dossier)
    world.act(issue.stamp, "giang", dossier)
    world.act(issue.hand_over, "binh", dossier)
    outbox.drain()
    titles = list(Notification.objects.filter(user=world.an).values_list("title", flat=True))
    assert {f"Hồ sơ {dossier.code}: đã có 2 kết quả", f"Hồ sơ {dossier.code}: đã trả 2 kết quả"} <= set(titles)
    said = [happening.text for happening in selectors.timeline(dossier)]
    assert said[:2] == ["Đã trả 2 kết quả", "2 kết quả đã phát hành vào kho giấy tờ của bạn"]


def test_ten_rows_keep_their_order_and_their_numbers(world: World) -> None:
    dossier = proposed(world, *([BIRTH, MARRIAGE] * 5))
    world.act(decide.approve, "dung", dossier)
    rows = world.act(issue.number, "giang", dossier)
    assert [row.result_key for row in dossier.results.all()] == [f"trich-luc.{n}" for n in range(1, 11)]
    assert [row.number.number for row in rows] == list(range(1, 11))


def test_the_fee_is_that_of_all_rows_and_a_single_row_is_one_result(world: World) -> None:
    assert DossierFee.objects.get(dossier=filed(world, BIRTH, MARRIAGE, DEATH)).fee_request.total == 32_000
    dossier = numbered(world, DEATH)
    assert list(dossier.results.values_list("result_key", flat=True)) == ["trich-luc.1"]


def test_the_handler_proposes_only_when_every_row_is_drafted(world: World) -> None:
    dossier = received(world, BIRTH, MARRIAGE, DEATH)
    world.act(handle.draft_results, "chi", dossier, drafts=dict.fromkeys(KEYS, VALUES))
    with pytest.raises(NotAllowed):
        world.act(handle.propose, "chi", dossier, opinion="Có trong sổ.")
    with pytest.raises(NotFound):
        world.act(handle.draft_results, "chi", dossier, drafts={"trich-luc.3": VALUES, "trich-luc.4": VALUES})
    dossier.refresh_from_db()
    assert (dossier.step, list(dossier.results.values_list("result_key", flat=True))) == ("handle", KEYS)
    world.act(handle.draft_result, "chi", dossier, key="trich-luc.3", values=VALUES)
    world.act(handle.propose, "chi", dossier, opinion="Có trong sổ.")
    assert dossier.step == "approve"


def test_a_failed_signature_voids_its_number_alone_and_signing_goes_on_from_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = numbered(world, BIRTH, MARRIAGE, DEATH)
    second = dossier.results.get(result_key="trich-luc.2")
    real, broken = signing.sign, blobs.read(second.pdf)

    def sign(pdf: bytes, **given: Any) -> bytes:
        if pdf == broken:
            raise signing.SigningFailed
        return real(pdf, **given)

    monkeypatch.setattr(signing, "sign", sign)
    with pytest.raises(signing.SigningFailed) as failure:
        world.act(issue.sign, "dung", dossier)
    assert "Đã ký 1 trong 3 văn bản" in str(failure.value.message)
    dossier.refresh_from_db()
    assert (dossier.step, states(dossier)) == ("sign", ["signed", "numbered", "numbered"])
    assert not dossier.results.filter(document__isnull=False).exists()
    with pytest.raises(issue.NotRendered):
        world.act(issue.sign, "dung", dossier)

    outbox.drain()
    first = dossier.results.get(result_key="trich-luc.1").pdf_id
    world.act(issue.sign, "dung", dossier)
    assert states(dossier) == ["signed"] * 3
    assert dossier.results.get(result_key="trich-luc.1").pdf_id == first
    world.act(issue.stamp, "giang", dossier)
    assert [row.number.number for row in dossier.results.select_related("number")] == [1, 4, 3]
    assert list(ReservedNumber.objects.values_list("number", "status")) == [(1, "used"), (2, "void"), (3, "used"), (4, "used")]
    assert {name: check.violations for name, check in check_all().items() if not check.ok} == {}


def test_a_seal_that_fails_on_the_last_paper_issues_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = numbered(world, BIRTH, MARRIAGE)
    world.act(issue.sign, "dung", dossier)
    real, tries = signing.sign, []

    def seal(pdf: bytes, **given: Any) -> bytes:
        tries.append(pdf)
        if len(tries) == 2:
            raise signing.SigningFailed
        return real(pdf, **given)

    monkeypatch.setattr(signing, "sign", seal)
    with pytest.raises(issue.NotSealed):
        world.act(issue.stamp, "giang", dossier)
    dossier.refresh_from_db()
    assert (dossier.state, states(dossier)) == (State.PROCESSING, ["signed"] * 2)
    assert not dossier.results.filter(document__isnull=False).exists()
    assert not ReservedNumber.objects.exclude(status="reserved").exists()

    world.act(issue.stamp, "giang", dossier)
    issued = dossier.results.filter(document__isnull=False).count()
    assert (dossier.state, states(dossier), issued) == (State.COMPLETED, ["issued"] * 2, 2)


def test_a_refusal_takes_no_number_and_issues_nothing(world: World) -> None:
    dossier = proposed(world, BIRTH, MARRIAGE)
    world.act(decide.reject, "dung", dossier, reason="Không có trong sổ.")
    assert (dossier.state, states(dossier)) == (State.REJECTED, ["drafted"] * 2)
    assert not ReservedNumber.objects.exists()
    assert not dossier.results.filter(document__isnull=False).exists()
    assert check_all()["I4"].ok


def test_who_drafted_one_row_may_approve_none(world: World) -> None:
    dossier = proposed(world, BIRTH, MARRIAGE)
    IssuedResult.objects.filter(dossier=dossier, result_key="trich-luc.2").update(drafted_by=world.seats["dung"])
    with pytest.raises(NotAllowed):
        world.act(decide.approve, "dung", dossier)
    assert states(dossier) == ["drafted"] * 2


def corrected(world: World, dossier: Dossier, *rows: dict[str, str]) -> None:
    """Chi asks for a correction of the rows; An answers with these."""
    item = Item(label="Bản sao 2: Số, quyển số", reason="Không có trong sổ", field_path="trichLuc[1].soDangKy")
    world.act(request_supplement, "chi", dossier, items=[item])
    world.answered(dossier, {"trichLuc": list(rows)})


def test_a_corrected_row_is_drafted_anew_and_the_others_keep_their_drafts(world: World) -> None:
    dossier = received(world, BIRTH, MARRIAGE)
    world.act(handle.draft_results, "chi", dossier, drafts=dict.fromkeys(KEYS, VALUES))
    corrected(world, dossier, BIRTH, MARRIAGE | {"soDangKy": "99/2015"})
    assert list(dossier.results.values_list("result_key", flat=True)) == ["trich-luc.1"]
    with pytest.raises(NotAllowed):
        world.act(handle.propose, "chi", dossier, opinion="Có trong sổ.")


def test_rows_may_be_divided_but_not_beyond_what_was_paid(world: World) -> None:
    dossier = received(world, BIRTH, MARRIAGE)
    world.act(handle.draft_results, "chi", dossier, drafts=dict.fromkeys(KEYS, VALUES))
    with pytest.raises(Incomplete) as refusal:
        corrected(world, dossier, BIRTH, MARRIAGE, DEATH)
    assert refusal.value.items == [
        "Phí của hồ sơ là 24.000 đ, phần sửa cần 32.000 đ. Giữ số lượng như khi nộp; cần thêm thì nộp hồ sơ khác."
    ]
    assert len(Dossier.objects.get(pk=dossier.pk).answers["trichLuc"]) == 2

    world.answered(dossier, {"trichLuc": [BIRTH | {"soBan": "3"}]})
    assert list(dossier.results.values_list("result_key", flat=True)) == []
    world.act(handle.draft_results, "chi", dossier, drafts={"trich-luc.1": VALUES})
    assert dossier.results.get().copies == 3


def test_every_signature_stands_in_the_chain(world: World) -> None:
    dossier = numbered(world, BIRTH, MARRIAGE)
    world.act(issue.sign, "dung", dossier)
    chain = AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", action__in=("signature", "sign")).order_by("seq")
    assert [event.action for event in chain] == ["signature", "sign"]
    assert chain[1].data["sha256"] == [row.pdf.sha256 for row in dossier.results.select_related("pdf")]
    assert chain[0].data["sha256"] == chain[1].data["sha256"][0]


def test_the_invariant_sees_a_row_that_was_paid_but_not_issued(world: World) -> None:
    dossier = numbered(world, BIRTH, MARRIAGE)
    world.act(issue.sign, "dung", dossier)
    world.act(issue.stamp, "giang", dossier)
    dossier.results.filter(result_key="trich-luc.2").update(state="signed", document=None)
    (violation,) = check_all()["I4"].violations
    assert violation.startswith(f"{dossier.code}: asked for {{'trich-luc.1': 2, 'trich-luc.2': 1}}, issued {{'trich-luc.1': 2}}")
