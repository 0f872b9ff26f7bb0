"""The Excel template read into records of the national shape; what its columns are stands in ``sheets``."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

from common.text import fold, tidy
from procedures.importing import sheets
from procedures.importing.records import BadRecord

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_BYTES = 300 * 1024 * 1024
MOST_ROWS = 200_000
_BODY = re.compile(r"(?P<name>.*?)\s*(?:\[(?P<code>[\w.-]+)\])?")
Row = Mapping[str, Any]


class NoTemplate(Exception):
    """The file is no spreadsheet, or not one made from the template."""


def rows(file: IO[bytes]) -> Iterator[tuple[int, dict[str, Any] | BadRecord]]:
    """(row of the first sheet, record in the national shape or what is wrong with it). Raises ``NoTemplate``."""
    book = _open(file)
    try:
        held = {title: list(_rows(book, title, columns)) for title, columns in sheets.SHEETS.items()}
    finally:
        book.close()
    if not held["Thủ tục"]:
        raise NoTemplate("trang “Thủ tục” không có dòng nào.")
    parts: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for title, given in held.items():
        for _number, row in given:
            parts[_code(row)][title].append(row)
    for number, row in held["Thủ tục"]:
        try:
            yield number, record_of(row, parts[_code(row)])
        except BadRecord as bad:
            yield number, bad


def _open(file: IO[bytes]) -> "Workbook":
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(file) as packed:
            if sum(item.file_size for item in packed.infolist()) > MOST_BYTES:
                raise NoTemplate("tệp Excel quá lớn.")
        file.seek(0)
        return openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as bad:
        raise NoTemplate(f"không đọc được tệp Excel: {bad}") from None


def _rows(book: "Workbook", title: str, columns: Sequence[sheets.Column]) -> Iterator[tuple[int, Row]]:
    """(row, values by column key), columns found by their titles wherever they stand; empty rows are left out."""
    name = next((one for one in book.sheetnames if fold(one) == fold(title)), None)
    if name is None:
        if title == "Thủ tục":
            raise NoTemplate("không có trang “Thủ tục”; tải mẫu Excel để điền.")
        return
    lines = book[name].iter_rows(values_only=True)
    head = next(lines, ())
    wanted = {fold(column.title): column.key for column in columns}
    places = {index: wanted[fold(str(cell))] for index, cell in enumerate(head) if cell and fold(str(cell)) in wanted}
    if "code" not in places.values():
        raise NoTemplate(f"trang “{title}” không có cột “Mã thủ tục”.")
    for number, cells in enumerate(lines, 2):
        if number > MOST_ROWS:
            raise NoTemplate(f"trang “{title}” có quá {MOST_ROWS} dòng.")
        row = {places[index]: cell for index, cell in enumerate(cells) if index in places and cell not in (None, "")}
        if row:
            yield number, row


def _code(row: Row) -> str:
    return tidy(_text(row, "code"))


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _lines(row: Row, key: str) -> list[str]:
    return [part.strip() for part in _text(row, key).split("\n") if part.strip()]


def _bodies(row: Row, key: str) -> list[dict[str, str]]:
    """Agencies, one a line, a code in brackets behind the name."""
    found = [_BODY.fullmatch(written) for written in _lines(row, key)]
    return [{"name": body["name"], "code": body["code"] or ""} for body in found if body]


def _parts(row: Row, key: str) -> list[str]:
    return [part.strip() for part in _text(row, key).replace("\n", ";").split(";") if part.strip()]


def _choice(row: Row, key: str, names: Mapping[str, str], sheet: str, default: str = "") -> str:
    """The code of a word that was chosen. Raises ``BadRecord`` for a word that is none of them."""
    written = _text(row, key)
    if not written:
        return default
    found = next((code for code, name in names.items() if fold(written) in (fold(name), fold(code))), None)
    if found is None:
        raise BadRecord(f"{sheet}/{key}", f"“{written[:40]}” không phải là {', '.join(names.values())}.")
    return found


def _yes(row: Row, key: str) -> bool:
    return fold(_text(row, key)) in {"co", "x", "true", "1"}


def record_of(row: Row, parts: Mapping[str, list[Row]]) -> dict[str, Any]:
    """The row of a procedure and its rows on the other sheets, by sheet, as a record. Raises ``BadRecord``."""
    level = _choice(row, "level", sheets.LEVELS_OF_SERVICE, "Thủ tục")
    levels = {fold(word) for word in _parts(row, "levels")}
    returns = {fold(word) for word in _parts(row, "returning")}
    record: dict[str, Any] = {
        "system": "excel",
        "code": _text(row, "code"),
        "name": _text(row, "name"),
        "type": _choice(row, "type", sheets.KINDS, "Thủ tục", "STANDARD"),
        "categoriesDetails": [{"code": _text(row, "field_code"), "name": _text(row, "field_name")}],
        "isFullProcess": level == "full",
        "isNonTerritorial": _yes(row, "non_territorial"),
        **{key: fold(name) in levels for key, name in sheets.LEVELS.items()},
        "departmentsAuthority": _bodies(row, "deciding"),
        "departmentsExecuting": _bodies(row, "executing"),
        "departmentsAuthorized": _bodies(row, "authorised"),
        "departmentsCoordinating": _bodies(row, "coordinating"),
        "subjectTypesDetails": [{"code": code, "name": code} for code in _parts(row, "targets")],
        "dossierReceivingAddresses": _text(row, "receiving"),
        "returningMethods": [{"value": [key for key, name in sheets.RETURNS.items() if fold(name) in returns]}],
        "requirementsAndConditions": _text(row, "conditions"),
        "keywords": "\n".join(_lines(row, "keywords")),
        "note": _text(row, "note"),
        "procedureProposal": {
            "proposalNumber": _text(row, "decision"),
            "decisionDate": _text(row, "decision_date"),
            "issuingAgency": {"name": _text(row, "decision_agency")},
        },
        "executionSteps": [{"name": _text(one, "name"), "description": _text(one, "text")} for one in parts["Trình tự"]],
        "executionMethods": _methods(parts),
        "executionCases": _papers(parts["Thành phần hồ sơ"]),
        "cases": [_case(one) for one in parts["Trường hợp"]],
        "resultsDetails": [{"code": _text(one, "result"), "name": _text(one, "name")} for one in parts["Kết quả"]],
        "legalBasisesDetails": [{"code": _text(one, "basis"), "name": _text(one, "name")} for one in parts["Căn cứ pháp lý"]],
    }
    if level:
        record["portal"] = {"set": {"service_level": level}}
    return record


def _methods(parts: Mapping[str, list[Row]]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [
        {
            "submissionMethod": _choice(row, "channel", sheets.CHANNELS, "Cách thực hiện", "DIRECT"),
            "processingTime": row.get("time") if isinstance(row.get("time"), int | float) else _text(row, "time") or None,
            "processingTimeUnit": _choice(row, "unit", sheets.UNITS, "Cách thực hiện", "OTHER"),
            "description": _text(row, "text"),
            "fees": [],
        }
        for row in parts["Cách thực hiện"]
    ]
    for row in parts["Phí, lệ phí"]:
        written = _text(row, "method") or "1"
        if not written.isdigit() or not 0 < int(written) <= len(made):
            raise BadRecord("Phí, lệ phí/method", f"không có cách nộp thứ {written[:20]}.")
        amount = _text(row, "amount").replace(".", "").replace(",", "")
        if amount and not amount.isdigit():
            raise BadRecord("Phí, lệ phí/amount", f"“{amount[:20]}” không phải là số tiền.")
        kind = _choice(row, "type", sheets.FEE_KINDS, "Phí, lệ phí", "FEE")
        fee = {"type": kind, "value": int(amount) if amount else None, "description": _text(row, "text")}
        made[int(written) - 1]["fees"].append(fee)
    return made


def _papers(given: Sequence[Row]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in given:
        template = _text(row, "template")
        groups.setdefault(_text(row, "group"), []).append(
            {
                "code": _text(row, "paper"),
                "name": _text(row, "name"),
                "originalQty": _number(row, "originals"),
                "copyQty": _number(row, "copies"),
                "required": _yes(row, "required"),
                "hasElectronicForm": _yes(row, "eform"),
                "attachments": [{"fileName": template}] if template else [],
            }
        )
    return [{"name": name, "profileComponents": papers} for name, papers in groups.items()]


def _number(row: Row, key: str) -> int:
    written = _text(row, key) or "0"
    if not written.isdigit():
        raise BadRecord(f"Thành phần hồ sơ/{key}", f"“{written[:20]}” không phải là số bản.")
    return int(written)


def _case(row: Row) -> dict[str, Any]:
    time = _text(row, "time").replace(",", ".")
    day = {"qty": float(time), "type": _choice(row, "unit", sheets.UNITS, "Trường hợp", "OTHER")} if _is_number(time) else {}
    return {"code": _text(row, "case"), "name": _text(row, "name"), "processingDay": day}


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()
