"""What may not be published, said with its place; and the texts of another language beside the binding ones."""

from typing import Any

import pytest

from procedures import content as contents
from tests.procedures.makers import content, process

PAPER = {"key": "a", "name": "Giấy A", "originals": 1, "copies": 0, "required": True, "accept": ["pdf"]}
FEE = {"code": "p", "name": "Phí", "kind": "phi", "amount": 8000, "basis": "TT 1"}
YES = {"value": "co", "label": "Có", "result": {"eligible": True, "title": "Được", "why": "Vì thế"}}
SCANNED = {"key": "ban", "label": "Bản quét", "kind": "scan"}


def refused(document: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(contents.BadContent) as bad:
        contents.validate(document)
    return {(r.path, r.reason) for r in bad.value.refusals}


def test_a_whole_document_is_accepted() -> None:
    contents.validate(content(papers=[PAPER], fees=[FEE | {"unit": "bản", "quantity": {"var": "soBan"}}]))


ROWS = {"type": "datagrid", "key": "dong", "label": "Dòng", "validate": {"required": True, "maxLength": 20}, "components": [
    {"type": "number", "key": "soBan", "label": "Số bản", "input": True}]}  # fmt: skip
RESULT = {"key": "kq", "code": "KQ.1", "name": "Kết quả", "template": "extract-copy", "validity": "Không thời hạn"}


def form_with(*components: dict[str, Any]) -> dict[str, Any]:
    return {"display": "wizard", "components": [{"type": "panel", "key": "trang", "title": "Trang", "components": [*components]}]}


def with_rows(group: dict[str, Any] = ROWS, **entry: Any) -> dict[str, Any]:
    return {"form": form_with(group), "results": [RESULT | {"each": "dong"} | entry]}


def test_a_result_for_each_row_is_accepted() -> None:
    field = {"key": "subject.name", "label": "Họ tên", "value": {"var": "row_words.soBan"}}
    contents.validate(content(**with_rows(copies={"var": "row.soBan"}, fields=[field], subject="subject.name")))


BAD: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"schema": 2}, ("schema", "schema")),
    ({"names": {}}, ("names/vi", "missing")),
    ({"summary": " "}, ("summary", "missing")),
    ({"results": []}, ("results", "missing")),
    ({"results": [RESULT, RESULT]}, ("results/kq", "duplicate")),
    ({"results": [RESULT | {"key": "kq.1"}]}, ("results/kq.1", "bad-key")),
    ({"results": [RESULT | {"fields": [{"key": "kind"}]}]}, ("results/kq/fields", "missing")),
    ({"results": [RESULT | {"subject": "ai"}]}, ("results/kq/subject", "unknown-field")),
    ({"results": [RESULT | {"copies": {"var": "row.soBan"}}]}, ("results/kq/copies", "unknown-field")),
    ({"results": [RESULT | {"brought": ["faxed"]}]}, ("results/kq/brought", "unknown")),
    ({"results": [RESULT | {"brought": ["uploaded"], "fields": [SCANNED]}]}, ("results/kq/brought", "copy")),
    (with_rows(each="soBan"), ("results/kq/each", "unknown-group")),
    (with_rows(each=["dong"]), ("results/kq/each", "unknown-group")),
    (with_rows(ROWS | {"validate": {"maxLength": 20}}), ("results/kq/each", "may-be-empty")),
    (with_rows(ROWS | {"validate": {"required": True, "maxLength": 21}}), ("results/kq/each", "too-many")),
    (with_rows(ROWS | {"hidden": True}), ("results/kq/each", "may-be-empty")),
    (with_rows(copies={"var": "row.khongCo"}), ("results/kq/copies", "unknown-field")),
    (with_rows(title={"evil": [1]}), ("results/kq/title", "bad-rule")),
    ({"legal_bases": []}, ("legal_bases", "missing")),
    ({"papers": "none"}, ("papers", "shape")),
    ({"papers": [1]}, ("papers", "shape")),
    ({"steps": [{}]}, ("steps", "shape")),
    ({"eligibility": [{"key": "q"}]}, ("eligibility/q", "missing")),
    ({"eligibility": [{"key": "q", "question": "?", "options": ["a"]}]}, ("eligibility/q/options", "missing")),
    ({"papers": [PAPER | {"originals": 0}]}, ("papers/a", "no-copies")),
    ({"papers": [PAPER, PAPER]}, ("papers/a", "duplicate")),
    ({"papers": [PAPER | {"accept": ["exe"]}]}, ("papers/a/accept", "unknown")),
    ({"papers": [PAPER | {"when": {"var": "ten"}}]}, ("papers/a/only_if", "missing")),
    ({"papers": [PAPER | {"only_if": "Có", "when": {"var": "khongCo"}}]}, ("papers/a", "unknown-field")),
    ({"papers": [PAPER | {"only_if": "Có", "when": {"evil": [1]}}]}, ("papers/a", "bad-rule")),
    ({"fees": [FEE | {"amount": 8000.5}]}, ("fees/p/amount", "amount")),
    ({"fees": [FEE | {"amount": -1}]}, ("fees/p/amount", "amount")),
    ({"fees": [FEE | {"kind": "price"}]}, ("fees/p/kind", "unknown")),
    ({"fees": [FEE | {"quantity": {"var": "soBan"}}]}, ("fees/p/unit", "missing")),
    ({"limit": {"value": "soon", "text": "Sớm"}}, ("limit/value", "limit")),
    ({"limit": {"value": "3wd"}}, ("limit/text", "missing")),
    ({"form": {"components": [{"type": "nothing-like-it", "key": "x"}]}}, ("form", "")),
    ({"process": process(actions=[])}, ("process/receive", "dead-end")),
    ({"limit": {"value": "1h", "text": "1 giờ"}, "process": process(kind="handle")}, ("process", "over-limit")),
    (
        {"eligibility": [{"key": "q", "question": "?", "options": [{"value": "a", "label": "A", "next": "r"}]}]},
        ("eligibility/q/a", "no-end"),
    ),
    (
        {"eligibility": [{"key": "q", "question": "?", "options": [YES]}, {"key": "r", "question": "?", "options": [YES]}]},
        ("eligibility/r", "unreachable"),
    ),
    (
        {"eligibility": [{"key": "q", "question": "?", "options": [{"value": "a", "label": "A", "next": "q"}]}]},
        ("eligibility/q", "too-long"),
    ),
]


