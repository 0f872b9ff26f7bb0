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
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# pyHanko logs a traceback for every signature that does not hold; to say so is our answer, not an incident.
for _name in ("pyhanko.sign.validation", "pyhanko.sign.diff_analysis", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_COVERS = {
    SignatureCoverageLevel.ENTIRE_FILE: "entire-file",
    SignatureCoverageLevel.ENTIRE_REVISION: "revision",
}


@dataclass(frozen=True)
class Signature:
    """One signature. ``at`` is ISO 8601 with +07:00; ``covers`` is entire-file, revision or part."""

    by: str
    agency: str
    at: str
    valid: bool
    trusted: bool
    covers: str


@dataclass(frozen=True)
class Check:
    """``intact`` is true only when there is a signature and every one of them holds; ``keywords`` names the paper."""

    signatures: tuple[Signature, ...]
    intact: bool
    keywords: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {"signatures": [asdict(s) for s in self.signatures], "intact": self.intact, "keywords": self.keywords}


UNREADABLE = Check((), False)


def check(pdf: bytes, roots: Sequence[bytes], at: datetime | None = None) -> Check:
    """Check every signature against the CAs ``roots`` (PEM), as of ``at`` (when it was kept; None: now).

    Never raises on a damaged or hostile file: such a file is simply not intact.
    """
    try:
        return _check(pdf, roots, at)
    except Exception:
        # A parser fed with hostile bytes may raise anything; every one of them means "not intact".
        return UNREADABLE


def _check(pdf: bytes, roots: Sequence[bytes], at: datetime | None) -> Check:
    reader = PdfFileReader(io.BytesIO(pdf))
    trusted = [x509.Certificate.load(pem.unarmor(root)[2]) for root in roots]
    found, holds = [], []
    for embedded in reader.embedded_signatures:
        context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=at, revocation_mode="soft-fail")
        status = validate_pdf_signature(embedded, context)
        signature = _describe(embedded, status)
        found.append(signature)
        holds.append(signature.valid and signature.trusted and status.bottom_line and _canonical(embedded, pdf))
    whole = bool(found) and found[-1].covers == "entire-file"
    return Check(tuple(found), whole and all(holds), _keywords(reader))


def _describe(embedded: EmbeddedPdfSignature, status: Any) -> Signature:
    subject = embedded.signer_cert.subject.native
    moment = status.signer_reported_dt
    stamp = status.timestamp_validity
    if stamp is not None and stamp.valid and stamp.trusted:
        moment = stamp.timestamp
    return Signature(
        by=_text(subject, "common_name"),
        agency=_text(subject, "organization_name"),
        at=moment.astimezone(_VIETNAM).isoformat(timespec="seconds") if moment else "",
        valid=bool(status.intact and status.valid),
        trusted=bool(status.trusted),
        covers=_COVERS.get(status.coverage, "part"),
    )


def _text(subject: dict[str, Any], key: str) -> str:
    value = subject.get(key, "")
    return str(value[0] if isinstance(value, list) else value)


def _canonical(embedded: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether the uncovered hole holds exactly one hexadecimal string: the DER of the signature, then noughts."""
    _, end, start, _ = (int(value) for value in embedded.byte_range)
    hole = pdf[end:start]
    content = embedded.pkcs7_content
    der = cms.ContentInfo.load(content).dump()
    padded = der + bytes(len(content) - len(der))
    expected = padded.hex().encode()
    return hole in (b"<" + expected + b">", b"<" + expected.upper() + b">") and padded == content


def _keywords(reader: PdfFileReader) -> str:
    info = reader.trailer_view.get("/Info")
    info = info.get_object() if info is not None else {}
    return str(info.get("/Keywords", ""))
