"""Numbers are used once, papers are kept whole, standing is reasoned, and what breaks is named."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import User
from agencies.models import Agency
from common import blobs, clock
from common.actors import Actor
from common.errors import EmptyReason, NotAllowed
from tests.vault import samples
from tests.vault.conftest import RECORDS
from vault import documents, invariants
from vault.models import Document, Reading, ReservedNumber
from vault.services import keep, numbers, readings, standing

Kept = Callable[..., Document]


def test_a_book_counts_per_agency_symbol_and_year(ward: Agency) -> None:
    taken = [
        numbers.reserve(book, ward, year, RECORDS).text
        for book, year in (("GPXD", 2026), ("GPXD", 2026), ("KS", 2026), ("GPXD", 2027))
    ]
    assert taken == ["01/GPXD", "02/GPXD", "01/KS", "01/GPXD"]
    assert ReservedNumber.objects.first().issued_on == clock.today()


def test_a_rolled_back_number_comes_again(ward: Agency) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        numbers.reserve("GPXD", ward, 2026, RECORDS)
        raise RuntimeError
    assert numbers.reserve("GPXD", ward, 2026, RECORDS).number == 1


def test_a_void_number_is_never_used_again(ward: Agency) -> None:
    first = numbers.reserve("GPXD", ward, 2026, RECORDS)
    with pytest.raises(EmptyReason):
        numbers.void(first, " ", actor=RECORDS)
    numbers.void(first, "Ký không thành công", actor=RECORDS)
    with pytest.raises(numbers.NumberGone):
        numbers.void(first, "Lần nữa", actor=RECORDS)
    assert numbers.reserve("GPXD", ward, 2026, RECORDS).number == 2
    assert invariants.check()["ok"]


def test_keeping_uses_the_number_and_remembers_the_signatures(kept: Kept, an: User) -> None:
    document = kept()
    number = ReservedNumber.objects.get()
    assert (number.status, number.document, document.number) == ("used", document, number.text)
    assert document.owner == an.person
    assert [s["by"] for s in document.signatures] == ["Lê Tiến Dũng", "Ủy ban nhân dân phường Phú Cường"]
    assert blobs.read(document.blob)[:5] == b"%PDF-"


def test_keeping_twice_is_keeping_once(kept: Kept, an: User, ward: Agency) -> None:
    document = kept()
    again = {"owner": an.person, "issuer": ward, "kind": "permit", "title": "x", "issued_on": document.issued_on}
    same = keep.keep_result(**again, pdf=blobs.read(document.blob), public_id=document.public_id)
    assert same == document
    with pytest.raises(keep.KeptAlready):
        keep.keep_result(**again, pdf=b"%PDF-1.7 other", public_id=document.public_id)
    assert Document.objects.count() == 1


def test_an_unsigned_paper_does_not_enter(an: User, ward: Agency) -> None:
    pdf = documents.render_result("building-permit", samples.RESULT, samples.PERMIT)
    with pytest.raises(keep.NotSigned):
        keep.keep_result(owner=an.person, issuer=ward, pdf=pdf, kind="permit", title="x", issued_on=clock.today())
    assert not Document.objects.exists()


def test_one_number_stands_on_one_paper(kept: Kept) -> None:
    document = kept()
    document.pk, document.public_id = None, "another-public-id-0000"
    with pytest.raises(IntegrityError), transaction.atomic():
        document.save(force_insert=True)


def test_an_end_has_a_reason_and_comes_once(kept: Kept) -> None:
    document = kept()
    with pytest.raises(EmptyReason):
        standing.revoke(document, reason="", actor=RECORDS)
    assert Document.objects.get().status == "in-force"
    newer = kept()
    with pytest.raises(NotAllowed):
        standing.replace(document, by=document, reason="Chính nó", actor=RECORDS)
    assert standing.replace(document, by=newer, reason="Cải chính", actor=RECORDS).replaced_by == newer
    with pytest.raises(NotAllowed):
        standing.revoke(document, reason="Lần nữa", actor=RECORDS)


def test_readings_may_not_be_changed(kept: Kept) -> None:
    row = readings.note(kept(), actor=Actor("official"), action=Reading.Action.VIEW, reason="Thẩm tra")
    for change in (row.delete, lambda: Reading.objects.update(reason="x")):
        with pytest.raises(DatabaseError, match="vault_reading"), transaction.atomic():
            change()
    assert Reading.objects.get().reader == "official"


def test_a_damaged_file_is_named(kept: Kept) -> None:
    document = kept()
    assert invariants.check() == {"ok": True, "checked": 1, "violations": []}
    with Path(default_storage.path(document.blob.path)).open("r+b") as stream:
        stream.seek(500)
        stream.write(b"\x00\x01")
    problem = {"document": str(document.pk), "problem": "the stored file is missing or damaged"}
    assert invariants.check()["violations"] == [problem]
