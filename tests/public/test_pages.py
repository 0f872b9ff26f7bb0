"""Home, search, the procedure's page: as a stranger sees them, without a script."""

import re
import time
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from agencies.models import Agency, AgencyLevel
from common import clock
from common.actors import SYSTEM
from portal.web.public.procedure import pages
from procedures import revision
from procedures.models import LifeEvent, Offering, Procedure, Publication, Synonym
from procedures.services.publish import abolish, publish
from tests.procedures.makers import content, published

pytestmark = pytest.mark.django_db
CODE = "9.000001"
CHECK = [
    {
        "key": "o-dau",
        "question": "Bạn nuôi ong ở đâu?",
        "hint": "Nơi đặt tổ.",
        "options": [
            {"value": "vuon", "label": "Trong vườn", "next": "bao-nhieu"},
            {
                "value": "mai",
                "label": "Trên mái nhà",
                "result": {
                    "eligible": False,
                    "title": "Không nuôi trên mái",
                    "why": "Gió to.",
                    "instead": "Hãy thả diều.",
                    "procedure": "9.000002",
                },
            },
        ],
    },
    {
        "key": "bao-nhieu",
        "question": "Bao nhiêu tổ?",
        "options": [
            {"value": "it", "label": "Ít", "result": {"eligible": True, "title": "Bạn làm được", "why": "Ít tổ thì được."}}
        ],
    },
]
PAPERS = [
    {"key": "a", "name": "Đơn có xác nhận", "originals": 1, "copies": 2, "required": True, "accept": ["pdf", "image"]},
    {
        "key": "b",
        "name": "Ảnh vườn",
        "originals": 1,
        "copies": 0,
        "required": False,
        "accept": ["image"],
        "only_if": "Vườn rộng",
        "when": {"var": "ten"},
    },
]
FEES = [
    {
        "code": "p",
        "name": "Phí tổ ong",
        "kind": "phi",
        "amount": 8000,
        "unit": "tổ",
        "quantity": {"var": "soBan"},
        "basis": "TT 1",
    }
]


@pytest.fixture
def bees() -> Procedure:
    changed = {"papers": PAPERS, "fees": FEES, "eligibility": CHECK, "conditions": ["Có vườn."], "who": "Người có vườn."}
    english = {"translations": {"en": {"who": "People with a garden.", "papers/a/name": "Confirmed application"}}}
    version = published(CODE, "Đăng ký nuôi ong", **changed, **english)
    published("9.000002", "Cấp giấy phép thả diều")
    place = Agency.objects.create(
        code="H99.01",
        name="Ủy ban nhân dân xã Thử",
        kind="authority",
        level=AgencyLevel.objects.create(code="xa", name="Xã", rank=40),
        path="H99.01/",
        address="Thôn Một",
        valid_from=date(2000, 1, 1),
    )
    Offering.objects.create(
        procedure=version.procedure, receiving=place, handling=place, service_level="full", valid_from=date(2020, 1, 1)
    )
    event = LifeEvent.objects.create(slug="nha-nong", name="Nhà nông", summary="Nuôi trồng")
    version.procedure.life_events.add(event)
    Synonym.objects.create(phrase="bắt ong", means="đăng ký nuôi ong")
    revision.bump()
    return version.procedure


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_procedures_page_says_it_in_the_order_people_need(client: Client, bees: Procedure) -> None:
    page = client.get(f"/thu-tuc/{CODE}/")
    assert page.status_code == 200
    said = page.content.decode()
    order = ["ai-duoc-lam", "can-chuan-bi", "phi", "thoi-han", "nop-o-dau", "ket-qua"]
    main = said.split("<main")[1]
    begin = f"/nop-ho-so/bat-dau/{CODE}/"
    places = [main.index(f'id="{anchor}"') for anchor in order] + [main.rindex(begin)]
    assert places == sorted(places)
    assert main.index(begin) < places[0], "and once near the top, for whoever knows"
    shown = text(page)
    for part in (
        "Người có vườn.",
        "1 bản chính, 2 bản sao",
        "Khi vườn rộng",
        "8.000 đ một tổ",
        "3 ngày làm việc",
        "xã Thử",
        "Kết quả thử",
    ):
        assert part in shown, part
    assert "Quyết định thử, áp dụng từ 1/1/2026" in shown
    assert "<title>Đăng ký nuôi ong – " in said
    assert "style=" not in said.split("<main")[1]


