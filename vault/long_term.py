"""Proof for later (PAdES B-LT): what the CAs said of the certificates at the moment of signing goes into the file.

Only where a time stamp is made and the CA's CRL (SIGNING_DIR/crl) or its OCSP answer (SIGNING_DIR/ocsp) is at hand. It lies in
the signature's own revision, so that the last signature goes on covering the entire file. A revoked certificate is refused
before it signs, and so is one whose CA's last word has ended.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from vault import keys
from vault.refusals import BadCertificate, OutdatedList

if TYPE_CHECKING:
    from asn1crypto import crl, ocsp, x509
    from pyhanko.sign import Signer
    from pyhanko.sign.timestamps import TimeStamper

# It warns each time that nothing is fetched: what is embedded lies here already.
logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)


async def proof(signer: "Signer", stamper: "TimeStamper | None", moment: datetime) -> dict[str, Any]:
    """What ``PdfSignatureMetadata`` takes for this; empty where nothing was heard of the signer's CA.

    Raises ``BadCertificate``, ``OutdatedList``.
    """
    from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

    lists = [_parsed(data) for data in keys.revocation_lists()]
    certificate = signer.signing_cert
    assert certificate is not None  # keys.signer
    of_the_ca = [one["tbs_cert_list"] for one in lists if one.issuer == certificate.issuer]
    answers = _answers([certificate])
    words = [*of_the_ca, *(one.response_data["responses"][0] for one in answers)]
    if not words:
        return {}
    if not any(_fresh(one, moment) for one in words):
        raise OutdatedList
    roots = [_root(data) for data in keys.trusted_roots()]
    # "require" asks the list also for certificates that do not say where it is published.
    asked = ValidationContext(trust_roots=roots, crls=lists, ocsps=answers, moment=moment, revocation_mode="require")
    validator = CertificateValidator(certificate, intermediate_certs=signer.cert_registry, validation_context=asked)
    try:
        await validator.async_validate_usage({"non_repudiation"})
    except (PathBuildingError, PathValidationError) as error:
        raise BadCertificate from error
    if stamper is None:
        return {}
    stamps = _answers(list(stamper.cert_registry))
    given: dict[str, Any] = {"trust_roots": roots, "crls": lists, "ocsps": [*answers, *stamps], "moment": moment}
    try:
        async for _path in stamper.validation_paths(ValidationContext(**given)):
            pass
    except (PathBuildingError, PathValidationError):
        return {}  # of the stamp's own certificate nothing was heard: a proof that lacks it is none
    context = ValidationContext(**given)
    together = DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE)
    return {"validation_context": context, "embed_validation_info": True, "dss_settings": together}


def _answers(certificates: "Sequence[x509.Certificate]") -> "list[ocsp.OCSPResponse]":
    from asn1crypto import ocsp

    found = [keys.answer_about(one.dump()) for one in certificates]
    return [ocsp.OCSPResponse.load(data) for data in found if data]


def _fresh(word: Any, moment: datetime) -> bool:
    """Of a list or of one answer: whether it still counts."""
    until = word["next_update"].native
    return until is None or until > moment


@lru_cache(maxsize=16)
def _parsed(data: bytes) -> "crl.CertificateList":
    from asn1crypto import crl

    return crl.CertificateList.load(data)


@lru_cache(maxsize=64)
def _root(data: bytes) -> "x509.Certificate":
    from asn1crypto import pem, x509

    return x509.Certificate.load(pem.unarmor(data)[2])
