"""A procedure's page, kept: the body per version, language and catalogue revision; the whole page for strangers.

The body lies in this process's memory (no network) and in Redis (other processes, a fresh start). Nothing personal is in
it, so everyone may share it, and what is kept under an old revision is simply not asked for again: a publication shows at
once where it was made and within a second elsewhere. The frame around it (who is logged in) is rendered for each reader,
except that whoever carries no session has the same frame as every other stranger with the same display settings: for
them the page's bytes are kept too.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from time import monotonic
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template, render_to_string
from django.utils.cache import patch_vary_headers

from portal.web.context import CONTRAST_COOKIE, SIZE_COOKIE
from procedures import content as contents
from procedures import revision, selectors
from procedures.models import Offering, ProcedureVersion
from procedures.selectors import Standing

T = TypeVar("T")
BODY_TEMPLATES = ("public/procedure/_body.html", "public/procedure/_papers.html")
IN_REDIS = 3600  # seconds
FRESH = 1.0  # seconds until another process's publication shows here
FEW_PLACES = 6


class Kept(Generic[T]):
    """The ``most`` newest values of this process; reading and writing are single steps of a dict, so threads may share it."""

    def __init__(self, most: int) -> None:
        self._rows: OrderedDict[str, T] = OrderedDict()
        self._most = most

    def get(self, key: str) -> T | None:
        return self._rows.get(key)

    def put(self, key: str, value: T) -> T:
        self._rows[key] = value
        while len(self._rows) > self._most:
            self._rows.popitem(last=False)
        return value


@dataclass(frozen=True)
class Body:
    """What the page's shell needs: its key, the name, one sentence and the rendered body."""

    key: str
    name: str
    summary: str
    html: str


_standings: Kept[tuple[Standing, float, int]] = Kept(512)
_bodies: Kept[Body] = Kept(512)
_wholes: Kept[tuple[bytes, str]] = Kept(256)


def standing(code: str) -> Standing:
    """``selectors.standing``, at most ``FRESH`` seconds old; never older than a change made by this process itself.

    A busy page would otherwise spend two thirds of its time asking the database for the same row. Raises ``NotFound``.
    No query when kept, one otherwise.
    """
    kept = _standings.get(code)
    if kept is not None and kept[1] > monotonic() and kept[2] == revision.here():
        return kept[0]
    here = revision.here()
    found = selectors.standing(code)
    _standings.put(code, (found, monotonic() + FRESH, here))
    return found


def body(code: str, standing: Standing, language: str, *, printed: bool = False) -> Body:
    """The body of a version. No query when kept, two when it must be rendered."""
    key = f"procedure:{_shape()}:{standing.revision}:{standing.version_id}:{standing.status}:{language}:{printed:d}"
    if (kept := _bodies.get(key)) is not None:
        return kept
    made = cache.get(key)
    if made is None:
        made = _render(key, code, standing, language, printed=printed)
        cache.set(key, made, timeout=IN_REDIS)
    return _bodies.put(key, made)


def for_strangers(request: HttpRequest, body: Body, page: Callable[[], HttpResponse]) -> HttpResponse:
    """``page()``, or its bytes of an earlier time when the reader has no session and asks for nothing special.

    A page that strangers share must hold no token and no message: base.html has neither for them, and one that has is not kept.
    """
    cookies = request.COOKIES
    if settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies or request.META.get("QUERY_STRING"):
        return page()
    key = f"{body.key}|{request.path}|{cookies.get(SIZE_COOKIE, '')[:8]}|{cookies.get(CONTRAST_COOKIE, '')[:8]}"
    kept = _wholes.get(key)
    if kept is None:
        made = page()
        if made.status_code != 200 or b"csrfmiddlewaretoken" in made.content:
            return made
        kept = _wholes.put(key, (made.content, made["Content-Type"]))
    answer = HttpResponse(kept[0], content_type=kept[1])
    patch_vary_headers(answer, ("Cookie",))
    return answer


def content(version: ProcedureVersion, language: str) -> dict[str, Any]:
    """The version's content in a language, Vietnamese where it has no translation."""
    return contents.localised(version.content, language)


@lru_cache(maxsize=1)
def _shape() -> str:
    """A mark of templates and translations, so that a new release does not show bodies that an old one left in Redis."""
    sources = [get_template(name).template.source for name in BODY_TEMPLATES]  # type: ignore[attr-defined]
    sources += [str(path.stat().st_mtime_ns) for folder in settings.LOCALE_PATHS for path in sorted(Path(folder).rglob("*.mo"))]
    return hashlib.sha256("".join(sources).encode()).hexdigest()[:8]


def _render(key: str, code: str, standing: Standing, language: str, *, printed: bool) -> Body:
    version = selectors.version(standing.version_id)
    document = content(version, language)
    name = document["names"].get(language) or document["names"]["vi"]
    places = selectors.offerings(version)
    papers = document.get("papers", ())
    context = {
        "version": version,
        "publication": version.publication,
        "code": code,
        "name": name,
        "content": document,
        "always": [paper for paper in papers if "when" not in paper],
        "sometimes": [paper for paper in papers if "when" in paper],
        "places": _districts(places),
        "few": places if len(places) <= FEW_PLACES else [],
        "total": len(places),
        "open": standing.status == "published",
        "printed": printed,
        "checkable": bool(document.get("eligibility")),
    }
    return Body(key, name, document["summary"], render_to_string(BODY_TEMPLATES[0], context))


def _districts(places: list[Offering]) -> list[Mapping[str, Any]]:
    """Places under the body above the handling agency, as the tree orders them: {"above", "places"}."""
    above = [(place.handling.parent.name if place.handling.parent else place.handling.name, place) for place in places]
    return [{"above": name, "places": [place for _, place in group]} for name, group in groupby(above, key=lambda item: item[0])]
