"""A remote signing service: what of the CSC API 1.0.4 a client needs to sign a hash with a person's key.

The client logs in for itself (oauth2/token, client credentials); the holder of a key consents to each hash with a PIN and, where
the key asks for one, a code (sendOTP: read it at ``/__codes``). Authorisation data (SAD) is good once, for the hashes it named;
for several signatures it is extended from hash to hash (extendTransaction).
"""

import base64
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from vault import certificates
from vault.sandbox.http import COMMON_FAULTS, Handler, Server

PIN = "246810"
_SHA256, _RSA_SHA256 = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.11"
_RSA = "1.2.840.113549.1.1.1"
_SAD_SECONDS = 300
_NO_SAD: tuple[str, frozenset[str], float, int] = ("", frozenset(), 0.0, 0)


class Refused(Exception):
    """An error answer: HTTP status and the specification's word for it."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code, self.status = code, status


@dataclass
class Held:
    """One key in the service's care."""

    user: str
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    asks_code: bool
    code: str = ""


@dataclass
class Service:
    """``people``: user id → {name, organisation, title, code}; a key is made when somebody is first looked for.

    ``responder``: the OCSP address that their certificates name, "" for none.
    """

    people: Mapping[str, Mapping[str, Any]]
    ca_key: rsa.RSAPrivateKey
    ca: x509.Certificate
    client_id: str
    client_secret: str
    now: datetime
    responder: str = ""
    faults: frozenset[str] = frozenset()
    held: dict[str, Held] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    sads: dict[str, tuple[str, frozenset[str], float, int]] = field(default_factory=dict)

    FAULTS = COMMON_FAULTS | {
        "wrong-credential": "Trả về chứng thư của người khác",
        "sign-500": "Chấp thuận rồi báo lỗi khi ký",
        "sign-late": "Chấp thuận rồi trả lời muộn khi ký",
    }

    def token(self, form: Mapping[str, str]) -> dict[str, Any]:
        """oauth2/token."""
        given = f"{form.get('client_id', '')}\n{form.get('client_secret', '')}"
        if not hmac.compare_digest(given.encode(), f"{self.client_id}\n{self.client_secret}".encode()):
            raise Refused("invalid_client", 401)
        token = secrets.token_urlsafe(24)
        self.tokens.add(token)
        return {"access_token": token, "token_type": "Bearer", "expires_in": 3600}

    def credentials_list(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """credentials/list."""
        user = str(body.get("userID", ""))
        person = self.people.get(user)
        if person is None:
            return {"credentialIDs": []}
        return {"credentialIDs": [f"sandbox-{user}"]}

    def credentials_info(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """credentials/info."""
        one = self._held(body)
        chosen = one.certificate
        if "wrong-credential" in self.faults:
            chosen = self._make("000000000000", {"name": "Người Khác"}).certificate
        chain = [chosen] if body.get("certificates") == "single" else [chosen, self.ca]
        encoded = [base64.b64encode(item.public_bytes(serialization.Encoding.DER)).decode() for item in chain]
        code = "true" if one.asks_code else "false"
        return {
            "description": "Khóa trình diễn",
            "key": {"status": "enabled", "algo": [_RSA, _RSA_SHA256], "len": 2048},
            "cert": {"status": "valid", "certificates": encoded},
            "authMode": "explicit",
            "SCAL": "2",
            "multisign": 20,
            "PIN": {"presence": "true", "format": "N", "label": "PIN"},
            "OTP": {"presence": code, "type": "online", "format": "N", "label": "OTP"},
        }

    def credentials_sendOTP(self, body: Mapping[str, Any]) -> None:  # noqa: N802 (the specification's name)
        """credentials/sendOTP."""
        self._held(body).code = f"{secrets.randbelow(10**6):06d}"

    def credentials_authorize(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """credentials/authorize."""
        one = self._held(body)
        if not hmac.compare_digest(str(body.get("PIN", "")), PIN):
            raise Refused("invalid_pin")
        if one.asks_code:
            if not one.code or not hmac.compare_digest(str(body.get("OTP", "")), one.code):
                raise Refused("invalid_otp")
            one.code = ""
        if not body.get("hash"):
            raise Refused("invalid_request")
        return self._authorised(body, int(body.get("numSignatures", 1)))

    def credentials_extendTransaction(self, body: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802 (the specification's name)
        """credentials/extendTransaction: the next hash of what was authorised for several signatures."""
        credential, _allowed, until, left = self.sads.pop(str(body.get("SAD", "")), _NO_SAD)
        if credential != body.get("credentialID") or time.monotonic() > until or left < 1 or not body.get("hash"):
            raise Refused("invalid_request")
        return self._authorised(body, left)

    def _authorised(self, body: Mapping[str, Any], signatures: int) -> dict[str, Any]:
        sad = secrets.token_urlsafe(24)
        until = time.monotonic() + _SAD_SECONDS
        self.sads[sad] = (str(body["credentialID"]), frozenset(body["hash"]), until, signatures)
        return {"SAD": sad, "expiresIn": _SAD_SECONDS}

    def signatures_signHash(self, body: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802 (the specification's name)
        """signatures/signHash."""
        one = self._held(body)
        sad, wanted = str(body.get("SAD", "")), body.get("hash", [])
        credential, allowed, until, left = self.sads.pop(sad, _NO_SAD)
        if credential != body.get("credentialID") or not set(wanted) <= allowed or time.monotonic() > until:
            raise Refused("invalid_request")
        if left > len(wanted):  # good for the transaction's next hash, for no other signature of this one
            self.sads[sad] = (credential, frozenset(), until, left - len(wanted))
        if (body.get("hashAlgo"), body.get("signAlgo")) != (_SHA256, _RSA_SHA256):
            raise Refused("invalid_request")
        if "sign-500" in self.faults:
            raise Refused("server_error", 500)
        signed = [one.key.sign(base64.b64decode(text), padding.PKCS1v15(), Prehashed(hashes.SHA256())) for text in wanted]
        return {"signatures": [base64.b64encode(value).decode() for value in signed]}

    def _held(self, body: Mapping[str, Any]) -> Held:
        credential = str(body.get("credentialID", ""))
        user = credential.removeprefix("sandbox-")
        if user == credential or user not in self.people:
            raise Refused("invalid_request")
        if credential not in self.held:
            self.held[credential] = self._make(user, self.people[user])
        return self.held[credential]

    def _make(self, user: str, person: Mapping[str, Any]) -> Held:
        key = rsa.generate_private_key(65537, 2048)
        subject = certificates.Subject(
            str(person["name"]), str(person.get("organisation", "")), str(person.get("title", "")), identity=f"CCCD:{user}"
        )
        certificate = certificates.leaf(subject, key.public_key(), self.ca, self.ca_key, self.now, responder=self.responder)
        return Held(user, key, certificate, bool(person.get("code")))


class _Handler(Handler):
    def get(self, path: str, query: dict[str, str]) -> None:
        if path != "/__codes":
            self.send(404, b"", "text/plain")
            return
        codes = {one.user: one.code for one in self.server.service.held.values() if one.code}
        self.send(200, json.dumps(codes).encode(), "application/json")

    def post(self, path: str, body: bytes) -> None:
        try:
            status, answer = 200, self._answer(path, body)
        except Refused as refused:
            status, answer = refused.status, {"error": refused.code, "error_description": refused.code}
        except (ValueError, TypeError, AttributeError, KeyError):
            status, answer = 400, {"error": "invalid_request"}
        if answer is None:
            self.send(204, b"", "application/json")
        else:
            self.send(status, json.dumps(answer).encode(), "application/json")

    def _answer(self, path: str, body: bytes) -> dict[str, Any] | None:
        service = self.server.service
        if "refused" in service.faults:
            raise Refused("access_denied", 403)
        if path == "/oauth2/token":
            return service.token({key: values[0] for key, values in parse_qs(body.decode()).items()})
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in service.tokens:
            raise Refused("invalid_token", 401)
        name = path.removeprefix("/csc/v1/").replace("/", "_")
        if name not in (
            "credentials_list", "credentials_info", "credentials_sendOTP", "credentials_authorize",
            "credentials_extendTransaction", "signatures_signHash",
        ):  # fmt: skip
            raise Refused("invalid_request", 404)
        if name == "signatures_signHash" and "sign-late" in service.faults:
            time.sleep(self.server.late_seconds)
        return getattr(service, name)(json.loads(body))


def make(service: Service, *, host: str = "127.0.0.1", port: int = 0, late_seconds: float = 12.0) -> Server:
    """A server that is bound but not yet serving; call ``serve_forever``."""
    server = Server((host, port), _Handler)
    server.service, server.late_seconds = service, late_seconds
    return server
