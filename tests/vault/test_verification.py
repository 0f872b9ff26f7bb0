"""Ours and intact is said of the very bytes that were kept, and of nothing else."""

import io
import json
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from agencies.models import Agency
from common import blobs, clock
from tests.vault import samples
from tests.vault.conftest import RECORDS
from vault import ca, documents, keys, signatures, signing
from vault.models import Document
from vault.services import standing
from vault.services.keep import NotSigned, keep_result
from vault.verification import verify

Kept = Callable[..., Document]


@pytest.fixture
def revoked() -> Iterator[tuple[bytes, Callable[[], None]]]:
    """A permit that one person signed, and how to have the CA revoke that person's certificate, for this test."""
    name = keys.person_key(990_002)
    ca.ensure(name, ca.Subject("Người Bị Thu Hồi"))
    unsigned = documents.render_result("building-permit", samples.RESULT, samples.PERMIT)
    pdf = signing.sign(unsigned, signer="person", key=name)
    yield pdf, lambda: ca.revoke(name)
    (Path(settings.SIGNING_DIR) / "crl" / "demo-root.crl").unlink(missing_ok=True)
    keys.path_of(name).unlink()


def run(path: object) -> tuple[dict, int]:
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_document", str(path), "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue() or "{}"), ended.value.code


def test_a_kept_result_is_ours_intact_and_in_force(kept: Kept, tmp_path) -> None:
    document = kept()
    path = tmp_path / "permit.pdf"
    path.write_bytes(blobs.read(document.blob))
    answer, code = run(path)
    assert code == 0
    assert {k: v for k, v in answer.items() if k != "signatures"} == {
        "ours": True, "intact": True, "status": "in force", "code": document.public_id,
    }  # fmt: skip
    assert [set(s) for s in answer["signatures"]] == [{"by", "agency", "at", "valid", "trusted", "covers"}] * 2


def test_every_flipped_byte_is_found(kept: Kept) -> None:
    document = kept()
    good = blobs.read(document.blob)
    chance = random.Random(20261123)
    places = {0, len(good) - 1, good.rfind(b"/Contents <") + 400, good.rfind(b"00000>"), *chance.sample(range(len(good)), 12)}
    for place in sorted(places):
        broken = bytearray(good)
        broken[place] ^= 1 << chance.randrange(8)
        found = verify(bytes(broken))
        assert not found.intact and not found.good, place


def test_a_changed_file_that_still_names_its_paper_is_ours_but_not_intact(kept: Kept) -> None:
    document = kept()
    found = verify(blobs.read(document.blob) + b"\n")
    assert (found.ours, found.intact, found.code) == (True, False, document.public_id)


def test_a_revoked_result_is_intact_but_not_good(kept: Kept, tmp_path) -> None:
    document = kept()
    standing.revoke(document, reason="Cấp sai thửa đất.", actor=RECORDS)
    path = tmp_path / "a.pdf"
    path.write_bytes(blobs.read(document.blob))
    answer, code = run(path)
    assert (answer["intact"], answer["status"], code) == (True, "revoked", 1)


def test_a_result_outlives_its_signer_s_certificate(kept: Kept) -> None:
    document = kept()
    data = blobs.read(document.blob)
    with time_machine.travel(clock.now() + timedelta(days=365 * 8)):
        assert verify(data).good


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7 no"])
def test_strangers_files_are_unknown(data: bytes, db: None, tmp_path) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    assert run(path) == ({"ours": False, "intact": False, "signatures": [], "status": "unknown", "code": ""}, 1)


def test_an_unreadable_file_is_exit_2(db: None, tmp_path) -> None:
    assert run(tmp_path / "absent.pdf") == ({}, 2)


def test_a_forged_claim_is_not_intact(kept: Kept) -> None:
    """Somebody prints our id into the metadata of a paper of their own."""
    document = kept()
    fake = documents.render_result("building-permit", {**samples.RESULT, "public_id": document.public_id}, samples.PERMIT)
    found = verify(fake)
    assert (found.ours, found.intact, found.good) == (True, False, False)


def test_the_jail_says_the_same(kept: Kept) -> None:
    data = blobs.read(kept().blob)
    assert verify(data, jailed=True).as_dict() == verify(data).as_dict()
    assert not verify(data[:-3000], jailed=True).intact


def test_a_signature_by_a_revoked_certificate_keeps_nothing_and_says_so(
    an: User, ward: Agency, revoked: tuple[bytes, Callable[[], None]]
) -> None:
    pdf, revoke = revoked
    revoke()
    told = {"owner": an.person, "issuer": ward, "kind": "permit", "title": "Giấy phép xây dựng", "issued_on": clock.today()}
    with pytest.raises(NotSigned, match="thu hồi"):
        keep_result(pdf=pdf, **told)
    assert not Document.objects.exists()


def test_a_revocation_that_is_heard_of_later_is_told_in_words(
    an: User, ward: Agency, revoked: tuple[bytes, Callable[[], None]], client: Client
) -> None:
    pdf, revoke = revoked
    told = {"owner": an.person, "issuer": ward, "kind": "permit", "title": "Giấy phép xây dựng", "issued_on": clock.today()}
    document = keep_result(pdf=pdf, **told)
    assert verify(pdf).good
    with time_machine.travel(document.kept_at - timedelta(days=1)):
        revoke()
    assert (verify(pdf).intact, verify(pdf, jailed=True).revoked.by) == (False, "Người Bị Thu Hồi")
    answer = client.post("/xac-thuc/", {"file": io.BytesIO(pdf)}).content.decode()
    assert "Chứng thư đã bị thu hồi" in answer and "Tệp đã bị sửa" not in answer


def test_an_old_list_of_revocations_is_believed_by_nobody(revoked: tuple[bytes, Callable[[], None]], db: None) -> None:
    pdf, _revoke = revoked
    ca.ensure_root()
    with time_machine.travel(clock.now() + timedelta(days=3700)):
        (one,) = signatures.check(pdf, keys.trusted_roots(), crls=keys.revocation_lists()).signatures
    assert one.outdated and not one.trusted and not one.revoked
