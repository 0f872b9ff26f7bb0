"""A version read for one of its cases; what is wrong with a case is said with its place; two shapes of steps read as one."""

from typing import Any

import pytest

from common.errors import DomainError
from eforms import building
from procedures import content as contents
from procedures import rules
from tests.procedures.makers import FORM, content, process
from tests.procedures.test_content import FEE, PAPER, RESULT, form_with, refused

OWN_FORM = form_with({"type": "textfield", "key": "soCu", "label": "Số cũ", "input": True})
NEW = {"code": "x.01", "name": "Cấp mới", "papers": ["a"]}
AGAIN = {
    "code": "x.02",
    "name": "Cấp lại",
    "papers": ["b"],
    "limit": {"value": "1wd", "text": "1 ngày làm việc"},
    "form": OWN_FORM,
    "fee_text": "Cấp lại thu 20.000 đ.",
}
PAPERS = [PAPER, PAPER | {"key": "b", "name": "Giấy B"}]


def two(**changed: Any) -> dict[str, Any]:
    return content(**({"papers": PAPERS, "cases": [NEW, AGAIN]} | changed))


def test_each_case_reads_as_a_procedure_of_its_own() -> None:
    document = two()
    contents.validate(document)
    new, again = contents.for_case(document, "x.01"), contents.for_case(document, "x.02")
    assert [[paper["key"] for paper in one["papers"]] for one in (new, again)] == [["a"], ["b"]]
    assert (new["limit"]["value"], again["limit"]["value"]) == ("3wd", "1wd")
    assert (new["form"], again["form"]) == (FORM, OWN_FORM)
    assert (again["fee_text"], again["process"]) == (AGAIN["fee_text"], document["process"])
    assert contents.for_case(document)["papers"] == PAPERS
    with pytest.raises(DomainError) as unknown:
        contents.for_case(document, "x.03")
    assert unknown.value.code == "unknown-case"


def test_rules_know_the_case_and_the_channel() -> None:
    fee = FEE | {"when": {"and": [{"==": [{"var": "case"}, "x.02"]}, {"==": [{"var": "channel"}, "counter"]}]}}
    document = two(fees=[fee])
    contents.validate(document)
    again = contents.for_case(document, "x.02")
    assert rules.fee(again, {}, channel="counter").total == 8000
    assert (rules.fee(again, {}).total, rules.fee(contents.for_case(document, "x.01"), {}, channel="counter").total) == (0, 0)
    assert rules.fee(document, {}, case="x.02", channel="counter").total == 8000


PLAIN = [{"code": "x.01", "name": "Nộp tại quầy"}, {"code": "x.02", "name": "Nộp trực tuyến"}]
TESTED = FEE | {"when": {"==": [{"var": "case"}, "x.01"]}}


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({}, True),
        ({"cases": [AGAIN]}, False),
        ({"cases": PLAIN}, False),
        ({"cases": PLAIN, "fees": [TESTED]}, True),
        ({"cases": []}, False),
    ],
)
def test_it_is_asked_only_where_the_cases_differ(changed: dict[str, Any], asked: bool) -> None:
    assert contents.needs_choice(two(**changed)) is asked


