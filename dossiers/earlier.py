"""What the same person has filed or holds already, by fact name: earlier dossiers and papers of the vault."""

import uuid
from typing import Any

from accounts.models import Organisation, Person, User
from common import clock
from dossiers.loaded import load
from dossiers.models import Dossier, IssuedResult
from dossiers.sources import Kind, Source
from eforms import paths
from eforms.paths import MISSING
from vault.models import Document

DOSSIERS, PAPERS = 3, 10
Found = list[tuple[Source, dict[str, Any]]]


def dossiers(user: User, organisation: Organisation | None, child: Person | None = None) -> Found:
    """The latest dossiers that ``user`` filed in the same capacity, newest first, with what each answered by fact name.

    One query, one more for each version that this process has not compiled.
    """
    rows = Dossier.objects.filter(applicant=user, organisation=organisation, child=child).order_by("-submitted_at")
    found = []
    for row in rows.only("code", "answers", "submitted_at", "version_id", "case")[:DOSSIERS]:
        values = _answered(row)
        if values:
            found.append((Source(Kind.DOSSIER, clock.local(row.submitted_at).date(), row.code), values))
    return found


def _answered(dossier: Dossier) -> dict[str, Any]:
    """Answers to questions that name a fact; rows of a group are about others."""
    values: dict[str, Any] = {}
    for node in load(dossier.version_id, dossier.case).form.nodes:
        name = node.fact or node.prefill
        value = paths.get(dossier.answers, node.parts) if name and not node.grids else MISSING
        if value is not MISSING and not node.is_empty(value):
            values.setdefault(name, value)
    return values


def papers(owner: uuid.UUID | None) -> Found:
    """Papers in force that a person owns, newest first, with the data attached to them.

    A field of a result names the fact that it holds by ``fact`` in the version's ``results``; without that it tells nothing
    about the owner (a birth certificate speaks of the child). One query.
    """
    if owner is None:
        return []
    # Of a paper that was brought in, our values are the form's, not the paper's: it tells nothing.
    rows = IssuedResult.objects.filter(brought="", document__owner_person=owner, document__status=Document.Status.IN_FORCE)
    found = []
    for row in rows.select_related("document", "dossier").order_by("-document__issued_on", "-pk")[:PAPERS]:
        values = _held(row)
        if values:
            title = f"{row.document.title} số {row.document.number}" if row.document.number else row.document.title
            found.append((Source(Kind.PAPER, row.document.issued_on, title), values))
    return found


def _held(result: IssuedResult) -> dict[str, Any]:
    key = result.result_key.partition(".")[0]
    loaded = load(result.dossier.version_id, result.dossier.case)
    entry = next((one for one in loaded.content["results"] if one["key"] == key), {})
    named = {field["fact"]: result.values.get(field["key"]) for field in entry.get("fields", ()) if field.get("fact")}
    return {name: value for name, value in named.items() if value}
