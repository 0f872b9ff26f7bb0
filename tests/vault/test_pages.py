"""An sees her paper, the outsider does not, and a stranger learns only what a stranger may."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Organisation, Representation, User
from common import blobs, clock
from common.actors import Actor
from tests.vault.conftest import RECORDS
from vault.models import Document, Reading
from vault.services import proof, readings, standing

Kept = Callable[..., Document]
AsUser = Callable[[User | None], Client]
NAME = "Nguyễn Thị Thùy An"


def test_an_finds_her_paper_and_takes_it_home(kept: Kept, an: User, as_user: AsUser) -> None:
    document = kept()
    client = as_user(an)
    listed = client.get("/kho/").content.decode()
    assert "Giấy phép xây dựng" in listed and document.number in listed and "Còn hiệu lực" in listed
    shown = client.get(f"/kho/{document.pk}/").content.decode()
    assert document.sha256 in shown and "Lê Tiến Dũng" in shown
    file = client.get(f"/kho/{document.pk}/tai-ve/")
    assert file.content == blobs.read(document.blob)
    assert file["Content-Disposition"].startswith("attachment; filename*=utf-8''Gi%E1%BA%A5y%20ph%C3%A9p")
    assert file["X-Content-Type-Options"] == "nosniff" and "no-store" in file["Cache-Control"]
    assert Reading.objects.get().action == "download"


@pytest.mark.parametrize("who", ["outsider", "nobody"])
@pytest.mark.parametrize("page", ["", "tai-ve/"])
def test_nobody_else_does(kept: Kept, outsider: User, as_user: AsUser, who: str, page: str) -> None:
    document = kept()
    answer = as_user(outsider if who == "outsider" else None).get(f"/kho/{document.pk}/{page}")
    assert answer.status_code == (404 if who == "outsider" else 302)
    assert not Reading.objects.exists()


def test_the_outsider_s_vault_is_empty(kept: Kept, outsider: User, as_user: AsUser) -> None:
    kept()
    assert "chưa có giấy tờ nào" in as_user(outsider).get("/kho/").content.decode()


def test_a_representative_sees_the_organisation_s_papers_until_the_last_day(kept: Kept, outsider: User, as_user: AsUser) -> None:
    company = Organisation.objects.create(name="Công ty TNHH Gỗ Thuận An", tax_code="3700123456")
    document = kept(owner=company)
    held = Representation.objects.create(user=outsider, organisation=company, since=clock.today())
    assert as_user(outsider).get(f"/kho/{document.pk}/").status_code == 200
    held.since, held.until = clock.today().replace(year=2020), clock.today().replace(year=2021)
    held.save()
    assert as_user(outsider).get(f"/kho/{document.pk}/").status_code == 404


def test_an_learns_which_office_looked_but_not_which_official(
    kept: Kept, an: User, outsider: User, ward, as_user: AsUser
) -> None:
    official = Actor("official", user_id=outsider.pk, agency_id=ward.pk)
    readings.note(kept(), actor=official, action=Reading.Action.VIEW, reason="Thẩm tra", dossier_code="H09-1")
    page = as_user(an).get("/kho/ai-da-xem/").content.decode()
    assert ward.name in page and "Thẩm tra" in page and "H09-1" in page
    assert "Phạm Văn Giang" not in page


def test_a_stranger_sees_no_personal_data(kept: Kept, django_assert_max_num_queries, client: Client) -> None:
    document = kept()
    with django_assert_max_num_queries(3):
        answer = client.get(f"/xac-thuc/{document.public_id}/?hs=x&tt=y")
    page = answer.content.decode()
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    for told in ("Giấy phép xây dựng", document.issuer.name, "Còn hiệu lực", document.sha256, "Ng*** T** T** A", "Lê Tiến Dũng"):
        assert told in page, told
    for hidden in (NAME, document.number, document.dossier_code, "074190001234", "an@example.vn", "1234"):
        assert hidden not in page, hidden


@pytest.mark.parametrize("given", ["01/GPXD", " 01 / gpxd ", "1234"])
def test_who_holds_the_paper_sees_more(kept: Kept, client: Client, given: str) -> None:
    document = kept()
    page = client.post(f"/xac-thuc/{document.public_id}/", {"proof": given}).content.decode()
    assert NAME in page and document.number in page and "074190001234" not in page
    assert [(r.reader, r.action) for r in Reading.objects.all()] == [("public", "check")]


@pytest.mark.parametrize("given", ["", "4321", "074190001234", "02/GPXD", "*", "1234567"])
def test_a_wrong_proof_shows_nothing_more(kept: Kept, client: Client, given: str) -> None:
    document = kept()
    answer = client.post(f"/xac-thuc/{document.public_id}/", {"proof": given})
    assert answer.status_code == 422 and NAME not in answer.content.decode()
    assert not Reading.objects.exists()


def test_guessing_ends_after_five_tries_and_then_even_the_right_answer_waits(kept: Kept, client: Client) -> None:
    document = kept()
    for _ in range(proof.TRIES_PER_HOUR):
        assert client.post(f"/xac-thuc/{document.public_id}/", {"proof": "9999"}).status_code == 422
    answer = client.post(f"/xac-thuc/{document.public_id}/", {"proof": "1234"})
    assert answer.status_code == 429 and NAME not in answer.content.decode()


def test_a_paper_without_number_is_not_proven_by_nothing(kept: Kept, an: User) -> None:
    document = kept(number=None)
    an.person.identity_number = None
    document.owner_person = an.person
    assert not proof.prove(document, "") and not proof.prove(document, " ")


def test_an_unknown_id_says_so(db: None, client: Client) -> None:
    answer = client.get("/xac-thuc/AAAAAAAAAAAAAAAAAAAAAA/")
    assert answer.status_code == 404 and "Không tìm thấy giấy tờ này" in answer.content.decode()


def test_a_revoked_paper_says_since_when_and_why(kept: Kept, client: Client) -> None:
    document = kept()
    standing.revoke(document, reason="Cấp sai thửa đất", actor=RECORDS)
    page = client.get(f"/xac-thuc/{document.public_id}/").content.decode()
    assert "Đã thu hồi" in page and "Cấp sai thửa đất" in page and "Còn hiệu lực" not in page


def upload(client: Client, data: bytes, name: str = "a.pdf"):
    return client.post("/xac-thuc/", {"file": SimpleUploadedFile(name, data, "application/pdf")})


def test_a_file_is_checked_and_not_kept(kept: Kept, client: Client) -> None:
    document = kept()
    data = blobs.read(document.blob)
    good = upload(client, data).content.decode()
    assert "Giấy tờ thật và còn nguyên vẹn" in good and NAME not in good
    assert "Tệp đã bị sửa" in upload(client, data + b" ").content.decode()
    standing.revoke(document, reason="Cấp sai", actor=RECORDS)
    assert "không còn hiệu lực" in upload(client, data).content.decode()
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "Tệp trống"), (b"GIF89a", "Tệp phải là PDF"), (b"%PDF-" + b"0" * 10_500_000, "nhỏ hơn 10 MB")]
)
def test_what_is_no_pdf_is_refused_with_words(db: None, client: Client, data: bytes, words: str) -> None:
    answer = upload(client, data)
    assert answer.status_code == 422 and words in answer.content.decode()


def test_a_stranger_s_pdf_is_unknown(db: None, client: Client) -> None:
    assert "Không phải giấy tờ do hệ thống này cấp" in upload(client, b"%PDF-1.7\n%%EOF").content.decode()
