"""What the signatures of a PDF are worth: pure, without database or settings, so that it also runs in the upload jail.

``valid`` alone says little (a flipped byte leaves it true): a signature counts when it is intact, valid and trusted,
the last one covers the entire file, and what was added after an earlier one is only what a later signature needs.
Beyond pyHanko's judgement the bytes that no signature covers, the hexadecimal signature itself with its padding, must
be in canonical form, so that not one byte of the file can change unnoticed.
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# pyHanko logs a traceback for every signature that does not hold; to say so is our answer, not an incident.
for _name in ("pyhanko.sign.validation", "pyhanko.sign.diff_analysis", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

# By the names of pyhanko.sign.validation.status.SignatureCoverageLevel.
_COVERS = {"ENTIRE_FILE": "entire-file", "ENTIRE_REVISION": "revision"}


@dataclass(frozen=True)
class Signature:
    """One signature. ``at`` is ISO 8601 with +07:00; ``covers`` is entire-file, revision or part.

    ``stamped``: a trusted time stamp proves ``at``, else it is the signer's word. ``level`` is the PAdES baseline reached (B-B,
    B-T, B-LT), ``issuer`` the CA that vouches for the name, ``revoked`` that it no longer did at that moment, ``outdated`` that
    its list of revocations, which would say so, has ended: nothing is believed then.
    """

    by: str
    agency: str
    at: str
    valid: bool
    trusted: bool
    covers: str
    issuer: str = ""
    level: str = "B-B"
    stamped: bool = False
    revoked: bool = False
    outdated: bool = False


@dataclass(frozen=True)
class Check:
    """``intact`` is true only when there is a signature and every one of them holds; ``keywords`` names the paper."""

    signatures: tuple[Signature, ...]
    intact: bool
    keywords: str = ""

    @property
    def revoked(self) -> Signature | None:
        """The first signature by a certificate that its CA had revoked before."""
        return next((one for one in self.signatures if one.revoked), None)

    def as_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {"signatures": [asdict(s) for s in self.signatures], "intact": self.intact, "keywords": self.keywords}


UNREADABLE = Check((), False)


def check(
    pdf: bytes, roots: Sequence[bytes], at: datetime | None = None, crls: Sequence[bytes] = (), *, before: bytes = b""
) -> Check:
    """Check every signature against the CAs ``roots`` (PEM) and their ``crls`` (DER), as of its time stamp, else of ``at`` (when
    it was kept; None: now).

    ``before``: the same file as the caller had it before putting the last signature there. Where the file begins with these
    bytes and the signature before covered every one of them, what lies after is the caller's own doing and is not compared
    with them (a third of the time that a result took to be issued); everything else is judged as ever.

    Never raises on a damaged or hostile file: such a file is simply not intact.
    """
    try:
        return _check(pdf, roots, at, crls, before)
    except Exception:
        # A parser fed with hostile bytes may raise anything; every one of them means "not intact".
        return UNREADABLE


def _check(pdf: bytes, roots: Sequence[bytes], at: datetime | None, crls: Sequence[bytes], before: bytes) -> Check:
    from asn1crypto import pem, x509
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(pdf))
    trusted = [x509.Certificate.load(pem.unarmor(root)[2]) for root in roots]
    found, holds = [], []
    grown = _grown(reader, pdf, before)
    for embedded in reader.embedded_signatures:
        moment, status = at, _status(embedded, trusted, at, crls, grown=grown)
        stamp = status.timestamp_validity
        if stamp is not None and stamp.valid and stamp.trusted and (at is None or stamp.timestamp < at):
            # A proven moment: what ended or was revoked later does not touch what was signed before.
            moment, status = stamp.timestamp, _status(embedded, trusted, stamp.timestamp, crls, grown=grown)
        signature = _describe(embedded, status, outdated=_outdated(embedded, moment, crls))
        found.append(signature)
        stands = status.bottom_line and signature.covers != "part"
        holds.append(signature.valid and signature.trusted and stands and _canonical(embedded, pdf))
    whole = bool(found) and found[-1].covers == "entire-file"
    return Check(tuple(found), whole and all(holds), _keywords(reader))


def _grown(reader: "PdfFileReader", pdf: bytes, before: bytes) -> bool:
    """Whether the file is ``before``, signed to its end, and one signature more."""
    earlier = list(reader.embedded_signatures)[:-1]
    if not before or not earlier or not pdf.startswith(before):
        return False
    _, _, start, length = (int(value) for value in earlier[-1].byte_range)
    return start + length == len(before)


def _status(
    embedded: "EmbeddedPdfSignature",
    trusted: "list[x509.Certificate]",
    at: datetime | None,
    crls: Sequence[bytes],
    *,
    grown: bool,
) -> Any:
    from asn1crypto import crl
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    lists = [crl.CertificateList.load(data) for data in crls]
    known = any(one.issuer == embedded.signer_cert.issuer for one in lists)
    given: dict[str, Any] = {"trust_roots": trusted, "moment": at, "crls": lists, "retroactive_revinfo": bool(lists)}
    # Where the CA's list is known it is asked, also about certificates that do not say where it is published.
    context = ValidationContext(revocation_mode="require" if known else "soft-fail", **given)
    return validate_pdf_signature(embedded, context, ValidationContext(**given), skip_diff=grown)


def _outdated(embedded: "EmbeddedPdfSignature", moment: datetime | None, crls: Sequence[bytes]) -> bool:
    """Whether the CA's list is here, but was good only until before the moment."""
    from asn1crypto import crl

    lists = [crl.CertificateList.load(data) for data in crls]
    ends = [one["tbs_cert_list"]["next_update"].native for one in lists if one.issuer == embedded.signer_cert.issuer]
    at = moment or datetime.now(UTC)
    return bool(ends) and not any(end is None or end > at for end in ends)


