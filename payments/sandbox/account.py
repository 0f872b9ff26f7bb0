"""A bank account's stand-in: transfers by VietQR or by hand, statements as CSV and camt.053.001.08. In memory, with faults."""

import csv
import io
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from http.server import ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from lxml import etree

from payments.gateways.vietqr import emv
from payments.gateways.vietqr.statement import COLUMNS, NAMESPACE
from payments.sandbox.http import SandboxHandler
from payments.sandbox.page import STYLE

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Transfer:
    """One line of the account; ``amount`` in đồng, below 0 for a debit."""

    reference: str
    amount: int
    at: datetime
    text: str


@dataclass
class Account:
    """One account. Thread-safe."""

    FAULTS: ClassVar[dict[str, str]] = {
        "late": "Khoản chuyển lên sao kê ngày sau",
        "twice": "Khoản chuyển hai lần",
        "out-of-order": "Sao kê xếp ngược thời gian",
        "wrong-amount": "Chuyển thiếu 1.000 đ",
        "over": "Chuyển thừa 1.000 đ",
        "wrong-reference": "Nội dung bị gõ sai",
        "mangled": "Nội dung bị ngân hàng đổi chữ và thêm dấu",
        "lost": "Khoản chuyển không lên sao kê",
    }

    number: str
    faults: frozenset[str] = frozenset()
    lines: list[Transfer] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def scan(self, code: str, faults: frozenset[str] = frozenset()) -> str:
        """Somebody pays a VietQR code; returns the text of the transfer. Raises ``emv.Malformed`` for another account's."""
        found = emv.parse(code)
        receiver = dict(emv.fields(dict(emv.fields(found["38"]))["01"]))
        if receiver.get("01") != self.number or found.get("53") != "704":
            raise emv.Malformed("another account")
        purpose = dict(emv.fields(found.get("62", ""))).get("08", "")
        return self.transfer(int(found["54"]), purpose, faults)

    def transfer(self, amount: int, text: str, faults: frozenset[str] = frozenset()) -> str:
        """A transfer of ``amount`` đồng with ``text``, as the faults turn it."""
        faults = faults | self.faults
        amount += {"wrong-amount": -1000, "over": 1000}.get(next(iter(faults & {"wrong-amount", "over"}), ""), 0)
        if "wrong-reference" in faults:
            text = text[:-2] + "XX"
        if "mangled" in faults:
            text = f"MBVCB.{text[:6].lower()} {text[6:]}-CT tu 0071000 toi {self.number}."
        at = datetime.now(ZONE).replace(microsecond=0) + timedelta(days="late" in faults)
        if "lost" not in faults:
            for _time in range(2 if "twice" in faults else 1):
                self.put(amount, text, at)
        return text

    def put(self, amount: int, text: str, at: datetime) -> Transfer:
        """Write one line."""
        with self.lock:
            line = Transfer(f"FT{at:%y%j}{len(self.lines) + 1:07d}", amount, at, text)
            self.lines.append(line)
        return line

    def _listed(self) -> list[Transfer]:
        now = datetime.now(ZONE)
        rows = [line for line in self.lines if line.at <= now]
        return rows[::-1] if "out-of-order" in self.faults else rows

    def csv(self) -> bytes:
        """The statement until now as CSV with a BOM, as spreadsheets want it."""
        out = io.StringIO()
        rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
        rows.writerow(COLUMNS.values())
        for line in self._listed():
            credit, debit = (str(line.amount), "") if line.amount > 0 else ("", str(-line.amount))
            rows.writerow([self.number, f"{line.at:%d/%m/%Y %H:%M:%S}", line.reference, credit, debit, line.text])
        return out.getvalue().encode("utf-8-sig")

    def camt(self) -> bytes:
        """The same as camt.053.001.08, with balances."""
        now, rows = datetime.now(ZONE), self._listed()
        root = etree.Element("Document", nsmap={None: NAMESPACE})
        head = _under(_under(root, "BkToCstmrStmt"), "GrpHdr")
        _under(head, "MsgId", f"STMT{now:%Y%m%d%H%M%S}")
        _under(head, "CreDtTm", now.isoformat(timespec="seconds"))
        stmt = _under(root[0], "Stmt")
        _under(stmt, "Id", f"{self.number}-{now:%Y%m%d%H%M%S}")
        period = _under(stmt, "FrToDt")
        _under(period, "FrDtTm", min([line.at for line in rows], default=now).isoformat())
        _under(period, "ToDtTm", now.isoformat(timespec="seconds"))
        _under(_under(_under(_under(stmt, "Acct"), "Id"), "Othr"), "Id", self.number)
        for name, sum_ in (("OPBD", 0), ("CLBD", sum(line.amount for line in rows))):
            _balance(stmt, name, sum_, now)
        for line in rows:
            _entry(stmt, line)
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _under(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    child.text = text
    return child


def _balance(stmt: etree._Element, name: str, amount: int, at: datetime) -> None:
    balance = _under(stmt, "Bal")
    _under(_under(_under(balance, "Tp"), "CdOrPrtry"), "Cd", name)
    _under(balance, "Amt", str(abs(amount)), Ccy="VND")
    _under(balance, "CdtDbtInd", "CRDT" if amount >= 0 else "DBIT")
    _under(_under(balance, "Dt"), "Dt", f"{at:%Y-%m-%d}")


def _entry(stmt: etree._Element, line: Transfer) -> None:
    entry = _under(stmt, "Ntry")
    _under(entry, "Amt", str(abs(line.amount)), Ccy="VND")
    _under(entry, "CdtDbtInd", "CRDT" if line.amount > 0 else "DBIT")
    _under(_under(entry, "Sts"), "Cd", "BOOK")
    _under(_under(entry, "BookgDt"), "DtTm", line.at.isoformat())
    _under(entry, "AcctSvcrRef", line.reference)
    details = _under(_under(entry, "NtryDtls"), "TxDtls")
    _under(_under(details, "Refs"), "AcctSvcrRef", line.reference)
    _under(details, "Amt", str(abs(line.amount)), Ccy="VND")
    _under(_under(details, "RmtInf"), "Ustrd", line.text)


class Server(ThreadingHTTPServer):
    """One account at one port; ``make(port=0)`` picks a free one."""

    daemon_threads = True
    account: Account


def make(account: Account, *, host: str = "127.0.0.1", port: int = 0) -> Server:
    """A server that is bound but not yet serving; call ``serve_forever``."""
    server = Server((host, port), Handler)
    server.account = account
    return server


class Handler(SandboxHandler):
    """A page to pay a code or transfer by hand, and ``/saoke.csv``, ``/saoke.xml``."""

    server: Server

    def faults_of(self) -> Account:
        return self.server.account

    def get(self, path: str, query: dict[str, str]) -> None:
        account = self.server.account
        if path == "/saoke.csv":
            self.send(200, account.csv(), "text/csv", name="saoke.csv")
        elif path == "/saoke.xml":
            self.send(200, account.camt(), "application/xml", name="saoke.xml")
        elif path == "/sandbox.css":
            self.send(200, STYLE, "text/css")
        elif path == "/":
            self.send(200, _page(account, ""))
        else:
            self.send(404, "không có", "text/plain")

    def post(self, path: str, body: bytes) -> None:
        form = parse_qs(body.decode())
        one = {key: values[0] for key, values in form.items()}
        faults = frozenset(form.get("fault", [])) & Account.FAULTS.keys()
        account = self.server.account
        try:
            if one.get("code", "").strip():
                said = account.scan(one["code"].strip(), faults)
            else:
                said = account.transfer(int(one.get("amount", "")), one.get("text", ""), faults)
        except (emv.Malformed, ValueError, KeyError):
            self.send(400, _page(account, "Mã hoặc số tiền không đọc được."))
            return
        self.send(200, _page(account, f"Đã chuyển với nội dung: {said}"))


def _page(account: Account, said: str) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="fault" value="{name}">{escape(label)}</label>'
        for name, label in account.FAULTS.items()
    )
    note = f'<p class="note">{escape(said)}</p>' if said else ""
    return f"""<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Ngân hàng thử nghiệm</title>
<link rel="stylesheet" href="/sandbox.css"><link rel="icon" href="data:,"></head><body>
<header>Ngân hàng thử nghiệm<small>Tài khoản {escape(account.number)}, không có tiền thật</small></header>
<main><h1>Chuyển khoản</h1>{note}
<form method="post" action="/">
<p><label>Nội dung trong mã VietQR<br><textarea name="code" rows="4" cols="40"></textarea></label></p>
<p><label>hoặc số tiền<br><input name="amount" inputmode="numeric"></label></p>
<p><label>và nội dung chuyển khoản<br><input name="text"></label></p>
<details><summary>Thử sự cố</summary><fieldset><legend>Khi bấm Chuyển</legend>{boxes}</fieldset></details>
<button>Chuyển</button></form>
<p>{len(account.lines)} dòng. Sao kê: <a href="/saoke.csv">CSV</a>, <a href="/saoke.xml">camt.053</a></p></main></body></html>"""
