"""Keys at a remote signing service, by the CSC API 1.0.4 that pyHanko's client speaks (ADR 0038).

The portal logs in as a client of the service (oauth2/token); whose key it is consents each time with a PIN and, where the
service asks for one, a code that it sends (credentials/authorize, bound to the hash of the very document). One consent for a
batch: authorised for so many signatures, extended from one document's hash to the next (credentials/extendTransaction).
"""

import base64
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Never

import httpx
from django.conf import settings

from vault.refusals import ConsentRefused, NoKey, ServiceDown

if TYPE_CHECKING:
    from asn1crypto import x509
    from pyhanko.sign import Signer

_SECONDS = 10.0
_NO_CONSENT = {"invalid_pin", "invalid_otp"}


@dataclass
class Consent:
    """What the holder of a remote key typed to have ``documents`` of theirs signed, one after the other; never kept.

    A code is good for one authorisation; with several documents the service extends it from hash to hash (``sad``).
    """

    pin: str = ""
    otp: str = ""
    documents: int = 1
    sad: str = ""

    def __repr__(self) -> str:
        return "Consent(…)"


@dataclass(frozen=True)
class Credential:
    """A key that somebody has at the service: its id there, whom it names, who issued it, whether a code must be sent."""

    id: str
    name: str
    issuer: str
    valid_until: str
    asks_code: bool


def available() -> bool:
    """Whether a remote service is set up at all."""
    return bool(settings.SIGNING_CSC["url"])


def credentials(user_id: str) -> list[Credential]:
    """The keys that a person (by identity number) has at the service; one call, and one a key. Raises ``ServiceDown``."""
    found = _post("credentials/list", {"userID": user_id, "maxResults": 10})
    return [_credential(str(one)) for one in found.get("credentialIDs", [])]


def send_code(credential: str) -> None:
    """Have the service send its holder a one-time code. Raises ``ServiceDown``, ``NoKey``."""
    _post("credentials/sendOTP", {"credentialID": credential})


def looked_at(credential: str) -> "Signer":
    """A signer that only shows its certificate. Raises ``ServiceDown``, ``NoKey``."""
    from pyhanko.sign import ExternalSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    info = _post("credentials/info", {"credentialID": credential, "certificates": "chain"})
    certificates = _certificates(info)
    store = SimpleCertificateStore()
    store.register_multiple(certificates)
    return ExternalSigner(signing_cert=certificates[0], cert_registry=store, signature_value=512)


@asynccontextmanager
async def signer(credential: str, consent: Consent) -> "AsyncIterator[Signer]":
    """pyHanko's own client for one credential.

    Raises ``ServiceDown``, ``NoKey``, ``ConsentRefused`` before the service is asked to sign, ``SigningError`` from then on.
    """
    import aiohttp
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import csc_signer as csc

    session_info = csc.CSCServiceSessionInfo(settings.SIGNING_CSC["url"], credential, oauth_token=_token())
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS)) as session:
        try:
            info = await csc.fetch_certs_in_csc_credential(session, session_info, timeout=_SECONDS)
        except (SigningError, TimeoutError, aiohttp.ClientError, ValueError) as error:
            raise _unreachable(error) from error
        manager = _authorisation()(session, session_info, info, consent)
        held = csc.CSCSigner(session, manager, sign_timeout=settings.SIGNING_CSC["seconds"], embed_roots=False)
        try:
            yield held
        except TimeoutError as error:
            raise SigningError("the service did not answer in time") from error


def _unreachable(error: BaseException) -> Exception:
    import aiohttp

    cause = error.__cause__
    if isinstance(cause, aiohttp.ClientResponseError) and cause.status == 400:
        return NoKey()
    return ServiceDown()


