"""Rows of a dossier's life, one module per part of it."""

from dossiers.models.counter import CounterFiling
from dossiers.models.desk import PageMark, PaperCheck, SavedView, TypedAct
from dossiers.models.dossier import Dossier, DossierFee, DossierFile, Pause, PrintedForm, Rating
from dossiers.models.draft import Draft, DraftFile, KeptPage
from dossiers.models.national import NationalIntake
from dossiers.models.originals import HandOver, Original, ResultReminder
from dossiers.models.questions import Collector, Question, TakenBack
from dossiers.models.requests import Correction, Extension, LateEntry, LeaderRequest
from dossiers.models.result import IssuedResult
from dossiers.models.scans import Digitisation, ScannedPaper, ScanPage, ScanTable, ScanUpload
from dossiers.models.transfer import Transfer, TransferPart, UploadDay
from dossiers.models.unique import UniqueAnswer
from dossiers.models.watching import ApologyDraft, DueMove, Recount
from dossiers.models.work import Consultation, Opinion, SiteMinutes, Supplement, SupplementItem, Task, WorkFile

__all__ = [
    "ApologyDraft",
    "Collector",
    "Consultation",
    "Correction",
    "CounterFiling",
    "Digitisation",
    "Dossier",
    "DossierFee",
    "DossierFile",
    "Draft",
    "DraftFile",
    "DueMove",
    "Extension",
    "HandOver",
    "IssuedResult",
    "KeptPage",
    "LateEntry",
    "LeaderRequest",
    "NationalIntake",
    "Opinion",
    "Original",
    "PageMark",
    "PaperCheck",
    "Pause",
    "PrintedForm",
    "Question",
    "Rating",
    "Recount",
    "ResultReminder",
    "SavedView",
    "ScanPage",
    "ScanTable",
    "ScanUpload",
    "ScannedPaper",
    "SiteMinutes",
    "Supplement",
    "SupplementItem",
    "TakenBack",
    "Task",
    "Transfer",
    "TransferPart",
    "TypedAct",
    "UniqueAnswer",
    "UploadDay",
    "WorkFile",
]
