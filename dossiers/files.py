"""The files of ``file`` components in an e-form's answers: what the engine may find stored, for a draft and for a dossier."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse

from dossiers.models import Dossier, DossierFile, Draft, DraftFile
from dossiers.models.draft import UploadStatus
from eforms import ports as outside
from eforms.ports import Ports, StoredFile, WithFiles


class Stored(Mapping[str, StoredFile]):
    """Rows as ``StoredFile`` by id, read at the first look: a form without files costs no query, one with files one."""

    def __init__(self, rows: Callable[[], Sequence[DraftFile | DossierFile]], address: Callable[[uuid.UUID], str]) -> None:
        self._rows = rows
        self._address = address
        self._found: dict[str, StoredFile] | None = None

    def _all(self) -> dict[str, StoredFile]:
        if self._found is None:
            self._found = {str(row.pk): self._described(row) for row in self._rows()}
        return self._found

    def _described(self, row: DraftFile | DossierFile) -> StoredFile:
        return StoredFile(str(row.pk), row.name, row.blob.size, row.blob.mime, self._address(row.pk))

    def __getitem__(self, key: str) -> StoredFile:
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def ports(draft: Draft) -> Ports:
    """The current ports with the files of a draft: pass it to the engine wherever a draft's answers are processed.

    A file in which the scanner found something is not stored: it blocks like one that is lacking.
    """
    rows: QuerySet[DraftFile] = draft.files.exclude(field="").exclude(status=UploadStatus.INFECTED).select_related("blob")
    return WithFiles(outside.current(), Stored(lambda: list(rows), lambda pk: reverse("wizard:file", args=[draft.pk, pk])))


def ports_of(dossier: Dossier) -> Ports:
    """The same for a dossier: its files have the ids that they had in the draft."""
    rows: QuerySet[DossierFile] = dossier.files.exclude(field="").select_related("blob")
    return WithFiles(outside.current(), Stored(lambda: list(rows), lambda pk: reverse("citizen_dossiers:file", args=[pk])))
