"""The counter's pages: what was typed stays, what is wrong is said, where the clerk is led."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from common import blobs, clock
from dossiers import counter as reads
from dossiers.models import CounterFiling
from dossiers.services import counter
from payments.models import Receipt
from tests.counter.conftest import address
from tests.counter.hands import TAM, Desk
from tests.world import BIRTH, COPIES, PERMIT

BASE = {
    "identity_number": "074090105678",
    "full_name": "Nguyễn Văn Tâm",
    "birth_date": "02/05/1990",
    "sex": "nam",
    "address": "Tổ 5",
}


def only(desk: Desk) -> CounterFiling:
    return desk.fresh(CounterFiling.objects.get())


def test_a_scan_leads_to_the_person_with_the_procedure_in_focus(desk: Desk, browser: Client) -> None:
    page = browser.post(address("start", desk), {"quet": TAM + "\r\n"}, follow=True).content.decode()
    assert 'value="Nguyễn Văn Tâm"' in page
    assert 'value="02/05/1990"' in page
    assert page.index("autofocus") > page.index('name="procedure"')


def test_what_the_scanner_left_unclear_is_named_and_in_focus(desk: Desk, browser: Client) -> None:
    page = browser.post(address("start", desk), {"quet": TAM.replace("02051990", "0205")}, follow=True).content.decode()
    assert "Mã QR đọc chưa rõ" in page
    assert "<strong>Ngày sinh</strong>" in page
    box = page[page.index('name="birth_date"') - 100 :][:300]
    assert "autofocus" in box


def test_wrong_words_stay_and_are_told_apart_from_right_ones(desk: Desk, browser: Client) -> None:
    filing = desk.begin()
    typed = BASE | {"birth_date": "31/02/1990", "phone": "123", "procedure": BIRTH}
    page = browser.post(address("who", desk, filing), typed, follow=True).content.decode()
    assert "Lỗi: " in page
    for words in ('value="31/02/1990"', 'value="123"', "Nhập ngày sinh theo dạng", "Nhập số điện thoại có 10 chữ số"):
        assert words in page
    assert only(desk).draft is None


def test_the_procedure_opens_its_form_and_the_same_again_goes_on(desk: Desk, browser: Client) -> None:
    filing = desk.begin()
    there = browser.post(address("who", desk, filing), BASE | {"procedure": BIRTH})
    assert there.headers["Location"] == address("form", desk, filing)
    draft = only(desk).draft
    assert draft.received_at == desk.seat.agency
    assert draft.known["full_name"] == "Nguyễn Văn Tâm"
    assert draft.known["trust"] == "counter"
    browser.post(address("who", desk, filing), BASE | {"procedure": BIRTH, "phone": "0912 000 111"})
    assert only(desk).draft == draft
    assert only(desk).draft.known["phone"] == "0912 000 111"


def test_somebody_in_their_place_needs_an_authorisation(desk: Desk, browser: Client) -> None:
    filing = desk.begin()
    page = browser.post(address("who", desk, filing), BASE | {"procedure": BIRTH, "behalf_full_name": "Lê Thị Tư"}, follow=True)
    assert "Nhập số, ngày của giấy ủy quyền" in page.content.decode()
    assert only(desk).behalf["full_name"] == "Lê Thị Tư"


def test_doubts_are_said_and_bar_nothing(desk: Desk, browser: Client) -> None:
    filing = desk.begin()
    there = browser.post(address("who", desk, filing), BASE | {"birth_date": "2/5/1991", "procedure": BIRTH})
    assert there.headers["Location"] == address("form", desk, filing)
    assert "Năm sinh khác với số định danh (1990)" in browser.get(address("who", desk, filing)).content.decode()


def test_the_whole_form_is_one_page_and_is_kept_as_typed(desk: Desk, browser: Client) -> None:
    filing = desk.filled()
    body = browser.get(address("form", desk, filing)).content.decode()
    assert body.count("data-eform-page=") == 1
    assert "Thông tin đã có" in body
    saved = browser.post(address("autosave", desk, filing), {"tre.hoTen": "Nguyễn Văn Bé", "giay-chung-sinh-chinh": "1"})
    assert saved.json()["saved"].startswith("Đã lưu lúc")
    assert only(desk).draft.answers["tre"]["hoTen"] == "Nguyễn Văn Bé"


def test_an_unfinished_form_leads_to_its_errors_or_on_request_to_the_end(desk: Desk, browser: Client) -> None:
    filing = desk.begin()
    browser.post(address("who", desk, filing), BASE | {"procedure": BIRTH})
    page = browser.post(address("form", desk, filing), {}, follow=True).content.decode()
    assert "Có lỗi cần sửa" in page
    page = browser.post(address("form", desk, filing), {"_anyway": "1"}, follow=True).content.decode()
    assert "Hồ sơ chưa đủ" in page
    assert "Thu tiền và tiếp nhận" not in page
    refused = browser.post(address("decide", desk, filing), {"do": "tu-choi", "reason": "Không thuộc phường."}, follow=True)
    assert "Từ chối tiếp nhận" in refused.content.decode()
    assert only(desk).outcome == "refused"


def test_the_end_says_fee_and_promise_and_the_next_page_what_to_print(priced: Desk, browser: Client) -> None:
    filing = priced.filled(COPIES)
    page = browser.get(address("decide", priced, filing)).content.decode()
    for words in ("24.000 đ", "Thu tiền và tiếp nhận", "Hẹn trả", 'value="24000"'):
        assert words in page
    short = browser.post(address("decide", priced, filing), {"do": "nhan", "received": "10.000"})
    assert short.status_code == 422
    assert "Còn thiếu 14.000 đ" in short.content.decode()
    done = browser.post(address("decide", priced, filing), {"do": "nhan", "received": "50.000"}, follow=True).content.decode()
    assert "Hồ sơ tiếp theo" in done
    assert only(priced).dossier.code in done
    assert browser.get(address("prints", priced, filing)).json()["waiting"] is True
    paid = Receipt.objects.get()
    paper = reverse("counter:receipt", args=[priced.seat.pk, filing.pk, paid.pk])
    assert paper in done
    assert browser.get(paper).status_code == 404, "a worker prints it"
    paid.blob = blobs.put(b"%PDF-", "application/pdf")
    paid.save()
    assert browser.get(paper).content == b"%PDF-"
    assert browser.get(address("form", priced, filing)).status_code == 302, "a finished reception leads to its last page"


def test_the_same_person_s_next_matter_begins_with_who_they_are(desk: Desk, browser: Client) -> None:
    done = desk.finish(desk.filled())
    page = browser.post(address("again", desk, done), follow=True).content.decode()
    assert 'value="Nguyễn Văn Tâm"' in page
    assert done.dossier.code in page, "the dossier just received stands beside"


def test_the_label_is_a_small_pdf(desk: Desk, browser: Client) -> None:
    done = desk.finish(desk.filled())
    answer = browser.get(address("label", desk, done))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_a_slip_written_during_an_outage_counts_from_its_own_time(desk: Desk, browser: Client) -> None:
    filing = desk.filled()
    at = clock.local(clock.now() - timedelta(days=3)).replace(second=0, microsecond=0)
    slip = {"slip_number": "12", "slip_at": f"{at:%d/%m/%Y %H:%M}", "slip_reason": "Mất điện"}
    browser.post(address("decide", desk, filing), {"do": "nhan"} | slip)
    assert only(desk).dossier.accepted_at == at


def test_initials_and_codes_find_a_procedure(desk: Desk) -> None:
    rows = {one.code: one for one in reads.offered(desk.seat.agency)}
    assert set(rows) == {PERMIT, BIRTH}
    assert rows[BIRTH].initials == "Đkks"


def test_lists_cost_the_same_for_one_and_for_five(
    desk: Desk, browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser.get(address("start", desk))
    desk.filled()
    with django_assert_num_queries(8) as first:
        browser.get(address("start", desk))
    for _one in range(4):
        desk.filled()
    CounterFiling.objects.filter(pk__in=[desk.filled().pk for _one in range(3)]).update(clerk=desk.world.officials["chi"])
    with django_assert_num_queries(len(first.captured_queries)):
        browser.get(address("start", desk))


def test_a_stranger_to_the_counter_finds_nothing(desk: Desk) -> None:
    filing = desk.filled()
    chi = Client()
    chi.force_login(desk.world.officials["chi"])
    seat = desk.world.seats["chi"].pk
    assert chi.get(reverse("counter:start", args=[seat])).status_code == 404
    assert chi.get(address("who", desk, filing)).status_code == 404
    assert counter.differs(filing) is False
