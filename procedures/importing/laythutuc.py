"""LayThuTuc, the older exchange (domain.md §3.4), turned into the shape of a full record."""

from collections.abc import Iterator, Mapping
from typing import Any

from procedures.importing.records import BadRecord, rows

CHANNELS = {"1": "DIRECT", "2": "ONLINE", "3": "POSTAL"}  # KenhThucHien of domain.md §3.1
_UNITS = (
    ("ngày làm việc", "WORKING_DAY"),
    ("ngay lam viec", "WORKING_DAY"),
    ("ngày", "DAY"),
    ("giờ", "HOUR"),
    ("tháng", "MONTH"),
)
_FEES = (("lệ phí", "SERVICE_FEE"), ("giá", "PRICE_LEVEL"))


def is_one(record: Mapping[str, Any]) -> bool:
    """Whether a record is of this shape."""
    return "MATTHC" in record or "TENTTHC" in record


def as_national(record: Mapping[str, Any]) -> dict[str, Any]:
    """The same record in the national shape, for ``national.parse(…, system="laythutuc")``. Raises ``BadRecord``."""
    return {
        "id": _text(record, "MATTHC"),
        "code": _text(record, "MATTHC"),
        "name": _text(record, "TENTTHC"),
        "type": "STANDARD",
        "categoriesDetails": [
            {"code": _text(row, "MALINHVUC"), "name": _text(row, "TENLINHVUC")} for _place, row in rows(record, "LINHVUCTHUCHIEN")
        ],
        "executionSteps": list(_steps(record)),
        "executionMethods": list(_methods(record)),
        "executionCases": [
            {"name": _text(row, "TRUONGHOP"), "profileComponents": [_paper(paper) for _here, paper in rows(row, "GIAYTO", place)]}
            for place, row in rows(record, "THANHPHANHOSO")
        ],
        "departmentsExecuting": [
            {"code": _text(row, "MADONVI"), "name": _text(row, "TENDONVI")} for _place, row in rows(record, "COQUANTHUCHIEN")
        ],
        "resultsDetails": [
            {"code": _text(row, "MAKETQUA"), "name": _text(row, "TENKETQUA")} for _place, row in rows(record, "KETQUATHUCHIEN")
        ],
        "legalBasisesDetails": [
            {"code": _text(row, "SOVANBAN"), "name": _text(row, "TENVANBAN")} for _place, row in rows(record, "CANCUPHAPLY")
        ],
        "requirementsAndConditions": _text(record, "YEUCAU"),
        "subjectTypesDetails": list(_targets(record)),
    }


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value).strip()
    raise BadRecord(name, "phải là chữ.")


def _steps(record: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for place, row in rows(record, "TRINHTUTHUCHIEN"):
        parts = [_text(step, "TENTRINHTU") for _here, step in rows(row, "TRINHTU", place)]
        yield {"name": _text(row, "TRUONGHOP"), "description": "\n".join(part for part in parts if part)}


def _methods(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for place, row in rows(record, "CACHTHUCTHUCHIEN"):
        channel = CHANNELS.get(_text(row, "KENH"))
        if channel is None:
            raise BadRecord(f"{place}/KENH", "là 1, 2 hoặc 3.")
        for here, time in rows(row, "THOIGIAN", place):
            yield {
                "submissionMethod": channel,
                "processingTime": _text(time, "THOIGIANGIAIQUYET") or None,
                "processingTimeUnit": _unit(_text(time, "DONVITINH")),
                "description": _text(time, "MOTA"),
                "fees": [_fee(fee) for _there, fee in rows(time, "PHILEPHI", here)],
            }


def _unit(written: str) -> str:
    folded = written.lower()
    return next((unit for words, unit in _UNITS if words in folded), "OTHER")


def _fee(fee: Mapping[str, Any]) -> dict[str, Any]:
    about = f"{_text(fee, 'MAPHILEPHI')} {_text(fee, 'MOTA')}".lower()
    kind = next((kind for words, kind in _FEES if words in about), "FEE")
    amount = _text(fee, "SOTIEN").replace(".", "").replace(",", "")
    currency = _text(fee, "DONVI")
    return {
        "type": kind,
        "value": int(amount) if amount.isdigit() else None,
        "currencyName": "" if currency.lower() in {"", "đồng", "vnd", "vnđ", "đ"} else currency,
        "description": _text(fee, "MOTA"),
    }


def _paper(paper: Mapping[str, Any]) -> dict[str, Any]:
    """The older shape often has no number of copies: one original is what its forms meant."""
    template = _text(paper, "TENMAUDON")
    return {
        "code": _text(paper, "MAGIAYTO"),
        "name": _text(paper, "TENGIAYTO"),
        "originalQty": int(_text(paper, "SOBANCHINH") or 1),
        "copyQty": int(_text(paper, "SOBANSAO") or 0),
        "attachments": [{"fileName": template, "filePath": _text(paper, "URL")}] if template else [],
    }


def _targets(record: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    written = record.get("MOTADOITUONGTHUCHIEN")
    parts = written if isinstance(written, list) else str(written or "").replace("\n", ";").split(";")
    for part in parts:
        words = str(part.get("TENDOITUONG") or "") if isinstance(part, Mapping) else str(part)
        if words.strip(" .-"):
            yield {"code": "", "name": words.strip(" .-")}