BAD: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"cases": [{"code": "x.01"}]}, ("cases/x.01", "missing")),
    ({"cases": [NEW, NEW]}, ("cases/x.01", "duplicate")),
    ({"cases": [NEW | {"code": "x" * 51}]}, ("cases/" + "x" * 51, "bad-code")),
    ({"cases": [NEW | {"papers": ["c"]}]}, ("cases/x.01/papers", "unknown")),
    ({"cases": [NEW | {"papers": "a"}]}, ("cases/x.01/papers", "shape")),
    ({"cases": [NEW | {"limit": "1wd"}]}, ("cases/x.01/limit", "shape")),
    ({"cases": [NEW | {"limit": {"value": "soon", "text": "Sớm"}}]}, ("cases/x.01/limit/value", "limit")),
    ({"cases": [NEW | {"form": {"components": [{"type": "nothing", "key": "x"}]}}]}, ("cases/x.01/form/", "")),
    ({"cases": [NEW | {"process": process(actions=[])}]}, ("cases/x.01/process/receive", "dead-end")),
    (
        {"cases": [NEW | {"limit": {"value": "1h", "text": "1 giờ"}}], "process": process(kind="handle")},
        ("cases/x.01/process", "over-limit"),
    ),
    ({"cases": [NEW | {"when": {"var": "khongCo"}}]}, ("cases/x.01", "unknown-field")),
    ({"methods": [{"channel": "online", "text": "…", "case": "x.09"}]}, ("methods/0/case", "unknown")),
    ({"methods": [{"channel": "fax", "text": "…"}]}, ("methods/0/channel", "unknown")),
    ({"methods": [{"channel": "online", "text": "…", "fees": [{"kind": "phi"}]}]}, ("methods/0/fees/0/text", "missing")),
    ({"methods": [{"channel": "online", "text": "…", "limit": {"value": "6wd"}}]}, ("methods/0/limit/text", "missing")),
    ({"steps": [{"name": "Nộp"}]}, ("steps", "shape")),
    ({"service_level": "fast"}, ("service_level", "unknown")),
    ({"internal": "yes"}, ("internal", "shape")),
    ({"levels": ["ap"]}, ("levels/ap", "unknown")),
    ({"agencies": {"deciding": [{}]}}, ("agencies/deciding", "missing")),
    ({"targets": ["ĐT99"]}, ("targets/ĐT99", "unknown")),
    ({"returning": [{"channel": "post"}]}, ("returning/0", "missing")),
    ({"sets": 0}, ("sets", "amount")),
    ({"papers": [PAPER | {"held_by": {"register": "x", "text": "…"}}]}, ("papers/a/held_by", "unknown")),
    ({"papers": [PAPER | {"proven_by": "KQ.1"}]}, ("papers/a/proven_by", "shape")),
    ({"legal_bases": [{"name": "Không số"}]}, ("legal_bases/0", "missing")),
    ({"source": {"system": "paper"}}, ("source", "missing")),
    ({"results": [RESULT | {"title": {"var": "answers.khongCo"}}]}, ("results/kq/title", "unknown-field")),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "expected"), BAD)
def test_what_may_not_be_published_is_said_with_its_place(changed: dict[str, Any], expected: tuple[str, str]) -> None:
    path, reason = expected
    cases = {} if "cases" in changed else {"cases": []}
    assert any(p.startswith(path) and r.startswith(reason) for p, r in refused(two(**(cases | changed))))


def test_a_result_may_read_what_only_one_case_asks() -> None:
    contents.validate(two(results=[RESULT | {"title": {"cat": [{"var": "answers.soCu"}, {"var": "case"}]}}]))


def test_what_is_only_shown_needs_no_form_and_no_process() -> None:
    document = two(service_level="information", cases=[], limit={"text": "Không quy định"}, results=[{"name": "Giấy"}])
    document["papers"] = [{"key": "a", "name": "Giấy A"}]
    del document["form"], document["process"]
    contents.validate(document)
    del document["service_level"]
    assert {("form", "missing"), ("process", "missing")} <= refused(document)


def test_steps_are_read_in_either_shape() -> None:
    document = content(steps=["Nộp", {"name": "Bước 2", "text": "Nhận"}])
    contents.validate(document)
    assert [(step.name, step.text) for step in contents.steps_of(document)] == [("", "Nộp"), ("Bước 2", "Nhận")]


def test_a_draft_gives_every_question_of_every_form_its_reference() -> None:
    made = contents.identified(two())
    assert all(one.ref for form in (made["form"], made["cases"][1]["form"]) for one in building.places(form))
    assert contents.identified({"names": {"vi": "Trống"}})["form"]["components"] == []
