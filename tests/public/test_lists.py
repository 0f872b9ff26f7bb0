"""The catalogue from A to Z, by field, by agency, by legal text: as a stranger sees it, without a script."""

import re
from datetime import date

import pytest
from django.test import Client

from agencies.models import AdministrativeUnit, Agency, AgencyLevel
from agencies.services.registry import AgencyFacts, edit_agency
from common.actors import SYSTEM
from procedures import alphabet, directory, revision
from procedures.directory import Title
from procedures.models import Field, LegalBasis, Offering, Procedure
from tests import snapshot
from tests.looks import queries
from tests.procedures.makers import published
from tests.public.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "letter", "head"),
    [
        ("Đăng ký khai sinh", "Đ", "đăng ký"),
        ("Thủ tục đăng ký khai sinh", "Đ", "đăng ký"),
        ("Thủ tục hành chính: Cấp lại giấy phép", "C", "cấp lại"),
        ("Ủy quyền", "U", "ủy quyền"),
        ("Ưu đãi đầu tư", "Ư", "ưu đãi"),
        ("Ấn định thuế", "Â", "ấn định"),
        ("“Sửa đổi, bổ sung” quyết định", "S", "sửa đổi"),
        ("1. Thủ tục thành lập", "T", "thành lập"),
        ("Cấp, cấp lại thẻ", "C", "cấp"),
        ("Cấp  lại thẻ", "C", "cấp lại"),
        ("3G và 4G", "#", "3g và"),
        ("", "#", ""),
    ],
)
def test_what_a_title_stands_under(title: str, letter: str, head: str) -> None:
    assert (alphabet.letter(title), alphabet.head(title)) == (letter, head)


def test_a_list_is_narrowed_with_and_without_marks_and_by_code() -> None:
    titles = [Title("1.000001", "Đăng ký nuôi ong", "G1", None), Title("1.000002", "Đăng ký kết hôn", "G1", None)]
    assert [title.code for title in directory.containing(titles, "nuoi dang")] == ["1.000001"]
    assert [title.code for title in directory.containing(titles, "000002")] == ["1.000002"]
    assert directory.containing(titles, "thả diều") == []


@pytest.fixture
def catalogue() -> dict[str, Agency]:
    """Three procedures of two fields, taken in a commune of a small province; made once in a process."""
    snapshot.once("three-procedures", _three_procedures)
    revision.bump()
    return {agency.code: agency for agency in Agency.objects.all()}


def _three_procedures() -> None:
    levels = [
        AgencyLevel.objects.create(code=code, name=f"Cấp {code}", rank=n) for n, code in enumerate(("tinh", "xa", "don-vi"))
    ]
    unit = AdministrativeUnit.objects.create(
        edition="2008", code="25747", name="Xã Ong", level="commune", folded="xa ong tinh thu"
    )
    made: dict[str, Agency] = {}
    rows = (
        ("H99", None, "authority", 0, "Ủy ban nhân dân tỉnh Thử"),
        ("H99.01", "H99", "authority", 1, "Ủy ban nhân dân xã Ong"),
        ("H99.01.01", "H99.01", "one-door", 2, "Bộ phận Một cửa xã Ong"),
        ("H99.02", "H99", "authority", 1, "Ủy ban nhân dân xã Bướm"),
    )
    for code, parent, kind, level, name in rows:
        above = made.get(parent)
        path = f"{above.path if above else ''}{code}/"
        area = unit if code == "H99.01" else None
        made[code] = Agency.objects.create(
            code=code, name=name, kind=kind, level=levels[level], parent=above, path=path, area=area, valid_from=date(2000, 1, 1)
        )
    for code, name in (("9.000001", "Đăng ký nuôi ong"), ("9.000002", "Cấp giấy phép thả diều"), ("9.000003", "Cấp thẻ câu cá")):
        published(code, name, legal_bases=[{"code": "1/2026/NĐ-CP", "name": "Nghị định thử"}])
    sport = Field.objects.create(code="G99-TT01", name="Thể thao")
    Procedure.objects.exclude(code="9.000001").update(field=sport)
    bees = Procedure.objects.get(code="9.000001")
    Offering.objects.create(
        procedure=bees, receiving=made["H99.01.01"], handling=made["H99.01"], service_level="full", valid_from=date(2020, 1, 1)
    )


def cost(client: Client, path: str) -> int:
    return queries(client, path)


