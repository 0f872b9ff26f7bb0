"""The national database's own files: every record is taken, twice, and every trap of domain.md §4.1 is met."""

import os
from collections import Counter
from pathlib import Path

import pytest

from procedures.exporting.national import record_of
from procedures.importing import national, read
from procedures.importing.writing import apply, fingerprint
from procedures.models import ProcedureVersion, VersionDraft

DATA = Path(os.environ.get("TTHC_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")) / "tthc-national"
FULL, LIST = DATA / "details.jsonl.gz", DATA / "catalog.jsonl.gz"
TRAPS = {
    *("paper-note", "fee-in-text", "fee-thousand", "limit-case-differs", "text-mangled", "text-nbsp", "text-not-nfc"),
    *("unit-old", "agency-empty", "case-duplicate", "limit-unit-other", "limit-fraction"),
}

pytestmark = pytest.mark.conformance


@pytest.mark.django_db
def test_both_files_twice() -> None:
    seen: Counter[str] = Counter()
    for path, number, created in ((FULL, 402, 402), (LIST, 5670, 5267)):
        first, second = list(apply(read(path))), list(apply(read(path)))
        assert len(first) == number
        assert Counter(item.outcome for item in first) == {"created": created} | (
            {"unchanged": number - created} if number > created else {}
        )
        assert {item.outcome for item in second} == {"unchanged"}
        seen.update(found.code for item in first for found in item.lint)
    assert TRAPS - seen.keys() == set()
    assert VersionDraft.objects.count() == 5669, "two rows of the list name one procedure"
    assert not ProcedureVersion.objects.exists()


def test_the_traps_that_are_known_by_name() -> None:
    found = {one.parsed.code: {lint.code for lint in one.parsed.findings.all()} for one in read(FULL) if one.parsed}
    assert {"paper-note", "text-mangled", "case-duplicate"} <= found["1.001193"]
    assert {"limit-case-differs", "fee-in-text"} <= found["1.013225"]


def test_every_full_record_comes_back_from_the_national_shape() -> None:
    beyond: Counter[str] = Counter()
    for one in read(FULL):
        assert one.parsed is not None, one.error
        parsed = one.parsed
        record = record_of(parsed.code, parsed.kind, (parsed.field_code, parsed.field_name), parsed.content)
        assert fingerprint(national.parse(record).content) == fingerprint(parsed.content)
        beyond.update(record.get("portal", {}).get("set", {}).keys())
    assert max(beyond.values()) < 402 * 0.15, f"what only our own key carries is the exception: {beyond}"
