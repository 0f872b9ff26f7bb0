"""Rows of a dossier's life, one module per part of it."""

from dossiers.models.dossier import Dossier, DossierFee, DossierFile, Pause, PrintedForm, Rating
from dossiers.models.draft import Draft, DraftFile
from dossiers.models.result import IssuedResult
from dossiers.models.transfer import Transfer, TransferPart, UploadDay
from dossiers.models.unique import UniqueAnswer
from dossiers.models.work import Consultation, Opinion, Supplement, SupplementItem, Task

__all__ = [
    "Consultation",
    "Dossier",
    "DossierFee",
    "DossierFile",
    "Draft",
    "DraftFile",
    "IssuedResult",
    "Opinion",
    "Pause",
    "PrintedForm",
    "Rating",
    "Supplement",
    "SupplementItem",
    "Task",
    "Transfer",
    "TransferPart",
    "UniqueAnswer",
    "UploadDay",
]