@pytest.mark.parametrize(("changed", "expected"), BAD)
def test_what_may_not_be_published_is_refused_with_its_place(changed: dict[str, Any], expected: tuple[str, str]) -> None:
    path, reason = expected
    found = refused(content(**changed))
    assert any(p.startswith(path) and (r == reason or not reason) for p, r in found), found


def test_the_hash_does_not_depend_on_the_order_of_keys() -> None:
    one = content()
    assert contents.digest(one) == contents.digest(dict(reversed(one.items())))
    assert contents.digest(one) != contents.digest(one | {"summary": "Khác."})


def test_other_languages_stand_beside_and_what_they_lack_stays_vietnamese() -> None:
    texts = {
        "summary": "For trial.",
        "papers/a/name": "Paper A",
        "steps/1": "Collect",
        "papers/zz/name": "lost",
        "nowhere/x/y": "lost",
    }
    document = content(papers=[PAPER], translations={"en": texts})
    english = contents.localised(document, "en")
    assert (english["summary"], english["papers"][0]["name"], english["steps"]) == ("For trial.", "Paper A", ["Nộp", "Collect"])
    assert english["who"] == document["who"]
    assert contents.localised(document, "vi")["summary"] == "Để thử."
    assert document["papers"][0]["name"] == "Giấy A"
