"""What every page's frame shows: the province, where help is, how the reader wants text and colours, who is logged in.

One context processor, no query: the account arrives with its person joined (portal/web/account/backends.py).
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.utils.translation import get_language

TEXT_SIZES = (100, 112, 125, 150)
"""Steps of the text in per cent; 112 stands for 112.5 (ux.md §3)."""
CONTRASTS = ("normal", "high", "dark")
SIZE_COOKIE = "co_chu"
CONTRAST_COOKIE = "giao_dien"


@dataclass(frozen=True)
class Site:
    """The frame of a page. ``contrast`` is empty until the reader chooses: then the system's wish is followed."""

    province: str
    hotline: str
    hours: str
    source: str
    language: str
    text_size: int = 100
    contrast: str = ""
    here: str = "/"
    person: str = ""
    official: bool = False
    idle_seconds: int = 0

    @property
    def smaller(self) -> int:
        """The text size one step down; the smallest stays."""
        return TEXT_SIZES[max(TEXT_SIZES.index(self.text_size) - 1, 0)]

    @property
    def larger(self) -> int:
        """The text size one step up; the largest stays."""
        return TEXT_SIZES[min(TEXT_SIZES.index(self.text_size) + 1, len(TEXT_SIZES) - 1)]

    @property
    def smallest(self) -> bool:
        """Whether the text cannot become smaller."""
        return self.text_size == TEXT_SIZES[0]

    @property
    def largest(self) -> bool:
        """Whether the text cannot become larger."""
        return self.text_size == TEXT_SIZES[-1]


def site(request: HttpRequest) -> dict[str, Site]:
    """Context processor: ``site`` for every template. No query for the anonymous, none beyond the account's for others."""
    return {"site": frame(request)}


def frame(request: HttpRequest | None = None) -> Site:
    """The frame for a request, or a bare one for the error pages that must not touch session or database."""
    facts: dict[str, Any] = {
        "province": settings.PROVINCE,
        "hotline": settings.HOTLINE,
        "hours": settings.HOTLINE_HOURS,
        "source": settings.SOURCE_URL,
        "language": get_language() or settings.LANGUAGE_CODE,
    }
    if request is None:
        return Site(**facts)
    facts |= {
        "text_size": text_size(request.COOKIES.get(SIZE_COOKIE)),
        "contrast": contrast(request.COOKIES.get(CONTRAST_COOKIE)),
        "here": request.get_full_path(),
    }
    session = getattr(request, "session", None)
    if session is not None and SESSION_KEY in session and request.user.is_authenticated:
        kind = "official" if request.user.is_official else "citizen"
        facts |= {
            "person": str(request.user),
            "official": request.user.is_official,
            "idle_seconds": int(settings.SESSION_IDLE[kind].total_seconds()),
        }
    return Site(**facts)


def text_size(value: str | None) -> int:
    """One of ``TEXT_SIZES``; anything else is 100."""
    return int(value) if value in {str(size) for size in TEXT_SIZES} else TEXT_SIZES[0]


def contrast(value: str | None) -> str:
    """One of ``CONTRASTS``, or empty when nothing was chosen."""
    return value if value in CONTRASTS else ""
