"""What a draft holds becomes the dossier's: files under the same ids, since answers name them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Field

from dossiers.models import Dossier, DossierFile, DraftFile
from dossiers.models.draft import PaperFile


def file_all(dossier: Dossier, files: Iterable[DraftFile], *, at: datetime | None = None) -> None:
    """File the draft's files with the dossier; an upload that no answer names any more stays behind.

    ``at``: when they came, where that is not when each was uploaded. One statement.
    """
    files = list(files)
    named = set(_strings(dossier.answers)) if any(file.field for file in files) else set()
    columns = [field.attname for field in PaperFile._meta.get_fields() if isinstance(field, Field)]
    rows = [
        DossierFile(dossier=dossier, created_at=at or file.created_at, **{name: getattr(file, name) for name in columns})
        for file in files
        if not file.field or str(file.pk) in named
    ]
    DossierFile.objects.bulk_create(rows)


def _strings(value: Any) -> Iterator[str]:
    """Every text in the answers."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, str):
        yield value
