"""Proof for later (PAdES B-LT): what the CAs said of the certificates at the moment of signing goes into the file.

Only where a time stamp is made and the CRL of every CA concerned is at hand (SIGNING_DIR/crl). It lies in the signature's own
revision, so that the last signature goes on covering the entire file. A certificate that a CRL names is refused before it signs.
"""

import logging
from datetime import datetime
from functools import lru_cache
from typing import Any

from asn1crypto import crl, pem, x509
from pyhanko.sign import Signer
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError

from vault import keys
from vault.refusals import BadCertificate

# It warns each time that nothing is fetched: what is embedded lies here already.
logging.getLogger("pyhanko.sign.signers.pdf_signer").setLevel(logging.ERROR)
_TOGETHER = DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE)


async def proof(signer: Signer, stamper: TimeStamper | None, moment: datetime) -> dict[str, Any]:
    """What ``PdfSignatureMetadata`` takes for this; empty where no CRL speaks of the signer's CA. Raises ``BadCertificate``."""
    lists = [_parsed(data) for data in keys.revocation_lists()]
    certificate = signer.signing_cert
    assert certificate is not None  # keys.signer
    if not any(one.issuer == certificate.issuer and _fresh(one, moment) for one in lists):
        return {}
    roots = [_root(data) for data in keys.trusted_roots()]
    # "require" asks the list also for certificates that do not say where it is published.
    asked = ValidationContext(trust_roots=roots, crls=lists, moment=moment, revocation_mode="require")
    validator = CertificateValidator(certificate, intermediate_certs=signer.cert_registry, validation_context=asked)
    try:
        await validator.async_validate_usage({"non_repudiation"})
    except (PathBuildingError, PathValidationError) as error:
        raise BadCertificate from error
    if stamper is None:
        return {}
    context = ValidationContext(trust_roots=roots, crls=lists, moment=moment)
    return {"validation_context": context, "embed_validation_info": True, "dss_settings": _TOGETHER}


def _fresh(one: crl.CertificateList, moment: datetime) -> bool:
    until = one["tbs_cert_list"]["next_update"].native
    return until is None or until > moment


@lru_cache(maxsize=16)
def _parsed(data: bytes) -> crl.CertificateList:
    return crl.CertificateList.load(data)


@lru_cache(maxsize=64)
def _root(data: bytes) -> x509.Certificate:
    return x509.Certificate.load(pem.unarmor(data)[2])
