"""HTTP of the registers' sandbox: two services, a switch for faults."""

import json
import re
import time
import unicodedata
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

POPULATION = "/dancu/TraCuuThongTinCongDan"
ENTERPRISE = "/dkdn/chiTietDoanhNghiep"
FAULTS = {
    "slow": "Trả lời sau 2,5 giây",
    "hung": "Nhận câu hỏi rồi không trả lời",
    "drip": "Trả lời từng chữ một",
    "500": "Báo lỗi máy chủ",
    "garbage": "Trả lời vô nghĩa",
    "stranger": "Trả lời về người khác",
    "huge": "Trả lời quá dài",
    "redirect": "Chỉ sang địa chỉ khác",
    "not-found": "Không có trong cơ sở dữ liệu",
}
SLOW_SECONDS, HUNG_SECONDS, DRIP_SECONDS = 2.5, 30.0, 0.4
SOAP, DAN = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.mic.gov.vn/dancu/1.0"
MOST_BODY = 16 * 1024


class Server(ThreadingHTTPServer):
    """Both registers at one port; ``make(port=0)`` picks a free one. ``asked`` counts questions by path."""

    daemon_threads = True
    known: dict[str, Any]
    faults: frozenset[str]
    asked: dict[str, int]


def make(*, host: str = "127.0.0.1", port: int = 0) -> Server:
    """A server that is bound but not yet serving; call ``serve_forever``."""
    server = Server((host, port), Handler)
    server.known = json.loads((Path(__file__).parent / "known.json").read_text(encoding="utf-8"))
    server.faults, server.asked = frozenset(), {POPULATION: 0, ENTERPRISE: 0}
    return server


class Handler(BaseHTTPRequestHandler):
    """POST a question; GET the switches."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/__faults":
            wanted = parse_qs(parts.query, keep_blank_values=True).get("set")
            if wanted is not None:
                self.server.faults = frozenset(wanted[0].split(",")) & FAULTS.keys()
            self._send(200, json.dumps(sorted(self.server.faults)))
        elif parts.path == "/__asked":
            self._send(200, json.dumps(self.server.asked))
        else:
            self._send(200 if parts.path == "/healthz" else 404, '"ok"')

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(size, MOST_BODY)).decode(errors="replace")
        path = urlsplit(self.path).path
        if path not in self.server.asked:
            self._send(404, "{}")
            return
        self.server.asked[path] += 1
        if not self._misbehave():
            self._answer(path, body)

    def _misbehave(self) -> bool:
        """Faults that need no answer; whether one has served the request."""
        faults = self.server.faults
        if "slow" in faults:
            time.sleep(SLOW_SECONDS)
        if "hung" in faults:
            time.sleep(HUNG_SECONDS)
            self.close_connection = True
            return True
        if "500" in faults:
            self._send(500, "lỗi")
        elif "garbage" in faults:
            self._send(200, "<html><body>Hệ thống đang bảo trì</body></html>", "text/html")
        elif "huge" in faults:
            self._send(200, " " * 1_000_000)
        elif "redirect" in faults:
            self._send(302, "", location="http://127.0.0.1:9/")
        else:
            return False
        return True

    def _answer(self, path: str, body: str) -> None:
        if path == POPULATION:
            self._send(200, _citizen(self._person(body)), "text/xml")
        else:
            self._send(200, json.dumps(self._company(body), ensure_ascii=False))

    def _person(self, body: str) -> dict[str, Any] | None:
        """Whom the question means: the number must be known and the name given must fit."""
        given = dict(re.findall(r"<d:(\w+)>([^<]*)</d:\1>", body))
        number = given.get("SoDinhDanh", "")
        if "stranger" in self.server.faults:
            number = next(key for key in self.server.known["people"] if key != number)
        found = self.server.known["people"].get(number)
        if found is None or "not-found" in self.server.faults:
            return None
        name = " ".join((found["ho"], found["dem"], found["ten"]))
        fits = "stranger" in self.server.faults or not given.get("HoVaTen") or _plain(given["HoVaTen"]) == _plain(name)
        return {**found, "so": number} if fits else None

    def _company(self, body: str) -> dict[str, Any]:
        try:
            number = str(json.loads(body)["maSoDoanhNghiep"])
        except (ValueError, KeyError, TypeError):
            number = ""
        found = self.server.known["companies"].get(number)
        if found is None or "not-found" in self.server.faults:
            return {"Status": "NOT_FOUND", "Data": None}
        code = "3799999999" if "stranger" in self.server.faults else number
        data = {
            "MainInformation": {"ENTERPRISE_GDT_CODE": code, "NAME": found["name"], "ENTERPRISE_STATUS_NAME": "Đang hoạt động"},
            "HOAdress": {"AddressFullText": found["address"]},
            "Representatives": [{"FULL_NAME": found["representative"]}],
        }
        return {"Status": "OK", "Data": data}

    def _send(self, status: int, text: str, kind: str = "application/json", *, location: str = "") -> None:
        data = text.encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            if location:
                self.send_header("Location", location)
            self.end_headers()
            if "drip" in self.server.faults and status == 200 and self.command == "POST":
                for index in range(len(data)):
                    self.wfile.write(data[index : index + 1])
                    self.wfile.flush()
                    time.sleep(DRIP_SECONDS)
            else:
                self.wfile.write(data)
        except OSError:
            self.close_connection = True  # the asker has given up: that is what the fault is for

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: bin/run shows the portal's own log."""


def _citizen(found: dict[str, Any] | None) -> str:
    inside = "" if found is None else _person_xml(found)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="{SOAP}"><soapenv:Body>'
        f'<ns1:CongdanCollection xmlns:ns1="{DAN}">{inside}</ns1:CongdanCollection></soapenv:Body></soapenv:Envelope>'
    )


def _person_xml(found: dict[str, Any]) -> str:
    place = "".join(_tag(name, value) for name, value in found["cuTru"].items())
    name = _tag("Ho", found["ho"]) + _tag("ChuDem", found["dem"]) + _tag("Ten", found["ten"])
    born = f"<ns1:NgayThangNamSinh>{_tag('Nam', found['sinh'][:4])}{_tag('NgayThangNam', found['sinh'])}</ns1:NgayThangNamSinh>"
    return (
        f"<ns1:CongDan>{_tag('SoDinhDanh', found['so'])}<ns1:HoVaTen>{name}</ns1:HoVaTen>{_tag('GioiTinh', found['gioiTinh'])}"
        f"{born}<ns1:ThuongTru>{place}</ns1:ThuongTru><ns1:NoiOHienTai>{place}</ns1:NoiOHienTai></ns1:CongDan>"
    )


def _tag(name: str, text: str) -> str:
    return f"<ns1:{name}>{escape(text)}</ns1:{name}>"


def _plain(text: str) -> str:
    """Without marks and case, as the register compares names."""
    bare = unicodedata.normalize("NFD", text).replace("Đ", "D").replace("đ", "d")
    return "".join(char for char in bare if not unicodedata.combining(char)).casefold()
