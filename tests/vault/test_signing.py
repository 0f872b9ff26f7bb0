"""Person first, agency second; the last signature covers the file; pdfsig, qpdf and pyHanko agree; no byte may change."""

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.vault import samples
from tests.vault.conftest import LEADER, SEAL, SEAT, sealed
from tests.vault.judges import pdfsig
from tests.vault.test_documents import conformity
from vault import ca, documents, keys, signatures, signing


def test_both_signatures_hold_and_the_last_covers_the_file(signed_pdf: bytes) -> None:
    found = signatures.check(signed_pdf, keys.trusted_roots())
    assert found.intact
    assert [(s.by, s.agency, s.valid, s.trusted, s.covers) for s in found.signatures] == [
        ("Lê Tiến Dũng", "Ủy ban nhân dân phường Phú Cường", True, True, "revision"),
        ("Ủy ban nhân dân phường Phú Cường", "Ủy ban nhân dân phường Phú Cường", True, True, "entire-file"),
    ]
    assert all(s.at.endswith("+07:00") for s in found.signatures)


def test_the_seal_lies_on_the_left_third_of_the_signature(signed_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed_pdf)) as pdf:
        boxes = {str(f.T): [float(v) for v in f.Rect] for f in pdf.Root.AcroForm.Fields}
        fields = {str(f.T): str(f.TU) for f in pdf.Root.AcroForm.Fields}
    person, seal = boxes["NguoiKy"], boxes["CoQuan"]
    third = person[0] + (person[2] - person[0]) / 3
    assert seal[2] == pytest.approx(third, abs=0.01) and seal[0] < person[0]
    assert seal[2] - seal[0] == pytest.approx(36 * 72 / 25.4, abs=0.01)
    assert fields == {"NguoiKy": "Chữ ký số của người có thẩm quyền", "CoQuan": "Chữ ký số của cơ quan"}


def assert_widgets_are_tagged(pdf: bytes, names: set[str]) -> None:
    """PDF/UA-1 7.18: every signature field has a name to be read, and stands in the tree inside a Form element."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        numbers = opened.Root.StructTreeRoot.ParentTree.Nums
        tree = {int(numbers[place]): numbers[place + 1] for place in range(0, len(numbers), 2)}
        widgets = [one for page in opened.pages for one in page.get("/Annots", []) if one.Subtype == "/Widget"]
        assert {str(one.T) for one in widgets} == names
        for page in opened.pages:
            assert page.Tabs == "/S"
        for one in widgets:
            element = tree[int(one.StructParent)]
            assert str(one.TU) and (str(element.S), element.K.Obj.objgen) == ("/Form", one.objgen)


def test_a_signed_paper_stays_what_it_was_and_its_signatures_are_in_the_tag_tree(
    signed_pdf: bytes, key_names: tuple[str, str], tmp_path: Path
) -> None:
    assert conformity(signed_pdf) == "A-3a"
    assert_widgets_are_tagged(signed_pdf, {"NguoiKy", "CoQuan"})
    form = signing.sign(documents.render_form01(samples.RECEIPT), signer="person", key=key_names[0])
    assert conformity(form) == "UA-1"
    assert_widgets_are_tagged(form, {"NguoiKy"})
    path = tmp_path / "form.pdf"
    path.write_bytes(form)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    (signature,) = signatures.check(form, keys.trusted_roots()).signatures
    assert (signature.valid, signature.covers) == (True, "entire-file")


def test_pdfsig_and_qpdf_accept_it(signed_pdf: bytes, tmp_path: Path) -> None:
    said = pdfsig(signed_pdf, tmp_path)
    assert said.count("Signature is Valid") == 2
    assert said.count("Certificate is Trusted") == 2
    assert "ETSI.CAdES.detached" in said and "Total document signed" in said


@budget(max_examples=25, deadline=None)
@given(place=st.integers(min_value=0), mask=st.integers(min_value=1, max_value=255))
def test_a_flipped_byte_is_refused(signed_pdf: bytes, place: int, mask: int) -> None:
    place %= len(signed_pdf)
    broken = bytearray(signed_pdf)
    broken[place] ^= mask
    found = signatures.check(bytes(broken), keys.trusted_roots())
    # Inside the DER of a signature CMS itself leaves a few bytes unsigned; the vault's own hash finds those
    # (test_verification flips there too).
    in_der = any(m.start() <= place < m.end() for m in re.finditer(rb"/Contents <[0-9a-f]+>", signed_pdf))
    assert not found.intact or in_der


def test_bytes_that_no_signature_covers_may_not_change(signed_pdf: bytes) -> None:
    """The hexadecimal signature's case and its padding are outside every byte range."""
    hole = signed_pdf.rfind(b"00000000>")
    assert hole > 0
    for place, byte in ((hole, ord("1")), (hole, ord(" "))):
        broken = bytearray(signed_pdf)
        broken[place] = byte
        assert not signatures.check(bytes(broken), keys.trusted_roots()).intact


