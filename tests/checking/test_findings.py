"""What the checker finds, a row a rule: what was changed in a sound procedure, and the code and place that it must name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from procedures.bases import BasisStanding
from procedures.checking import LEVELS, Finding, check
from tests.checking.sound import paper, sound

TODAY = date(2026, 11, 23)
FORM = sound()["form"]
ASKS_KNOWN = {
    "display": "wizard",
    "components": [
        {
            "type": "panel",
            "key": "trang",
            "title": "Người nộp",
            "components": [{"type": "textfield", "key": "ten", "label": "Họ, chữ đệm và tên của bạn", "input": True}],
        }
    ],
}
SLOW = sound()["process"] | {"steps": [{**step, "share": {"limit": "4wd"}} for step in sound()["process"]["steps"]]}
COUNTER = {"channel": "counter", "text": "Tại quầy"}
ONLINE = {"channel": "online", "text": "Trực tuyến"}

CASES: dict[str, tuple[Mapping[str, Any], str, str, str]] = {
    "no name": ({"names": {}}, "error", "no-name", "names/vi"),
    "no summary": ({"summary": " "}, "error", "no-summary", "summary"),
    "nobody may": ({"who": ""}, "error", "no-who", "who"),
    "no steps": ({"steps": []}, "error", "no-steps", "steps"),
    "no way to file": ({"methods": []}, "error", "no-methods", "methods"),
    "no papers and no form": ({"papers": [], "form": {}}, "error", "no-papers", "papers"),
    "no limit": ({"limit": {"text": "3 ngày"}}, "error", "no-limit", "limit/value"),
    "a limit nobody reads": ({"limit": {"value": "mau", "text": "mau"}}, "error", "limit-unreadable", "limit/value"),
    "no word on money": ({"fee_text": ""}, "error", "no-fee-text", "fee_text"),
    "no result": ({"results": []}, "error", "no-results", "results"),
    "no basis": ({"legal_bases": []}, "error", "no-legal-bases", "legal_bases"),
    "no agency": ({"agencies": {}}, "warning", "no-agencies", "agencies"),
    "online without a channel": ({"methods": [COUNTER]}, "error", "level-without-online", "service_level"),
    "words against the limit": (
        {"limit": {"value": "3wd", "text": "5 ngày làm việc"}},
        "warning",
        "limit-text-differs",
        "limit/text",
    ),
    "days are not working days": ({"limit": {"value": "3wd", "text": "3 ngày"}}, "warning", "limit-text-differs", "limit/text"),
    "a channel slower than the limit": (
        {"methods": [ONLINE, {**COUNTER, "limit": {"value": "10wd"}}]},
        "error",
        "method-over-limit",
        "methods/1/limit",
    ),
    "a channel faster than the promise": (
        {"methods": [{**ONLINE, "limit": {"value": "1wd"}}]},
        "warning",
        "method-limit-differs",
        "methods/0/limit",
    ),
    "a case slower than the whole": (
        {"cases": [{"code": "c1", "name": "Xa", "limit": {"value": "20d", "text": "20 ngày"}}]},
        "warning",
        "case-over-limit",
        "cases/c1/limit",
    ),
    "a case that the channels contradict": (
        {
            "methods": [{**ONLINE, "limit": {"value": "3wd"}}],
            "cases": [{"code": "c1", "name": "Gần", "limit": {"value": "2d", "text": "2 ngày"}}],
        },
        "warning",
        "case-limit-differs",
        "cases/c1/limit",
    ),
    "a step told to take longer": ({"steps": ["Chờ 30 ngày làm việc"]}, "hint", "step-text-over-limit", "steps/0"),
    "money only in words": ({"fee_text": "Thu 50.000 đồng mỗi bản.", "fees": []}, "error", "fee-only-in-text", "fees"),
    "money only at a channel": (
        {"methods": [{**ONLINE, "fees": [{"kind": "phi", "amount": 15000}]}]},
        "error",
        "fee-only-in-text",
        "fees",
    ),
    "the council decides": ({"fee_text": "Theo nghị quyết của Hội đồng nhân dân tỉnh."}, "warning", "fee-by-council", "fees"),
    "three noughts lost": (
        {"fees": [{"code": "p", "name": "Phí", "kind": "phi", "amount": 100, "basis": "TT"}]},
        "error",
        "fee-too-small",
        "fees/p/amount",
    ),
    "words against the fee": (
        {"fee_text": "Phí 9.000 đ.", "fees": [{"code": "p", "name": "Phí", "kind": "phi", "amount": 8000, "basis": "TT"}]},
        "warning",
        "fee-text-differs",
        "fee_text",
    ),
    "a fee without a basis": (
        {"fee_text": "Phí 8.000 đ.", "fees": [{"code": "p", "name": "Phí", "kind": "phi", "amount": 8000, "basis": ""}]},
        "warning",
        "fee-no-basis",
        "fees/p/basis",
    ),
    "a note for a paper": ({"papers": [paper(originals=0)]}, "error", "paper-zero-count", "papers/don"),
    "a sentence for a paper": (
        {"papers": [paper(name="Trường hợp ủy quyền thì nộp kèm")]},
        "warning",
        "paper-is-note",
        "papers/don/name",
    ),
    "the State holds it": (
        {"papers": [paper(held_by={"register": "land", "text": "CSDL đất đai"})]},
        "warning",
        "paper-held",
        "papers/don",
    ),
    "the State seems to hold it": (
        {"papers": [paper(name="Giấy khai sinh")]},
        "warning",
        "paper-maybe-held",
        "papers/don/held_by",
    ),
    "another result proves it": ({"papers": [paper(proven_by=["KQ.G15.000031"])]}, "warning", "paper-proven", "papers/don"),
    "the same paper twice": ({"papers": [paper(), paper(key="don-2")]}, "warning", "paper-twice", "papers/don"),
    "no process": ({"process": {}}, "error", "no-process", "process"),
    "steps over the limit": ({"process": SLOW}, "error", "over-limit", "process"),
    "steps over a case's limit": (
        {
            "process": sound()["process"] | {"steps": [{**s, "share": {"limit": "1wd"}} for s in sound()["process"]["steps"]]},
            "cases": [{"code": "c1", "name": "Nhanh", "limit": {"value": "4h", "text": "4 giờ làm việc"}}],
        },
        "error",
        "over-limit",
        "cases/c1/limit",
    ),
    "a form that asks what the account knows": ({"form": ASKS_KNOWN}, "warning", "asks-known", "form"),
    "a paper that nobody is asked for": (
        {"papers": [paper(when={"==": [{"var": "loai"}, "khong-co"]}, only_if="Không bao giờ")]},
        "error",
        "never-applies",
        "papers/don/when",
    ),
    "a condition that always holds": (
        {"papers": [paper(when={"!=": [{"var": "loai"}, "khong-co"]}, only_if="Luôn luôn")]},
        "hint",
        "always-applies",
        "papers/don/when",
    ),
    "a case that is not there": (
        {
            "cases": [{"code": "c1", "name": "Một"}],
            "papers": [paper(when={"==": [{"var": "case"}, "c2"]}, only_if="Trường hợp hai")],
        },
        "error",
        "never-applies",
        "papers/don/when",
    ),
    "a long sentence": ({"summary": "rất " * 30 + "dài."}, "hint", "long-sentence", "summary"),
    "the words of offices": ({"who": "Đương sự theo quy định của pháp luật."}, "hint", "jargon", "who"),
    "no English": ({"names": {"vi": "Thủ tục thử"}}, "hint", "no-english-name", "names/en"),
    "nobody finds it": ({"keywords": []}, "warning", "no-keywords", "keywords"),
    "an agency without a name": ({"agencies": {"deciding": [{"name": ""}]}}, "warning", "agency-no-name", "agencies/deciding/0"),
    "a mangled agency": (
        {"agencies": {"deciding": [{"name": "Ủy ban Nhân dân\u00a0xã,\u00a0phường."}]}},
        "warning",
        "agency-mangled",
        "agencies/deciding/0",
    ),
    "a level that is gone": (
        {"agencies": {"deciding": [{"name": "Ủy ban nhân dân cấp huyện"}]}},
        "warning",
        "agency-abolished",
        "agencies/deciding/0",
    ),
    "words torn by an import": ({"steps": ["Nộp tại khai tâm Phục vụ hành chính công"]}, "warning", "torn-text", "steps"),
    "what only publishing refuses": ({"papers": [paper(accept=["word"])]}, "error", "unknown", "papers/don/accept"),
}


def found(content: Mapping[str, Any], **given: Any) -> list[Finding]:
    return check(content, today=TODAY, **given)


def test_a_sound_procedure_has_nothing_to_be_said() -> None:
    assert found(sound(), bases={"1/2026/NĐ-CP": BasisStanding("1/2026/NĐ-CP", "Nghị định thử", TODAY)}) == []


@pytest.mark.parametrize("case", CASES)
def test_each_rule_finds_its_own(case: str) -> None:
    changed, level, code, path = CASES[case]
    those = [finding for finding in found(sound(**changed)) if finding.code == code]
    assert those, [one.code for one in found(sound(**changed))]
    assert (those[0].level, those[0].path.startswith(path)) == (level, True), those[0]
    assert those[0].message.endswith((".", "…"))


@pytest.mark.parametrize("case", CASES)
def test_a_changed_part_is_the_only_thing_said_at_its_level(case: str) -> None:
    """No rule cries wolf: where one thing is wrong, what is said speaks of that part."""
    changed, _level, _code, _path = CASES[case]
    touched = {*changed, "form" if "loai" in str(changed) else ""}
    others = {"service_level": "methods", "fees": "fee_text", "fee_text": "fees", "limit": "process", "process": "limit"}
    about = touched | {others.get(part, part) for part in touched} | {"names", "translations", "fees", "legal_bases"}
    heads = {finding.path.split("/")[0] for finding in found(sound(**changed)) if finding.level == "error"}
    assert heads <= about | {"service_level"}, heads


@pytest.mark.parametrize(
    ("standing", "code", "level"),
    [
        (BasisStanding("1/2026/NĐ-CP", "x", TODAY, known=False), "basis-unknown", "warning"),
        (BasisStanding("1/2026/NĐ-CP", "x", TODAY, in_force_to=TODAY, replaced_by="2/2026/NĐ-CP"), "basis-ended", "error"),
        (BasisStanding("1/2026/NĐ-CP", "x", TODAY, in_force_to=date(2026, 12, 31)), "basis-ends-soon", "warning"),
        (BasisStanding("1/2026/NĐ-CP", "x", TODAY, in_force_from=date(2027, 3, 1)), "basis-not-yet", "warning"),
    ],
)
def test_a_legal_basis_is_held_against_the_day(standing: BasisStanding, code: str, level: str) -> None:
    those = [one for one in found(sound(), bases={"1/2026/NĐ-CP": standing}) if one.code.startswith("basis")]
    assert [(one.code, one.level) for one in those] == [(code, level)]
    assert standing.replaced_by in those[0].message


def test_an_ended_basis_in_passing_is_told_too() -> None:
    old = BasisStanding("226/2016/TT-BTC", "x", TODAY, in_force_to=date(2026, 1, 1))
    content = sound(conditions=["Theo Thông tư 226/2016/TT-BTC."])
    assert "text-names-ended-basis" in {one.code for one in found(content, bases={"226/2016/TT-BTC": old})}


@pytest.mark.parametrize(
    "rubbish",
    [
        {},
        {"papers": "x", "cases": [1, {"limit": "x"}], "form": {"components": [{"type": "zzz"}]}, "methods": [None, {"fees": 3}]},
        {
            "papers": [{"key": None}],
            "process": {"steps": "x"},
            "names": 3,
            "limit": [],
            "agencies": {"deciding": [{}, "x", None]},
        },
        {"fees": [{"amount": "100", "most": "x"}], "steps": [3, {"name": "a"}], "translations": {"en": 3}, "legal_bases": [None]},
        {"form": {"components": 3}, "process": [1], "conditions": {"a": 1}, "cases": [{"papers": 3, "when": {"xx": 1}}]},
    ],
)
def test_half_a_draft_is_looked_at_without_falling_over(rubbish: dict[str, Any]) -> None:
    levels = [finding.level for finding in found(rubbish)]
    assert levels == sorted(levels, key=LEVELS.index)
    assert "error" in levels


def test_a_procedure_that_is_only_shown_needs_no_machinery() -> None:
    content = sound(service_level="information", methods=[COUNTER])
    del content["form"], content["process"]
    assert [one.code for one in found(content) if one.level == "error"] == []
