"""From a file to records with their line: JSON lines, one JSON document, a spreadsheet; plain or .gz; the format is detected."""

import gzip
import io
import json
import logging
import zlib
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from procedures.importing import laythutuc, listed, national, workbook
from procedures.importing.records import BadRecord, Parsed, mapping

log = logging.getLogger(__name__)

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
MOST_BYTES = 512 * 1024 * 1024
LONGEST_LINE = 16 * 1024 * 1024
_FULL = ("executionMethods", "executionSteps", "executionCases", "categoriesDetails", "portal")
_ROW = ("categories", "departments", "formalityTargetType", "departmentPromulgate")


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True)
class Read:
    """One record of a file: what it says, or why it cannot be taken. ``line`` counts from 1 (a row of the first sheet)."""

    line: int
    parsed: Parsed | None = None
    code: str = ""
    error: str = ""


def read(path: Path) -> Iterator[Read]:
    """The records of a file one after another. Raises ``Unreadable`` before the first when there is nothing to read."""
    try:
        with path.open("rb") as file:
            yield from read_file(file)
    except OSError as bad:
        raise Unreadable(f"{path}: {bad.strerror or bad}") from None


def read_file(file: IO[bytes]) -> Iterator[Read]:
    """The same from an open file that can seek."""
    for number, given in _raw(file):
        yield _read(number, given)


def lines_in(file: IO[bytes]) -> int | None:
    """How many records a file of JSON lines has; ``None`` for other formats, whose number is known at the end."""
    try:
        packed = file.read(2) == GZIP
        file.seek(0)
        if not packed and file.read(4).startswith(ZIP):
            return None
        file.seek(0)
        with cast("IO[bytes]", gzip.open(file)) if packed else nullcontext(file) as lines:
            if not _is_lines(_first_line(lines)):
                return None
            lines.seek(0)
            return sum(1 for line in lines if line.strip())
    except (OSError, EOFError, zlib.error, Unreadable):
        return None


def _raw(file: IO[bytes]) -> Iterator[tuple[int, Any]]:
    """(line, record, or the ``BadRecord`` that stood in its place)."""
    head = file.read(4)
    file.seek(0)
    if head.startswith(ZIP):
        yield from _sheets(file)
        return
    if not head.startswith(GZIP):
        yield from _json(file)
        return
    try:
        with cast("IO[bytes]", gzip.open(file)) as unpacked:
            inside = unpacked.read(4)
            unpacked.seek(0)
            if inside.startswith(ZIP):
                yield from _sheets(io.BytesIO(_whole(unpacked)))
            else:
                yield from _json(unpacked)
    except (OSError, EOFError, zlib.error) as bad:
        raise Unreadable(f"tệp nén bị hỏng: {bad}") from None


def _json(file: IO[bytes]) -> Iterator[tuple[int, Any]]:
    first = _first_line(file)
    if _is_lines(first):
        yield from _lines(file)
    else:
        file.seek(0)
        yield from _document(_whole(file))


def _sheets(file: IO[bytes]) -> Iterator[tuple[int, Any]]:
    try:
        yield from workbook.rows(file)
    except workbook.NoTemplate as bad:
        raise Unreadable(str(bad)) from None


def _whole(file: IO[bytes]) -> bytes:
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unreadable("tệp quá lớn.")
    return data


def _first_line(file: IO[bytes]) -> bytes:
    for line in iter(lambda: file.readline(LONGEST_LINE), b""):
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            return line
    raise Unreadable("tệp không có bản ghi nào.")


def _is_lines(first: bytes) -> bool:
    """Whether the file is read line by line: its first line is an object that closes, or no JSON at all."""
    text = first.decode("utf-8-sig", "replace").strip()
    if text.startswith("["):
        return False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text not in {"{", "["} and not text.endswith(("{", "[", ","))
    return isinstance(value, dict) and not isinstance(_held(value), list)


def _lines(file: IO[bytes]) -> Iterator[tuple[int, Any]]:
    file.seek(0)
    good = False
    for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        try:
            yield number, json.loads(line.decode("utf-8-sig"))
            good = True
        except (ValueError, RecursionError) as bad:
            if not good and number == 1 and not file.read(1):
                raise Unreadable("tệp không phải JSON, JSON lines hay Excel.") from None
            yield number, BadRecord("", _where(bad))


def _where(bad: Exception) -> str:
    """Where JSON stops being JSON, in words for people."""
    if isinstance(bad, json.JSONDecodeError):
        return f"không đọc được JSON từ dòng {bad.lineno}, ký tự thứ {bad.colno}."
    if isinstance(bad, UnicodeDecodeError):
        return f"không đọc được JSON: chữ từ byte thứ {bad.start + 1} không phải UTF-8."
    return "không đọc được JSON: các phần lồng nhau quá sâu."


def _document(data: bytes) -> Iterator[tuple[int, Any]]:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as bad:
        raise Unreadable(_where(bad)) from None
    held = _held(value) if isinstance(value, dict) else value
    if isinstance(held, Mapping):
        held = [value]
    if not isinstance(held, list):
        raise Unreadable("tệp phải có một bản ghi hoặc danh sách bản ghi.")
    if not held:
        raise Unreadable("tệp không có bản ghi nào.")
    yield from enumerate(held, 1)


def _held(value: Mapping[str, Any]) -> Any:
    """A list of records inside an answer of a service, else the value itself."""
    for name in ("data", "result", "items", "records"):
        if isinstance(value.get(name), list):
            return value[name]
    return value


def _read(number: int, given: Any) -> Read:
    code = ""
    try:
        if isinstance(given, BadRecord):
            raise given
        record, system = _unwrapped(mapping(given, ""))
        code = str(record.get("code") or record.get("MATTHC") or "")[:40]
        return Read(number, _parse(record, system))
    except BadRecord as bad:
        return Read(number, code=code, error=str(bad))
    except RecursionError:
        return Read(number, code=code, error="bản ghi lồng nhau quá sâu.")
    except Exception as bad:  # noqa: BLE001 - one record must never take the others away, whatever it holds
        log.exception("record %s", number)
        return Read(number, code=code, error=f"bản ghi không đọc được: {type(bad).__name__}.")


def _unwrapped(record: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    """The record inside ``{code, data, message}``, and where it comes from ("" where only its shape tells)."""
    if "data" in record and "name" not in record:
        if record["data"] is None:
            raise BadRecord("data", f"nguồn trả lời “{record.get('message') or record.get('code')}” và không có bản ghi.")
        return _unwrapped(mapping(record["data"], "data"))
    return record, str(record.get("system") or "")


def _parse(record: Mapping[str, Any], system: str) -> Parsed:
    if laythutuc.is_one(record):
        return national.parse(laythutuc.as_national(record), system="laythutuc")
    if any(name in record for name in _FULL):
        return national.parse(record, system="excel" if system == "excel" else "national")
    if any(name in record for name in _ROW):
        return listed.parse(record)
    raise BadRecord("", "không nhận ra loại bản ghi.")
