"""Bank statements, read: CSV with a head line, and camt.053.001.08. What is malformed is refused whole, never taken in part."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from lxml import etree

from common import clock

MAX_BYTES = 20 * 1024 * 1024
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
COLUMNS = {
    "account": "Tài khoản",
    "booked_at": "Ngày giao dịch",
    "reference": "Số tham chiếu",
    "credit": "Ghi có",
    "debit": "Ghi nợ",
    "text": "Nội dung",
}
"""The head of a CSV statement; settings VIETQR["csv_columns"] says otherwise for a bank that names them otherwise."""
_NS = {"c": NAMESPACE}


class Unreadable(ValueError):
    """The file is no statement that we read; the text says why, with the line, in Vietnamese."""


@dataclass(frozen=True)
class Credit:
    """One sum that came to the account: ``reference`` is the bank's own, unique in its account; ``amount`` in đồng."""

    reference: str
    amount: int
    booked_at: datetime
    text: str


@dataclass(frozen=True)
class Read:
    """A statement: the account, the time it covers, its credits; debits are counted and else left alone."""

    format: str
    account: str
    since: datetime
    until: datetime
    credits: list[Credit]
    debits: int


def read(data: bytes, columns: Mapping[str, str] = COLUMNS) -> Read:
    """Read a file by what it holds. Raises ``Unreadable``."""
    if len(data) > MAX_BYTES:
        raise Unreadable("Tệp lớn hơn 20 MB.")
    found = _camt(data) if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else _csv(data, columns)
    names = [credit.reference for credit in found.credits]
    if len(names) != len(set(names)):
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(f"Số tham chiếu {twice} có hai lần trong tệp.")
    return found


def _csv(data: bytes, columns: Mapping[str, str]) -> Read:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("Tệp CSV phải dùng bảng mã UTF-8.") from None
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    missing = [name for name in columns.values() if name not in (rows.fieldnames or [])]
    if missing:
        raise Unreadable(f"Thiếu cột: {', '.join(missing)}.")
    try:
        whole = list(rows)
    except csv.Error as error:
        raise Unreadable(f"Tệp CSV hỏng ở dòng {rows.line_num}: {error}.") from None
    for number, row in enumerate(whole, start=2):
        if None in row or None in row.values():
            raise Unreadable(f"Dòng {number}: số cột khác dòng tiêu đề.")
    lines = [{key: row[name].strip() for key, name in columns.items()} for row in whole]
    if not lines:
        raise Unreadable("Sao kê không có dòng nào.")
    accounts = {line["account"] for line in lines}
    if len(accounts) != 1:
        raise Unreadable("Một tệp chỉ được có sao kê của một tài khoản.")
    credits = [credit for number, line in enumerate(lines, start=2) for credit in _credit(number, line)]
    moments = [_moment(line["booked_at"], number) for number, line in enumerate(lines, start=2)]
    return Read("csv", accounts.pop(), min(moments), max(moments), credits, len(lines) - len(credits))


def _credit(number: int, line: Mapping[str, str]) -> Iterator[Credit]:
    credit, debit = (_dong(line[name], number) for name in ("credit", "debit"))
    if bool(credit) == bool(debit):
        raise Unreadable(f"Dòng {number}: mỗi dòng có hoặc số ghi có hoặc số ghi nợ.")
    if credit:
        if not line["reference"]:
            raise Unreadable(f"Dòng {number}: thiếu số tham chiếu của ngân hàng.")
        yield Credit(line["reference"][:60], credit, _moment(line["booked_at"], number), line["text"][:500])


def _dong(text: str, number: int) -> int:
    """21000, 21.000, 21,000 or 21.000,00 đồng; nothing is 0."""
    bare = re.sub(r"[.,]00$", "", text.replace(" ", "")) if re.search(r"[.,]\d{3}[.,]00$|^\d+[.,]00$", text) else text
    bare = re.sub(r"(?<=\d)[.,](?=\d{3}(\D|$))", "", bare.replace(" ", ""))
    if not re.fullmatch(r"[0-9]{0,15}", bare):
        raise Unreadable(f"Dòng {number}: số tiền {text[:30]} không đọc được.")
    return int(bare or "0")


def _moment(text: str, where: object) -> datetime:
    for pattern in ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=clock.VIETNAM)
        except ValueError:
            continue
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"Dòng {where}: ngày {text[:30]} không đọc được.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.VIETNAM)


