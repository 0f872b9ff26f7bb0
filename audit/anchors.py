"""Anchoring: every hour the heads of all chains go to a file outside the database, so that cutting a chain's end shows.

Design requirements: (1) a chain of hashes proves order and content but not that its last rows are still there: only a
copy of the heads elsewhere does; (2) the file ``heads.jsonl`` only grows: each line carries the hash of the line before
it, so a line cannot be changed or removed in the middle; (3) a line holds only the heads that moved since the line
before, so an hour's line stays small whatever the number of chains; (4) ``AUDIT_ANCHOR_DIR`` is meant to be another
disk or machine; whoever can write there and in the database can still rewrite both, which is why it goes elsewhere.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from audit.models import ChainHead
from common import clock

FIRST = "0" * 64


@dataclass(frozen=True)
class Anchor:
    """All heads as of the last line: ``heads`` maps a stream to (seq, hash)."""

    at: str
    heads: dict[str, tuple[int, str]]

    @property
    def moment(self) -> datetime:
        """``at`` as a moment, for pages."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class BadLine:
    """A line of the anchor file that is not what was written."""

    line: int
    message: str


def path() -> Path:
    """Where the heads are kept."""
    return Path(settings.AUDIT_ANCHOR_DIR) / "heads.jsonl"


def take() -> int:
    """Append one line with every head that moved since the last; returns how many. One query.

    Call it under ``locks.try_hold("audit-anchor")``: two writers would fork the file's own chain.
    """
    rows, prev = _read()
    before = _heads(rows)
    now = {row.stream: (row.seq, row.hash) for row in ChainHead.objects.filter(seq__gt=0).iterator(chunk_size=5000)}
    moved = {name: list(place) for name, place in sorted(now.items()) if before.get(name) != place}
    # Heads that disappeared are not written away: the older line keeps accusing.
    body = {"at": clock.now().isoformat(timespec="seconds"), "heads": moved, "prev": prev}
    line = json.dumps({**body, "hash": _hash(body)}, ensure_ascii=False, separators=(",", ":"))
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return len(moved)


def last() -> Anchor | None:
    """The heads as the whole file tells them, or None before the first line. No query."""
    rows, _prev = _read()
    return Anchor(at=rows[-1]["at"], heads=_heads(rows)) if rows else None


def verify_file() -> list[BadLine]:
    """Lines that were changed, removed in the middle, or cannot be read. No query."""
    if not path().exists():
        return []
    bad: list[BadLine] = []
    prev = FIRST
    for number, text in enumerate(path().read_text(encoding="utf-8").splitlines(), start=1):
        row = _parse(text)
        if row is None:
            bad.append(BadLine(number, "dòng neo không đọc được"))
            continue
        if row["prev"] != prev or _hash({key: row[key] for key in ("at", "heads", "prev")}) != row["hash"]:
            bad.append(BadLine(number, "dòng neo đã bị sửa hoặc mất dòng trước"))
        prev = row["hash"]
    return bad


def _read() -> tuple[list[dict], str]:
    if not path().exists():
        return [], FIRST
    parsed = [_parse(text) for text in path().read_text(encoding="utf-8").splitlines()]
    rows = [row for row in parsed if row is not None]
    return rows, rows[-1]["hash"] if rows else FIRST


def _parse(text: str) -> dict | None:
    try:
        row = json.loads(text)
    except ValueError:
        return None
    return row if isinstance(row, dict) and {"at", "heads", "prev", "hash"} <= row.keys() else None


def _heads(rows: list[dict]) -> dict[str, tuple[int, str]]:
    return {name: (seq, link) for row in rows for name, (seq, link) in row["heads"].items()}


def _hash(body: dict) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
