"""The bare SQL of an act: what a service wrote, taken down once and written again by psycopg alone for another dossier.

Only statements that write are kept; the reads, locks and decisions of the service are what it is compared for.
"""

import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from django.db import connection
from psycopg.types.json import Json, Jsonb

from dossiers.models import Dossier

Statement = tuple[str, Any]
WRITES = ("INSERT", "UPDATE", "WITH")


def taken_down(act: Callable[[], object]) -> list[Statement]:
    """The writing statements of one act, in their order."""
    kept: list[Statement] = []

    def keep(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            kept.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        act()
    return kept


def bare() -> psycopg.Connection:
    """A connection of psycopg's own to the same database, client-side binding as Django has it."""
    names = connection.get_connection_params()
    link = psycopg.connect(**{key: value for key, value in names.items() if key not in {"cursor_factory", "context"}})
    link.cursor_factory = psycopg.ClientCursor
    return link


def identities(first: Dossier, other: Dossier, statements: list[Statement]) -> dict[str, str]:
    """Which id of the first dossier stands for which of the other: the dossier, its open task, and rows made by the act."""
    pairs = {str(first.pk): str(other.pk), first.code: other.code, str(first.draft_id): str(other.draft_id)}
    tasks = zip(
        *(list(one.tasks.order_by("opened_at", "pk").values_list("pk", flat=True)) for one in (first, other)), strict=False
    )
    pairs |= {str(mine): str(theirs) for mine, theirs in tasks}
    for value in _values([params for sql, params in statements if sql.lstrip().upper().startswith("INSERT")]):
        if isinstance(value, uuid.UUID) and value.version == 7 and str(value) not in pairs and not _kept(value):
            pairs[str(value)] = str(uuid.uuid4())
    return pairs


def write(link: psycopg.Connection, statements: list[Statement], pairs: Mapping[str, str]) -> None:
    """The statements for the other dossier, in one transaction."""
    with link.transaction(), link.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, _renamed(params, pairs))


def _kept(value: uuid.UUID) -> bool:
    """Whether an id names something that exists beside dossiers and their work: people, versions."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM accounts_user WHERE id = %s) OR EXISTS (SELECT 1 FROM accounts_person WHERE id = %s) "
            "OR EXISTS (SELECT 1 FROM procedures_procedureversion WHERE id = %s)",
            [value] * 3,
        )
        return bool(cursor.fetchone()[0])


def _values(item: Any) -> list[Any]:
    if isinstance(item, list | tuple):
        return [value for part in item for value in _values(part)]
    return [item]


def _renamed(value: Any, pairs: Mapping[str, str]) -> Any:
    if isinstance(value, list | tuple):
        return [_renamed(item, pairs) for item in value]
    if isinstance(value, Json | Jsonb):
        return type(value)(json.loads(_renamed(json.dumps(value.obj), pairs)), dumps=value.dumps)
    if isinstance(value, uuid.UUID):
        return uuid.UUID(pairs.get(str(value), str(value)))
    if isinstance(value, str):
        for old, new in pairs.items():
            value = value.replace(old, new)
    return value
