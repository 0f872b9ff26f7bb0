"""Reading the log and proving that nothing in it was changed, removed or put in between."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection, transaction

from audit import anchors
from audit.log import GENESIS, digest
from audit.models import AuditEvent, ChainHead

_BATCH = 2000


@dataclass(frozen=True)
class Broken:
    """One thing that does not hold: where (``seq`` 0 is the chain as a whole), which check, in words."""

    stream: str
    seq: int
    code: str
    message: str


@dataclass
class Report:
    """What a verification saw. ``anchor`` is the moment of the last anchored head, empty when there is none yet."""

    chains: int = 0
    events: int = 0
    anchor: str = ""
    broken: list[Broken] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The answer of ``manage.py verify_audit`` (interfaces.md)."""
        return {"chains": self.chains, "events": self.events, "broken": [asdict(row) for row in self.broken]}


def history(stream: str) -> list[AuditEvent]:
    """Every act of one stream in its order. One query."""
    return list(AuditEvent.objects.filter(stream=stream).order_by("seq"))


def chain_count() -> int:
    """How many chains there are. One query."""
    return ChainHead.objects.count()


def latest(stream: str, limit: int = 20) -> list[AuditEvent]:
    """The last acts of one stream, the newest first. One query."""
    return list(AuditEvent.objects.filter(stream=stream).order_by("-seq")[:limit])


def seen(stream: str, action: str, key: str, value: str) -> bool | None:
    """Whether one of the last 50 such acts had ``data[key] == value``; None when there was none before. One query."""
    rows = list(AuditEvent.objects.filter(stream=stream, action=action).order_by("-seq").values_list("data", flat=True)[:50])
    return any(data.get(key) == value for data in rows) if rows else None


def verify(stream: str | None = None) -> Report:
    """Recompute every chain, or one, compare its head, and compare all heads with the last anchor.

    Two queries in one snapshot and one pass over the rows, ordered by stream, in constant memory.
    """
    # The anchor is read before the snapshot: one that is taken meanwhile would name rows that the snapshot lacks.
    anchored = anchors.last()
    report = Report(anchor=anchored.at if anchored else "")
    wanted = {name: place for name, place in (anchored.heads if anchored else {}).items() if stream in {None, name}}
    with _snapshot():
        heads = {row.stream: (row.seq, row.hash) for row in ChainHead.objects.filter(**({"stream": stream} if stream else {}))}
        reached = _walk(stream, wanted, report)
    report.chains = len(heads)
    _check_heads(heads, reached, report)
    for name, (seq, _hash) in wanted.items():
        report.broken.append(Broken(name, seq, "truncated", "mốc neo có dòng này nhưng cơ sở dữ liệu không còn"))
    for problem in anchors.verify_file():
        report.broken.append(Broken("anchors", problem.line, "anchor-broken", problem.message))
    return report


@contextmanager
def _snapshot() -> Iterator[None]:
    """Heads and rows as of one moment, so that an act committed meanwhile is not taken for a fault."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute("SET LOCAL statement_timeout = 0")
        yield


def _walk(stream: str | None, wanted: dict[str, tuple[int, str]], report: Report) -> dict[str, tuple[int, str]]:
    reached: dict[str, tuple[int, str]] = {}
    for event in _events(stream):
        report.events += 1
        seq, prev = reached.get(event.stream, (0, GENESIS))
        problem = _check(event, seq, prev)
        if problem:
            report.broken.append(problem)
        _check_anchor(event, wanted, report)
        reached[event.stream] = (event.seq, event.hash)
    return reached


def _events(stream: str | None) -> Iterator[AuditEvent]:
    rows = AuditEvent.objects.filter(stream=stream) if stream else AuditEvent.objects.all()
    return rows.order_by("stream", "seq").iterator(chunk_size=_BATCH)


def _check(event: AuditEvent, seq: int, prev: str) -> Broken | None:
    if event.seq != seq + 1:
        return Broken(event.stream, event.seq, "gap", f"sau dòng {seq} là dòng {event.seq}")
    if event.prev_hash != prev:
        return Broken(event.stream, event.seq, "unlinked", "dòng không nối với dòng trước")
    if digest(event.stream, event.seq, event.at, event.actor, event.action, event.data, event.prev_hash) != event.hash:
        return Broken(event.stream, event.seq, "changed", "nội dung dòng không khớp mã băm của nó")
    return None


def _check_anchor(event: AuditEvent, wanted: dict[str, tuple[int, str]], report: Report) -> None:
    place = wanted.get(event.stream)
    if place and place[0] == event.seq:
        if place[1] != event.hash:
            report.broken.append(Broken(event.stream, event.seq, "anchor-differs", "dòng khác với mốc đã neo"))
        del wanted[event.stream]


def _check_heads(heads: dict[str, tuple[int, str]], reached: dict[str, tuple[int, str]], report: Report) -> None:
    for name in sorted(heads.keys() | reached.keys()):
        if heads.get(name) != reached.get(name):
            seq = (heads.get(name) or reached.get(name) or (0, ""))[0]
            report.broken.append(Broken(name, seq, "head", "đầu chuỗi không khớp dòng cuối"))
