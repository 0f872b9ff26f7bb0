"""Searching as people type: invented titles, so nothing here depends on what is seeded."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from procedures import revision, search
from procedures.models import Synonym
from procedures.search import mending
from tests.procedures.makers import published

pytestmark = pytest.mark.django_db

TITLES = {
    "9.100001": "Đăng ký nuôi ong lấy mật",
    "9.100002": "Đăng ký lại việc nuôi ong lấy mật",
    "9.100003": "Cấp giấy phép thả diều ban đêm",
    "9.100004": "Gia hạn giấy phép thả diều ban đêm",
    "9.100005": "Thủ tục cấp bản sao giấy phép thả diều",
    "9.100006": "Xác nhận đất trồng hoa sen",
    "9.100007": "Hỗ trợ người có công trồng hoa sen trên đất lúa",
    "9.100008": "Đăng ký thuyền nan",
}


@pytest.fixture
def catalogue() -> None:
    for code, name in TITLES.items():
        published(code, name, keywords=["mật ong rừng"] if code == "9.100001" else [])
    for phrase, means in {
        "xin thả diều": "giấy phép thả diều",
        "sổ diều": "bản sao giấy phép thả diều",
        "gptd": "giấy phép thả diều",
        "bị mất": "bản sao",
    }.items():
        Synonym.objects.create(phrase=phrase, means=means)
    revision.bump()


BEST = [
    ("đăng ký nuôi ong lấy mật", "9.100001"),
    ("dang ky nuoi ong", "9.100001"),
    ("DANG KY NUOI ONG", "9.100001"),
    ("đăng kí nuôi ong", "9.100001"),
    ("nuoi ongg", "9.100001"),
    ("nuoi ogn lay mat", "9.100001"),
    ("nuoiong", "9.100001"),
    ("ddang kys nuooi ong", "9.100001"),
    ("mat ong rung", "9.100001"),
    ("dang ky lai nuoi ong", "9.100002"),
    ("thủ tục xin giấy phép thả diều thì làm thế nào", "9.100003"),
    ("gia han tha dieu", "9.100004"),
    ("giấy phép thả diều gia hạn", "9.100004"),
    ("xin tha dieu", "9.100003"),
    ("so dieu", "9.100005"),
    ("gptd", "9.100003"),
    ("xin gptd ban dem", "9.100003"),
    ("thả diều bị mất", "9.100005"),
    ("nuoionglaymat", "9.100001"),
    ("người có công", "9.100007"),
    ("đất trồng sen", "9.100006"),
    ("thuyen nann", "9.100008"),
    ("9.100008", "9.100008"),
    ("9.100008.000.00.00.H09", "9.100008"),
    ("9100008", "9.100008"),
]


@pytest.mark.parametrize(("query", "code"), BEST)
def test_the_right_procedure_comes_first(catalogue: None, query: str, code: str) -> None:
    hits = search.search(query)
    assert hits[0].code == code, [(h.code, h.score) for h in hits]
    assert all(0 <= hit.score <= 1 for hit in hits)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


@pytest.mark.parametrize("query", ["", "   ", "!!!", "§", "zzzzzz", "tàu vũ trụ", "'; DROP TABLE", "& | !", "(((", "\x00"])
def test_what_names_nothing_finds_nothing_and_breaks_nothing(catalogue: None, query: str) -> None:
    assert search.search(query) == []


def test_a_decomposed_query_is_the_same_query(catalogue: None) -> None:
    import unicodedata

    typed = "đăng ký nuôi ong"
    assert search.search(unicodedata.normalize("NFD", typed)) == search.search(typed)


def test_what_was_mended_is_told(catalogue: None) -> None:
    assert search.find("nuoi ongg").corrected == "nuoi ong"
    assert search.find("nuoi ong").corrected == ""


def test_equal_scores_are_ordered_by_code(catalogue: None) -> None:
    published("9.100010", "Đăng ký thuyền nan")
    assert [hit.code for hit in search.search("dang ky thuyen nan")][:2] == ["9.100008", "9.100010"]


def test_only_what_is_published_and_its_newest_name(catalogue: None) -> None:
    published("9.100008", "Đăng ký bè tre")
    assert search.search("thuyen nan") == []
    assert search.search("be tre")[0].name == "Đăng ký bè tre"


def test_marks_decide_between_words_that_fold_alike(catalogue: None) -> None:
    published("9.100011", "Xác nhận đạt chuẩn")
    published("9.100012", "Xác nhận đất chuẩn")
    assert search.search("xác nhận đất chuẩn")[0].code == "9.100012"
    assert search.search("xác nhận đạt chuẩn")[0].code == "9.100011"


def test_a_search_costs_few_queries(catalogue: None, django_assert_max_num_queries) -> None:
    search.search("nuoi ong")
    with django_assert_max_num_queries(2):
        search.search("dang ky nuoi ong lay mat")
    with django_assert_max_num_queries(7):
        search.search("con voi tren troi")


def test_a_very_long_query_is_cut(catalogue: None) -> None:
    assert search.search("nuoi ong " * 5_000)[0].code == "9.100001"


@pytest.mark.parametrize(
    ("a", "b", "slip"), [("khai", "kai", 1), ("khai", "khia", 1), ("khai", "khao", 1), ("khai", "kha", 1), ("khai", "kao", 0)]
)
def test_one_slip_apart(a: str, b: str, slip: int) -> None:
    assert mending.one_slip(a, b) == mending.one_slip(b, a) == bool(slip)


# search_procedures, interfaces.md


def command(*arguments: str) -> tuple[int, list[str], str]:
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("search_procedures", *arguments, stdout=out, stderr=err)
    return end.value.code, out.getvalue().splitlines(), err.getvalue()


def test_one_query_answers_as_json(catalogue: None) -> None:
    code, lines, err = command("nuôi ong", "--limit", "1", "--json")
    assert (code, err, len(lines)) == (0, "", 1)
    answer = json.loads(lines[0])
    assert answer["query"] == "nuôi ong"
    assert [set(hit) for hit in answer["results"]] == [{"code", "name", "score"}]
    assert "nuôi ong" in lines[0]


def test_finding_nothing_is_a_negative_answer(catalogue: None) -> None:
    code, lines, _ = command("zzzzzz", "--json")
    assert (code, json.loads(lines[0])["results"]) == (1, [])


def test_a_batch_answers_line_by_line_and_a_bad_line_does_not_stop_it(catalogue: None, tmp_path: Path) -> None:
    batch = tmp_path / "queries.jsonl"
    batch.write_text('{"id": 1, "query": "nuoi ong"}\nnot json\n{"id": "c"}\n[]\n{"id": 4, "query": ""}\n', encoding="utf-8")
    code, lines, _ = command("--batch", str(batch), "--limit", "2")
    answers = [json.loads(line) for line in lines]
    assert code == 0
    assert [a.get("id") for a in answers] == [1, None, "c", None, 4]
    assert ["error" in a for a in answers] == [False, True, True, True, False]
    assert answers[0]["results"][0]["code"] == "9.100001"


@pytest.mark.parametrize("arguments", [[], ["x", "--batch", "y"], ["x", "--limit", "0"], ["--batch", "/nowhere/at/all"]])
def test_a_wrong_call_is_2(catalogue: None, arguments: list[str]) -> None:
    assert command(*arguments)[0] == 2
