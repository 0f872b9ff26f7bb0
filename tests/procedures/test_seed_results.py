"""The results of the seeds: what the draft begins with, printed on their templates, known to a later e-form by its facts."""

import io
from functools import cache
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from django.conf import settings

from dossiers import results
from eforms import engine, schema
from procedures.services.seed import content_of
from procedures.words import in_words
from tests.eforms.forms import NOW
from tests.procedures.answers import ANSWERS, PORTS
from tests.vault import samples
from vault import documents
from vault import results as templates
from vault.papers import ResultPaper, paper

SEEDS = settings.BASE_DIR / "seeds" / "procedures"
BY_HAND = {"content": "Tốt nghiệp loại khá", "original.book": "Sổ 1, trang 2", "child.birth_place": "Phường Thủ Dầu Một"}


@cache
def content(code: str) -> dict[str, Any]:
    return content_of(SEEDS / code)[1]


def drafts(code: str, case: str = "") -> list[tuple[results.Asked, dict[str, str], dict[str, Any]]]:
    """(result, its draft, the template's data) for each result that the right answers ask for."""
    form = schema.load(content(code)["form"])
    answers = engine.process(form, ANSWERS[code], now=NOW, ports=PORTS).data
    facts = {
        "answers": answers,
        "words": in_words(form, answers),
        "owner": "Trần Thị Bình",
        "case": case or None,
        "today": "2026-11-23",
    }
    made = []
    for item in results.asked(SimpleNamespace(content=content(code)), answers):
        values = results.first_values(item, facts)
        made.append((item, values, results.data(item, values | BY_HAND, facts)))
    return made


@pytest.mark.parametrize("code", ANSWERS)
def test_the_draft_has_what_the_paper_needs_and_prints_it(code: str) -> None:
    for item, values, data in drafts(code):
        template = templates.template(item.entry["template"])
        assert templates.missing(template.key, data) == []
        printed = documents.html_of(template.page, paper(ResultPaper, samples.RESULT), data)
        assert "None" not in printed and "{" not in printed.partition("</style>")[2]
        subject = results.subject(item, values)
        assert not subject or subject in printed


MINE = (
    "1.000894", "1.000656", "1.001022", "1.004837", "2.001263", "2.000815", "2.000908", "1.011607", "1.001653",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("code", MINE)
def test_each_template_is_one_page_of_pdf_a(code: str) -> None:
    item, _values, data = drafts(code)[0]
    made = documents.render_result(item.entry["template"], samples.RESULT, data)
    with pikepdf.open(io.BytesIO(made)) as opened, opened.open_metadata() as meta:
        assert (len(opened.pages), meta.get("pdfaid:part")) == (1, "3")


def test_each_certified_paper_has_its_own_statement_and_copies() -> None:
    made = drafts("2.000815")
    assert [item.key for item, _values, _data in made] == ["ban-sao-chung-thuc.1", "ban-sao-chung-thuc.2"]
    assert [data["copies"] for _item, _values, data in made] == [2, 3]
    assert [data["paper"]["name"] for _item, _values, data in made] == ["Bằng đại học", "Giấy khai sinh"]


def test_the_joint_procedure_issues_the_certificate_and_its_parts_the_rest() -> None:
    assert [item.entry["template"] for item, _values, _data in drafts("2.000986")] == ["birth-certificate"]
    (chain,) = (step for step in content("2.000986")["process"]["steps"] if step["kind"] == "chain")
    for child in chain["children"]:
        assert {result["key"] for result in content(child["procedure"])["results"]} >= set(child["results"])


def test_husband_and_wife_stand_on_their_sides_whoever_applies() -> None:
    ((_item, values, _data),) = drafts("1.000894")
    assert (values["husband.name"], values["wife.name"]) == ("Nguyễn Văn An", "Trần Thị Bình")


def given(code: str) -> dict[str, str]:
    """What the first result of a procedure tells of its owner, as dossiers/earlier.py reads it."""
    item, values, _data = drafts(code)[0]
    return {field["fact"]: values[field["key"]] for field in item.entry["fields"] if "fact" in field}


PREFILLED = [
    ("1.000894", "2.001263", {"vc.hoTen": "Nguyễn Văn An", "vc.ngaySinh": "05/06/1988", "vc.soDinhDanh": "074088001234"}),
    ("1.001653", "1.001776", {"giayKhuyetTat.mucDo": "Nặng"}),
]


@pytest.mark.parametrize(("source", "target", "expected"), PREFILLED)
def test_a_paper_of_the_vault_fills_a_later_form(source: str, target: str, expected: dict[str, str]) -> None:
    form = schema.load(content(target)["form"])
    facts = given(source)
    assert {path: facts[form.field(path).prefill] for path in expected} == expected


CASES = [
    ("1.001776", "1.001776.03", "about", "Về việc thôi hưởng trợ cấp xã hội hằng tháng"),
    ("1.014027", "1.014027.01", "about", "Về việc trợ cấp hưu trí xã hội"),
    ("1.004837", "1.004837.02", "kind", "Giám hộ được cử"),
    ("1.004837", "1.004837.01", "kind", "Giám hộ đương nhiên"),
]


@pytest.mark.parametrize(("code", "case", "key", "value"), CASES)
def test_the_paper_says_which_case_it_was(code: str, case: str, key: str, value: str) -> None:
    assert drafts(code, case)[0][1][key] == value
