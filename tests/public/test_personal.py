"""What applies to one person: at most three questions a step in the address, then papers, fee, a real date, a place."""

import html
import re
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import Person, User
from agencies.models import AdministrativeUnit, Agency, AgencyLevel
from common import clock
from common.models import Blob
from procedures import personal, revision
from procedures.content import for_case
from procedures.models import Offering
from tests.procedures.makers import content, published
from tests.public.test_pages import CHECK, text
from vault.models import Document

CODE = "9.000001"
MONDAY = datetime(2026, 12, 7, 8, 0, tzinfo=clock.VIETNAM)


def paper(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "name": f"Giấy {key}", "originals": 1, "copies": 0, "required": True, "accept": ["image"], **more}


PAPERS = [
    paper("don"),
    paper("vuon", only_if="Vườn rộng", when={"var": "ten"}),
    paper("vuon-2", only_if="Vườn rộng", when={"var": "ten"}),
    paper("dai", only_if="Làm lại", when={"==": [{"var": "case"}, "lai"]}),
]
CASES = [
    {"code": "moi", "name": "Làm mới", "papers": ["don", "vuon", "vuon-2"]},
    {
        "code": "lai",
        "name": "Làm lại",
        "papers": ["don", "dai"],
        "limit": {"value": "1wd", "text": "1 ngày làm việc"},
        "fee_text": "Hai nghìn.",
    },
]
METHODS = [
    {
        "channel": "online",
        "text": "Trên mạng",
        "limit": {"value": "1wd", "text": "1 ngày làm việc"},
        "fees": [{"kind": "phi", "amount": 4000}],
    },
    {"channel": "counter", "text": "Tại quầy", "fees": [{"kind": "phi", "text": "Theo nghị quyết"}]},
    {"channel": "post", "text": "Thư", "case": "lai"},
]
DOCUMENT = content("Đăng ký nuôi ong", papers=PAPERS, cases=CASES, methods=METHODS, eligibility=CHECK)


# the pure part


def keys(papers: list) -> list[str]:
    return [one["key"] for one in papers]


def test_conditions_are_asked_once_each_and_not_about_the_case_that_is_chosen() -> None:
    assert [one.text for one in personal.conditions(for_case(DOCUMENT, "moi"))] == ["Vườn rộng"]
    assert personal.conditions(for_case(DOCUMENT, "lai")) == []


@pytest.mark.parametrize(
    ("case", "holds", "expected"),
    [
        ("moi", [], ["don"]),
        ("moi", ["vuon"], ["don", "vuon", "vuon-2"]),
        ("moi", ["dai"], ["don"]),
        ("lai", ["vuon"], ["don", "dai"]),
        ("lai", [], ["don", "dai"]),
    ],
)
def test_papers_of_a_case_whose_conditions_hold(case: str, holds: list[str], expected: list[str]) -> None:
    assert keys(personal.handed_in(for_case(DOCUMENT, case), holds)) == expected


def test_ways_of_other_cases_are_left_out_and_fall_back_to_the_cases_limit() -> None:
    assert [way.channel for way in personal.ways(for_case(DOCUMENT, "moi"))] == ["online", "counter"]
    assert [way.limit["value"] for way in personal.ways(for_case(DOCUMENT, "lai"))] == ["1wd", "1wd", "1wd"]
    assert [way.limit["value"] for way in personal.ways(for_case(DOCUMENT, "moi"))] == ["1wd", "3wd"]


def test_a_limit_in_words_alone_gives_way_to_the_one_that_is_counted() -> None:
    words = [{"channel": "counter", "text": "Tại quầy", "limit": {"text": "3 ngày, làm lại thì 1 ngày"}}]
    document = {**DOCUMENT, "methods": words}
    assert [way.limit["text"] for way in personal.ways(for_case(document, "lai"))] == ["1 ngày làm việc"]
    assert [way.limit["text"] for way in personal.compared(document)] == ["3 ngày, làm lại thì 1 ngày"]


# the page


@pytest.fixture
def bees(db: None) -> None:
    call_command("seed_calendars", force=True, verbosity=0)
    version = published(CODE, **{key: DOCUMENT[key] for key in ("papers", "cases", "methods", "eligibility")})
    level = AgencyLevel.objects.create(code="xa", name="Xã", rank=40)
    for number, name in enumerate(("Ong", "Bướm")):
        place = Agency.objects.create(
            code=f"H99.0{number}", name=f"Ủy ban nhân dân xã {name}", kind="authority", level=level, path=f"H99.0{number}/",
            address=f"Thôn {name}", valid_from=date(2000, 1, 1),
        )  # fmt: skip
        Offering.objects.create(
            procedure=version.procedure, receiving=place, handling=place, service_level="full", valid_from=date(2020, 1, 1)
        )
    Offering.objects.filter(handling__code="H99.01").update(online=False, overrides={"limit": {"value": "2wd", "text": "2 ngày"}})
    revision.bump()


