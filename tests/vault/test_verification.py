"""Ours and intact is said of the very bytes that were kept, and of nothing else."""

import io
import json
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command

from common import blobs, clock
from tests.vault import samples
from tests.vault.conftest import RECORDS
from vault import documents
from vault.models import Document
from vault.services import standing
from vault.verification import verify

Kept = Callable[..., Document]


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
