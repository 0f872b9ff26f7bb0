"""What search holds of a procedure: only what is public, whose it is, where it stands; written for thousands at once."""

import pytest
from django.conf import settings

from procedures import search
from procedures.models import Procedure, ProcedureVersion, SearchEntry
from procedures.search import candidates
from procedures.search.filters import Filters
from procedures.services.index import levels_of, reindex_many
from tests.procedures.makers import procedure, published

pytestmark = pytest.mark.django_db
NAME = "Hỗ trợ người nuôi ong"


def by_province(code: str, issued_by: str) -> None:
    procedure(code)
    Procedure.objects.filter(code=code).update(kind=Procedure.Kind.SPECIFIC)
    source = {"system": "national-list", "id": code, "hash": "", "issued_by": issued_by}
    published(code, NAME, source=source)


def test_our_provinces_own_copy_stands_first_and_another_provinces_last() -> None:
    by_province("9.300001", "UBND tỉnh Bắc Ninh")
    published("9.300002", NAME)
    by_province("9.300003", f"UBND {settings.PROVINCE}")
    assert [hit.code for hit in search.search("ho tro nuoi ong")] == ["9.300003", "9.300002", "9.300001"]


def test_a_second_procedure_of_one_name_stands_behind_other_names() -> None:
    published("9.300001", NAME)
    published("9.300002", NAME)
    published("9.300003", f"{NAME} bị thiệt hại")
    assert [hit.code for hit in search.search("hỗ trợ người nuôi ong")] == ["9.300001", "9.300003", "9.300002"]


def test_internal_procedures_are_not_found() -> None:
    published("9.300001", NAME, internal=True)
    assert search.search(NAME) == []
    assert not SearchEntry.objects.exists()


def test_agencies_papers_results_and_fields_are_found_too() -> None:
    paper = {"key": "a", "name": "Sơ đồ tổ ong", "originals": 1, "copies": 0, "required": True, "accept": ["pdf"]}
    published("9.300001", "Thủ tục khác", papers=[paper], agencies={"deciding": [{"name": "Chi cục Kiểm lâm"}]})
    for query in ("so do to ong", "chi cuc kiem lam", "ho tich", "ket qua thu"):
        assert [hit.code for hit in search.search(query)] == ["9.300001"], query


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ({"levels": ["xa"]}, ["xa"]),
        ({"agencies": {"executing": [{"name": "Ủy ban nhân dân cấp xã"}, {"name": "Sở Tư pháp"}]}}, ["tinh", "xa"]),
        ({"agencies": {"deciding": [{"name": "Bộ Y tế"}]}}, ["tw"]),
        ({}, []),
    ],
)
def test_levels_are_said_or_told_by_the_agencies_names(said: dict, levels: list[str]) -> None:
    assert levels_of(said) == levels


def test_many_are_written_in_few_queries(django_assert_max_num_queries) -> None:
    for n in range(30):
        published(f"9.{300000 + n}", f"{NAME} {n}")
    SearchEntry.objects.all().delete()
    versions = list(ProcedureVersion.objects.select_related("procedure__field"))
    with django_assert_max_num_queries(6):
        assert reindex_many(versions) == 30
    assert len(search.search("nuoi ong", limit=40)) == 30
    assert reindex_many([]) == 0


def test_filters_narrow_and_are_counted_under_each_other() -> None:
    published("9.300001", NAME, levels=["xa"], targets=["ĐT1"])
    published("9.300002", f"{NAME} rừng", levels=["tinh"], targets=["ĐT1", "ĐT2"])
    chosen = Filters(who="cong-dan", level="xa")
    assert [hit.code for hit in search.find("nuoi ong", filters=chosen).hits] == ["9.300001"]
    assert candidates.number_of(Filters(who="doanh-nghiep")) == 1
    ids = [hit.pk for hit in search.find("nuoi ong").hits]
    counted = {name: {row.code: row.total for row in rows} for name, rows in candidates.counts(chosen, ids).items()}
    assert counted["level"] == {"xa": 1, "tinh": 1}
    assert counted["who"] == {"cong-dan": 1}
    assert counted["field"] == {"G15-TP07": 1}
    assert candidates.counts(chosen, []) == {}


def test_what_nobody_modelled_is_information() -> None:
    published("9.300001", NAME, service_level="information")
    assert SearchEntry.objects.get().service_level == "information"
    published("9.300002", NAME)
    assert SearchEntry.objects.get(code="9.300002").service_level == "full"