def _describe(embedded: "EmbeddedPdfSignature", status: Any, *, outdated: bool) -> Signature:
    subject = embedded.signer_cert.subject.native
    moment = status.signer_reported_dt
    stamp = status.timestamp_validity
    stamped = bool(stamp is not None and stamp.valid and stamp.trusted)
    if stamped:
        moment = stamp.timestamp
    return Signature(
        by=_text(subject, "common_name"),
        agency=_text(subject, "organization_name"),
        at=moment.astimezone(_VIETNAM).isoformat(timespec="seconds") if moment else "",
        valid=bool(status.intact and status.valid),
        trusted=bool(status.trusted),
        covers=_COVERS.get(status.coverage.name, "part"),
        issuer=_text(embedded.signer_cert.issuer.native, "common_name"),
        level=_level(embedded, stamped),
        stamped=stamped,
        revoked=bool(status.revoked),
        outdated=outdated,
    )


def _level(embedded: "EmbeddedPdfSignature", stamped: bool) -> str:
    if not stamped:
        return "B-B"
    root = embedded.reader.get_historical_root(embedded.signed_revision)
    if "/DSS" not in root:
        return "B-T"
    return "B-LT" if "/CRLs" in root["/DSS"] or "/OCSPs" in root["/DSS"] else "B-T"


def _text(subject: dict[str, Any], key: str) -> str:
    value = subject.get(key, "")
    return str(value[0] if isinstance(value, list) else value)


def _canonical(embedded: "EmbeddedPdfSignature", pdf: bytes) -> bool:
    """Whether the uncovered hole holds exactly one hexadecimal string: the DER of the signature, then noughts."""
    from asn1crypto import cms

    _, end, start, _ = (int(value) for value in embedded.byte_range)
    hole = pdf[end:start]
    content = embedded.pkcs7_content
    der = cms.ContentInfo.load(content).dump()
    padded = der + bytes(len(content) - len(der))
    expected = padded.hex().encode()
    return hole in (b"<" + expected + b">", b"<" + expected.upper() + b">") and padded == content


def _keywords(reader: "PdfFileReader") -> str:
    info = reader.trailer_view.get("/Info")
    info = info.get_object() if info is not None else {}
    return str(info.get("/Keywords", ""))
