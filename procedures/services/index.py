"""Keeping search in step with the catalogue: the entry is rebuilt where a version is published."""

from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from common.text import nfc
from procedures import revision
from procedures.models import ProcedureVersion, SearchEntry
from procedures.search.words import plain


def reindex(version: ProcedureVersion) -> None:
    """Rebuild the entry of a version's procedure; must run in the transaction that published it."""
    title = nfc(version.name)
    keywords, text = searchable(version.content, field=version.procedure.field.name)
    folded_title, folded_words, folded_text = plain(title), plain(keywords), plain(text)
    vector = (
        SearchVector(Value(folded_title), weight="A", config="simple")
        + SearchVector(Value(folded_words), weight="B", config="simple")
        + SearchVector(Value(folded_text), weight="D", config="simple")
    )
    SearchEntry.objects.update_or_create(
        procedure_id=version.procedure_id,
        defaults={
            "title": title,
            "folded_title": folded_title,
            "folded_text": f"{folded_words} {folded_text}".strip(),
            "vector": vector,
        },
    )
    revision.bump()


def searchable(content: dict[str, Any], *, field: str) -> tuple[str, str]:
    """What else a procedure is found by: (keywords and results, field and papers)."""
    results = [result["name"] for result in content.get("results", ())]
    papers = [paper["name"] for paper in content.get("papers", ())]
    return " ".join([*content.get("keywords", ()), *results]), " ".join([field, *papers])
