"""An's own papers: put in, found, given away, taken back, removed; nobody takes them for the State's."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Guardianship, Organisation, Person, Representation, User
from accounts.services import acting_for
from accounts.services.people import VerifiedFacts
from agencies.models import Agency, CalendarVersion, Seat
from common import blobs, clock, outbox
from common.actors import Actor
from common.errors import NotAllowed, NotFound
from common.models import Blob
from deadlines.selectors import forget
from notifications.models import Notification
from portal.mainjob.story import drawing
from vault import access, selectors
from vault.holders import Holder, holders
from vault.models import DataRequest, Document, Export, Reading, Share
from vault.services import expiry, giving, own, requests, retention
from vault.verification import verify

Kept = Callable[..., Document]
AsUser = Callable[[User | None], Client]


def own_paper(user: User, title: str = "Hợp đồng thuê nhà", **said: object) -> Document:
    """A paper of one's own, without the jail's half second."""
    blob = blobs.put(f"%PDF-1.7 {title}".encode(), "application/pdf")
    values = {"issued_on": clock.today(), "kind": "own", "title": title, "blob": blob, "sha256": blob.sha256} | said
    return Document.objects.create(owner_person=user.person, origin=Document.Origin.UPLOAD, **values)


def tomorrow() -> datetime:
    return clock.now() + timedelta(days=1)


def test_an_uploads_a_paper_and_nobody_takes_it_for_the_state_s(an: User, as_user: AsUser) -> None:
    data = drawing()
    sent = {"title": "Bằng tốt nghiệp", "issuer_name": "Trường Đại học Thủ Dầu Một", "valid_until": "31/12/2030"}
    client = as_user(an)
    answer = client.post("/kho/tai-len/", sent | {"file": SimpleUploadedFile("bang.pdf", data, "application/pdf")})
    paper = Document.objects.get()
    assert answer.status_code == 302 and paper.origin == "upload" and paper.issuer is None
    page = client.get(f"/kho/{paper.pk}/").content.decode()
    assert "Chưa xác minh" in page and "Trường Đại học Thủ Dầu Một" in page and "Mã QR" not in page
    assert not verify(data).ours and client.get(f"/xac-thuc/{paper.public_id}/").status_code == 404
    again = client.post("/kho/tai-len/", sent | {"file": SimpleUploadedFile("bang.pdf", data, "application/pdf")})
    assert again.status_code == 422 and "đã có trong kho" in again.content.decode() and Document.objects.count() == 1


def test_a_file_that_no_dossier_would_take_is_not_taken(an: User, as_user: AsUser) -> None:
    bad = SimpleUploadedFile("a.pdf", b"GIF89a", "application/pdf")
    answer = as_user(an).post("/kho/tai-len/", {"title": "Ảnh", "file": bad})
    assert answer.status_code == 422 and not Document.objects.exists() and not Blob.objects.exists()


def test_what_an_removes_is_gone_for_everyone_but_a_permit_stays(kept: Kept, an: User, outsider: User, as_user: AsUser) -> None:
    paper, permit = own_paper(an), kept()
    giving.to_person(paper, outsider.email, by=an, purpose="Thuê nhà", until=tomorrow())
    was = paper.blob
    assert as_user(an).post(f"/kho/{paper.pk}/xoa/").status_code == 302
    paper.refresh_from_db()
    assert paper.blob_id != was.pk and blobs.read(paper.blob) == own.GONE and "Hợp đồng" not in paper.title
    assert not access.given_to(outsider).exists() and as_user(an).get(f"/kho/{paper.pk}/").status_code == 404
    assert as_user(an).post(f"/kho/{permit.pk}/xoa/").status_code == 404
    assert as_user(an).get(f"/kho/{permit.pk}/").status_code == 200


def test_the_list_is_found_by_kind_and_word_and_goes_on_where_it_ended(an: User, as_user: AsUser) -> None:
    for n in range(45):
        own_paper(an, f"Giấy số {n:02d}", issued_on=clock.today() - timedelta(days=n // 4))
    vault, seen, after = Holder("", "An", an.person), [], ""
    while True:
        found = selectors.papers(vault, after=after)
        seen += [row.title for row in found.rows]
        after = found.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == 45
    assert [row.title for row in selectors.papers(vault, words="giay 07").rows] == ["Giấy số 07"]
    assert not selectors.papers(vault, origin="result").rows and len(selectors.papers(vault, after="rác").rows) == 20
    page = as_user(an).get("/kho/?loai=upload&tim=giay").content.decode()
    assert "Tự tải lên (45)" in page and "Giấy tờ cũ hơn" in page


def test_a_parent_opens_a_child_s_vault_until_eighteen_and_a_company_has_its_own(
    an: User, outsider: User, kept: Kept, as_user: AsUser
) -> None:
    child = Person.objects.create(full_name="Nguyễn Minh Khôi")
    permit = kept(owner=child)
    firm = Organisation.objects.create(name="Công ty Gỗ", tax_code="3700123456")
    Representation.objects.create(user=an, organisation=firm, since=clock.today())
    Representation.objects.create(user=outsider, organisation=firm, since=clock.today(), role="staff")
    until = clock.today() + timedelta(days=1)
    Guardianship.objects.create(parent=an.person, child=child, since=clock.today(), until=until, basis="Khai sinh 12/2026")
    assert [one.name for one in holders(an)] == [str(an), "Nguyễn Minh Khôi", "Công ty Gỗ"]
    assert permit.title in as_user(an).get(f"/kho/?cua=con-{child.pk}").content.decode()
    assert as_user(outsider).get(f"/kho/?cua=con-{child.pk}").status_code == 404
    assert [one.name for one in holders(outsider)] == [str(outsider)], "staff see what is given to them by name"
    Guardianship.objects.update(until=clock.today())
    assert as_user(an).get(f"/kho/{permit.pk}/").status_code == 404


def test_a_paper_is_given_to_one_person_who_sees_it_until_it_is_taken_back(
    kept: Kept, an: User, outsider: User, ward: Agency, as_user: AsUser
) -> None:
    permit = kept()
    for receiver in ("074085009999", " GIANG@example.vn "):
        share = giving.to_person(permit, receiver, by=an, purpose="Vay vốn", until=tomorrow())
        assert Notification.objects.filter(user=outsider, kind="vault").exists()
        file = as_user(outsider).get(f"/kho/duoc-chia-se/{share.pk}/")
        assert file.content == blobs.read(permit.blob) and as_user(an).get(f"/kho/duoc-chia-se/{share.pk}/").status_code == 404
        reading = Reading.objects.get(share=share)
        assert (reading.reader, reading.reason) == ("shared", "Vay vốn")
        assert as_user(outsider).post(f"/kho/chia-se/{share.pk}/thu-hoi/").status_code == 404
        assert as_user(an).post(f"/kho/chia-se/{share.pk}/thu-hoi/").status_code == 302
        assert as_user(outsider).get(f"/kho/duoc-chia-se/{share.pk}/").status_code == 404
    tracker = as_user(an).get("/kho/ai-da-xem/").content.decode()
    assert "074085009999" in tracker and "Vay vốn" in tracker


def test_giving_tells_nobody_who_has_an_account(kept: Kept, an: User) -> None:
    giving.to_person(kept(), "074099000111", by=an, purpose="Vay vốn", until=tomorrow())
    assert Share.objects.count() == 1 and not Notification.objects.exists()
    for wrong, until in (("không phải số", tomorrow()), ("an@example.vn", clock.now() - timedelta(minutes=1))):
        with pytest.raises((giving.BadReceiver, giving.BadTime)):
            giving.to_person(Document.objects.get(), wrong, by=an, purpose="Vay vốn", until=until)
    assert Share.objects.count() == 1


def test_a_link_opens_for_whoever_has_it_until_its_last_minute(kept: Kept, an: User, client: Client) -> None:
    share = giving.by_link(kept(), by=an, purpose="Nộp hồ sơ dự tuyển", until=tomorrow())
    page = client.get(f"/chia-se/{share.token}/")
    assert "Nguyễn Thị Thùy An" not in page.content.decode() and page["Referrer-Policy"] == "no-referrer"
    assert not Reading.objects.exists(), "a program that looks ahead is no reader"
    assert client.get(f"/chia-se/{share.token}/tep/").status_code == 200 and Reading.objects.get().share == share
    with time_machine.travel(share.until, tick=False):
        assert client.get(f"/chia-se/{share.token}/").status_code == 404
        assert client.get(f"/chia-se/{share.token}/tep/").status_code == 404
    assert client.get("/chia-se/khong-co/").status_code == 404


def test_an_agency_s_desk_sees_what_is_given_to_it_and_no_other_s(kept: Kept, an: User, ward: Agency) -> None:
    row = {"name": "Khác", "kind": "authority", "level": ward.level, "path": "/H09.9/", "valid_from": clock.today()}
    other = Agency.objects.create(code="H09.9", **row)
    share = giving.to_agency(kept(), ward, by=an, purpose="Hỗ trợ nhà ở", until=tomorrow())
    desk = Seat(agency=ward, role=Seat.Role.HANDLER, title="Công chức")
    assert list(access.given_to_seat(desk)) == [share]
    assert not access.given_to_seat(Seat(agency=other, role=Seat.Role.HANDLER, title="Công chức")).exists()


def test_owners_are_reminded_once_of_what_ends_within_thirty_days(an: User) -> None:
    ends = {days: own_paper(an, f"Hết sau {days}", valid_until=clock.today() + timedelta(days=days)) for days in (-1, 0, 30, 31)}
    assert expiry.remind() == 2 and expiry.remind() == 0
    told = {row.link for row in Notification.objects.filter(user=an)}
    assert told == {f"/kho/{ends[days].pk}/" for days in (0, 30)}


def test_everything_one_has_comes_as_a_zip_with_an_index(kept: Kept, an: User, outsider: User, as_user: AsUser) -> None:
    permit = kept()
    giving.by_link(permit, by=an, purpose="Vay vốn", until=tomorrow())
    client = as_user(an)
    client.post("/kho/xuat/")
    assert "Đang tạo bản xuất" in client.get("/kho/xuat/").content.decode()
    client.post("/kho/xuat/")
    outbox.drain()
    export = Export.objects.get()
    archive = zipfile.ZipFile(io.BytesIO(blobs.read(export.parts.get().blob)))
    said = json.loads(archive.read("muc-luc.json"))
    assert said["account"]["identity_number"] == "074190001234" and said["papers"][0]["shares"][0]["purpose"] == "Vay vốn"
    assert archive.read(said["papers"][0]["file"]) == blobs.read(permit.blob)
    assert "Giấy phép xây dựng" in archive.read("muc-luc.html").decode()
    with pytest.raises(NotFound):
        access.part_of(outsider, export.pk, 1)
    with time_machine.travel(clock.now() + timedelta(days=8)):
        assert retention.sweep()["export"] == 1 and not export.parts.exists()


def test_a_request_about_one_s_data_has_a_clock_of_two_working_days(an: User, ward: Agency, settings) -> None:
    settings.ROOT_AGENCY_CODE = ward.code
    hours = [["07:30", "11:30"], ["13:00", "17:00"]]
    CalendarVersion.objects.create(effective_from=date(2000, 1, 1), sessions=hours, provenance="thử")
    forget()
    with time_machine.travel(datetime(2026, 11, 27, 10, tzinfo=clock.VIETNAM)):  # a Friday
        row = requests.ask(an, kind="correct", text="Số nhà ghi nhầm")
    assert clock.local(row.answer_by).date().isoformat() == "2026-12-01"
    seat = Seat.objects.create(agency=ward, role=Seat.Role.SYSADMIN, title="Quản trị")
    done = requests.answer(row.pk, by=an, seat=seat, state="done", text="Đã sửa")
    assert done.done_at and DataRequest.objects.get().answer == "Đã sửa"
    assert Notification.objects.get(user=an, kind="vault").link == "/kho/yeu-cau/"


def test_terms_of_keeping_end_what_they_name(an: User, ward: Agency) -> None:
    old = own_paper(an, "Đã nộp", dossier_code="H09-1")
    Document.objects.filter(pk=old.pk).update(origin="submitted", checked_by=ward, checked_at=clock.now())
    mine = own_paper(an, "Của tôi")
    with time_machine.travel(clock.now() + timedelta(days=3651)):
        assert retention.sweep()["submitted"] == 1
    assert list(Document.objects.filter(removed_at__isnull=True)) == [mine]


def test_a_representative_lets_staff_in_and_out_by_a_written_authorisation(an: User, outsider: User, as_user: AsUser) -> None:
    firm = Organisation.objects.create(name="Công ty Gỗ", tax_code="3700123456")
    Representation.objects.create(user=an, organisation=firm, since=clock.today())
    page, said = f"/kho/to-chuc/{firm.pk}/", {"email": outsider.email, "role": "staff", "basis": "Giấy ủy quyền 3/2026"}
    assert as_user(outsider).post(page, said).status_code == 404
    assert as_user(an).post(page, said | {"basis": ""}).status_code == 422 and Representation.objects.count() == 1
    assert as_user(an).post(page, said).status_code == 302
    row = Representation.objects.get(user=outsider)
    assert (row.role, row.basis) == ("staff", "Giấy ủy quyền 3/2026") and as_user(outsider).get(page).status_code == 404
    assert as_user(an).post(page, {"thoi": row.pk}).status_code == 302
    row.refresh_from_db()
    assert row.basis and [one.user for one in acting_for.staff(firm)] == [an], "over at once; its row stays"
    own_right = Representation.objects.get(user=an)
    assert as_user(an).post(page, {"thoi": own_right.pk}).status_code == 404, "nobody leaves an organisation without anybody"


def test_a_clerk_confirms_a_parent_and_nobody_else_does(an: User) -> None:
    child = VerifiedFacts("074226000123", "Nguyễn Minh Khôi", clock.today() - timedelta(days=365))
    for actor in (Actor("citizen", user_id=an.pk), Actor("system")):
        with pytest.raises(NotAllowed):
            acting_for.confirm_child(an.person, child, basis="Khai sinh 12/2026", by=actor)
    grown = VerifiedFacts("074208000123", "Nguyễn Minh Khôi", date(2008, 2, 29))
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=clock.VIETNAM)), pytest.raises(acting_for.Grown):
        acting_for.confirm_child(an.person, grown, basis="Khai sinh 12/2008", by=Actor("official", user_id=an.pk))
    assert not Guardianship.objects.exists()
    acting_for.confirm_child(an.person, child, basis="Khai sinh 12/2026", by=Actor("official", user_id=an.pk))
    assert [one.name for one in holders(an)][1:] == ["Nguyễn Minh Khôi"]
