"""The catalogue: procedures, their immutable versions and drafts of them, who offers them, the words people search with."""

from procedures.models.annexes import DecisionAnnex
from procedures.models.catalogue import Field, LegalBasis, LifeEvent, Procedure
from procedures.models.comments import DraftComment
from procedures.models.drafts import DraftChange, VersionDraft
from procedures.models.imports import ImportItem, ImportRun
from procedures.models.offerings import Offering
from procedures.models.replacing import BasisReplacement, BasisReplacementRow
from procedures.models.search import SearchEntry, SearchMiss, Synonym
from procedures.models.simplification import CostSheet, Proposal
from procedures.models.versions import ProcedureVersion, Publication

__all__ = [
    "BasisReplacement",
    "BasisReplacementRow",
    "CostSheet",
    "DecisionAnnex",
    "DraftChange",
    "DraftComment",
    "Field",
    "ImportItem",
    "ImportRun",
    "LegalBasis",
    "LifeEvent",
    "Offering",
    "Procedure",
    "ProcedureVersion",
    "Proposal",
    "Publication",
    "SearchEntry",
    "SearchMiss",
    "Synonym",
    "VersionDraft",
]
