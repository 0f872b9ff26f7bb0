"""What a record of the national database comes to, and every trap of domain.md §4.1 with its code."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.importing import laythutuc, listed, national
from procedures.importing.records import BadRecord, Parsed
from tests.importing.samples import CODE, FULL, OLD, full, method, papers, row


def test_a_record_becomes_the_document_of_a_version() -> None:
    parsed = national.parse(full())
    content = parsed.content
    assert (parsed.code, parsed.kind, parsed.field_code, parsed.field_name) == (CODE, "standard", "G99-XD01", "Xe đạp")
    assert content["names"] == {"vi": "Cấp giấy đi xe đạp"}
    assert content["service_level"] == "partial"
    assert content["non_territorial"] is True
    assert content["levels"] == ["tinh", "xa"]
    assert content["agencies"]["deciding"] == [{"name": "Ủy ban nhân dân cấp xã", "code": "H99"}]
    assert content["targets"] == ["ĐT1", "ĐT2"]
    assert content["steps"] == [
        {"name": "Bước 1", "text": "Người dân nộp hồ sơ.\nCán bộ xem hồ sơ."},
        "Trả giấy cho người dân.",
    ]
    assert content["methods"][0]["limit"] == {"value": "5wd", "text": "5 ngày làm việc"}
    assert content["methods"][0]["fees"] == [{"kind": "phi", "amount": 20000, "text": "Một xe"}]
    assert content["limit"] == {"value": "5wd", "text": "5 ngày làm việc."}
    assert content["fee_text"] == "20.000 đồng."
    assert [(paper["key"], paper["name"], paper["required"]) for paper in content["papers"]] == [
        ("kq000001", "Tờ khai đi xe đạp", True),
        ("kq000002", "Ảnh chiếc xe (nếu có)", False),
    ]
    assert content["conditions"] == ["Có xe đạp.", "Biết đi xe đạp."]
    assert [way["channel"] for way in content["returning"]] == ["online", "post"]
    assert content["keywords"] == ["xe đạp", "giấy đi xe"]
    assert content["source"]["decision"] == {"number": "12/QĐ-BXĐ", "date": "2026-01-16", "agency": "Bộ Xe đạp"}
    assert "cases" not in content, "one official case is the procedure itself"


NOTE = {"originalQty": 0, "name": "Người tiếp nhận có trách nhiệm kiểm tra giấy tờ."}
TRAPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("paper-note", {"executionCases": [papers(NOTE)]}),
    ("paper-without-copies", {"executionCases": [papers({"originalQty": 0, "name": "Bản vẽ xe"})]}),
    ("paper-nameless", {"executionCases": [papers({"name": ""})]}),
    ("paper-long", {"executionCases": [papers({"name": "Giấy " * 100})]}),
    ("fee-in-text", {"executionMethods": [method(fees=[{"type": "FEE", "value": 0, "description": "Theo HĐND tỉnh"}])]}),
    ("fee-in-text", {"executionMethods": [method(fees=[{"type": "FEE", "value": None, "description": "Theo biểu phí"}])]}),
    ("fee-thousand", {"executionMethods": [method(fees=[{"type": "FEE", "value": 100, "description": "100.000 đồng/lần"}])]}),
    ("fee-small", {"executionMethods": [method(fees=[{"type": "FEE", "value": 45, "description": ""}])]}),
    ("fee-currency", {"executionMethods": [method(fees=[{"type": "FEE", "value": 5, "currencyName": "USD"}])]}),
    ("limit-case-differs", {"cases": [{"code": "a", "name": "A", "processingDay": {"qty": 20, "type": "DAY"}}]}),
    ("limit-differs", {"executionMethods": [method(), method(processingTime=9)]}),
    ("limit-unit-other", {"executionMethods": [method(processingTime=1, processingTimeUnit="OTHER")]}),
    ("limit-in-text", {"executionMethods": [method(processingTime="Không quá 03 ngày làm việc", processingTimeUnit="OTHER")]}),
    ("limit-missing", {"executionMethods": [method(processingTime=None, processingTimeUnit="OTHER", description="")]}),
    ("limit-fraction", {"executionMethods": [method(processingTime=6.25)]}),
    ("text-not-nfc", {"requirementsAndConditions": "Co\u0301 xe"}),
    ("text-nbsp", {"requirementsAndConditions": "Có\u00a0xe"}),
    ("text-invisible", {"requirementsAndConditions": "Có\u200e xe"}),
    ("text-mangled", {"executionSteps": [{"name": "", "description": "Nộp hồ sơ ở nơi sinh tại Trung\nnộp hồ sơ."}]}),
    ("text-repeated", {"executionSteps": [{"name": "", "description": "Gửi về dân cư về dân cư để lấy số."}]}),
    ("unit-old", {"departmentsExecuting": [{"name": "Ủy ban nhân dân xã, phường, thị trấn"}]}),
    ("unit-old", {"departmentsExecuting": [{"name": "Ủy ban nhân dân cấp huyện"}]}),
    ("agency-empty", {"departmentsExecuting": [{"name": " "}]}),
    ("agency-missing", {"departmentsExecuting": [], "departmentsAuthority": []}),
    ("case-duplicate", {"cases": [{"code": "a", "name": "A"}, {"code": "b", "name": "A"}]}),
    (
        "cases-unlinked",
        {
            "executionCases": [papers({"name": "X"}, name="a) Xe mới"), papers({"name": "Y"}, name="b) Xe cũ")],
            "cases": [{"code": "a", "name": "A"}, {"code": "b", "name": "B"}],
        },
    ),
    ("code-suffix", {"code": f"{CODE}.000.00.00.H38"}),
    ("code-suffix", {"code": f"{CODE}.H42"}),
    ("code-shape", {"code": "9.1000011"}),
    ("target-unknown", {"subjectTypesDetails": [{"code": "ĐT99", "name": "Người Hỏa tinh"}]}),
    ("basis-code", {"legalBasisesDetails": [{"code": "Nghị định số 1/2026/NĐ-CP", "name": "x"}]}),
    ("name-long", {"name": "Cấp giấy " * 100}),
)


@pytest.mark.parametrize(("code", "changed"), TRAPS, ids=[f"{code}-{index}" for index, (code, _c) in enumerate(TRAPS)])
def test_a_trap_is_recognised_and_a_clean_record_has_none_of_it(code: str, changed: dict[str, Any]) -> None:
    assert code in {found.code for found in national.parse(full(**changed)).findings.all()}
    assert code not in {found.code for found in national.parse(full()).findings.all()}


def test_what_the_traps_become() -> None:
    fees = [{"type": "FEE", "value": 100, "description": "100.000 đồng/lần"}]
    made = national.parse(full(executionMethods=[method(processingTime=1, processingTimeUnit="OTHER", fees=fees)])).content
    assert made["methods"][0]["limit"]["value"] == "same-day@15:00"
    assert made["methods"][0]["fees"] == [{"kind": "phi", "text": "Nguồn ghi 100. 100.000 đồng/lần"}], "no sum that may be wrong"
    noted = national.parse(full(executionCases=[papers(NOTE, {"name": "Đơn"})])).content
    assert [paper["name"] for paper in noted["papers"]] == ["Đơn"]
    assert noted["source"]["notes"] == [NOTE["name"]]
    assert national.parse(full(code=f"{CODE}.H42")).code == CODE
    assert national.parse(full(requirementsAndConditions="Co\u0301\u00a0 xe\u200e")).content["conditions"] == ["Có xe"]
    bases = national.parse(full(legalBasisesDetails=[{"code": "Luật 60/2014/QH13 ", "name": "Luật"}])).content["legal_bases"]
    assert bases == [{"code": "60/2014/QH13", "name": "Luật"}]


def test_named_groups_are_cases_and_headings_are_not() -> None:
    groups = [
        papers({"name": "Đơn", "code": "A-1"}, name="* Giấy tờ phải nộp:"),
        papers({"name": "Giấy mua xe", "code": "A-2"}, name="(1.1) Đối với xe mới:"),
        papers({"name": "Giấy bán xe", "code": "A-3"}, name="(1.2) Đối với xe cũ:"),
        papers({"name": "Căn cước", "code": "A-4"}, name="* Giấy tờ phải xuất trình:"),
    ]
    content = national.parse(full(executionCases=groups)).content
    assert [(case["name"], case["papers"]) for case in content["cases"]] == [
        ("Đối với xe mới", ["2", "1", "4"]),
        ("Đối với xe cũ", ["3", "1", "4"]),
    ]
    assert content["papers"][3]["note"] == "Xuất trình khi nộp hồ sơ."


BROKEN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("code", {"code": None}),
    ("code", {"code": "1/2"}),
    ("name", {"name": "  "}),
    ("type", {"type": "UNHEARD"}),
    ("categoriesDetails", {"categoriesDetails": []}),
    ("executionMethods", {"executionMethods": "none"}),
    ("executionMethods/0", {"executionMethods": ["online"]}),
    ("executionMethods/0/submissionMethod", {"executionMethods": [method(submissionMethod="PIGEON")]}),
    ("executionMethods/0/processingTime", {"executionMethods": [method(processingTime=-1)]}),
    ("executionMethods/0/processingTimeUnit", {"executionMethods": [method(processingTimeUnit="MOON")]}),
    ("executionMethods/0/fees/0/value", {"executionMethods": [method(fees=[{"type": "FEE", "value": "nhiều"}])]}),
    ("executionMethods/0/fees/0/type", {"executionMethods": [method(fees=[{"type": "GIFT"}])]}),
    ("executionCases/0/profileComponents/0/originalQty", {"executionCases": [papers({"name": "Đơn", "originalQty": True})]}),
    ("executionSteps/0/description", {"executionSteps": [{"description": 5}]}),
    ("portal/set/papers", {"portal": {"set": {"papers": "none"}}}),
    ("portal/set/unheard", {"portal": {"set": {"unheard": 1}}}),
)


@pytest.mark.parametrize(("place", "changed"), BROKEN, ids=[place for place, _changed in BROKEN])
def test_a_broken_record_is_told_with_its_place(place: str, changed: dict[str, Any]) -> None:
    with pytest.raises(BadRecord) as bad:
        national.parse(full(**changed))
    assert bad.value.place == place


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3))


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything inside a record."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, part in inside for place in ((*way, key), *places(part, (*way, key)))]


@settings(max_examples=300)
@given(st.sampled_from(places(FULL)), VALUES)
def test_whatever_stands_anywhere_is_read_or_told_with_its_place(place: tuple[Any, ...], value: Any) -> None:
    record = full()
    inside: Any = record
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = value
    try:
        national.parse(record)
    except BadRecord as bad:
        assert bad.place
        assert bad.reason


def test_a_row_of_the_list_says_little() -> None:
    parsed = listed.parse(row(departments=["", "Trung tâm Xe đạp"], formalityTargetType=["Công dân Việt Nam", "nhóm 1"]))
    assert parsed.listed
    assert parsed.field_code == ""
    assert parsed.content["service_level"] == "information"
    assert parsed.content["agencies"] == {"executing": [{"name": "Trung tâm Xe đạp"}]}
    assert parsed.content["targets"] == ["ĐT1"]
    assert {found.code for found in parsed.findings.all()} == {"agency-empty", "target-unknown"}


def test_the_older_exchange_is_read_as_a_full_record() -> None:
    parsed: Parsed = national.parse(laythutuc.as_national(OLD), system="laythutuc")
    assert (parsed.code, parsed.field_code) == ("9.100003", "G99-XD01")
    assert parsed.content["source"]["system"] == "laythutuc"
    assert parsed.content["methods"] == [
        {
            "channel": "counter",
            "text": "Nộp tại quầy.",
            "limit": {"value": "7wd", "text": "7 ngày làm việc"},
            "fees": [{"kind": "le-phi", "amount": 30000, "text": "Lệ phí đổi giấy"}],
        }
    ]
    assert parsed.content["steps"] == ["Nộp hồ sơ.\nNhận giấy."]
    assert [paper["name"] for paper in parsed.content["papers"]] == ["Giấy đi xe đạp cũ"]
