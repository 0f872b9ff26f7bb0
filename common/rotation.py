"""Putting every data key under a new ``DATA_KEY`` (ADR 0041): sealed columns and stored files, in small steps.

Only the wrapped data key of a token changes, 41 bytes of it, never the ciphertext. Reading works all the while with old keys and
new (``DATA_KEYS_OLD``), so the portal runs on; a run that was killed is begun again and finds what is left.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection, models, transaction

from common import blobs, crypto
from common.fields import SealedTextField
from common.models import Blob

BATCH = 500
Also = Callable[[], tuple[int, int]]
_also: dict[str, Also] = {}


@dataclass
class Rotated:
    """``seen`` tokens, ``changed`` of them; ``unreadable`` names those that no key opens."""

    seen: int = 0
    changed: int = 0
    unreadable: list[str] = field(default_factory=list)


def also(name: str, work: Also) -> None:
    """Register sealed values that stand in no sealed column (portal/wiring.py); ``work`` answers how many it saw and changed."""
    _also[name] = work


def rotate() -> Iterator[tuple[str, Rotated]]:
    """Work through everything; yields each table's or store's name with what was done there. Safe beside a running portal."""
    for model, column in sealed_columns():
        yield f"{model._meta.db_table}.{column}", _column(model, column)
    yield "files", _files()
    for name, work in _also.items():
        yield name, Rotated(*work())


def sealed_columns() -> list[tuple[type[models.Model], str]]:
    """Every sealed column there is, found from the models, so that none is forgotten."""
    return [
        (model, column.column)
        for model in sorted(apps.get_models(), key=lambda one: one._meta.db_table)
        for column in model._meta.local_concrete_fields
        if isinstance(column, SealedTextField)
    ]


def _column(model: type[models.Model], column: str) -> Rotated:
    """One column by its primary key; only heads of tokens are read. A row that was written meanwhile is left to its writer."""
    table, key = _quoted(model._meta.db_table), _quoted(model._meta.pk.column)  # type: ignore[union-attr]
    name, done, last = _quoted(column), Rotated(), None
    while True:
        after, given = (f"AND {key} > %s", [last]) if last is not None else ("", [])
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {key}, substring({name} FROM 1 FOR {crypto.HEAD}) FROM {table} "  # noqa: S608 - names of our own models
                f"WHERE {name} IS NOT NULL {after} ORDER BY {key} LIMIT {BATCH}",
                given,
            )
            rows = cursor.fetchall()
        if not rows:
            return done
        changes = []
        for pk, head in rows:
            done.seen += 1
            try:
                new = crypto.rewrap(bytes(head))
            except crypto.Unreadable:
                done.unreadable.append(str(pk))
                continue
            if new is not None:
                changes.append((new, pk, bytes(head)))
        if changes:
            statement = (
                f"UPDATE {table} SET {name} = %s || substring({name} FROM {crypto.HEAD + 1}) "  # noqa: S608
                f"WHERE {key} = %s AND substring({name} FROM 1 FOR {crypto.HEAD}) = %s"
            )
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(statement, changes)
            done.changed += len(changes)
        last = rows[-1][0]


def _files() -> Rotated:
    done = Rotated()
    for blob in Blob.objects.order_by("pk").iterator(chunk_size=BATCH):
        done.seen += 1
        try:
            done.changed += blobs.rewrap(blob)
        except blobs.Damaged:
            if Blob.objects.filter(pk=blob.pk).exists():
                done.unreadable.append(str(blob.pk))
    return done


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
