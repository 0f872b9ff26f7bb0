"""The national payment platform's stand-in: init, a page to pay at, confirm to the portal, query. In memory, with faults."""

import json
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlencode

from payments.gateways.national import protocol
from payments.sandbox import national_page as page
from payments.sandbox.http import SandboxHandler

SLOW_SECONDS = 30.0


@dataclass
class Payment:
    """One payment. ``code`` is MaLoi: 00 paid, 02 not finished, 24 cancelled, 51 not enough money."""

    order: dict[str, object]
    number: str
    token: str = field(default_factory=secrets.token_hex)
    code: str = "02"
    amount: str = ""


def _spawn(work: Callable[..., None], *args: object) -> None:
    threading.Thread(target=work, args=args, daemon=True).start()


@dataclass
class Platform:
    """Thread-safe; ``deliveries`` keeps (body, answer code) of every confirm sent."""

    FAULTS: ClassVar[dict[str, str]] = {
        "late": "Xác nhận trễ",
        "twice": "Xác nhận hai lần cùng lúc",
        "lost": "Không xác nhận",
        "wrong-amount": "Thu sai số tiền",
        "wrong-signature": "Xác nhận với mã xác thực sai",
        "out-of-order": "Xác nhận không thành công rồi thành công",
        "unknown-order": "Xác nhận thêm một giao dịch lạ",
        "init-500": "Khởi tạo bị lỗi",
        "init-slow": "Khởi tạo trả lời chậm",
        "query-500": "Truy vấn bị lỗi",
        "query-slow": "Truy vấn trả lời chậm",
    }

    secret: str
    confirm_url: str
    partner: str = "DEMO"
    faults: frozenset[str] = frozenset()
    late_seconds: float = 5.0
    retry_seconds: float = 2.0
    tries: int = 10
    spawn: Callable[..., None] = _spawn
    payments: dict[str, Payment] = field(default_factory=dict)
    deliveries: list[tuple[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def init(self, body: dict[str, object], origin: str) -> dict[str, str]:
        """A partner begins a payment; the same reference again is the same payment. MaLoi 97 for a wrong MaXacThuc."""
        if not protocol.is_authentic(body, protocol.INIT_FIELDS, self.secret) or body.get("MaDoiTac") != self.partner:
            return {"MaLoi": "97", "MoTaLoi": "Sai ma xac thuc"}
        if protocol.read_amount(body.get("SoTien")) is None or not body.get("MaThamChieu"):
            return {"MaLoi": "03", "MoTaLoi": "Du lieu khong dung"}
        reference = str(body["MaThamChieu"])
        with self.lock:
            number = f"DVC{7_000_000 + len(self.payments)}{secrets.randbelow(1000):03d}"
            paid = self.payments.setdefault(reference, Payment(body, number, amount=str(body["SoTien"])))
        url = f"{origin}/thanhtoan/trang?{urlencode({'ma': reference, 'khoa': paid.token})}"
        return {"MaLoi": "00", "MoTaLoi": "Thanh cong", "MaThamChieu": reference, "UrlThanhToan": url}

    def query(self, body: dict[str, object]) -> dict[str, str]:
        """What became of a payment; 01 for one that was never begun."""
        if not protocol.is_authentic(body, protocol.QUERY_FIELDS, self.secret):
            return {"MaLoi": "97", "MoTaLoi": "Sai ma xac thuc"}
        found = self.payments.get(str(body.get("MaThamChieu", "")))
        if found is not None:
            return self._said(found)
        nothing = {"LoaiBanTin": protocol.TYPES["query"], "MaLoi": "01", "MaDoiTac": self.partner}
        return self._signed({**nothing, "MaThamChieu": str(body.get("MaThamChieu", ""))})

    def finish(self, reference: str, token: str, code: str, faults: frozenset[str] = frozenset()) -> str:
        """The payer decides; returns where to send them back to. Raises ``KeyError`` for a page that is no more."""
        faults = faults | self.faults
        with self.lock:
            paid = self.payments[reference]
            if not secrets.compare_digest(paid.token, token):
                raise KeyError(reference)
            first = paid.code == "02"
            if first:
                paid.code = code
                if "wrong-amount" in faults:
                    paid.amount = str(max(1000, int(paid.amount) - 1000) if int(paid.amount) > 1000 else 500)
        if first:
            self.spawn(self._notify, paid, faults)
        return str(paid.order.get("UrlQuayVe", ""))

    def _said(self, paid: Payment, **changes: str) -> dict[str, str]:
        said = {
            "LoaiBanTin": protocol.TYPES["confirm"],
            "MaLoi": paid.code,
            "MaDoiTac": self.partner,
            "MaThamChieu": str(paid.order["MaThamChieu"]),
            "SoTien": paid.amount,
            "MaTienTe": "VND",
            "MaGiaoDich": paid.number if paid.code == "00" else "",
            "MaNganHang": "VCB",
            "ThoiGianGD": str(paid.order.get("ThoiGianGD", "")),
            "ThongTinGiaoDich": str(paid.order.get("ThongTinGiaoDich", "")),
            **changes,
        }
        return self._signed(said)

    def _signed(self, said: dict[str, str], secret: str | None = None) -> dict[str, str]:
        return {**said, "MaXacThuc": protocol.authenticator(said, protocol.CONFIRM_FIELDS, secret or self.secret)}

    def _notify(self, paid: Payment, faults: frozenset[str]) -> None:
        message = self._said(paid)
        if "lost" in faults:
            return
        if "late" in faults:
            time.sleep(self.late_seconds)
        if "wrong-signature" in faults:
            self._send({**message, "MaXacThuc": message["MaXacThuc"][::-1]})
            return
        if "unknown-order" in faults:
            self._send(self._said(paid, MaThamChieu=f"{message['MaThamChieu']}-la"))
        if "out-of-order" in faults:
            self._send(self._said(paid, MaLoi="51", MaGiaoDich=""))
        if "twice" in faults:
            self.spawn(self._deliver, message)
        self._deliver(message)

    def _deliver(self, message: dict[str, str]) -> None:
        for _try in range(self.tries):
            if self._send(message) == "00":
                return
            time.sleep(self.retry_seconds)

    def _send(self, message: dict[str, str]) -> str:
        body = json.dumps(message).encode()
        request = urllib.request.Request(self.confirm_url, body, {"Content-Type": "application/json"})  # noqa: S310
        try:
            # The address is the operator's own argument; a sandbox has no other.
            with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
                code = str(json.load(response).get("MaLoi", ""))
        except (urllib.error.URLError, OSError, ValueError, AttributeError) as error:
            code = type(error).__name__
        with self.lock:
            self.deliveries.append((body.decode(), code))
        return code


class Server(ThreadingHTTPServer):
    """One platform at one port; ``make(port=0)`` picks a free one."""

    daemon_threads = True
    platform: Platform


def make(platform: Platform, *, host: str = "127.0.0.1", port: int = 0) -> Server:
    """A server that is bound but not yet serving; call ``serve_forever``."""
    server = Server((host, port), Handler)
    server.platform = platform
    return server


class Handler(SandboxHandler):
    """``/thanhtoan/init`` and ``/thanhtoan/query`` for the partner, ``/thanhtoan/trang`` for the payer."""

    server: Server

    def faults_of(self) -> Platform:
        return self.server.platform

    def get(self, path: str, query: dict[str, str]) -> None:
        if path == "/sandbox.css":
            self.send(200, page.STYLE, "text/css")
            return
        paid = self.server.platform.payments.get(query.get("ma", "")) if path == "/thanhtoan/trang" else None
        if paid is None or not secrets.compare_digest(paid.token, query.get("khoa", "")):
            self.send(404, page.refused("Không có giao dịch này"))
            return
        back = str(paid.order.get("UrlQuayVe", ""))
        self.send(200, page.pay(paid.order, paid.token, self.server.platform.FAULTS), form_to="/".join(back.split("/")[:3]))

    def post(self, path: str, body: bytes) -> None:
        if path == "/thanhtoan/tra":
            self._finish(parse_qs(body.decode()))
            return
        what = {"/thanhtoan/init": "init", "/thanhtoan/query": "query"}.get(path)
        if what is None:
            self.send(404, "{}", "application/json")
        elif f"{what}-500" in self.server.platform.faults:
            self.send(500, "lỗi", "text/plain")
        else:
            self._answer(what, body)

    def _answer(self, what: str, body: bytes) -> None:
        if f"{what}-slow" in self.server.platform.faults:
            time.sleep(SLOW_SECONDS)
        try:
            asked = json.loads(body)
            host = self.headers.get("Host", "")
            platform = self.server.platform
            answer = platform.init(asked, f"http://{host}") if what == "init" else platform.query(asked)
        except (ValueError, AttributeError, TypeError):
            answer = {"MaLoi": "03", "MoTaLoi": "Du lieu khong dung"}
        self.send(200, json.dumps(answer), "application/json")

    def _finish(self, form: dict[str, list[str]]) -> None:
        one = {key: values[0] for key, values in form.items()}
        faults = frozenset(form.get("fault", [])) & Platform.FAULTS.keys()
        try:
            back = self.server.platform.finish(one.get("ma", ""), one.get("khoa", ""), one.get("tra", "99"), faults)
        except KeyError:
            self.send(400, page.refused("Phiên thanh toán không còn"))
            return
        self.send(303, "", location=f"{back}?{urlencode({'MaThamChieu': one['ma']})}")
