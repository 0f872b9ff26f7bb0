"""What the HTTP side of every sandbox shares: bodies, answers, a switch for faults at ``/__faults?set=late,twice``."""

import json
from abc import ABC, abstractmethod
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

MAX_BODY = 1 << 20


class SandboxHandler(BaseHTTPRequestHandler, ABC):
    """Answers GET and POST through ``get`` and ``post``; ``faults_of`` names whose faults are switched."""

    protocol_version = "HTTP/1.1"

    @abstractmethod
    def get(self, path: str, query: dict[str, str]) -> None:
        """Answer a GET."""

    @abstractmethod
    def post(self, path: str, body: bytes) -> None:
        """Answer a POST."""

    @abstractmethod
    def faults_of(self) -> Any:
        """The object whose ``faults`` (a frozenset) and ``FAULTS`` (name → words) are meant."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/__faults":
            self._faults(parts.query)
        elif parts.path == "/healthz":
            self.send(200, "ok", "text/plain")
        else:
            self.get(parts.path, {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()})

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > MAX_BODY:
            self.send(413, "quá lớn", "text/plain")
            return
        self.post(urlsplit(self.path).path, self.rfile.read(size))

    def _faults(self, query: str) -> None:
        owner = self.faults_of()
        wanted = parse_qs(query, keep_blank_values=True).get("set")
        if wanted is not None:
            owner.faults = frozenset(wanted[0].split(",")) & owner.FAULTS.keys()
        self.send(200, json.dumps(sorted(owner.faults)), "application/json")

    def send(
        self, status: int, text: str | bytes, kind: str = "text/html", *, location: str = "", form_to: str = "", name: str = ""
    ) -> None:
        """One answer; ``form_to`` is a foreign origin that a form may lead to, ``name`` makes it a download."""
        data = text.encode() if isinstance(text, str) else text
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        policy = f"default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {form_to}; frame-ancestors 'none'"
        self.send_header("Content-Security-Policy", policy)
        if location:
            self.send_header("Location", location)
        if name:
            self.send_header("Content-Disposition", f'attachment; filename="{name}"')
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: bin/run shows the portal's own log."""
