"""A procedure's page, kept: the body per version, language, day and catalogue revision; the whole page for strangers.

The body lies in this process's memory (no network) and in Redis (other processes, a fresh start). Nothing personal is in
it, so everyone may share it, and what is kept under an old revision is simply not asked for again: a publication shows at
once where it was made and within a second elsewhere. The frame around it (who is logged in) is rendered for each reader,
except that whoever carries no session has the same frame as every other stranger with the same display settings: for
them the page's bytes are kept too.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template, render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString

from common import clock
from portal.web.context import CONTRAST_COOKIE, SIZE_COOKIE
from portal.web.public.kept import Kept
from portal.web.public.procedure import shown, structured
from procedures import revision, selectors
from procedures.selectors import Standing

FOLDER = "public/procedure"
BODY, SHEET, BANNER = f"{FOLDER}/_body.html", f"{FOLDER}/_sheet.html", f"{FOLDER}/_banner.html"
PARTS = (
    BODY,
    SHEET,
    BANNER,
    f"{FOLDER}/_sheet_papers.html",
    *(f"{FOLDER}/_{name}.html" for name in ("papers", "file", "ways", "places", "bases", "agencies")),
)
IN_REDIS = 3600  # seconds
FRESH = 1.0  # seconds until another process's publication shows here


@dataclass(frozen=True)
class Body:
    """What the page's shell needs beside its key: the name, one sentence, the rendered parts, the data for search engines.

    ``startable``: one can file here and now, so there is a button. ``asks``: there is something to ask for a personal list.
    """

    key: str
    name: str
    summary: str
    field: tuple[str, str]
    banner: str
    html: str
    data: SafeString
    startable: bool
    asks: bool


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
    """The body of a version. No query when kept, at most a dozen when it must be rendered."""
    mark = f"{standing.revision}:{standing.version_id}:{standing.status}:{clock.today()}"
    key = f"procedure:{_shape()}:{mark}:{language}:{printed:d}"
    if (kept := _bodies.get(key)) is not None:
        return kept
    made = cache.get(key)
    if made is None:
        made = _render(key, standing, language, printed=printed)
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


@lru_cache(maxsize=1)
def _shape() -> str:
    """A mark of templates and translations, so that a new release does not show bodies that an old one left in Redis."""
    sources = [get_template(name).template.source for name in PARTS]  # type: ignore[attr-defined]
    sources += [str(path.stat().st_mtime_ns) for folder in settings.LOCALE_PATHS for path in sorted(Path(folder).rglob("*.mo"))]
    return hashlib.sha256("".join(sources).encode()).hexdigest()[:8]


def _render(key: str, standing: Standing, language: str, *, printed: bool) -> Body:
    found = shown.facts(standing, language, printed=printed)
    field = found["version"].procedure.field
    return Body(
        key,
        found["name"],
        found["content"].get("summary", ""),
        (field.code, field.name),
        render_to_string(BANNER, found),
        render_to_string(SHEET if printed else BODY, found),
        structured.markup(found),
        found["startable"],
        found["asks"],
    )
