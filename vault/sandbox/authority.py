"""What a CA shows the world: its list of revocations (GET /crl) and an OCSP responder (POST /ocsp, RFC 6960)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509 import ocsp

from vault.sandbox.http import COMMON_FAULTS, Handler, Server

_GOOD_FOR = timedelta(hours=24)


class Authority:
    """Tells of the certificates of one CA; whom it revoked stands in ``crl``, the DER file that the CA writes."""

    FAULTS = COMMON_FAULTS

    def __init__(self, key: rsa.RSAPrivateKey, ca: x509.Certificate, crl: Path, faults: frozenset[str] = frozenset()) -> None:
        self._key, self._ca, self.crl = key, ca, crl
        self.faults = faults

    def answer(self, body: bytes) -> bytes:
        """An OCSPResponse as DER; raises ``ValueError`` for what is no request."""
        asked = ocsp.load_der_ocsp_request(body)
        if "refused" in self.faults:
            return ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.UNAUTHORIZED).public_bytes(
                serialization.Encoding.DER
            )
        listed = x509.load_der_x509_crl(self.crl.read_bytes()) if self.crl.exists() else None
        entry = listed.get_revoked_certificate_by_serial_number(asked.serial_number) if listed else None
        now = datetime.now(UTC).replace(microsecond=0)
        said = ocsp.OCSPResponseBuilder().add_response_by_hash(
            asked.issuer_name_hash,
            asked.issuer_key_hash,
            asked.serial_number,
            asked.hash_algorithm,
            ocsp.OCSPCertStatus.REVOKED if entry else ocsp.OCSPCertStatus.GOOD,
            now,
            now + _GOOD_FOR,
            entry.revocation_date_utc if entry else None,
            None,
        )
        signed = said.responder_id(ocsp.OCSPResponderEncoding.HASH, self._ca).sign(self._key, hashes.SHA256())
        return signed.public_bytes(serialization.Encoding.DER)


class _Handler(Handler):
    def get(self, path: str, query: dict[str, str]) -> None:
        authority: Authority = self.server.service
        if path != "/crl" or not authority.crl.exists():
            self.send(404, b"", "text/plain")
        elif "garbage" in authority.faults:
            self.send(200, "bảo trì".encode(), "text/html")
        else:
            self.send(200, authority.crl.read_bytes(), "application/pkix-crl")

    def post(self, path: str, body: bytes) -> None:
        try:
            answer = self.server.service.answer(body)
        except ValueError:
            self.send(400, b"", "text/plain")
            return
        self.send(200, answer, "application/ocsp-response")


def make(authority: Authority, *, host: str = "127.0.0.1", port: int = 0, late_seconds: float = 8.0) -> Server:
    """A server that is bound but not yet serving; call ``serve_forever``."""
    server = Server((host, port), _Handler)
    server.service, server.late_seconds = authority, late_seconds
    return server
