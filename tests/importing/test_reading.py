"""The format of a file is found out; one broken line costs only itself."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from procedures.exporting import workbook
from procedures.importing import Unreadable, read
from procedures.importing.reading import Read, lines_in
from tests.importing.samples import CODE, OLD, full, kept, lines, row

FILES = {
    "answers.jsonl": lines(full()),
    "answers.jsonl.gz": lines(full()),
    "bare.json": json.dumps(full()).encode(),
    "pretty.json": json.dumps(full(), indent=2).encode(),
    "array.json": json.dumps([full()]).encode(),
    "bom.json": b"\xef\xbb\xbf" + json.dumps(full()).encode(),
    "wrapped.json": json.dumps({"error_code": "0", "data": [full()]}).encode(),
    "wrapped-pretty.json": json.dumps({"error_code": "0", "data": [full()]}, indent=1).encode(),
    "list.jsonl": json.dumps(row()).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_every_way_to_hold_a_record_is_read(tmp_path: Path, name: str) -> None:
    (found,) = read(kept(tmp_path, name, FILES[name]))
    assert found.parsed is not None, found.error
    assert found.parsed.code == CODE
    assert found.parsed.listed is (name == "list.jsonl")


def test_the_older_exchange_is_found_out(tmp_path: Path) -> None:
    (found,) = read(kept(tmp_path, "old.json", json.dumps({"error_code": "0", "result": [OLD]}).encode()))
    assert found.parsed is not None
    assert found.parsed.content["source"]["system"] == "laythutuc"


def test_a_broken_line_is_told_with_its_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    broken = full(executionMethods=[{"submissionMethod": "PIGEON"}])
    deep = '{"code": "x", "name": "y", "portal": ' + "[" * 100_000
    data = lines(full(), "{ this is no JSON", broken, None, "[1]", "", deep, full(code="9.100002"))
    found = list(read(kept(tmp_path, "some.jsonl", data)))
    assert [(one.line, bool(one.error)) for one in found] == [
        (1, False),
        (2, True),
        (3, True),
        (4, True),
        (5, True),
        (7, True),
        (8, False),
    ]
    assert found[2].error.startswith("executionMethods/0/submissionMethod: ")
    assert found[2].code == CODE


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n ", b"not a file", b'{"a": ', b"[", b"[]", b"\x1f\x8b broken", b"PK\x03\x04 broken", b'"text"', b"\xff\xfe\x00"],
)
def test_what_is_no_file_of_records_is_refused_as_a_whole(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read(kept(tmp_path, "x.json", data)))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        list(read(tmp_path / "none.json"))


def test_the_number_of_records_is_known_where_a_line_is_one() -> None:
    assert lines_in(io.BytesIO(lines(full(), "{broken", full()))) == 3
    assert lines_in(io.BytesIO(json.dumps([full()]).encode())) is None


def test_the_empty_template_says_that_nothing_was_filled_in(tmp_path: Path) -> None:
    made = io.BytesIO()
    workbook.template(made)
    with pytest.raises(Unreadable, match="Thủ tục"):
        list(read(kept(tmp_path, "mau.xlsx", made.getvalue())))


def test_a_filled_in_template_is_read_with_its_rows(tmp_path: Path) -> None:
    (first, second) = _filled(tmp_path)
    assert first.line == 2
    assert first.parsed is not None, first.error
    content = first.parsed.content
    assert content["source"]["system"] == "excel"
    assert content["service_level"] == "full"
    assert content["methods"][0]["limit"]["value"] == "6.5wd"
    assert content["methods"][0]["fees"] == [{"kind": "phi", "amount": 20000, "text": "Một xe"}]
    assert [paper["name"] for paper in content["papers"]] == ["Tờ khai"]
    assert second.error.startswith("Cách thực hiện/channel: ")
    assert second.code == ""


def _filled(folder: Path) -> list[Read]:
    made = io.BytesIO()
    workbook.template(made)
    book = openpyxl.load_workbook(made)
    rows = {
        "Thủ tục": [(CODE, "=Cấp giấy", "G99", "Xe đạp", "Quốc gia", "Toàn trình"), ("9.100002", "Khác", "G99", "Xe đạp")],
        "Trình tự": [(CODE, "", "Nộp hồ sơ")],
        "Cách thực hiện": [(CODE, "Trực tuyến", 6.5, "Ngày làm việc", "Nộp trên Cổng"), ("9.100002", "Bồ câu")],
        "Phí, lệ phí": [(CODE, 1, "Phí", 20000, "Một xe")],
        "Thành phần hồ sơ": [(CODE, "", "A-1", "Tờ khai", 1, 0, "Có")],
    }
    for title, held in rows.items():
        for cells in held:
            book[title].append(cells)
    book["Thủ tục"]["B2"].data_type = "s"
    path = folder / "filled.xlsx"
    book.save(path)
    return list(read(path))