def test_a_warm_page_costs_no_query_and_no_session(client: Client, bees: Procedure, django_assert_num_queries) -> None:
    first = client.get(f"/thu-tuc/{CODE}/")
    with django_assert_num_queries(0):
        again = client.get(f"/thu-tuc/{CODE}/")
    assert again.content == first.content
    assert "Cookie" in again["Vary"]
    assert not again.cookies


def test_a_publication_shows_at_once(client: Client, bees: Procedure) -> None:
    client.get(f"/thu-tuc/{CODE}/")
    published(CODE, "Đăng ký nuôi ong", who="Ai cũng được từ nay.")
    assert "Ai cũng được từ nay." in text(client.get(f"/thu-tuc/{CODE}/"))


def test_another_processs_publication_shows_within_a_second(
    client: Client, bees: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(f"/thu-tuc/{CODE}/")
    monkeypatch.setattr(revision, "_changed_here", lambda: None)
    published(CODE, "Đăng ký nuôi ong", who="Ai cũng được từ nay.")
    monkeypatch.setattr(pages, "monotonic", lambda: time.monotonic() + pages.FRESH)
    assert "Ai cũng được từ nay." in text(client.get(f"/thu-tuc/{CODE}/"))


def test_strangers_pages_differ_by_display_and_language_and_members_are_not_shown_them(client: Client, bees: Procedure) -> None:
    plain = client.get(f"/thu-tuc/{CODE}/").content
    client.cookies["giao_dien"] = "high"
    assert b'data-contrast="high"' in client.get(f"/thu-tuc/{CODE}/").content
    del client.cookies["giao_dien"]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "People with a garden." in text(client.get(f"/thu-tuc/{CODE}/"))
    del client.cookies[settings.LANGUAGE_COOKIE_NAME]
    client.force_login(User.objects.create_user(email="an@example.vn"))
    assert client.get(f"/thu-tuc/{CODE}/").content != plain
    assert Client().get(f"/thu-tuc/{CODE}/").content == plain


def test_everything_that_a_version_may_say_is_on_its_page(client: Client, bees: Procedure) -> None:
    """The parts that the first three procedures did not need (procedures/content)."""
    day = {"value": "1wd", "text": "1 ngày làm việc"}
    published(
        CODE,
        "Đăng ký nuôi ong",
        service_level="partial",
        non_territorial=True,
        levels=["xa"],
        agencies={"deciding": [{"name": "Chủ tịch xã"}], "coordinating": [{"name": "Chi cục Thú y"}]},
        targets=["ĐT1"],
        sets=2,
        receiving=["Nhà văn hóa thôn"],
        returning=[{"channel": "post", "text": "Gửi đến nhà"}],
        steps=[{"name": "Bước 1", "text": "Nộp đơn"}],
        methods=[{"channel": "online", "text": "Trên mạng", "limit": day, "fees": [{"kind": "le-phi", "amount": 5000}]}],
        papers=[
            {
                **PAPERS[0],
                "template": {"name": "Mẫu 01", "url": "https://example.vn/m.docx"},
                "sample": {"name": "Bản điền", "url": "javascript:alert(1)"},
                "held_by": {"register": "land", "text": "Tra trong dữ liệu đất đai"},
            }
        ],
        documents=[{"name": "Tờ khai", "url": "https://example.vn/t.pdf"}],
    )
    page = client.get(f"/thu-tuc/{CODE}/")
    shown = text(page)
    for part in (
        *("trực tuyến một phần", "bất kỳ Bộ phận Một cửa nào", "Cấp xã", "Chủ tịch xã", "Chi cục Thú y", "Công dân Việt Nam"),
        *("2 bộ hồ sơ", "Nhà văn hóa thôn", "Gửi đến nhà", "Bước 1", "Lệ phí: 5.000 đ", "Tra trong dữ liệu đất đai"),
    ):
        assert part in shown, part
    links = page.content.decode()
    assert 'href="https://example.vn/m.docx"' in links
    assert 'href="https://example.vn/t.pdf"' in links
    assert "javascript:" not in links
    printed = text(client.get(f"/thu-tuc/{CODE}/ban-in/"))
    for part in ("Chủ tịch xã", "Bước 1", "lệ phí 5.000 đ", "Số lượng: 2 bộ", "Tờ khai", "Quyết định công bố"):
        assert part in printed, part


def test_papers_stand_under_their_case(client: Client, bees: Procedure) -> None:
    cases = [
        {"code": "moi", "name": "Làm mới", "papers": ["a", "b"], "fee_text": "Hai nghìn."},
        {"code": "lai", "name": "Làm lại", "papers": ["a"], "limit": {"value": "1wd", "text": "Một ngày."}},
    ]
    published(CODE, "Đăng ký nuôi ong", papers=PAPERS, cases=cases)
    shown = text(client.get(f"/thu-tuc/{CODE}/"))
    assert shown.count("Đơn có xác nhận") == 2
    assert "Làm mới Hai nghìn." in shown
    assert "Làm lại Một ngày." in shown


def test_a_version_that_waits_for_its_day_is_announced(client: Client, bees: Procedure) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    later = content("Đăng ký nuôi ong", who="Ai cũng được từ mai.")
    publish(CODE, later, by=SYSTEM, effective_from=tomorrow, decision="Quyết định sau")
    shown = text(client.get(f"/thu-tuc/{CODE}/"))
    assert f"Từ {clock.long_date(tomorrow)} áp dụng bản mới" in shown
    assert "Ai cũng được từ mai." not in shown


def test_the_provinces_own_copy_stands_before_the_national_one(client: Client, bees: Procedure) -> None:
    kites = Procedure.objects.get(code="9.000002")
    Procedure.objects.filter(pk=kites.pk).update(replaces=bees, replaces_from=clock.today())
    revision.bump()
    page = client.get(f"/thu-tuc/{CODE}/")
    assert "thủ tục khác đang áp dụng thay cho thủ tục này" in text(page)
    assert b'href="/thu-tuc/9.000002/"' in page.content
    assert b"/nop-ho-so/bat-dau/" not in page.content
    assert b"/cho-ban/" not in page.content


def test_an_abolished_procedure_is_only_read(client: Client, bees: Procedure) -> None:
    abolish(CODE, by=SYSTEM, decision="Quyết định bãi bỏ")
    page = client.get(f"/thu-tuc/{CODE}/")
    assert "Thủ tục này đã bãi bỏ." in text(page)
    assert b"/nop-ho-so/bat-dau/" not in page.content


def test_a_stopped_procedure_is_read_but_not_begun(client: Client, bees: Procedure) -> None:
    Publication.objects.filter(procedure=bees).update(status=Publication.Status.INTAKE_STOPPED)
    revision.bump()
    page = client.get(f"/thu-tuc/{CODE}/")
    assert "tạm ngừng tiếp nhận" in text(page)
    assert b"/nop-ho-so/bat-dau/" not in page.content


@pytest.mark.parametrize(
    "path", ["/thu-tuc/9.999999/", "/thu-tuc/9.999999/kiem-tra/", "/thu-tuc/9.000002/kiem-tra/", "/viec/khong-co/"]
)
def test_what_is_not_there_is_404(client: Client, bees: Procedure, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/tim-kiem/?q=ong", f"/thu-tuc/{CODE}/", f"/thu-tuc/{CODE}/cho-ban/", "/viec/nha-nong/"])
def test_these_pages_are_only_read(client: Client, bees: Procedure, path: str) -> None:
    assert client.post(path).status_code == 405


def test_the_print_version_is_unfolded_and_has_no_button(client: Client, bees: Procedure) -> None:
    page = client.get(f"/thu-tuc/{CODE}/ban-in/").content.decode()
    assert "<details" not in page
    assert "1/2026: Văn bản thử" in page
    assert "/nop-ho-so/bat-dau/" not in page


# the check is the way to one's own list (test_personal.py)


def test_the_old_address_of_the_check_leads_to_its_questions(client: Client, bees: Procedure) -> None:
    answer = client.get(f"/thu-tuc/{CODE}/kiem-tra/", {"o-dau": "vuon", "tiep": "o-dau"})
    assert (answer.status_code, answer["Location"]) == (301, f"/thu-tuc/{CODE}/cho-ban/?o-dau=vuon")


# search


def test_results_keep_the_query_and_lead_to_the_page(client: Client, bees: Procedure) -> None:
    page = client.get("/tim-kiem/", {"q": "nuoi ong"})
    assert b'value="nuoi ong"' in page.content
    assert f'href="/thu-tuc/{CODE}/"'.encode() in page.content
    assert "Bạn muốn tìm" not in text(page)


def test_a_mended_query_is_offered_with_its_marks(client: Client, bees: Procedure) -> None:
    page = client.get("/tim-kiem/", {"q": "nuoi onng"})
    assert "Bạn muốn tìm “ nuôi ong ”?" in text(page)
    assert f'href="/thu-tuc/{CODE}/"'.encode() in page.content


def test_an_occasion_is_offered_beside_procedures(client: Client, bees: Procedure) -> None:
    assert b'href="/viec/nha-nong/"' in client.get("/tim-kiem/", {"q": "nha nong"}).content
    assert "Đăng ký nuôi ong" in text(client.get("/viec/nha-nong/"))


def test_nothing_found_says_what_to_try(client: Client, bees: Procedure) -> None:
    shown = text(client.get("/tim-kiem/", {"q": "tàu vũ trụ"}))
    assert "Ở đây không có thủ tục nào cho “tàu vũ trụ”" in shown
    assert "1022" in shown
    assert "Làm nhiều nhất" in shown


def test_a_whole_code_finds_its_page_first(client: Client, bees: Procedure) -> None:
    page = client.get("/tim-kiem/", {"q": f" {CODE} "}).content.decode()
    assert re.findall(r'href="/thu-tuc/([^"]+)/"', page)[0] == CODE


def test_a_dossiers_code_is_offered_to_tracking(client: Client, bees: Procedure) -> None:
    assert b"/tra-cuu/?ma=H09.21.23-261123-0001" in client.get("/tim-kiem/", {"q": "h09.21.23-261123-0001"}).content


@pytest.mark.parametrize("query", ["", "   ", "<script>alert(1)</script>", "%00", "\x00", "ă" * 3_000, "a' OR 1=1 --", "đ̛́"])
def test_no_query_breaks_the_page(client: Client, bees: Procedure, query: str) -> None:
    page = client.get("/tim-kiem/", {"q": query})
    assert page.status_code == 200
    assert b"<script>alert" not in page.content


# home


def test_home_shows_what_there_is_and_is_cheap(client: Client, bees: Procedure, django_assert_max_num_queries) -> None:
    page = client.get("/")
    assert 'href="/viec/nha-nong/"' in page.content.decode()
    assert f'href="/thu-tuc/{CODE}/"' in page.content.decode()
    with django_assert_max_num_queries(1):
        client.get("/")


def test_an_occasion_begins_with_what_people_come_for_in_their_language(client: Client, bees: Procedure) -> None:
    event, kites = LifeEvent.objects.get(slug="nha-nong"), Procedure.objects.get(code="9.000002")
    kites.life_events.add(event)
    Procedure.objects.filter(pk=kites.pk).update(popularity=9)
    revision.bump()
    page = text(client.get("/viec/nha-nong/"))
    assert page.index("thả diều") < page.index("nuôi ong"), "most used first"
    LifeEvent.objects.filter(pk=event.pk).update(first=[CODE], name_en="Farming", summary_en="Growing things")
    revision.bump()
    page = text(client.get("/viec/nha-nong/"))
    assert page.index("nuôi ong") < page.index("thả diều"), "unless most people come for something else on this occasion"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Farming Growing things" in text(client.get("/viec/nha-nong/"))


def test_every_procedure_is_within_three_clicks_of_home(client: Client, bees: Procedure) -> None:
    seen, edge = {"/"}, {"/"}
    for _click in range(3):
        links = {
            link
            for path in edge
            for link in re.findall(r'href="(/(?:viec|thu-tuc|tim-kiem)/[^"#]*)"', client.get(path).content.decode())
        }
        edge = links - seen
        seen |= edge
    assert {f"/thu-tuc/{CODE}/", "/thu-tuc/9.000002/"} <= seen
