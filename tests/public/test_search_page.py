"""The results page and the suggestions, as a stranger uses them: filters are links, nothing needs a script."""

import html
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from common import clock
from portal.web.public.search import suggestions
from procedures import revision
from procedures.models import LifeEvent, SearchMiss, Synonym
from procedures.search import misses
from tests import snapshot
from tests.procedures.makers import procedure, published

pytestmark = pytest.mark.django_db
ONG, DIEU = "9.400001", "9.400002"


@pytest.fixture
def catalogue() -> None:
    """Twenty-seven procedures, made once in a process; what is kept of lists is forgotten."""
    cache.clear()
    snapshot.once("bees", _bees)
    revision.bump()


def _bees() -> None:
    published(ONG, "Đăng ký nuôi ong", levels=["xa"], targets=["ĐT1"])
    published(DIEU, "Cấp giấy phép thả diều", levels=["tinh"], targets=["ĐT2"], service_level="information")
    for n in range(25):
        published(f"9.{410000 + n}", f"Đăng ký nuôi ong vụ {n}", levels=["tinh"], targets=["ĐT1"])
    procedure(ONG).life_events.add(LifeEvent.objects.create(slug="nha-nong", name="Nhà nông", summary="Nuôi trồng"))
    Synonym.objects.create(phrase="bắt ong", means="đăng ký nuôi ong")


def text(page: bytes) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode())))


def links(page: bytes) -> dict[str, str]:
    found = re.findall(r'<a class="govuk-link[^"]*" href="(\?[^"]*)">(.*?)</a>', page.decode(), re.S)
    return {text(words.encode()).strip(): html.unescape(url) for url, words in found}


def test_filters_say_what_they_leave_and_lead_there(client: Client, catalogue: None) -> None:
    page = client.get("/tim-kiem/", {"q": "nuoi ong"}).content
    assert "26 thủ tục" in text(page)
    assert "Cấp xã (1)" in text(page)
    assert "Cấp tỉnh (25)" in text(page)
    narrowed = client.get("/tim-kiem/" + links(page)["Cấp xã"]).content
    assert "1 thủ tục" in text(narrowed)
    assert ONG in text(narrowed)
    assert "9.410001" not in text(narrowed)
    assert "Cấp tỉnh (25)" in text(narrowed), "another choice of the same filter stays within reach"
    off = next(url for words, url in links(narrowed).items() if words.startswith("✓ Cấp xã"))
    assert "26 thủ tục" in text(client.get("/tim-kiem/" + off).content)


def test_filters_without_a_query_list_the_catalogue(client: Client, catalogue: None) -> None:
    page = client.get("/tim-kiem/", {"muc": "information"}).content
    assert "1 thủ tục" in text(page)
    assert "Cấp giấy phép thả diều" in text(page)
    assert "Công dân (26)" in text(client.get("/tim-kiem/").content)


def test_results_come_in_pages(client: Client, catalogue: None) -> None:
    second = client.get("/tim-kiem/", {"q": "nuoi ong", "trang": "2"}).content
    assert "Trang 2 trong 2" in text(second)
    assert text(second).count("9.41") == 6


def test_a_code_finds_its_procedure_alone(client: Client, catalogue: None) -> None:
    page = client.get("/tim-kiem/", {"q": ONG})
    assert page.status_code == 200
    assert "Đăng ký nuôi ong" in text(page.content)
    assert "9.410001" not in text(page.content)


def test_what_was_mended_is_told(client: Client, catalogue: None) -> None:
    assert "Bạn muốn tìm “ nuôi ong ”" in text(client.get("/tim-kiem/", {"q": "nuoi ongg"}).content)


@pytest.mark.parametrize(
    "given", [{"q": "x" * 5000}, {"ai": "vua"}, {"cap": "'; --"}, {"trang": "-1"}, {"q": "ong", "linh-vuc": "\x00"}]
)
def test_nonsense_in_the_address_breaks_nothing(client: Client, catalogue: None, given: dict[str, str]) -> None:
    assert client.get("/tim-kiem/", given).status_code == 200


def test_the_page_costs_the_same_whatever_is_found(client: Client, catalogue: None, django_assert_max_num_queries) -> None:
    client.get("/tim-kiem/", {"q": "nuoi ong"})
    with django_assert_max_num_queries(9):
        client.get("/tim-kiem/", {"q": "nuoi ong"})
    with django_assert_max_num_queries(11):
        client.get("/tim-kiem/", {"q": "nuoi ong", "cap": "tinh", "ai": "cong-dan"})


