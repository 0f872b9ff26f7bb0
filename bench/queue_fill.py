"""Fill the database of DATABASE_URL with dossiers and their open tasks by COPY: ``python -m bench.queue_fill 1000000``.

One dossier in twenty at the seat's unit, one in five open, one in a hundred overdue (of the open ones of every unit alike); RARE
of the unit's open ones are of another procedure, at every size as many.
BENCH_OFFICIALS makes so many officials besides, who hold the work of the other units in turn.
"""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import django
import psycopg

from bench import databases

OFFICIALS = int(os.environ.get("BENCH_OFFICIALS", "0"))
DOSSIER = (
    "id, code, version_id, applicant_id, owner_name, owner_folded, proof_indexes, receiving_id, handling_id, returning_id, "
    "holder_id, channel, system_of_record, answers, answers_hash, state, money, delivery, sync, step, lock_version, "
    '"limit", submitted_at, reply_due_at, expected_at, accepted_at, due_at, watch_at, due_explanation, closed_at, closing_reason'
)
TASK = (
    "id, dossier_id, step, step_name, visit, agency_id, role, bucket, assignee_id, opened_at, due_at, dossier_due_at, "
    "watch_at, done_at, action, procedure_code, channel"
)
CHUNK = 2000
RARE = 60
COMMON_CODE, RARE_CODE = "1.013225", "2.000635"


def main(size: int) -> None:
    """Both tables."""
    from common import clock

    facts, now = _facts() | {"rare_from": size - 20 * RARE}, clock.now()
    with databases.bulk("dossiers_dossier", "dossiers_task") as link:
        link.execute("TRUNCATE dossiers_dossier, dossiers_task CASCADE")
        _copy(link, "dossiers_dossier", DOSSIER, size, lambda number: _dossier(number, now, facts))
        _copy(link, "dossiers_task", TASK, size, lambda number: _task(number, now, facts))
    databases.mark("dossiers_dossier", size)


def _facts() -> dict:
    """What every row has in common, and who holds the work."""
    from accounts.models import User
    from agencies.models import Agency
    from bench.queue_page import seat
    from common import crypto
    from procedures.selectors import published

    own = seat()
    others = list(Agency.objects.filter(kind="one-door").exclude(pk=own.agency_id).order_by("pk").values_list("pk", flat=True))
    return {
        "own": own.agency_id,
        "others": others,
        "version": published(COMMON_CODE).pk,
        "rare": published(RARE_CODE).pk,
        "applicant": User.objects.get(email="lan@demo.vn").pk,
        "sealed": _text(crypto.seal_json({})),
        "officials": _officials(others),
    }


def _officials(agencies: list[int]) -> list[str]:
    """BENCH_OFFICIALS accounts, each on a clerk's seat of its own in one of the units."""
    from accounts.models import SeatAssignment, User
    from agencies.models import Seat
    from common import clock

    if not OFFICIALS:
        return []
    users = User.objects.bulk_create(
        [User(email=f"can-bo-{number}@bench.vn", password="!", is_official=True) for number in range(OFFICIALS)]
    )
    seats = Seat.objects.bulk_create(
        [
            Seat(agency_id=agencies[number % len(agencies)], role="clerk", title="Công chức tiếp nhận")
            for number in range(OFFICIALS)
        ]
    )
    pairs = zip(users, seats, strict=True)
    SeatAssignment.objects.bulk_create([SeatAssignment(user=user, seat=seat, since=clock.now()) for user, seat in pairs])
    return [str(user.pk) for user in users]


def _times(number: int, now: datetime) -> tuple[datetime, datetime, bool]:
    """Due, next look, open. The n-th overdue one is n minutes late."""
    index = number // 5
    is_open = number % 5 == 0
    if is_open and index // 4 % 20 == 3:
        due = now - timedelta(minutes=index // 80 * 4 + index % 4 + 1)
        return due, due, True
    due = now + timedelta(minutes=number % 9000 + 60)
    return due, due - timedelta(minutes=30), is_open


def _unit(number: int, facts: dict) -> int:
    return facts["own"] if number % 20 == 0 else facts["others"][number % len(facts["others"])]


def _is_rare(number: int, facts: dict) -> bool:
    return number % 20 == 0 and number >= facts["rare_from"]


def _dossier(number: int, now: datetime, facts: dict) -> tuple:
    unit, (due, watch, is_open) = _unit(number, facts), _times(number, now)
    closed = "\\N" if is_open else now
    version = facts["rare" if _is_rare(number, facts) else "version"]
    return (
        _id(number), f"B{number:08d}", version, facts["applicant"], "Nguyễn Văn Thử", "nguyen van thu", "[]",
        unit, unit, unit, unit, "portal", "bench", facts["sealed"], "0" * 64, "processing" if is_open else "delivered",
        "none", "none", "local", "receive", 1, "7wd", now, due, due, now, due, watch, "[]", closed, "",
    )  # fmt: skip


def _task(number: int, now: datetime, facts: dict) -> tuple:
    unit, (due, watch, is_open) = _unit(number, facts), _times(number, now)
    held = facts["officials"] and unit != facts["own"]
    holder = facts["officials"][number % len(facts["officials"])] if held else "\\N"
    done = "\\N" if is_open else now
    return (
        _id(number + 2**40), _id(number), "receive", "Tiếp nhận", 1, unit, "clerk", "receive", holder, now, due, due, watch,
        done, "", RARE_CODE if _is_rare(number, facts) else COMMON_CODE, "portal",
    )  # fmt: skip


def _id(number: int) -> str:
    """Ordered as real ids are, so that the primary key grows at its end."""
    return f"01940000-{number >> 28 & 0xFFFF:04x}-7{number >> 16 & 0xFFF:03x}-8{number >> 4 & 0xFFF:03x}-{number & 0xF:012x}"


def _copy(link: psycopg.Connection, table: str, columns: str, size: int, row: Callable[[int], tuple]) -> None:
    with link.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for lines in _chunks(size, row):
            copy.write(lines)


def _chunks(size: int, row: Callable[[int], tuple]) -> Iterator[str]:
    for start in range(0, size, CHUNK):
        rows = (row(number) for number in range(start, min(start + CHUNK, size)))
        yield "".join("\t".join(map(str, cells)) + "\n" for cells in rows)


def _text(value: object) -> str:
    """A value as COPY's text form wants it."""
    return "\\\\x" + bytes(value).hex() if isinstance(value, bytes | memoryview | bytearray) else str(value)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
