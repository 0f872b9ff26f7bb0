"""HTTP of the sandbox: the pay page, its form, querydr, and a switch for faults."""

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from payments.sandbox import page
from payments.sandbox.bank import FAULTS, Bank, Refused

PAY = "/paymentv2/vpcpay.html"
API = "/merchant_webapi/api/transaction"
SLOW_SECONDS = 30.0


class Server(ThreadingHTTPServer):
    """One bank at one port; ``make(port=0)`` picks a free one (``server_address[1]``)."""

    daemon_threads = True
    bank: Bank


def make(bank: Bank, *, host: str = "127.0.0.1", port: int = 0) -> Server:
    """A server that is bound but not yet serving; call ``serve_forever``."""
    server = Server((host, port), Handler)
    server.bank = bank
    return server


class Handler(BaseHTTPRequestHandler):
    """GET the pay page, POST its form or a query; ``/__faults?set=late,twice`` switches faults for all payments."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == PAY:
            self._pay_page(parts.query)
        elif parts.path == "/sandbox.css":
            self._send(200, page.STYLE, "text/css")
        elif parts.path == "/__faults":
            self._faults(parts.query)
        elif parts.path == "/healthz":
            self._send(200, "ok", "text/plain")
        else:
            self._send(404, page.refused("404", "Không có trang này"))

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(size, 65536)).decode(errors="replace")
        path = urlsplit(self.path).path
        if path == "/finish":
            self._finish(parse_qs(body))
        elif path == API:
            self._query(body)
        else:
            self._send(404, page.refused("404", "Không có trang này"))

    def _pay_page(self, query: str) -> None:
        bank = self.server.bank
        try:
            transaction = bank.open(query)
        except Refused as error:
            self._send(400, page.refused(error.code, str(error)))
            return
        back = transaction.order["vnp_ReturnUrl"]
        if transaction.status == "01":
            self._send(200, page.pay(transaction), back=back)
        else:
            self._send(200, page.done(transaction, bank.finish(transaction.ref, transaction.token, "")), back=back)

    def _finish(self, form: dict[str, list[str]]) -> None:
        one = {key: values[0] for key, values in form.items()}
        faults = frozenset(form.get("fault", [])) & FAULTS.keys()
        try:
            back = self.server.bank.finish(one.get("ref", ""), one.get("token", ""), one.get("response", "99"), faults)
        except (KeyError, Refused):
            self._send(400, page.refused("99", "Phiên thanh toán không còn"))
            return
        if "no-return" in faults | self.server.bank.faults:
            self._send(200, page.refused("99", "Kết nối bị ngắt khi đưa bạn về trang của đơn vị thu"))
            return
        self._send(303, "", location=back)

    def _query(self, body: str) -> None:
        faults = self.server.bank.faults
        if "query-500" in faults:
            self._send(500, "lỗi", "text/plain")
            return
        if "query-slow" in faults:
            time.sleep(SLOW_SECONDS)
        if "query-garbage" in faults:
            self._send(200, "<html>bảo trì</html>")
            return
        try:
            asked = json.loads(body)
            bank = self.server.bank
            answer = bank.answer_refund(asked) if asked.get("vnp_Command") == "refund" else bank.answer_query(asked)
        except (ValueError, AttributeError, TypeError):
            self._send(400, '{"vnp_ResponseCode":"03"}', "application/json")
            return
        self._send(200, json.dumps(answer), "application/json")

    def _faults(self, query: str) -> None:
        wanted = parse_qs(query, keep_blank_values=True).get("set")
        if wanted is not None:
            self.server.bank.faults = frozenset(wanted[0].split(",")) & FAULTS.keys()
        self._send(200, json.dumps(sorted(self.server.bank.faults)), "application/json")

    def _send(self, status: int, text: str, kind: str = "text/html", *, back: str = "", location: str = "") -> None:
        data = text.encode()
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(back)) if back else ""
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        policy = f"default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {origin}; frame-ancestors 'none'"
        self.send_header("Content-Security-Policy", policy)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: bin/run shows the portal's own log."""
