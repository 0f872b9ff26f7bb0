"""A small identity provider that speaks OpenID Connect over real HTTP, as VNeID's would: discovery, code, PKCE, user info."""

import base64
import hashlib
import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlparse

import jwt

CLIENT_ID, SECRET = "portal", "portal-secret"


class Provider:
    """``claims`` is who is logged in there; ``seen`` keeps what the portal sent to the authorisation page."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.refuse = False
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: Any) -> None:
                pass

            def do_GET(self) -> None:
                provider.get(self)

            def do_POST(self) -> None:
                provider.post(self)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def close(self) -> None:
        if not self.thread.is_alive():
            return
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def get(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlparse(request.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            paths = {
                "authorization_endpoint": "authorize",
                "token_endpoint": "token",
                "userinfo_endpoint": "userinfo",
                "jwks_uri": "jwks",
            }
            self.answer(request, {"issuer": self.url, **{key: f"{self.url}/{path}" for key, path in paths.items()}})
        elif parts.path == "/authorize":
            self.authorize(request, query)
        elif parts.path == "/userinfo" and request.headers.get("Authorization", "").removeprefix("Bearer ") in self.tokens:
            self.answer(request, self.claims)
        else:
            self.answer(request, {"error": "invalid_request"}, 401)

    def authorize(self, request: BaseHTTPRequestHandler, query: dict[str, str]) -> None:
        back = {"state": query["state"]}
        if self.refuse:
            back["error"] = "access_denied"
        else:
            back["code"] = secrets.token_urlsafe(8)
            self.codes[back["code"]] = query
        request.send_response(302)
        request.send_header("Location", f"{query['redirect_uri']}?{urlencode(back)}")
        request.end_headers()

    def post(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"])).decode()
        sent = {key: values[0] for key, values in parse_qs(body).items()}
        asked = self.codes.pop(sent.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if (
            asked is None
            or asked.get("code_challenge") != proof
            or (sent.get("client_id"), sent.get("client_secret")) != (CLIENT_ID, SECRET)
        ):
            self.answer(request, {"error": "invalid_grant"}, 400)
            return
        token = secrets.token_urlsafe(8)
        self.tokens.add(token)
        signed = jwt.encode(
            {"iss": self.url, "aud": CLIENT_ID, "sub": self.claims["TechID"], "exp": 4102444800}, "k" * 32, algorithm="HS256"
        )
        self.answer(request, {"access_token": token, "token_type": "Bearer", "id_token": signed})

    def answer(self, request: BaseHTTPRequestHandler, body: dict[str, Any], status: int = 200) -> None:
        data = json.dumps(body).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)
