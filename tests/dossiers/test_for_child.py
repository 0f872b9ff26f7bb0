"""An files for his child: the child's data on the form, An as who files in its place, the result in the child's vault."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Guardianship, Person, User
from accounts.services.acting_for import confirm_child
from accounts.services.people import VerifiedFacts
from common import clock
from common.actors import Actor
from common.errors import NotFound
from dossiers import access, declared, printing, related, selectors, work
from dossiers.models import Dossier, Draft, PaperCheck, PrintedForm
from dossiers.services import keep_papers
from dossiers.services.begin import begin
from dossiers.services.submit import submit
from dossiers.services.withdraw import withdraw
from tests.dossiers.extracts import offer
from tests.world import COPIES, PERMIT, World, citizen
from vault.access import documents_of
from vault.models import Document

START = f"/nop-ho-so/bat-dau/{PERMIT}/"


@pytest.fixture
def child(world: World) -> Person:
    """Khôi, nine years old; Bình saw his birth certificate."""
    today = clock.today()
    facts = VerifiedFacts("074217000123", "Nguyễn Minh Khôi", date(today.year - 9, 1, 15))
    by = Actor("official", world.officials["binh"].pk, world.seats["binh"].pk)
    return confirm_child(world.an.person, facts, basis="Giấy khai sinh 12/2017", by=by).child


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def drafted(world: World, child: Person, code: str = PERMIT) -> Draft:
    draft = world.draft(code)
    Draft.objects.filter(pk=draft.pk).update(child=child)
    draft.refresh_from_db()
    draft.known |= {"full_name": child.full_name, "identity_number": child.identity_number}
    draft.save(update_fields=["known"])
    return draft


def filed(world: World, child: Person, code: str = PERMIT) -> Dossier:
    draft = drafted(world, child, code)
    return submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)


def over(child: Person) -> None:
    """The last day of every guardian was yesterday, as it is on the eighteenth birthday."""
    Guardianship.objects.filter(child=child).update(until=clock.today())


def test_the_form_begins_with_the_child_and_how_to_reach_the_parent(world: World, child: Person) -> None:
    page = signed_in(world.an).get(START).content.decode()
    assert "Cho con: Nguyễn Minh Khôi" in page and "kho giấy tờ của con" in page
    _version, offering = world.place(PERMIT)
    answer = signed_in(world.an).post(START, {"offering": offering.pk, "organisation": f"con-{child.pk}"})
    draft = Draft.objects.get(child=child)
    assert answer.status_code == 302 and str(draft.pk) in answer.url
    assert (draft.known["full_name"], draft.known["identity_number"]) == ("Nguyễn Minh Khôi", "074217000123")
    assert (draft.known["phone"], draft.known["seen"]) == ("0912345678", "counter")
    assert "Nộp cho con Nguyễn Minh Khôi" in signed_in(world.an).get(f"/nop-ho-so/{draft.pk}/").content.decode()


def test_nobody_begins_for_another_s_child(world: World, child: Person) -> None:
    _version, offering = world.place(PERMIT)
    said = {"offering": offering.pk, "organisation": f"con-{child.pk}"}
    stranger = signed_in(world.lan).post(START, said, follow=True).content.decode()
    over(child)
    late = signed_in(world.an).post(START, said, follow=True).content.decode()
    assert "Quyền nộp thay của bạn có thể đã kết thúc." in stranger and "Quyền nộp thay" in late
    assert not Draft.objects.exists()


def test_both_names_stand_on_the_papers_the_desk_and_the_timeline(world: World, child: Person) -> None:
    dossier = filed(world, child)
    assert (dossier.person, dossier.child, dossier.owner) == (world.an.person, child, child)
    assert (dossier.owner_name, dossier.filed_by) == ("Nguyễn Minh Khôi", "Nguyễn Văn An")
    form = PrintedForm(dossier=dossier, kind="declaration")
    assert (printing.applicant(dossier).name, printing.applicant(dossier).on_behalf_of) == (dossier.filed_by, dossier.owner_name)
    paper = declared.filed(dossier, form)
    assert (paper.declarant, paper.on_behalf_of) == ("Nguyễn Văn An", "Nguyễn Minh Khôi")
    page = signed_in(world.officials["binh"]).get(f"/mot-cua/{world.seats['binh'].pk}/ho-so/{dossier.pk}/").content.decode()
    for words in ("Người nộp thay", "Nguyễn Văn An đã nộp thay Nguyễn Minh Khôi", "Giấy khai sinh 12/2017", "của con"):
        assert words in page
    assert selectors.timeline(dossier)[-1].text == "Cha, mẹ hoặc người giám hộ đã nộp thay"
    own = signed_in(world.an).get(f"/ho-so/{dossier.pk}/").content.decode()
    assert "Nguyễn Minh Khôi" in own and "Người nộp thay" in own
    assert related.same_owner(dossier) == related.of_person(child.pk)


def test_what_comes_of_it_is_in_the_child_s_vault_and_the_parents_see_it(world: World, child: Person) -> None:
    dossier = filed(world, child)
    word = {"verdict": "good", "seat": world.seats["binh"], "author": world.officials["binh"], "checked_at": clock.now()}
    PaperCheck.objects.create(dossier=dossier, paper_key="ban-ve", **word)
    keep_papers.work({"dossier": str(dossier.pk)})
    paper = Document.objects.get(origin=Document.Origin.SUBMITTED)
    assert paper.owner_person == dossier.owner == child
    assert paper in documents_of(world.an) and paper not in documents_of(world.lan)


def reach(user: User, dossier: Dossier, draft: Draft) -> list[bool]:
    """Whether they get the dossier, find it in their list, get the draft."""
    found = []
    for ask in (lambda: access.dossier_of(user, dossier.pk), lambda: access.draft_of(user, draft.pk)):
        try:
            found.append(bool(ask()))
        except NotFound:
            found.append(False)
    return [found[0], dossier in access.dossiers_of(user), found[1]]


def test_who_reaches_what_was_filed_for_a_child(world: World, child: Person) -> None:
    dossier = filed(world, child)
    draft = Draft.objects.get(pk=dossier.draft_id)
    mother = citizen("hoa", "Lý Thị Hoa", "074192009999", "0987654399")
    word: dict[str, Any] = {"since": clock.today(), "until": clock.today() + timedelta(days=99), "basis": "Khai sinh"}
    everyone = (world.an, world.lan, mother)
    assert [reach(user, dossier, draft) for user in everyone] == [[True] * 3, [False] * 3, [False] * 3]
    Guardianship.objects.create(parent=mother.person, child=child, **word)
    assert [reach(user, dossier, draft) for user in everyone] == [[True] * 3, [False] * 3, [True] * 3]
    assert work._told(Dossier.objects.get(pk=dossier.pk)) == [world.an, mother]
    Guardianship.objects.filter(parent=world.an.person).delete()  # the court took it from An, who had filed
    grown = User.objects.create_user("khoi@example.vn", "mật khẩu dài", person=child)
    everyone = (world.an, mother, grown)
    assert [reach(user, dossier, draft) for user in everyone] == [[False] * 3, [True] * 3, [False] * 3]
    with pytest.raises(NotFound):
        withdraw(dossier.pk, by=world.an, reason="Đổi ý")
    over(child)  # Khôi is eighteen: his own from now on
    assert [reach(user, dossier, draft) for user in everyone] == [[False] * 3, [False] * 3, [True] * 3]
    assert work._told(Dossier.objects.get(pk=dossier.pk)) == [grown]
    assert Dossier.objects.get(pk=dossier.pk).state == "submitted"


def test_the_other_parent_reads_who_pays(world: World, child: Person) -> None:
    dossier = filed(offer(world), child, COPIES)
    pay = reverse("pay:show", args=[dossier.fees.get().fee_request_id])
    mother = citizen("hoa", "Lý Thị Hoa", "074192009999", "0987654399")
    word: dict[str, Any] = {"since": clock.today(), "until": clock.today() + timedelta(days=99), "basis": "Khai sinh"}
    Guardianship.objects.create(parent=mother.person, child=child, **word)
    page = reverse("citizen_dossiers:detail", args=[dossier.pk])
    assert pay in signed_in(world.an).get(page).content.decode()
    hers = signed_in(mother).get(page).content.decode()
    assert pay not in hers and "Khoản này do Nguyễn Văn An nộp" in hers


def test_a_draft_is_not_handed_in_by_a_former_guardian_but_by_who_came_of_age(world: World, child: Person) -> None:
    draft = drafted(world, child)
    over(child)
    with pytest.raises(NotFound):
        submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)
    assert not Dossier.objects.exists()
    grown = User.objects.create_user("khoi@example.vn", "mật khẩu dài", person=child)
    dossier = submit(draft.pk, by=grown, key=draft.submit_key, declared=True)
    assert (dossier.person, dossier.child, dossier.filed_by) == (child, None, "")


def test_what_is_known_of_a_child_never_fills_the_parent_s_own_form(world: World, child: Person) -> None:
    filed(world, child)
    version, offering = world.place(PERMIT)
    own = begin(world.an, version, offering)
    assert own.child is None and own.known["full_name"] == "Nguyễn Văn An"
    told = [row for row in (own.gathered or {}).get("sources", ()) if row["source"]["kind"] == "dossier"]
    assert not told
