"""What both servers share: bodies, answers, faults."""

import abc
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

MAX_BODY = 1 << 20
COMMON_FAULTS = {"late": "Trả lời muộn", "500": "Báo lỗi máy chủ", "refused": "Từ chối yêu cầu", "garbage": "Trả lời vô nghĩa"}


class Server(ThreadingHTTPServer):
    """One service at one port (0 picks a free one: ``server_address[1]``); its ``service`` has ``faults`` and ``FAULTS``."""

    daemon_threads = True
    service: Any
    late_seconds: float


class Handler(BaseHTTPRequestHandler, abc.ABC):
    """Switches and health by GET; everything else is the service's."""

    server: Server
    protocol_version = "HTTP/1.1"

    def get(self, path: str, query: dict[str, str]) -> None:
        """Answer a GET that is no switch."""
        self.send(404, b"", "text/plain")

    @abc.abstractmethod
    def post(self, path: str, body: bytes) -> None:
        """Answer a POST."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        service = self.server.service
        if parts.path == "/__faults":
            if "set" in query:
                service.faults = frozenset(query["set"].split(",")) & service.FAULTS.keys()
            self.send(200, json.dumps(sorted(service.faults)).encode(), "application/json")
        elif parts.path == "/healthz":
            self.send(200, b"ok", "text/plain")
        else:
            self.get(parts.path, query)

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(size, MAX_BODY))
        faults = self.server.service.faults
        if "late" in faults:
            time.sleep(self.server.late_seconds)
        if "500" in faults:
            self.send(500, b"loi", "text/plain")
        elif "garbage" in faults:
            self.send(200, "bảo trì".encode(), "text/html")
        else:
            self.post(urlsplit(self.path).path, body)

    def send(self, status: int, data: bytes, kind: str) -> None:
        """One answer."""
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # who asked did not wait: the fault "late"

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: bin/run shows the portal's own log."""