def more(number: int = 60) -> None:
    """Many more procedures in the field of sports, taken in the commune, resting on the decree."""
    commune = Agency.objects.get(code="H99.01")
    for n in range(number):
        version = published(
            f"8.{n:06d}", f"Cấp giấy phép kiểu {n}", legal_bases=[{"code": "1/2026/NĐ-CP", "name": "Nghị định thử"}]
        )
        Procedure.objects.filter(pk=version.procedure_id).update(field=Field.objects.get(code="G99-TT01"))
        Offering.objects.create(
            procedure=version.procedure, receiving=commune, handling=commune, service_level="full", valid_from=date(2020, 1, 1)
        )
    revision.bump()


def test_letters_lead_to_their_titles_in_order(client: Client, catalogue: dict[str, Agency]) -> None:
    assert "Có 3 thủ tục" in text(client.get("/thu-tuc/"))
    shown = text(client.get("/thu-tuc/", {"chu": "C"}))
    assert shown.index("thả diều") < shown.index("câu cá")
    assert "nuôi ong" not in shown
    assert "nuôi ong" in text(client.get("/thu-tuc/", {"chu": "đ"}))


def test_a_name_that_nobody_has_leads_to_search(client: Client, catalogue: dict[str, Agency]) -> None:
    page = client.get("/thu-tuc/", {"q": "tàu vũ trụ"})
    assert "Không có thủ tục nào có tên như vậy." in text(page)
    assert b'href="/tim-kiem/"' in page.content


@pytest.mark.parametrize(
    "query", ["?chu=%00", "?chu=<script>", "?trang=999", "?trang=x", "?nhom=khong-co&chu=C", "?q=" + "ă" * 999]
)
def test_no_address_of_the_list_breaks_it(client: Client, catalogue: dict[str, Agency], query: str) -> None:
    page = client.get(f"/thu-tuc/{query}")
    assert page.status_code == 200
    assert b"<script>" not in page.content


def test_fields_hold_their_procedures(client: Client, catalogue: dict[str, Agency]) -> None:
    shown = text(client.get("/linh-vuc/"))
    assert "Hộ tịch 1 thủ tục" in shown
    assert "Thể thao 2 thủ tục" in shown
    assert "Cấp thẻ câu cá 3 ngày làm việc Không mất tiền." in text(client.get("/linh-vuc/G99-TT01/"))
    assert client.get("/linh-vuc/G00/").status_code == 404


def test_what_is_published_is_in_the_lists_at_once(client: Client, catalogue: dict[str, Agency]) -> None:
    assert "hái nấm" not in text(client.get("/thu-tuc/", {"chu": "H"}))
    published("9.000004", "Hái nấm")
    assert "Hái nấm" in text(client.get("/thu-tuc/", {"chu": "H"}))
    assert "Hái nấm" in text(client.get("/linh-vuc/G15-TP07/"))


def test_what_is_internal_is_in_no_list(client: Client, catalogue: dict[str, Agency]) -> None:
    Procedure.objects.filter(code="9.000001").update(kind=Procedure.Kind.INTERNAL)
    revision.bump()
    assert "nuôi ong" not in text(client.get("/thu-tuc/", {"chu": "Đ"}))
    assert client.get("/thu-tuc/9.000001/").status_code == 404


def test_the_way_from_the_province_to_what_a_commune_takes(client: Client, catalogue: dict[str, Agency]) -> None:
    page = client.get("/co-quan/")
    assert b'href="/co-quan/H99.01/"' in page.content
    assert "xã Bướm" not in text(page)
    shown = text(client.get("/co-quan/H99.01/"))
    assert "Bộ phận Một cửa xã Ong" in shown
    assert "Đăng ký nuôi ong Nộp trực tuyến được. 3 ngày làm việc" in shown
    assert "Ủy ban nhân dân xã Ong" in text(client.get("/co-quan/H99/"))


@pytest.mark.parametrize("path", ["co-quan", "can-cu", "linh-vuc", "thu-tuc"])
@pytest.mark.parametrize("name", ["%00", "%F0%9F%90%9D", "x" * 3000, "%0A"])
def test_no_name_in_an_address_breaks_a_page(client: Client, catalogue: dict[str, Agency], path: str, name: str) -> None:
    assert client.get(f"/{path}/{name}/").status_code == 404


