"""(q) The page behind a paper's QR: at most three queries, for what is in force, revoked or replaced, and for nonsense."""

import hashlib
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from bench import drafts
from bench.drafts import HOST
from bench.measure import Result, at_most
from common import clock
from common.models import Blob
from vault.models import Document

MOST = 3


def run() -> list[Result]:
    """The largest number of queries among the states."""
    counts = {name: _queries(public_id) for name, public_id in _papers().items()}
    note = "queries a page; " + ", ".join(f"{name} {count}" for name, count in counts.items()) + f"; baseline {MOST}"
    return [at_most("verify", max(counts.values()), MOST, 1, len(counts), note)]


def _papers() -> dict[str, str]:
    person = drafts.person().person
    blob = Blob.objects.create(sha256=hashlib.sha256(b"bench").hexdigest(), size=1, mime="application/pdf")
    issuer = Agency.objects.order_by("path").first()
    told = {"kind": "permit", "title": "Giấy phép", "issuer": issuer, "blob": blob, "sha256": blob.sha256, "owner_person": person}
    new = Document.objects.create(**told, issued_on=clock.today())
    ended = {"status_at": clock.now() - timedelta(days=1), "status_reason": "Đo", "issued_on": clock.today()}
    revoked = Document.objects.create(**told, **ended, status=Document.Status.REVOKED)
    replaced = Document.objects.create(**told, **ended, status=Document.Status.REPLACED, replaced_by=new)
    named = {"in force": new, "revoked": revoked, "replaced": replaced}
    return {name: row.public_id for name, row in named.items()} | {"unknown": "A" * 22}


def _queries(public_id: str) -> int:
    browser, address = Client(**HOST), f"/xac-thuc/{public_id}/"
    browser.get(address)
    with CaptureQueriesContext(connection) as seen:
        browser.get(address)
    return len(seen.captured_queries)
