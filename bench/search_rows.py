"""Rows of the list as published procedures: what ``import_procedures --publish`` makes of them, without drafts and audit."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, transaction

from procedures import content as contents
from procedures import selectors
from procedures.importing import listed
from procedures.models import Field, Procedure, ProcedureVersion, Publication
from procedures.services.index import reindex_many

BATCH = 1000


def write(records: Iterable[dict[str, Any]], *, vacuum: bool = True) -> int:
    """Write them, a thousand a transaction; returns how many are listed. ``vacuum`` not inside a transaction."""
    rows, total = iter(records), 0
    while batch := list(islice(rows, BATCH)):
        total += _write(batch)
    with connection.cursor() as cursor:
        if not vacuum:
            return total
        cursor.execute("VACUUM ANALYZE procedures_searchentry, procedures_procedure, procedures_procedureversion")
    return total


@transaction.atomic
def _write(batch: list[dict[str, Any]]) -> int:
    parsed = [listed.parse(record) for record in batch]
    fields = {row.name: row for row in Field.objects.order_by("pk")}
    for name in dict.fromkeys(one.field_name for one in parsed):
        if name not in fields:
            fields[name] = Field.objects.create(code=f"B-{len(fields)}", name=name)
    there = set(Procedure.objects.filter(code__in=[one.code for one in parsed]).values_list("code", flat=True))
    new = [one for one in parsed if one.code not in there]
    procedures = Procedure.objects.bulk_create(
        Procedure(code=one.code, field=fields[one.field_name], kind=one.kind) for one in new
    )
    versions = list(_versions(new, procedures))
    ProcedureVersion.objects.bulk_create(versions)
    Publication.objects.bulk_create(
        Publication(version=v, procedure=v.procedure, status=Publication.Status.PUBLISHED, effective_from=date(2026, 7, 18))
        for v in versions
    )
    shown = set(selectors.listed().filter(pk__in=[p.pk for p in procedures]).values_list("pk", flat=True))
    return reindex_many(version for version in versions if version.procedure_id in shown)


def _versions(parsed: list[listed.Parsed], procedures: list[Procedure]) -> Iterator[ProcedureVersion]:
    for one, procedure in zip(parsed, procedures, strict=True):
        content = dict(one.content)
        hashed = contents.digest(content)
        yield ProcedureVersion(procedure=procedure, number=1, name=one.name[:500], content=content, content_hash=hashed)