def ask(client: Client, **given: Any) -> str:
    with patch.object(clock, "now", lambda: MONDAY):
        return text(client.get(f"/thu-tuc/{CODE}/cho-ban/", given))


QUESTIONS = (
    "Bạn nuôi ong ở đâu?", "Bao nhiêu tổ?", "Trường hợp của bạn là gì?", "Điều nào đúng với bạn?", "Bạn nộp ở đâu?"
)  # fmt: skip
CHECKED = {"o-dau": "vuon", "bao-nhieu": "it"}


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, QUESTIONS[:3]),
        (CHECKED, (QUESTIONS[2], QUESTIONS[4])),  # what holds depends on the case: not asked beside it
        ({**CHECKED, "truong-hop": "moi"}, QUESTIONS[3:]),
        ({**CHECKED, "truong-hop": "lai"}, QUESTIONS[4:]),
        ({**CHECKED, "truong-hop": "moi", "qua": "noi"}, QUESTIONS[3:4]),
    ],
)
def test_three_questions_a_step_and_no_more(client: Client, bees: None, given: dict[str, str], asked: tuple[str, ...]) -> None:
    page = client.get(f"/thu-tuc/{CODE}/cho-ban/", given).content.decode()
    main = page.split("<main")[1]
    assert tuple(title for title in QUESTIONS if title in main) == asked
    assert main.count("<fieldset") + main.count("<select") == len(asked)
    assert 'name="robots" content="noindex"' in page
    assert "csrf" not in main


def test_what_was_answered_is_not_asked_again_and_can_be_changed(client: Client, bees: None) -> None:
    said = {"o-dau": "vuon", "bao-nhieu": "it", "truong-hop": "moi", "dung": "vuon", "noi": "H99.00", "hoi": ["dung", "noi"]}
    page = client.get(f"/thu-tuc/{CODE}/cho-ban/", said)
    shown = text(page)
    assert "Bạn làm được Ít tổ thì được." in shown
    assert "Trong vườn Thay đổi" in shown
    again = html.unescape(re.findall(r'href="([^"]*sua=o-dau[^"]*)"', page.content.decode())[0])
    asked = client.get(again).content.decode()
    assert 'value="vuon" checked' in asked
    assert '<input type="hidden" name="bao-nhieu" value="it">' in asked
    assert "Bao nhiêu tổ?" not in asked


def test_an_answer_settles_what_it_says(client: Client, bees: None) -> None:
    """An option that says which case and paper it means: neither is asked, and the paper is on the list."""
    asked = [{**CHECK[0], "options": [{**CHECK[0]["options"][0], "says": {"case": "moi", "papers": {"vuon": True}}}]}, CHECK[1]]
    published(CODE, **{key: DOCUMENT[key] for key in ("papers", "cases", "methods")}, eligibility=asked)
    shown = ask(client, **{"o-dau": "vuon", "bao-nhieu": "it", "hoi": "noi"})
    assert "3 loại giấy tờ" in shown
    assert "Trường hợp của bạn là gì?" not in shown


def test_who_may_not_is_told_kindly_what_to_do(client: Client, bees: None) -> None:
    published("9.000002", "Cấp giấy phép thả diều")
    page = client.get(f"/thu-tuc/{CODE}/cho-ban/", {"o-dau": "mai", "hoi": ["o-dau", "bao-nhieu"]})
    assert page.status_code == 200
    shown = text(page)
    for part in ("Không nuôi trên mái", "Gió to.", "Bạn nên làm gì", "Hãy thả diều.", "Cấp giấy phép thả diều", "Thay đổi"):
        assert part in shown, part
    assert "Lỗi" not in shown
    assert b"/nop-ho-so/bat-dau/" not in page.content


def test_a_step_sent_without_an_answer_says_so(client: Client, bees: None) -> None:
    first = client.get(f"/thu-tuc/{CODE}/cho-ban/")
    assert "Có lỗi cần sửa" not in text(first)
    sent = client.get(f"/thu-tuc/{CODE}/cho-ban/", {"bao-nhieu": "it", "hoi": ["o-dau", "bao-nhieu"]})
    assert sent.status_code == 422
    assert text(sent).count("Chọn một câu trả lời: Bạn nuôi ong ở đâu?") == 2
    assert b'value="it" checked' in sent.content


def test_the_places_of_ones_own_address_come_first(client: Client, bees: None) -> None:
    units = AdministrativeUnit.objects
    old = [units.create(edition="2008", code=f"9{n}", name=f"Xã {n}", level="commune", folded=f"xa {n}") for n in range(2)]
    new = units.create(edition="2025", code="1", name="Phường Hoa", level="commune", folded="phuong hoa")
    old[1].successors.add(new)
    for number, unit in enumerate(old):
        Agency.objects.filter(code=f"H99.0{number}").update(area=unit)
    Offering.objects.update(online=True)
    person = Person.objects.create(full_name="Nguyễn An", folded_name="nguyen an", address="5 Đường Một, Phường Hoa")
    client.force_login(User.objects.create_user("an@example.vn", person=person))
    page = client.get(f"/thu-tuc/{CODE}/cho-ban/", {"o-dau": "vuon", "bao-nhieu": "it", "truong-hop": "lai"}).content.decode()
    listed = page.split('<select class="govuk-select" id="noi"')[1].split("</select>")[0]
    assert listed.index("Theo địa chỉ của bạn") < listed.index("xã Bướm, nay thuộc phường Hoa") < listed.index("xã Ong")
    assert 'value="H99.01" selected' in listed