def _camt(data: bytes) -> Read:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"Tệp XML hỏng: {str(error)[:120]}.") from None
    # A statement has no DOCTYPE: with one come entities, and with those bombs and foreign files.
    if root.getroottree().docinfo.doctype or root.tag != f"{{{NAMESPACE}}}Document":
        raise Unreadable("Tệp XML không phải camt.053.001.08.")
    statements = root.findall("c:BkToCstmrStmt/c:Stmt", _NS)
    if len(statements) != 1:
        raise Unreadable("Tệp phải có đúng một sao kê (Stmt).")
    (stmt,) = statements
    account = _text(stmt, "c:Acct/c:Id/c:Othr/c:Id") or _text(stmt, "c:Acct/c:Id/c:IBAN")
    entries = [entry for entry in stmt.findall("c:Ntry", _NS) if _text(entry, "c:Sts/c:Cd") in ("BOOK", "")]
    credits = [credit for entry in entries for credit in _entry(entry)]
    _must_balance(stmt, entries)
    since, until = (_text(stmt, f"c:FrToDt/c:{name}") for name in ("FrDtTm", "ToDtTm"))
    moments = [credit.booked_at for credit in credits] or [clock.now()]
    debits = sum(_text(entry, "c:CdtDbtInd") == "DBIT" for entry in entries)
    period = _moment(since, "FrDtTm") if since else min(moments), _moment(until, "ToDtTm") if until else max(moments)
    return Read("camt.053", account, *period, credits, debits)


def _entry(entry: etree._Element) -> Iterator[Credit]:
    if _text(entry, "c:CdtDbtInd") != "CRDT":
        return
    name = _text(entry, "c:AcctSvcrRef") or _text(entry, "c:NtryRef")
    booked = _text(entry, "c:BookgDt/c:DtTm") or _text(entry, "c:BookgDt/c:Dt")
    details = entry.findall("c:NtryDtls/c:TxDtls", _NS)
    if len(details) > 1:
        # A batch: each transfer in it is a sum of its own, and together they are the entry.
        parts = [(_text(row, "c:Refs/c:AcctSvcrRef") or f"{name}/{n}", _amount(row), row) for n, row in enumerate(details, 1)]
        if sum(amount for _name, amount, _row in parts) != _amount(entry):
            raise Unreadable(f"Bút toán {name}: các khoản trong lô cộng lại khác số của bút toán.")
    else:
        parts = [(name, _amount(entry), details[0] if details else entry)]
    for own, amount, row in parts:
        if not own:
            raise Unreadable("Có bút toán thiếu số tham chiếu (AcctSvcrRef).")
        text = " ".join(found.text or "" for found in row.findall("c:RmtInf/c:Ustrd", _NS)) or _text(row, "c:AddtlNtryInf")
        yield Credit(own[:60], amount, _moment(booked, own), text[:500])


def _amount(element: etree._Element) -> int:
    found = element.find("c:Amt", _NS)
    try:
        amount = Decimal((found.text or "") if found is not None else "")
    except InvalidOperation:
        raise Unreadable("Có bút toán thiếu số tiền.") from None
    if found is None or found.get("Ccy") != "VND" or amount != amount.to_integral_value() or amount <= 0:
        raise Unreadable(f"Số tiền {amount} {found.get('Ccy') if found is not None else ''} không phải số đồng nguyên.")
    return int(amount)


def _must_balance(stmt: etree._Element, entries: list[etree._Element]) -> None:
    """Opening + credits − debits = closing, where the statement says both: a file cut short is not taken."""
    balances = {}
    for row in stmt.findall("c:Bal", _NS):
        sign = -1 if _text(row, "c:CdtDbtInd") == "DBIT" else 1
        balances[_text(row, "c:Tp/c:CdOrPrtry/c:Cd")] = sign * Decimal(_text(row, "c:Amt") or "0")
    if {"OPBD", "CLBD"} <= balances.keys():
        moved = sum((1 if _text(entry, "c:CdtDbtInd") == "CRDT" else -1) * _amount(entry) for entry in entries)
        if balances["OPBD"] + moved != balances["CLBD"]:
            raise Unreadable("Số dư đầu cộng phát sinh không bằng số dư cuối: tệp có thể bị thiếu.")


def _text(element: etree._Element, path: str) -> str:
    return (element.findtext(path, default="", namespaces=_NS) or "").strip()
