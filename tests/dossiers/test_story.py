"""A dossier's life as services see it, from a draft to the vault."""

import io

import pikepdf
import pytest

from audit.models import AuditEvent
from common import blobs, outbox
from common.errors import EmptyReason, Incomplete, NotAllowed, NotFound, Stale
from dossiers import bundles
from dossiers.models import Dossier, Pause, PrintedForm, Task
from dossiers.services import decide, handle, issue, papers, receive
from dossiers.services.submit import Undeclared, submit
from dossiers.services.supplement import Item, request_supplement
from dossiers.states import State
from notifications.models import Notification
from portal.invariants import check_all
from tests.world import PERMIT, World, drawing
from vault import verification


def test_a_dossier_reaches_the_vault_and_every_invariant_holds(world: World) -> None:
    dossier = world.issued()
    world.act(issue.hand_over, "binh", dossier)
    outbox.drain()

    assert dossier.state == State.DELIVERED
    document = dossier.results.get().document
    assert document.owner_person == world.an.person
    assert {form.kind for form in PrintedForm.objects.filter(dossier=dossier)} == {"confirmation", "declaration", "form-01"}
    assert Notification.objects.filter(user=world.an).count() == 4
    assert {name: check.violations for name, check in check_all().items() if not check.ok} == {}


def test_the_signed_result_verifies_and_a_flipped_byte_is_refused(world: World) -> None:
    pdf = blobs.read(world.issued().results.get().document.blob)
    assert verification.verify(pdf).intact
    broken = bytearray(pdf)
    broken[len(pdf) // 3] ^= 1
    assert not verification.verify(bytes(broken)).intact


def test_submitting_twice_with_one_key_is_one_dossier(world: World) -> None:
    draft = world.draft()
    first = submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
    second = submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
    assert first.pk == second.pk
    assert Dossier.objects.count() == 1


def test_submitting_needs_the_declaration_and_every_required_paper(world: World) -> None:
    draft = world.draft()
    with pytest.raises(Undeclared):
        submit(draft.pk, by=world.an, key=draft.submit_key, declared=False)
    draft.files.filter(paper_key="ban-ve").delete()
    with pytest.raises(Incomplete) as refusal:
        submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
    assert refusal.value.items == ["Tải lên: Bản vẽ thiết kế xây dựng"]
    assert not Dossier.objects.exists()


def test_two_officials_act_and_the_second_is_told(world: World) -> None:
    """F9: the second sees a conflict; nothing of theirs is written."""
    dossier = world.submitted()
    seen = dossier.lock_version
    world.act(receive.receive, "binh", dossier)
    events = AuditEvent.objects.count()
    with pytest.raises(Stale):
        receive.refuse(dossier.pk, by=world.officials["binh"], seat=world.seats["binh"], seen=seen, reason="Trùng hồ sơ")
    dossier.refresh_from_db()
    assert (dossier.state, AuditEvent.objects.count()) == (State.PROCESSING, events)


@pytest.mark.parametrize(
    ("who", "service"), [("mai", receive.receive), ("chi", receive.receive), ("tri", receive.receive), ("dung", decide.approve)]
)
def test_nobody_acts_outside_their_step(world: World, who: str, service: object) -> None:
    dossier = world.submitted()
    with pytest.raises(NotAllowed):
        world.act(service, who, dossier)
    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED


def test_a_supplement_stops_the_clock_and_the_answer_starts_it_again(world: World) -> None:
    dossier = world.received()
    promised = dossier.due_at
    item = Item(label="Bản vẽ thiết kế xây dựng", reason="Thiếu mặt cắt", paper_key="ban-ve")
    supplement = world.act(request_supplement, "chi", dossier, items=[item])
    assert dossier.state == State.SUPPLEMENT
    assert Pause.objects.get(dossier=dossier).ended_at is None
    assert Task.objects.get(dossier=dossier, done_at__isnull=True).bucket == "supplement"

    world.answered(dossier, {}, "ban-ve")
    supplement.refresh_from_db()
    assert dossier.state == State.PROCESSING
    assert dossier.due_at >= promised
    assert supplement.answered_at is not None
    assert dossier.files.filter(paper_key="ban-ve", replaced_at__isnull=True).count() == 1
    assert check_all()["I4"].ok


def test_a_supplement_needs_a_reason_for_each_item(world: World) -> None:
    dossier = world.received()
    with pytest.raises(EmptyReason):
        world.act(request_supplement, "chi", dossier, items=[Item(label="Bản vẽ", reason=" ", paper_key="ban-ve")])
    assert not dossier.supplements.exists()


def test_the_drafter_may_not_approve(world: World) -> None:
    """Four eyes: even when one person holds both seats."""
    dossier = world.proposed()
    seen = dossier.lock_version
    with pytest.raises(NotAllowed):
        decide.approve(dossier.pk, by=world.officials["chi"], seat=world.seats["dung"], seen=seen)
    dossier.refresh_from_db()
    assert dossier.step == "approve"


def test_no_proposal_without_a_draft(world: World) -> None:
    dossier = world.received()
    with pytest.raises(NotAllowed):
        world.act(handle.propose, "chi", dossier, opinion="Được.")
    assert dossier.step == "handle"


def test_the_code_counts_up_within_unit_and_day(world: World) -> None:
    codes = [world.submitted(PERMIT).code for _ in range(3)]
    assert [code[-4:] for code in codes] == ["0001", "0002", "0003"]
    assert all(code.startswith("H09.21.23.01-") for code in codes)


def test_several_photos_of_a_paper_read_as_one_pdf(world: World) -> None:
    draft = world.draft()
    papers.add_file(draft.pk, world.an, paper_key="ban-ve", name="trang 2.pdf", data=drawing())
    dossier = submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
    assert bundles.several(list(dossier.files.all())) == ["ban-ve"]
    with pikepdf.open(io.BytesIO(bundles.one_pdf(dossier, "ban-ve"))) as pdf:
        assert len(pdf.pages) == 2
    with pytest.raises(NotFound):
        bundles.one_pdf(dossier, "khong-co")