@pytest.mark.parametrize("code", ["H99.02", "H98"])
def test_an_agency_that_takes_nothing_has_no_page(client: Client, catalogue: dict[str, Agency], code: str) -> None:
    assert client.get(f"/co-quan/{code}/").status_code == 404


def test_ones_own_commune_is_found_by_its_name(client: Client, catalogue: dict[str, Agency]) -> None:
    assert "Tìm thấy Ủy ban nhân dân xã Ong" in text(client.get("/co-quan/", {"q": "xa ong"}))
    assert "Không có cơ quan nào tên “xyz” nhận thủ tục." in text(client.get("/co-quan/", {"q": "xyz"}))


def test_a_legal_text_names_what_rests_on_it_and_what_replaced_it(client: Client, catalogue: dict[str, Agency]) -> None:
    later = LegalBasis.objects.create(code="2/2026/NĐ-CP", name="Nghị định sau")
    LegalBasis.objects.filter(code="1/2026/NĐ-CP").update(in_force_to=date(2026, 6, 1), replaced_by=later)
    revision.bump()
    shown = text(client.get("/can-cu/1/2026/NĐ-CP/"))
    assert "Hết hiệu lực từ 1/6/2026" in shown
    assert "2/2026/NĐ-CP : Nghị định sau" in shown
    assert "3 thủ tục" in shown
    assert "Đăng ký nuôi ong" in shown
    assert "1/2026/NĐ-CP : Nghị định thử" in text(client.get("/can-cu/2/2026/NĐ-CP/"))
    listed = client.get("/can-cu/", {"q": "nghi dinh sau"})
    assert "2/2026/NĐ-CP" in text(listed)
    assert "/can-cu/1/" not in listed.content.decode()
    assert client.get("/can-cu/khong/co/").status_code == 404


LISTS = (
    "/",
    "/viec/",
    "/thu-tuc/?chu=C",
    "/linh-vuc/",
    "/linh-vuc/G99-TT01/",
    "/co-quan/",
    "/co-quan/H99.01/",
    "/can-cu/",
    "/can-cu/1/2026/NĐ-CP/",
)


def test_many_procedures_cost_no_more_queries_than_few(client: Client, catalogue: dict[str, Agency]) -> None:
    few = {path: cost(client, path) for path in LISTS}
    more()
    many = {path: cost(client, path) for path in LISTS}
    assert {path: many[path] for path in LISTS if many[path] > few[path]} == {}


def test_long_lists_have_all_their_pages_one_press_away(client: Client, catalogue: dict[str, Agency]) -> None:
    more(99)
    page = client.get("/linh-vuc/G99-TT01/").content.decode()
    assert page.count('class="titles__item"') == 100
    assert re.findall(r'href="\?trang=(\d+)"', page) == ["2"]
    letter = client.get("/thu-tuc/?chu=C").content.decode()
    assert "Cấp giấy</a>" in letter
    assert client.get("/thu-tuc/?chu=C&nhom=c%E1%BA%A5p+th%E1%BA%BB").status_code == 200


def test_every_list_says_when_it_is_empty(client: Client) -> None:
    for path, words in (
        ("/viec/", "Chưa có thủ tục nào được công bố."),
        ("/linh-vuc/", "Chưa có thủ tục nào được công bố."),
        ("/co-quan/", "Chưa có cơ quan nào nhận thủ tục."),
        ("/can-cu/", "Chưa có văn bản nào."),
        ("/thu-tuc/", "Có 0 thủ tục"),
    ):
        assert words in text(client.get(path)), path


def test_an_agencys_new_address_is_on_its_pages_at_once(client: Client, catalogue: dict[str, Agency]) -> None:
    commune = catalogue["H99.01"]
    client.get("/thu-tuc/9.000001/")
    facts = AgencyFacts(commune.name, "", "Thôn Mới", "", commune.valid_from, None)
    edit_agency(commune, facts, by=SYSTEM, reason="QĐ 1")
    assert "Thôn Mới" in text(client.get("/co-quan/H99.01/"))
    desk = catalogue["H99.01.01"]
    edit_agency(desk, AgencyFacts("Bộ phận Một cửa Ong Mới", "", "", "", desk.valid_from, None), by=SYSTEM, reason="QĐ 2")
    assert "Bộ phận Một cửa Ong Mới" in text(client.get("/thu-tuc/9.000001/"))
