"""A time stamp authority (RFC 3161 over HTTP, 3.4): pyHanko's own answers behind a port."""

import asyncio
from datetime import UTC, datetime

from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from vault.sandbox.http import COMMON_FAULTS, Handler, Server


class Authority:
    """Stamps with one key (PKCS#12)."""

    FAULTS = COMMON_FAULTS

    def __init__(self, p12: bytes, password: bytes | None, faults: frozenset[str] = frozenset()) -> None:
        key, certificate, _others = pkcs12.load_key_and_certificates(p12, password)
        if key is None or certificate is None:
            raise OSError("no key in this file")
        encoding, nothing = serialization.Encoding.DER, serialization.NoEncryption()
        private = keys.PrivateKeyInfo.load(key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, nothing))
        self._certificate = x509.Certificate.load(certificate.public_bytes(encoding))
        self._key = private
        self.faults = faults

    def answer(self, body: bytes) -> bytes:
        """A TimeStampResp as DER; raises ``ValueError`` for what is no request."""
        request = tsp.TimeStampReq.load(body)
        if "refused" in self.faults:
            return tsp.TimeStampResp({"status": {"status": "rejection"}}).dump()
        stamper = DummyTimeStamper(self._certificate, self._key, fixed_dt=datetime.now(UTC).replace(microsecond=0))
        return asyncio.run(stamper.async_request_tsa_response(request)).dump()


class _Handler(Handler):
    def post(self, path: str, body: bytes) -> None:
        try:
            answer = self.server.service.answer(body)
        except (ValueError, TypeError, KeyError):
            self.send(400, b"", "text/plain")
            return
        self.send(200, answer, "application/timestamp-reply")


def make(authority: Authority, *, host: str = "127.0.0.1", port: int = 0, late_seconds: float = 8.0) -> Server:
    """A server that is bound but not yet serving; call ``serve_forever``."""
    server = Server((host, port), _Handler)
    server.service, server.late_seconds = authority, late_seconds
    return server
