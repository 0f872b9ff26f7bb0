"""Fees by tiers, by rows, times copies: chứng thực bản sao (TT 226/2016) and the other fees of the seeds, to the đồng."""

from typing import Any

import pytest
from django.conf import settings

from procedures import rules, tariffs
from procedures.services.seed import content_of

SEEDS = settings.BASE_DIR / "seeds" / "procedures"


def fee(code: str, answers: dict[str, Any]) -> rules.FeeDecision:
    return rules.fee(content_of(SEEDS / code)[1], answers)


def papers(*rows: tuple[int, int]) -> dict[str, Any]:
    return {"giayTo": [{"ten": f"Giấy {n}", "soTrang": pages, "soBan": copies} for n, (pages, copies) in enumerate(rows, 1)]}


# domain.md §4.2 (9): 2.000 đ for each of two pages, 1.000 đ from the third, at most 200.000 đ a copy.
PAGES = [(1, 2_000), (2, 4_000), (3, 5_000), (10, 12_000), (198, 200_000), (199, 200_000), (500, 200_000), (1_000, 200_000)]


@pytest.mark.parametrize(("pages", "amount"), PAGES)
def test_a_copy_is_paid_by_its_pages(pages: int, amount: int) -> None:
    assert fee("2.000815", papers((pages, 1))).total == amount
    assert fee("2.000815", papers((pages, 7))).total == 7 * amount


def test_every_paper_is_reckoned_by_itself_and_the_line_says_how() -> None:
    (line,) = fee("2.000815", papers((10, 2), (1, 3), (500, 1))).lines
    assert (line.amount, line.kind, line.basis) == (230_000, "phi", "Thông tư 226/2016/TT-BTC")
    assert line.explanation == (
        "Giấy 1: 2 bản × 12.000 đ (10 trang: 2 × 2.000 đ + 8 × 1.000 đ) + Giấy 2: 3 bản × 2.000 đ (1 trang × 2.000 đ) + "
        "Giấy 3: 1 bản × 200.000 đ (500 trang: 2 × 2.000 đ + 498 × 1.000 đ, thu tối đa 200.000 đ)"
    )


@pytest.mark.parametrize("answers", [{}, papers(), papers((0, 1)), papers((1, 0)), papers((1, 1), (3, -1)), {"giayTo": "x"}])
def test_nothing_is_guessed(answers: dict[str, Any]) -> None:
    with pytest.raises(tariffs.CannotDecide) as unsettled:
        fee("2.000815", answers)
    assert unsettled.value.about == "chung-thuc-ban-sao"


LATE = {"quaHan": "co", "deNghiBanSao": "khong"}
ADOPTION = {"quanHe": "khac", "treDacBiet": "khong"}
OTHERS = [
    ("1.000894", {"deNghiBanSao": "khong"}, 0),
    ("1.000894", {"deNghiBanSao": "co", "soBanSao": 5}, 40_000),
    ("1.000656", {"quaHan": "khong", "deNghiBanSao": "khong"}, 0),
    ("1.000656", LATE | {"mienLePhi": "khong"}, 8_000),
    ("1.000656", LATE | {"mienLePhi": "khong", "deNghiBanSao": "co", "soBanSao": 2}, 24_000),
    ("1.000656", LATE | {"mienLePhi": "hoNgheo"}, 0),
    ("1.000656", LATE | {"mienLePhi": "coCong"}, 0),
    ("2.000986", {"deNghiBanSao": "co", "soBanSao": 1}, 8_000),
    ("2.000884", {"vanBan": [{}, {}, {}]}, 30_000),
    ("2.000908", {"soBan": 9}, 0),
    ("1.004884", {"mienLePhi": "khong", "deNghiBanSao": "khong"}, 8_000),
    ("1.004884", {"mienLePhi": "khuyetTat", "deNghiBanSao": "co", "soBanSao": 1}, 8_000),
    ("1.001022", {"mienLePhi": "khong", "deNghiBanSao": "khong"}, 15_000),
    ("2.001263", ADOPTION, 400_000),
    ("2.001263", ADOPTION | {"quanHe": "conRieng"}, 0),
    ("2.001263", ADOPTION | {"quanHe": "chau"}, 0),
    ("2.001263", ADOPTION | {"treDacBiet": "co"}, 0),
]


@pytest.mark.parametrize(("code", "answers", "total"), OTHERS)
def test_what_the_other_procedures_cost(code: str, answers: dict[str, Any], total: int) -> None:
    assert fee(code, answers).total == total


RULE = {"code": "p", "name": "Phí", "kind": "phi", "amount": 5_000, "unit": "trang", "quantity": {"var": "n"}, "basis": "TT 1"}


@pytest.mark.parametrize(("count", "amount"), [(1, 5_000), (10, 50_000), (11, 53_000), (20, 80_000), (21, 81_000), (30, 90_000)])
def test_three_tiers_meet_without_a_gap(count: int, amount: int) -> None:
    tiers = [{"above": 10, "amount": 3_000}, {"above": 20, "amount": 1_000}]
    assert tariffs.reckon(RULE | {"tiers": tiers}, {"n": count})[0] == amount


BROKEN = [
    ({"tiers": [{"above": 20, "amount": 1}, {"above": 10, "amount": 2}]}, ("tiers", "tiers")),
    ({"tiers": [{"above": 0, "amount": 1}]}, ("tiers", "tiers")),
    ({"tiers": [{"above": 2}]}, ("tiers", "tiers")),
    ({"tiers": {"above": 2, "amount": 1}}, ("tiers", "tiers")),
    ({"times": {"var": "m"}}, ("times_unit", "missing")),
    ({"most": -1}, ("most", "amount")),
    ({"each": 3}, ("each", "shape")),
    ({"unit": ""}, ("unit", "missing")),
]


@pytest.mark.parametrize(("changed", "problem"), BROKEN)
def test_a_rule_that_cannot_be_reckoned_is_refused(changed: dict[str, Any], problem: tuple[str, str]) -> None:
    assert [found[:2] for found in tariffs.problems(RULE | changed)] == [problem]
    assert list(tariffs.problems(RULE)) == []


RATES = [
    ({}, "5.000 đ một trang"),
    ({"unit": ""}, "5.000 đ"),
    ({"most": 90_000}, "5.000 đ một trang, nhiều nhất 90.000 đ"),
    (
        {"tiers": [{"above": 2, "amount": 1_000}], "most": 200_000, "times": 2, "times_unit": "bản"},
        "5.000 đ một trang, từ trang thứ 3 là 1.000 đ, nhiều nhất 200.000 đ một bản",
    ),
]


@pytest.mark.parametrize(("changed", "said"), RATES)
def test_the_rate_is_said_before_anything_is_counted(changed: dict[str, Any], said: str) -> None:
    assert tariffs.in_words(RULE | changed) == said