def test_the_answer_is_ones_own_papers_fee_date_and_place(client: Client, bees: None) -> None:
    shown = ask(client, **{"truong-hop": "moi", "dung": "vuon", "noi": "H99.00", "xem": "1"})
    for part in ("3 loại giấy tờ", "Giấy vuon-2", "Phí: 4.000 đ", "Theo nghị quyết", "Thôn Ong", "Trực tuyến: 1 ngày làm việc"):
        assert part in shown, part
    assert "tiếp nhận lúc 09:00, Thứ Ba, 8/12/2026" in shown
    assert "09:00, Thứ Tư, 9/12/2026" in shown
    assert "09:00, Thứ Sáu, 11/12/2026" in shown
    assert "Giấy dai" not in shown


def test_a_place_may_promise_less_time_and_take_nothing_online(client: Client, bees: None) -> None:
    address = f"/thu-tuc/{CODE}/cho-ban/?truong-hop=moi&noi=H99.01&xem=1"
    page = client.get(address)
    assert "2 ngày" in text(page)
    assert "Trực tuyến" not in text(page).split("Khi nào có kết quả")[1].split("Nộp ở đâu")[0]
    assert b"/nop-ho-so/bat-dau/" not in page.content


def test_the_address_carries_everything_on(client: Client, bees: None) -> None:
    page = client.get(f"/thu-tuc/{CODE}/cho-ban/?truong-hop=lai&noi=H99.00&xem=1").content.decode()
    offering = Offering.objects.get(handling__code="H99.00").pk
    start = f"/nop-ho-so/bat-dau/{CODE}/?case=lai&amp;offering={offering}"
    assert page.count(f'href="{start}"') == 2, "at the top and at the end"
    assert f'href="/thu-tuc/{CODE}/cho-ban/?truong-hop=lai&amp;noi=H99.00&amp;xem=1&amp;sua=truong-hop"' in page
    assert "Hai nghìn." in page


def test_without_a_case_there_is_nothing_to_say(client: Client, bees: None) -> None:
    page = client.get(f"/thu-tuc/{CODE}/cho-ban/?dung=vuon&xem=1&hoi=truong-hop")
    assert page.status_code == 422
    assert "Chọn trường hợp của bạn" in text(page)
    assert b'name="dung" value="vuon"' in page.content
    assert b"<title>L\xe1\xbb\x97i: " in page.content


@pytest.mark.parametrize("query", ["?xem=1&truong-hop=<script>", "?noi=%00", "?dung=<b>&o-dau=<script>alert(1)</script>"])
def test_what_was_not_offered_is_not_repeated(client: Client, bees: None, query: str) -> None:
    page = client.get(f"/thu-tuc/{CODE}/cho-ban/{query}")
    assert page.status_code in {200, 422}
    assert b"<script>alert" not in page.content


def test_where_there_is_nothing_to_ask_there_is_no_page(client: Client, bees: None) -> None:
    published("9.000002", "Cấp giấy phép thả diều")
    assert client.get("/thu-tuc/9.000002/cho-ban/").status_code == 404
    assert b"/cho-ban/" not in client.get("/thu-tuc/9.000002/").content


def test_what_the_readers_vault_holds_is_marked_for_them_alone(client: Client, bees: None) -> None:
    held = [paper("don", proven_by=["KQ.1"]), *PAPERS[1:]]
    published(CODE, **{key: DOCUMENT[key] for key in ("cases", "methods", "eligibility")}, papers=held)
    person = Person.objects.create(full_name="Nguyễn An", folded_name="nguyen an")
    Document.objects.create(
        owner_person=person,
        kind="x",
        code="KQ.1",
        title="Giấy đã có",
        issued_on=date(2026, 1, 1),
        issuer=Agency.objects.get(code="H99.00"),
        blob=Blob.objects.create(sha256="0" * 64, size=1, mime="application/pdf"),
        sha256="0" * 64,
    )
    address = f"/thu-tuc/{CODE}/cho-ban/?truong-hop=moi&xem=1"
    assert "Đã có trong kho của bạn" not in text(client.get(address))
    client.force_login(User.objects.create_user("an@example.vn", person=person))
    assert "Đã có trong kho của bạn" in text(client.get(address))
    client.force_login(User.objects.create_user("lan@example.vn"))
    assert "Đã có trong kho của bạn" not in text(client.get(address))