def test_what_narrows_stands_above_and_goes_one_by_one(client: Client, catalogue: None) -> None:
    page = client.get("/tim-kiem/", {"q": "nuoi ong", "cap": "tinh", "ai": "cong-dan"}).content
    above = page.decode().split('class="narrowed"')[1].split("</ul>")[0]
    assert "Công dân" in above
    assert "Cấp tỉnh" in above
    assert 'href="?q=nuoi+ong&amp;cap=tinh"' in above
    assert 'href="?q=nuoi+ong&amp;ai=cong-dan"' in above


def test_only_answers_are_counted(client: Client, catalogue: None) -> None:
    page = text(client.get("/tim-kiem/", {"q": "giấy phép thả chim trời"}).content)
    assert "Ở đây không có thủ tục nào" in page
    assert "Thủ tục có chữ gần với lời bạn tìm" in page
    assert "thủ tục “" not in page


def test_a_need_met_elsewhere_is_said_until_the_catalogue_holds_it(client: Client, catalogue: None) -> None:
    Synonym.objects.create(phrase="bay lượn", means="", elsewhere="Việc này do Hàng không làm.")
    revision.bump()
    assert "do Hàng không làm" in text(client.get("/tim-kiem/", {"q": "xin bay luon"}).content)
    published("9.420000", "Cấp giấy phép bay lượn")
    assert "do Hàng không làm" not in text(client.get("/tim-kiem/", {"q": "xin bay luon"}).content)


@pytest.mark.parametrize("query", ["beekeeping licence", "how to get the keeping of bees", "Honey permit"])
def test_english_names_are_found(client: Client, catalogue: None, query: str) -> None:
    names, english = {"vi": "Đăng ký lấy sáp", "en": "Keeping of bees"}, {"keywords/0": "honey permit"}
    published("9.430000", names=names, keywords=["sáp"], translations={"en": english | {"results/kq/name": "Beekeeping licence"}})
    shown = text(client.get("/tim-kiem/", {"q": query}).content)
    assert "1 thủ tục" in shown
    assert "Đăng ký lấy sáp" in shown


# in vain


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("tàu vũ trụ", True),
        ("hồ sơ 074202000123", False),
        ("gọi 0912 345 678", False),
        ("an@example.vn khai", False),
        ("12", False),
        ("??", False),
    ],
)
def test_a_query_in_vain_is_counted_without_what_may_name_somebody(catalogue: None, query: str, kept: bool) -> None:
    client = Client()
    for visitor in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):  # who asks twice is one visitor
        client.get("/tim-kiem/", {"q": query}, REMOTE_ADDR=visitor)
    assert [row.count for row in SearchMiss.objects.all()] == ([2] if kept else [])
    assert not misses.listed(), "what hardly anybody asked for might be somebody's name"
    client.get("/tim-kiem/", {"q": query}, REMOTE_ADDR="192.0.2.3")
    assert [row["times"] for row in misses.listed()] == ([3] if kept else [])


def test_what_was_found_is_not_counted(client: Client, catalogue: None) -> None:
    client.get("/tim-kiem/", {"q": "nuoi ong"})
    client.get("/tim-kiem/", {"q": "tàu vũ trụ", "cap": "xa"})
    assert not SearchMiss.objects.exists()


def test_old_ones_are_forgotten() -> None:
    for day in (0, 1, 1, 1):
        misses.note("tau vu tru", day=clock.today() - misses.KEPT + timedelta(days=day))
    misses.note("nguyen van mot lan", day=clock.today() - misses.RARE_KEPT)
    assert misses.forget(clock.today()) == 2
    assert [(row["words"], row["times"]) for row in misses.listed()] == [("tau vu tru", 3)]


# while typing


def suggested(client: Client, typed: str) -> list[str]:
    return [item["label"] for item in client.get("/tim-kiem/goi-y/", {"q": typed}).json()]


def test_a_word_half_typed_is_understood(client: Client, catalogue: None) -> None:
    assert suggested(client, "giay phep th")[0] == "Cấp giấy phép thả diều"
    assert suggested(client, "bat on")[0] == "Đăng ký nuôi ong"
    assert suggested(client, "nhà nô")[-1] == "Nhà nông"
    assert suggested(client, "n") == suggested(client, "zzzz") == []


def test_suggestions_lead_straight_to_the_page(client: Client, catalogue: None) -> None:
    answer = client.get("/tim-kiem/goi-y/", {"q": DIEU})
    assert answer.json()[0]["url"] == f"/thu-tuc/{DIEU}/"
    assert set(answer["Cache-Control"].split(", ")) == {"max-age=60", "private"}


def test_asking_too_fast_is_refused(client: Client, catalogue: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "A_MINUTE", 1)
    assert client.get("/tim-kiem/goi-y/", {"q": "nuoi"}).status_code == 200
    assert client.get("/tim-kiem/goi-y/", {"q": "nuoi"}).status_code == 429
