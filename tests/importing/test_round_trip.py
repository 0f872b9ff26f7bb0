"""What is exported comes back without a change: our own procedures with form and process, and imported ones."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings

from procedures.exporting import national as out
from procedures.exporting import workbook
from procedures.exporting.choosing import Exported
from procedures.exporting.echo import echo
from procedures.exporting.lines import line_of
from procedures.importing import national, read
from procedures.importing.merging import merged
from procedures.importing.writing import fingerprint
from procedures.services.seed import content_of
from tests.importing.samples import CODE, full, kept, method, papers

HOMES = sorted(home.parent for home in (Path(settings.BASE_DIR) / "seeds" / "procedures").glob("*/form.json"))
RECORDS: dict[str, dict[str, Any]] = {
    "plain": full(),
    "cases by papers": full(
        executionCases=[
            papers({"name": "Đơn"}),
            papers({"name": "X"}, name="a) Xe mới"),
            papers({"name": "Y"}, {"name": "Lưu ý: mang theo xe", "originalQty": 0}, name="b) Xe cũ"),
        ]
    ),
    "cases by time": full(
        cases=[
            {"code": "1", "name": "Một", "processingDay": {"qty": 3.5, "type": "WORKING_DAY"}},
            {"code": "2", "name": "Hai"},
        ]
    ),
    "odd times and fees": full(
        executionMethods=[
            method(processingTime=1, processingTimeUnit="OTHER"),
            method(processingTime=7, processingTimeUnit="OTHER"),
            method(processingTime="Không quá 03 ngày làm việc", processingTimeUnit="OTHER"),
            method(fees=[{"type": "FEE", "value": 45, "description": "x"}, {"type": "PRICE_LEVEL", "value": None}]),
        ]
    ),
}


@pytest.mark.parametrize("home", HOMES, ids=[home.name for home in HOMES])
def test_our_own_procedures_come_back_whole(home: Path) -> None:
    data, content = content_of(home)
    record = json.loads(json.dumps(out.record_of(data["code"], "standard", ("G1", "Một"), content)))
    back = national.parse(record).content
    assert {name: value for name, value in back.items() if name != "source"} == content


@pytest.mark.parametrize("kind", ["xlsx", "jsonl"])
def test_a_file_of_all_our_procedures_changes_none_of_them(kind: str, tmp_path: Path) -> None:
    ours = {}
    for home in HOMES:
        data, content = content_of(home)
        ours[data["code"]] = Exported(data["code"], "standard", ("G1", "Một"), json.loads(json.dumps(content)))
    made = io.BytesIO()
    if kind == "xlsx":
        workbook.write(ours.values(), made)
    else:
        made.write("\n".join(map(line_of, ours.values())).encode())
    changed = []
    for found in read(kept(tmp_path, f"out.{kind}", made.getvalue())):
        assert found.parsed is not None, found.error
        held = ours.pop(found.parsed.code).content
        after = merged(held, found.parsed.content, echo(found.parsed, held), whole=found.parsed.ours)
        changed += [found.parsed.code] if fingerprint(after) != fingerprint(held) else []
    assert (changed, ours) == ([], {})


def test_what_is_changed_in_the_spreadsheet_is_all_that_changes(tmp_path: Path) -> None:
    """1.004222 has cases, several ways of filing with words of their own, agencies with levels."""
    data, content = content_of(next(home for home in HOMES if home.name == "1.004222"))
    held = json.loads(json.dumps(content))
    made = io.BytesIO()
    workbook.write([Exported(data["code"], "standard", ("G1", "Một"), held)], made)
    book = openpyxl.load_workbook(made)
    methods, papers, steps = book["Cách thực hiện"], book["Thành phần hồ sơ"], book["Trình tự"]
    methods.cell(2, 5).value = "Nộp ở trang mới của Bộ Công an."
    originals = [cell.value for cell in papers[1]].index("Bản chính") + 1
    papers.cell(2, originals).value = 5
    told = papers.cell(2, [cell.value for cell in papers[1]].index("Tên giấy tờ") + 1).value
    steps.delete_rows(2)
    out = io.BytesIO()
    book.save(out)
    (found,) = read(kept(tmp_path, "out.xlsx", out.getvalue()))
    assert found.parsed is not None
    after = merged(held, found.parsed.content, echo(found.parsed, held), whole=True)
    changed = {part for part in held if part != "source" and after.get(part) != held[part]}
    assert changed == {"methods", "papers", "steps"}
    assert [one for one in after["methods"] if one not in held["methods"]] == [
        {**held["methods"][0], "text": "Nộp ở trang mới của Bộ Công an."}
    ]
    assert [(one["name"], one["originals"]) for one in after["papers"] if one not in held["papers"]] == [(told, 5)]
    assert after["steps"] == held["steps"][1:]


@pytest.mark.parametrize("name", RECORDS)
def test_imported_ones_come_back_in_the_national_shape_alone(name: str) -> None:
    content = national.parse(RECORDS[name]).content
    record = out.record_of(CODE, "standard", ("G99-XD01", "Xe đạp"), content)
    assert "portal" not in record
    again = national.parse(record)
    assert fingerprint(again.content) == fingerprint(content)
    assert again.content["source"]["decision"] == content["source"]["decision"]


@pytest.mark.parametrize("name", RECORDS)
def test_the_spreadsheet_comes_back_too(name: str, tmp_path: Path) -> None:
    content = national.parse(RECORDS[name]).content
    made = io.BytesIO()
    workbook.write([Exported(CODE, "standard", ("G99-XD01", "Xe đạp"), content)], made)
    (found,) = read(kept(tmp_path, "out.xlsx", made.getvalue()))
    assert found.parsed is not None, found.error
    assert {**found.parsed.content, "source": 0} == {**content, "source": 0}
    assert found.parsed.content["source"].get("notes") == content["source"].get("notes")
