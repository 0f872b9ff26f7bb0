"""Is this file ours and unbroken? The answer compares its bytes with what was kept and checks every signature.

``ours``: an office issued these bytes through this system (what people upload themselves never counts), or a paper with the id
that the file claims. ``intact``: these very bytes were
kept and every signature on them holds; a single flipped byte makes it false, also in places that no signature covers.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Any

from common import jail
from vault import keys, signatures
from vault.models import Document
from vault.signatures import Check, Signature

_CLAIM = re.compile(r"\bxac-thuc:([A-Za-z0-9_-]{16,32})\b")
_TOLD = ("by", "agency", "at", "valid", "trusted", "covers")
_STATUS = {
    Document.Status.IN_FORCE: "in force",
    Document.Status.REVOKED: "revoked",
    Document.Status.REPLACED: "revoked",
}


@dataclass(frozen=True)
class Verification:
    """``status`` is in force, revoked or unknown; ``code`` the paper's public id, empty when it has none of ours."""

    ours: bool
    intact: bool
    signatures: tuple[Signature, ...]
    status: str
    code: str
    sha256: str
    document: Document | None = None

    @property
    def good(self) -> bool:
        """Ours, intact and in force: the only answer that means yes."""
        return self.ours and self.intact and self.status == "in force"

    @property
    def revoked(self) -> Signature | None:
        """The signature, on the very bytes that were kept, by a certificate that its CA had revoked before they were."""
        same = self.document is not None and self.document.sha256 == self.sha256
        return Check(self.signatures, self.intact).revoked if same else None

    def as_dict(self) -> dict[str, Any]:
        """The answer of ``verify_document`` (interfaces.md)."""
        known = Check(self.signatures, self.intact).as_dict()["signatures"]
        signed = [{key: one[key] for key in _TOLD} for one in known]
        told = {"ours": self.ours, "intact": self.intact, "signatures": signed, "status": self.status, "code": self.code}
        form = self.document.copy_form if self.document else ""
        brought = self.document.brought if self.document else ""
        return told | ({"copy": form} if form else {}) | ({"brought": brought} if brought else {})


def verify(pdf: bytes, *, jailed: bool = False) -> Verification:
    """Verify ``pdf``; two queries at most. ``jailed`` checks the signatures in the upload jail: for strangers' files.

    Never raises for a damaged or hostile file. A certificate is judged as of the day the paper was kept, so a result
    outlives its signer's certificate.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    related = Document.objects.issued().select_related(
        "issuer", "owner_person", "owner_organisation", "replaced_by", "source__issuer"
    )
    kept = related.filter(sha256=sha256).first()
    checked = _check(pdf, kept, jailed)
    claim = _CLAIM.search(checked.keywords)
    if kept is None and claim:
        kept = related.filter(public_id=claim[1]).first()
    if kept is None:
        return Verification(False, False, checked.signatures, "unknown", "", sha256)
    same = kept.sha256 == sha256
    intact = same and (checked.intact or not kept.signatures)
    # A copy proves nothing once what it is a copy of has ended.
    status = "revoked" if kept.ended_original else _STATUS[Document.Status(kept.status)]
    return Verification(True, intact, checked.signatures, status, kept.public_id, sha256, kept)


def signatures_of(pdf: bytes) -> tuple[Signature, ...]:
    """Who signed a stranger's PDF, checked in the jail as of now; empty when it cannot be read. No query."""
    return _check(pdf, None, True).signatures


def _check(pdf: bytes, kept: Document | None, jailed: bool) -> Check:
    roots, lists, at = keys.trusted_roots(), keys.revocation_lists(), kept.kept_at if kept else None
    if not jailed:
        return signatures.check(pdf, roots, at, lists)
    options = {
        "roots": [root.decode() for root in roots],
        "at": at.isoformat() if at else None,
        "crls": [base64.b64encode(data).decode() for data in lists],
    }
    try:
        reply = jail.run("vault.signature_worker", pdf, options)
    except jail.Escaped:
        return signatures.UNREADABLE
    found = tuple(Signature(**signature) for signature in reply.answer["signatures"])
    return Check(found, reply.answer["intact"], reply.answer["keywords"])
