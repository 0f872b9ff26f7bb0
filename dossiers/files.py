"""The ports of the e-form language as one draft or dossier fills them: its stored files, and what other dossiers answered."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse

from dossiers.models import Dossier, DossierFile, Draft, DraftFile
from dossiers.models.draft import UploadStatus
from dossiers.unique import is_taken
from eforms import ports as outside
from eforms.ports import OfOne, Ports, StoredFile


class Stored(Mapping[str, StoredFile]):
    """Rows as ``StoredFile`` by id, read at the first look: a form without files costs no query, one with files one."""

    def __init__(self, *rows: Callable[[], Iterable[DraftFile | DossierFile]]) -> None:
        self._rows = rows
        self._found: dict[str, StoredFile] | None = None

    def _all(self) -> dict[str, StoredFile]:
        if self._found is None:
            self._found = {str(row.pk): _described(row) for rows in self._rows for row in rows()}
        return self._found

    def __getitem__(self, key: str) -> StoredFile:
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def _described(row: DraftFile | DossierFile) -> StoredFile:
    if isinstance(row, DraftFile):
        address = reverse("wizard:file", args=[row.draft_id, row.pk])
    else:
        address = reverse("citizen_dossiers:file", args=[row.pk])
    return StoredFile(str(row.pk), row.name, row.blob.size, row.blob.mime, address)


def ports(draft: Draft) -> Ports:
    """The current ports with the files of a draft: pass it to the engine wherever a draft's answers are processed.

    A file in which the scanner found something is not stored: it blocks like one that is lacking. The draft of a supplement's
    answer may name the dossier's own files as well, and its own answers are not in its way.
    """
    rows: QuerySet[DraftFile] = draft.files.exclude(field="").exclude(status=UploadStatus.INFECTED).select_related("blob")
    if draft.supplement is None:
        return OfOne(outside.current(), Stored(rows.all), partial(is_taken, draft.version_id))
    dossier = draft.supplement.dossier
    stored = Stored(rows.all, _filed(dossier).all)
    return OfOne(outside.current(), stored, partial(is_taken, draft.version_id, beside=dossier))


def ports_of(dossier: Dossier) -> Ports:
    """The same for a dossier: its files have the ids that they had in the draft."""
    return OfOne(outside.current(), Stored(_filed(dossier).all), partial(is_taken, dossier.version_id, beside=dossier))


def _filed(dossier: Dossier) -> QuerySet[DossierFile]:
    return dossier.files.exclude(field="").select_related("blob")
