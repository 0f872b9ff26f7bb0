"""The body of a procedure's page: rendered once per version, language and catalogue revision, then kept.

Two places: this process's memory (no network) and Redis (other processes, a fresh start). Nothing personal is in a body,
so everyone may share it; what is kept under an old revision is simply not asked for again.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string

from procedures import content as contents
from procedures import selectors
from procedures.models import Offering, ProcedureVersion
from procedures.selectors import Standing

MOST_IN_MEMORY = 512
FEW_PLACES = 6
_memory: OrderedDict[str, "Body"] = OrderedDict()


@dataclass(frozen=True)
class Body:
    """What the page's shell needs: the name, the rendered body, and whether there is a check to begin with."""

    code: str
    name: str
    summary: str
    html: str
    checkable: bool


def body(code: str, standing: Standing, language: str, *, printed: bool = False) -> Body:
    """The body of a version. No query when kept, three when it must be rendered."""
    key = f"procedure:{standing.revision}:{standing.version_id}:{standing.status}:{language}:{printed:d}"
    if (kept := _memory.get(key)) is not None:
        return kept
    made = cache.get(key)
    if made is None:
        made = _render(code, standing, language, printed=printed)
        cache.set(key, made, timeout=24 * 3600)
    _memory[key] = made
    if len(_memory) > MOST_IN_MEMORY:
        _memory.popitem(last=False)
    return made


def content(version: ProcedureVersion, language: str) -> dict[str, Any]:
    """The version's content in a language, Vietnamese where it has no translation."""
    return contents.localised(version.content, language)


def _render(code: str, standing: Standing, language: str, *, printed: bool) -> Body:
    version = selectors.version(standing.version_id)
    document = content(version, language)
    name = document["names"].get(language) or document["names"]["vi"]
    places = selectors.offerings(version)
    context = {
        "version": version,
        "publication": version.publication,
        "code": code,
        "name": name,
        "content": document,
        "always": [p for p in document.get("papers", ()) if "when" not in p],
        "sometimes": [p for p in document.get("papers", ()) if "when" in p],
        "places": _districts(places),
        "few": places if len(places) <= FEW_PLACES else [],
        "total": len(places),
        "open": standing.status == "published",
        "status": standing.status,
        "printed": printed,
        "checkable": bool(document.get("eligibility")),
    }
    html = render_to_string("public/procedure/_body.html", context)
    return Body(code, name, document["summary"], html, context["checkable"])


def _districts(places: list[Offering]) -> list[Mapping[str, Any]]:
    """Places under the body above the handling agency, as the tree orders them: {"above", "places"}."""
    above = [(place.handling.parent.name if place.handling.parent else place.handling.name, place) for place in places]
    return [{"above": name, "places": [place for _, place in group]} for name, group in groupby(above, key=lambda item: item[0])]
