"""What must always be true of kept papers; part of ``manage.py check_invariants`` (I7, I8, F19)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Max

from common import blobs
from vault.models import Document, NumberBook, ReservedNumber


def check() -> dict[str, Any]:
    """{"ok", "checked", "violations": [{"document" or "book", "problem"}]}; reads every file once."""
    checked, violations = 0, []
    for document in Document.objects.select_related("blob").order_by("pk").iterator(chunk_size=200):
        checked += 1
        violations += [{"document": str(document.pk), "problem": problem} for problem in _of_document(document)]
    violations += _of_books()
    return {"ok": not violations, "checked": checked, "violations": violations}


def _of_document(document: Document) -> Iterator[str]:
    if document.blob.sha256 != document.sha256:
        yield "the row and its file's row name different hashes"
    try:
        blobs.read(document.blob)
    except blobs.Damaged:
        yield "the stored file is missing or damaged"


def _of_books() -> list[dict[str, Any]]:
    """Numbers of a book run from 1 without a gap: a void number is a row, not a gap."""
    books = NumberBook.objects.annotate(last=Max("numbers__number"), count=Count("numbers")).exclude(last=F("count"))
    gaps = [
        {"book": str(book.pk), "problem": f"{book.last} taken but {book.count} rows"}
        for book in books.order_by("pk")
        if book.last
    ]
    torn = ReservedNumber.objects.filter(document__isnull=False).exclude(document__number=F("text")).order_by("pk")
    return gaps + [{"book": str(row.book_id), "problem": f"{row.text} is used by a paper with another number"} for row in torn]
