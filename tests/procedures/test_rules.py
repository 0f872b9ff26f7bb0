"""Fees with their reckoning, papers by condition, eligibility to its end; of the seeded procedures as they will be published."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures import rules
from procedures.services.seed import _read

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "procedures"
CODES = ("1.001193", "1.013225", "2.000635")


def seeded(code: str) -> dict[str, Any]:
    return _read(SEEDS / code / "procedure.yaml")["content"]


def copies(*counts: Any) -> dict[str, Any]:
    return {"trichLuc": [{"loai": "khaiSinh", "soBan": count} for count in counts]}


FEES = [
    (copies(1), 8_000, "1 bản × 8.000 đ"),
    (copies(3), 24_000, "3 bản × 8.000 đ"),
    (copies(1, 2, 4), 56_000, "7 bản × 8.000 đ"),
    (copies(50, 50), 800_000, "100 bản × 8.000 đ"),
]


@pytest.mark.parametrize(("answers", "total", "reckoning"), FEES)
def test_copies_cost_8000_each_and_the_line_says_how_many(answers: dict[str, Any], total: int, reckoning: str) -> None:
    decided = rules.fee(seeded("2.000635"), answers)
    assert decided.total == total
    assert [(line.kind, line.amount, line.explanation) for line in decided.lines] == [("phi", total, reckoning)]
    assert decided.lines[0].basis == "Thông tư 281/2016/TT-BTC"


@pytest.mark.parametrize(
    "answers", [{}, copies(), copies(0), copies(-1), copies("ba"), copies(1.5), copies(None), copies(10_001)]
)
def test_a_fee_is_never_guessed(answers: dict[str, Any]) -> None:
    with pytest.raises(rules.CannotDecide) as unsettled:
        rules.fee(seeded("2.000635"), answers)
    assert unsettled.value.about == "trich-luc"


def test_birth_registration_is_free_and_only_extra_copies_are_paid() -> None:
    birth = seeded("1.001193")
    assert rules.fee(birth, {"deNghiBanSao": "khong"}) == rules.FeeDecision((), 0)
    assert rules.fee(birth, {}).total == 0
    assert rules.fee(birth, {"deNghiBanSao": "co", "soBanSao": 2}).total == 16_000


def test_the_house_permit_is_free() -> None:
    assert rules.fee(seeded("1.013225"), {"capCongTrinh": "IV"}).total == 0


FEE = {"code": "p", "name": "Phí", "kind": "phi", "amount": 1_000, "basis": "TT 1", "unit": "trang", "quantity": {"var": "trang"}}
RULES = [
    ({"most": 200_000}, {"trang": 500}, 200_000, "500 trang × 1.000 đ, thu tối đa 200.000 đ"),
    ({"most": 200_000}, {"trang": 10}, 10_000, "10 trang × 1.000 đ"),
    ({"exemptions": [{"when": {"var": "ngheo"}, "reason": "Hộ nghèo"}]}, {"trang": 3, "ngheo": True}, 0, None),
    ({"exemptions": [{"when": {"var": "ngheo"}, "reason": "Hộ nghèo"}]}, {"trang": 3}, 3_000, "3 trang × 1.000 đ"),
    ({"when": {"==": [{"var": "case"}, "1.1.02"]}}, {"trang": 3}, 0, None),
    ({"amount": 0}, {"trang": 3}, 0, None),
]


@pytest.mark.parametrize(("changed", "answers", "total", "reckoning"), RULES)
def test_ceilings_exemptions_and_cases(
    changed: dict[str, Any], answers: dict[str, Any], total: int, reckoning: str | None
) -> None:
    decided = rules.fee({"fees": [FEE | changed]}, answers, case="1.1.01")
    assert decided.total == total
    assert [line.explanation for line in decided.lines] == ([reckoning] if reckoning else [])


@given(st.lists(st.integers(1, 50), min_size=1, max_size=10))
def test_a_fee_is_what_its_lines_add_up_to_and_grows_with_every_copy(counts: list[int]) -> None:
    decided = rules.fee(seeded("2.000635"), copies(*counts))
    assert decided.total == sum(line.amount for line in decided.lines) == 8_000 * sum(counts)


PAPERS = [
    ("1.001193", {"giayToViecSinh": "giayChungSinh"}, ["chung-sinh"]),
    ("1.001193", {"giayToViecSinh": "nguoiLamChung"}, ["van-ban-lam-chung"]),
    ("1.001193", {"giayToViecSinh": "camDoan", "treBiBoRoi": "co"}, ["cam-doan", "bien-ban-bo-roi"]),
    (
        "1.001193",
        {"giayToViecSinh": "giayChungSinh", "nyc": {"quanHe": "khac"}, "mangThaiHo": "co"},
        ["chung-sinh", "uy-quyen", "mang-thai-ho"],
    ),
    ("2.000635", {"nyc": {"quanHe": "banThan"}}, ["giay-to-cu"]),
    ("2.000635", {"nyc": {"quanHe": "uyQuyen"}}, ["uy-quyen", "giay-to-cu"]),
    ("1.013225", {}, ["giay-to-dat", "ban-ve"]),
    ("1.013225", {"coThamTra": "co", "lienKeCongTrinh": "co"}, ["giay-to-dat", "ban-ve", "tham-tra", "lien-ke"]),
]


@pytest.mark.parametrize(("code", "answers", "expected"), PAPERS)
def test_each_answers_papers(code: str, answers: dict[str, Any], expected: list[str]) -> None:
    assert [paper.key for paper in rules.papers_required(seeded(code), answers)] == expected


def test_a_paper_says_how_many_and_whether_it_may_be_left_out() -> None:
    drawings = rules.papers_required(seeded("1.013225"), {})[1]
    assert (drawings.originals, drawings.copies, drawings.required, drawings.accept) == (2, 0, True, ("pdf",))
    assert not rules.papers_required(seeded("2.000635"), {})[-1].required


@pytest.mark.parametrize("code", CODES)
def test_every_branch_of_the_check_ends_with_a_reason(code: str) -> None:
    content = seeded(code)
    ends = 0
    ways: list[dict[str, str]] = [{}]
    while ways:
        given_so_far = ways.pop()
        now = rules.eligibility(content, given_so_far)
        if isinstance(now, rules.Eligibility):
            assert now.title and now.why
            assert now.eligible or now.instead, given_so_far
            ends += 1
            continue
        assert now.number <= 6
        ways += [{**given_so_far, now.key: value} for value, _label in now.options]
    assert ends >= 4


def test_an_answer_that_was_not_offered_counts_as_none() -> None:
    first = rules.eligibility(seeded("1.001193"), {"da-dang-ky": "hacked"})
    assert isinstance(first, rules.Question)
    assert first.key == "da-dang-ky"


def test_a_procedure_without_a_check_says_so() -> None:
    with pytest.raises(rules.CannotDecide):
        rules.eligibility({}, {})