@lru_cache
def _authorisation() -> type[Any]:
    import aiohttp
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import csc_signer as csc

    class Authorisation(csc.CSCAuthorizationManager):
        """credentials/authorize for the hashes at hand, with what the holder typed."""

        def __init__(
            self,
            session: aiohttp.ClientSession,
            session_info: csc.CSCServiceSessionInfo,
            credential: csc.CSCCredentialInfo,
            consent: Consent,
        ) -> None:
            super().__init__(session_info, credential)
            self._session = session
            self._consent = consent

        async def authorize_signature(self, hash_b64s: list[str]) -> csc.CSCAuthorizationInfo:
            held = self._consent
            if held.sad:
                body = {"credentialID": self.csc_session_info.credential_id, "hash": hash_b64s, "SAD": held.sad}
                answer = await self._ask("credentials/extendTransaction", body)
            else:
                body = self.format_csc_auth_request(
                    pin=held.pin or None, otp=held.otp or None, hash_b64s=hash_b64s, description="Cổng dịch vụ công"
                )
                answer = await self._ask("credentials/authorize", body | {"numSignatures": held.documents})
            try:
                found = self.parse_csc_auth_response(answer)
            except SigningError as error:
                raise ServiceDown from error
            held.sad = found.sad if held.documents > 1 else ""
            return found

        async def _ask(self, endpoint: str, body: Mapping[str, Any]) -> Any:
            url = self.csc_session_info.endpoint_url(endpoint)
            try:
                async with self._session.post(url, json=body, headers=self.auth_headers) as response:
                    answer, status = await response.json(), response.status
            except (aiohttp.ClientError, TimeoutError, ValueError) as error:
                raise ServiceDown from error
            if status != 200:
                _refuse(status, answer)
            return answer

    return Authorisation


def _token() -> str:
    """A bearer token of the portal itself."""
    given = {"grant_type": "client_credentials", "client_id": settings.SIGNING_CSC["client_id"]}
    answer = _answer("oauth2/token", data={**given, "client_secret": settings.SIGNING_CSC["client_secret"]})
    try:
        return str(answer["access_token"])
    except KeyError:
        raise ServiceDown from None


def _post(endpoint: str, body: Mapping[str, Any]) -> dict[str, Any]:
    return _answer(f"csc/v1/{endpoint}", json=dict(body), headers={"Authorization": f"Bearer {_token()}"})


def _answer(path: str, **request: Any) -> dict[str, Any]:
    if not available():
        raise ServiceDown
    try:
        # trust_env=False: a proxy variable of the shell must not see what is sent to the service.
        with httpx.Client(timeout=_SECONDS, follow_redirects=False, trust_env=False) as client:
            response = client.post(f"{settings.SIGNING_CSC['url']}/{path}", **request)
        answer = response.json() if response.content else {}
    except (httpx.HTTPError, ValueError) as error:
        raise ServiceDown from error
    if not isinstance(answer, dict):
        raise ServiceDown
    if response.status_code not in (200, 204):
        _refuse(response.status_code, answer)
    return answer


def _refuse(status: int, answer: Any) -> Never:
    code = answer.get("error", "") if isinstance(answer, dict) else ""
    if code in _NO_CONSENT:
        raise ConsentRefused
    if status == 400 and code == "invalid_request":
        raise NoKey
    raise ServiceDown


def _certificates(info: Mapping[str, Any]) -> "list[x509.Certificate]":
    from asn1crypto import x509

    try:
        return [x509.Certificate.load(base64.b64decode(text)) for text in info["cert"]["certificates"]] or _nothing()
    except (KeyError, ValueError, TypeError) as error:
        raise ServiceDown from error


def _nothing() -> Never:
    raise ServiceDown


def _credential(credential: str) -> Credential:
    info = _post("credentials/info", {"credentialID": credential, "certificates": "single", "certInfo": True, "authInfo": True})
    certificate = _certificates(info)[0]
    return Credential(
        credential,
        str(certificate.subject.native.get("common_name", "")),
        str(certificate.issuer.native.get("common_name", "")),
        f"{certificate.not_valid_after:%d/%m/%Y}",
        str(info.get("OTP", {}).get("presence", "false")) == "true",
    )
