"""B-T and B-LT over real HTTP, and fault F20: where the policy demands a time stamp and none is to be had, nothing is signed."""

import subprocess
from pathlib import Path

import pytest

from tests.vault.conftest import LEADER, SEAL
from vault import ca, keys, signatures, signing
from vault.refusals import BadCertificate, NoTimeStamp
from vault.sandbox.http import Server


def both(permit: bytes, names: tuple[str, str]) -> bytes:
    one = signing.sign(permit, signer="person", key=names[0], name=LEADER.name, seal_follows=True)
    return signing.sign(one, signer="agency", key=names[1], name=SEAL.name)


def test_a_time_stamp_and_the_ca_s_list_go_into_the_file(
    permit: bytes, key_names: tuple[str, str], authority: Server, crl: Path, tmp_path: Path
) -> None:
    signed = both(permit, key_names)
    found = signatures.check(signed, keys.trusted_roots(), crls=keys.revocation_lists())
    assert found.intact
    assert [(s.level, s.covers, s.stamped, s.issuer) for s in found.signatures] == [
        ("B-LT", "revision", True, ca.ROOT_NAME),
        ("B-LT", "entire-file", True, ca.ROOT_NAME),
    ]
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    said = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=True).stdout
    assert said.count("Signature is Valid") == 2 and "Total document signed" in said
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


def test_without_a_list_it_is_b_t(permit: bytes, key_names: tuple[str, str], authority: Server) -> None:
    (one,) = signatures.check(signing.sign(permit, signer="person", key=key_names[0]), keys.trusted_roots()).signatures
    assert (one.level, one.stamped) == ("B-T", True)


@pytest.mark.parametrize("fault", ["500", "refused", "garbage"])
def test_no_time_stamp_no_signature(permit: bytes, key_names: tuple[str, str], authority: Server, settings, fault: str) -> None:
    authority.service.faults = frozenset({fault})
    with pytest.raises(NoTimeStamp):
        signing.sign(permit, signer="person", key=key_names[0])
    settings.TSA_POLICY = "wanted"
    (one,) = signatures.check(signing.sign(permit, signer="person", key=key_names[0]), keys.trusted_roots()).signatures
    assert (one.level, one.stamped, one.valid) == ("B-B", False, True)


def test_a_service_that_is_lost_in_between_is_noticed(permit: bytes, key_names: tuple[str, str], authority: Server) -> None:
    signing.sign(permit, signer="person", key=key_names[0])
    authority.service.faults = frozenset({"500"})
    with pytest.raises(NoTimeStamp):
        signing.sign(permit, signer="person", key=key_names[0])


def test_the_policy_without_a_service_signs_nothing(permit: bytes, key_names: tuple[str, str], settings) -> None:
    settings.TSA_POLICY = "required"
    with pytest.raises(NoTimeStamp):
        signing.sign(permit, signer="person", key=key_names[0])


def test_a_revoked_certificate_signs_nothing_and_what_it_signed_before_stays_good(permit: bytes, crl: Path) -> None:
    name = keys.person_key(990_001)
    ca.ensure(name, LEADER)
    before = signing.sign(permit, signer="person", key=name)
    ca.revoke(name)
    with pytest.raises(BadCertificate):
        signing.sign(permit, signer="person", key=name)
    (one,) = signatures.check(before, keys.trusted_roots(), crls=keys.revocation_lists()).signatures
    assert one.revoked and not one.trusted  # without a time stamp nothing proves that it was signed before
