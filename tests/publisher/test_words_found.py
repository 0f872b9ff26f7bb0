"""Everyday words, edited by the province's publishers: tried before they hold, told to the audit log, found at once."""

import pytest

from audit.models import AuditEvent
from procedures import revision, search
from procedures.models import SearchMiss, Synonym
from procedures.search import misses
from tests.procedures.makers import published
from tests.publisher.people import Publishers

pytestmark = pytest.mark.django_db
ONG = "9.500001"


@pytest.fixture
def words(publishers: Publishers) -> Publishers:
    published(ONG, "Đăng ký nuôi ong")
    published("9.500002", "Cấp giấy phép thả diều")
    Synonym.objects.create(phrase="bắt bướm", means="giấy phép thả diều")
    revision.bump()
    return publishers


def said(publishers: Publishers, name: str, *rest: object, **data: str) -> str:
    browser, address = publishers.browser(publishers.soan), publishers.address(publishers.soan, f"words-found:{name}", *rest)
    answer = browser.post(address, data, follow=True) if data else browser.get(address)
    assert answer.status_code in (200, 409)
    return answer.content.decode()


def test_a_query_in_vain_becomes_a_word_in_one_step(words: Publishers) -> None:
    for _visitor in range(misses.FEWEST):
        misses.note("bắt con ong")
    assert "bat con ong" in said(words, "misses")
    said(words, "add", phrase="Bắt con ong", means="đăng ký nuôi ong")
    assert search.search("bat con ong")[0].code == ONG
    assert not SearchMiss.objects.exists()
    event = AuditEvent.objects.filter(stream="search:synonyms").latest("seq")
    assert (event.action, event.data["phrase"], event.data["means"]) == ("synonym-add", "bắt con ong", "đăng ký nuôi ong")


def test_trying_shows_both_and_changes_nothing(words: Publishers) -> None:
    page = said(words, "add", phrase="lùa bầy", means="đăng ký nuôi ong", thu="1")
    before, after = page.split('data-label="Sau khi lưu"')
    assert ONG not in before.split("<tbody")[1]
    assert ONG in after
    assert Synonym.objects.count() == 1


def test_a_word_is_changed_and_removed_and_found_so(words: Publishers) -> None:
    row = Synonym.objects.get()
    said(words, "change", row.pk, phrase="bắt bướm", means="đăng ký nuôi ong", seen=row.means)
    assert search.search("bat buom")[0].code == ONG
    assert "đăng ký nuôi ong" in said(words, "list")
    said(words, "remove", row.pk, bo="1")
    assert search.search("bat buom") == []
    actions = AuditEvent.objects.filter(stream="search:synonyms").order_by("seq").values_list("action", flat=True)
    assert list(actions) == ["synonym-change", "synonym-remove"]


@pytest.mark.parametrize(
    ("given", "words_of_refusal"),
    [
        ({"phrase": "", "means": "x"}, "Nhập từ người dân nói"),
        ({"phrase": "!!", "means": "nuôi ong"}, "hai bên khác nhau"),
        ({"phrase": "nuôi ong", "means": "Nuoi ong"}, "hai bên khác nhau"),
        ({"phrase": "Bắt Bướm", "means": "nuôi ong"}, "đã có trong danh sách"),
    ],
)
def test_what_says_nothing_is_refused(words: Publishers, given: dict[str, str], words_of_refusal: str) -> None:
    browser = words.browser(words.soan)
    answer = browser.post(words.address(words.soan, "words-found:add"), given, follow=True)
    assert words_of_refusal in answer.content.decode()
    assert list(Synonym.objects.values_list("phrase", "means")) == [("bắt bướm", "giấy phép thả diều")]


def test_what_somebody_changed_meanwhile_is_not_overwritten(words: Publishers) -> None:
    row = Synonym.objects.get()
    page = said(words, "change", row.pk, phrase="bắt bướm", means="nuôi ong", seen="thứ đã thấy")
    assert "Người khác vừa sửa" in page
    row.refresh_from_db()
    assert row.means == "giấy phép thả diều"


def test_a_wards_author_and_a_clerk_do_not_reach_them(words: Publishers) -> None:
    for user in (words.phuong, words.binh):
        address = words.address(user, "words-found:add")
        assert words.browser(user).post(address, {"phrase": "a b", "means": "ong"}).status_code == 404
    assert Synonym.objects.count() == 1


def test_a_query_is_taken_off_the_list(words: Publishers) -> None:
    misses.note("tàu vũ trụ")
    said(words, "settle", tu="tau vu tru")
    assert not SearchMiss.objects.exists()


def test_the_list_of_queries_in_vain_costs_the_same_for_many(words: Publishers, django_assert_max_num_queries) -> None:
    browser, address = words.browser(words.soan), words.address(words.soan, "words-found:misses")
    for n in range(40 * misses.FEWEST):
        misses.note(f"không thấy gì {'abcdefgh'[n % 8]}{'klmno'[n // 8 % 5]}")
    browser.get(address)
    with django_assert_max_num_queries(6):
        assert browser.get(address).content.decode().count("khong thay gi") >= 40


def test_where_else_it_is_done_is_a_word_of_its_own(words: Publishers) -> None:
    lacking = words.browser(words.soan).post(words.address(words.soan, "words-found:add"), {"phrase": "hộ chiếu"})
    assert (lacking.status_code, Synonym.objects.filter(phrase="hộ chiếu").exists()) == (422, False)
    said(words, "add", phrase="hộ chiếu", elsewhere="Công an tỉnh cấp.")
    assert (made := Synonym.objects.get(phrase="hộ chiếu")).elsewhere == "Công an tỉnh cấp."
    said(words, "change", made.pk, phrase="hộ chiếu", means="", elsewhere="Công an cấp.", seen="")
    assert "Công an cấp." in said(words, "list")