def test_something_added_after_the_last_signature_is_refused(signed_pdf: bytes) -> None:
    assert not signatures.check(signed_pdf + b"\n%%EOF\n", keys.trusted_roots()).intact


def test_what_was_slipped_in_before_the_seal_is_found(key_names: tuple[str, str], signed_pdf: bytes) -> None:
    pdf = documents.render_result("building-permit", samples.RESULT, samples.PERMIT)
    signed = signing.sign(pdf, signer="person", key=key_names[0], name=LEADER.name, seal_follows=True)
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Title"] = TextStringObject("Giấy phép khác")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    slipped = out.getvalue()
    paper = signing.sign(slipped, signer="agency", key=key_names[1], name=SEAL.name)
    for before in (b"", slipped, signed_pdf):
        assert not signatures.check(paper, keys.trusted_roots(), before=before).intact


def test_a_seal_that_was_just_put_there_is_judged_without_comparing(key_names: tuple[str, str]) -> None:
    pdf = documents.render_result("building-permit", samples.RESULT, samples.PERMIT)
    signed = signing.sign(pdf, signer="person", key=key_names[0], name=LEADER.name, seal_follows=True)
    paper = signing.sign(signed, signer="agency", key=key_names[1], name=SEAL.name)
    roots = keys.trusted_roots()
    assert signatures.check(paper, roots, before=signed) == signatures.check(paper, roots)
    for flipped in (700, len(signed) - 40, len(paper) - 200):
        broken = bytearray(paper)
        broken[flipped] ^= 1
        assert not signatures.check(bytes(broken), roots, before=signed).intact
    assert not signatures.check(paper, [], before=signed).intact


def test_a_stranger_s_root_is_not_trusted(signed_pdf: bytes) -> None:
    found = signatures.check(signed_pdf, [])
    assert not found.intact
    assert [(s.valid, s.trusted) for s in found.signatures] == [(True, False), (True, False)]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"GIF89a", b"%PDF-1.7\n" + b"\x00" * 5000 + b"\nstartxref\n9\n%%EOF"])
def test_rubbish_is_not_intact_and_raises_nothing(data: bytes) -> None:
    assert signatures.check(data, keys.trusted_roots()) == signatures.UNREADABLE


def test_an_unsigned_paper_is_not_intact() -> None:
    found = signatures.check(documents.render_form01(samples.RECEIPT), keys.trusted_roots())
    assert found.signatures == () and not found.intact
    assert found.keywords == "xac-thuc:" + samples.HEAD["public_id"]


def test_a_seat_without_a_key_signs_nothing(key_names: tuple[str, str]) -> None:
    pdf = documents.render_result("building-permit", samples.RESULT, samples.PERMIT)
    with pytest.raises(keys.NoKey):
        signing.sign(pdf, signer="person", key="seat-999999")
    with pytest.raises(keys.NoKey):
        signing.sign(pdf, signer="person", key="../ca/root")


def test_a_key_of_somebody_else_is_refused(key_names: tuple[str, str]) -> None:
    pdf = documents.render_result("building-permit", samples.RESULT, samples.PERMIT)
    with pytest.raises(signing.WrongKey):
        signing.sign(pdf, signer="person", key=key_names[0], name="Phạm Văn Giang")


@pytest.mark.parametrize("data", [b"not a pdf", b""])
def test_what_is_no_pdf_cannot_be_signed(data: bytes, key_names: tuple[str, str]) -> None:
    with pytest.raises(signing.SigningFailed):
        signing.sign(data, signer="person", key=key_names[0])


def test_the_demo_ca_is_idempotent_and_follows_the_person(key_names: tuple[str, str]) -> None:
    path = keys.path_of(key_names[0])
    before = path.read_bytes()
    assert ca.ensure(key_names[0], LEADER).read_bytes() == before
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    other = keys.person_key(SEAT + 1)
    ca.ensure(other, LEADER)
    ca.ensure(other, ca.Subject("Vũ Thị Hoa", LEADER.organisation, "Chủ tịch"))
    assert list(path.parent.glob(f"{other}.*.old"))
    with keys.opened(other) as signer:
        assert signer.signing_cert.subject.native["common_name"] == "Vũ Thị Hoa"
    # What the old key signed stays good.
    assert signatures.check(sealed(*key_names), keys.trusted_roots()).intact
