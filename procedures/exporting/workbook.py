"""Procedures into the Excel template, and the empty template with its explanations."""

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

from procedures.exporting.choosing import Exported
from procedures.exporting.national import record_of
from procedures.importing import sheets
from procedures.importing.workbook import record_of as template_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

HEAD = "DCE6F2"
MOST_CELL = 32_767  # what Excel holds in a cell
Record = Mapping[str, Any]


def template(out: IO[bytes]) -> None:
    """Write the empty template; its last sheet says how each column is filled in."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, columns in sheets.SHEETS.items():
        _sheet(book, title, columns)
    _guide(book.create_sheet("Hướng dẫn"))
    book.save(out)


def write(exported: Iterable[Exported], out: IO[bytes]) -> None:
    """Write procedures into the template. The e-form and the process have no column: JSON carries them."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    made = {title: _sheet(book, title, columns) for title, columns in sheets.SHEETS.items()}
    for one in exported:
        record = record_of(one.code, one.kind, one.field, one.content)
        for title, rows in _rows(record, one.content).items():
            for row in rows:
                values = {"code": one.code} | row
                made[title].append([text_cell(made[title], values.get(column.key)) for column in sheets.SHEETS[title]])
    book.save(out)


def read_back(code: str, kind: str, field: tuple[str, str], content: Record) -> dict[str, Any]:
    """The record that reading the spreadsheet of one procedure gives; no file is made."""
    sheet = {
        title: [_cells(row) for row in rows] for title, rows in _rows(record_of(code, kind, field, content), content).items()
    }
    return template_of({"code": code, **sheet["Thủ tục"][0]}, sheet)


def _cells(row: Record) -> dict[str, Any]:
    return {key: cut(value) if isinstance(value, str) else value for key, value in row.items() if value not in (None, "")}


def cut(text: str) -> str:
    """What a cell holds of a text."""
    return text if len(text) <= MOST_CELL else text[: MOST_CELL - 1] + "…"


def _sheet(book: "Workbook", title: str, columns: Sequence[sheets.Column]) -> "WriteOnlyWorksheet":
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    for index, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.freeze_panes = "B2"
    sheet.append([_head(sheet, column.title) for column in columns])
    return sheet


def _head(sheet: "WriteOnlyWorksheet", title: str) -> "WriteOnlyCell":
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font, PatternFill

    cell = WriteOnlyCell(sheet, title)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=HEAD)
    return cell


def text_cell(sheet: "WriteOnlyWorksheet", value: Any, *, bold: bool = False) -> "WriteOnlyCell":
    """A cell that wraps; a text is never a formula and never longer than Excel holds."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if isinstance(value, str):
        value = cut(value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with "=" is no formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _guide(sheet: "WriteOnlyWorksheet") -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 26
    sheet.column_dimensions["C"].width = 70
    sheet.append([_head(sheet, title) for title in ("Trang", "Cột", "Cách ghi")])
    sheet.append(
        [text_cell(sheet, text) for text in ("Mọi trang", "Mã thủ tục", "Nối các dòng của một thủ tục; ghi ở mọi trang.")]
    )
    for title, columns in sheets.SHEETS.items():
        for column in columns:
            if column.hint:
                sheet.append([text_cell(sheet, text) for text in (title, column.title, column.hint)])


def _rows(record: Record, content: Record) -> dict[str, list[dict[str, Any]]]:
    cases = [_case(case) for case in record["cases"]]
    return {
        "Thủ tục": [_procedure(record, content)],
        "Trình tự": [{"name": step["name"], "text": step["description"]} for step in record["executionSteps"]],
        "Cách thực hiện": [_method(method) for method in record["executionMethods"]],
        "Phí, lệ phí": [
            {"method": number, "type": sheets.FEE_KINDS[fee["type"]], "amount": fee["value"], "text": fee["description"]}
            for number, method in enumerate(record["executionMethods"], 1)
            for fee in method["fees"]
        ],
        "Thành phần hồ sơ": [
            _paper(group["name"], row) for group in record["executionCases"] for row in group["profileComponents"]
        ],
        "Trường hợp": cases,
        "Kết quả": [{"result": row["code"], "name": row["name"]} for row in record["resultsDetails"]],
        "Căn cứ pháp lý": [{"basis": row["code"], "name": row["name"]} for row in record["legalBasisesDetails"]],
    }


def _procedure(record: Record, content: Record) -> dict[str, Any]:
    decided = record["procedureProposal"]
    returns = [code for way in record["returningMethods"] for code in way["value"]]
    return {
        "name": record["name"],
        "field_code": record["categoriesDetails"][0]["code"],
        "field_name": record["categoriesDetails"][0]["name"],
        "type": sheets.KINDS[record["type"]],
        "level": sheets.LEVELS_OF_SERVICE.get(content.get("service_level", ""), ""),
        "levels": "; ".join(name for key, name in sheets.LEVELS.items() if record[key]),
        "deciding": _names(record["departmentsAuthority"]),
        "executing": _names(record["departmentsExecuting"]),
        "authorised": _names(record["departmentsAuthorized"]),
        "coordinating": _names(record["departmentsCoordinating"]),
        "targets": "; ".join(row["code"] for row in record["subjectTypesDetails"]),
        "receiving": record["dossierReceivingAddresses"],
        "returning": "; ".join(name for key, name in sheets.RETURNS.items() if key in returns),
        "conditions": record["requirementsAndConditions"],
        "keywords": record["keywords"].replace(";", "\n"),
        "non_territorial": sheets.YES if record["isNonTerritorial"] else sheets.NO,
        "decision": decided["proposalNumber"],
        "decision_date": decided["decisionDate"],
        "decision_agency": decided["issuingAgency"]["name"],
        "note": record["note"],
    }


def _names(bodies: Sequence[Record]) -> str:
    return "\n".join(f"{body['name']} [{body['code']}]" if body["code"] else body["name"] for body in bodies)


def _method(method: Record) -> dict[str, Any]:
    return {
        "channel": sheets.CHANNELS[method["submissionMethod"]],
        "time": method["processingTime"],
        "unit": sheets.UNITS[method["processingTimeUnit"]],
        "text": method["description"],
    }


def _paper(group: str, row: Record) -> dict[str, Any]:
    files = row["attachments"]
    return {
        "group": group,
        "paper": row["code"],
        "name": row["name"],
        "originals": row["originalQty"],
        "copies": row["copyQty"],
        "required": sheets.YES if row["required"] else sheets.NO,
        "eform": sheets.YES if row.get("hasElectronicForm") else sheets.NO,
        "template": files[0]["fileName"] if files else "",
    }


def _case(case: Record) -> dict[str, Any]:
    day = case.get("processingDay", {})
    unit = sheets.UNITS[day["type"]] if day else ""
    return {"case": case["code"], "name": case["name"], "time": day.get("qty"), "unit": unit}
