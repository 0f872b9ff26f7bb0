"""What a signature looks like on the page (NĐ 30/2020, Phụ lục I): a person's in blue, an agency's round red seal.

The seal is a neutral drawing of our own (two rings, the agency's name, a fourteen-ray star): no State emblem.
Its size is that of a real one, 36 mm, and it covers the left third of the person's signature.
"""

import math
from datetime import datetime
from functools import lru_cache

from common import clock
from vault import ink

MM = 72 / 25.4
PERSON = (72 * MM, 26 * MM)
SEAL = 36 * MM
OVERLAP = 1 / 3

_BLUE = "0.09 0.20 0.55"
_RED = "0.78 0.06 0.10"
_NAME_SIZE = 9.2
_MIN_SIZE = 5.0


def person(name: str, title: str, agency: str, at: datetime) -> bytes:
    """Operators of a person's mark in a box of ``PERSON`` points: who, as what, and when (ISO 8601, +07:00).

    The left third, which the seal will cover, holds the initials only; the words stand free of it.
    """
    width, height = PERSON
    left = width * OVERLAP + 6
    room = width - left - 2
    lines = [
        ("Ký bởi: " + name, "Bold"),
        *((part, "Regular") for part in _wrapped(title, room)),
        *((part, "Regular") for part in _wrapped(agency, room)),
        ("Thời gian ký:", "Regular"),
        (clock.local(at).isoformat(timespec="seconds"), "Regular"),
    ]
    step = min(11.5, (height - 4) / len(lines))
    size = min(_NAME_SIZE, step * 0.86)
    top = height / 2 + step * len(lines) / 2 - size * 0.85
    drawn = [f"q {_BLUE} rg", _initials(name, width * OVERLAP, height)]
    for index, (text, style) in enumerate(lines):
        drawn.append(ink.line(text, left, top - index * step, _fitted(text, room, size, style), style=style))
    return " ".join([*drawn, "Q"]).encode()


def _initials(name: str, width: float, height: float) -> str:
    letters = "".join(word[0] for word in name.split()[-3:]).upper()
    size = _fitted(letters, width * 0.9, 30, "Italic")
    return ink.line(
        letters, (width - ink.face("Italic").width(letters, size)) / 2, height / 2 - size * 0.33, size, style="Italic"
    )


def _fitted(text: str, room: float, size: float, style: str) -> float:
    return max(_MIN_SIZE, min(size, size * room / max(ink.face(style).width(text, size), 0.1)))


def _wrapped(text: str, room: float) -> list[str]:
    """One line, made up to a sixth smaller, or two; the second takes the rest and is made smaller if it must."""
    font = ink.face()
    if not text:
        return []
    if font.width(text, _NAME_SIZE) <= room * 1.2:
        return [text]
    first: list[str] = []
    rest = text.split()
    while rest and font.width(" ".join([*first, rest[0]]), _NAME_SIZE) <= room:
        first.append(rest.pop(0))
    return [" ".join(first), " ".join(rest)]


@lru_cache(maxsize=256)
def seal(agency: str, parent: str = "") -> bytes:
    """Operators of an agency's seal in a square of ``SEAL`` points: its name in the middle, its parent's on the rim."""
    centre = SEAL / 2
    outer, inner = centre - 1.6, centre - 15.5
    rim = (parent or "Chữ ký số của cơ quan").upper()
    size = 8.0
    # The rim's text takes at most 300 degrees; a star closes the ring below.
    while size > _MIN_SIZE and ink.face("Bold").width(rim, size, size * 0.06) > (inner + 2.6) * math.radians(290):
        size -= 0.2
    drawn = [
        f"q {_RED} rg {_RED} RG",
        ink.circle(centre, centre, outer, 2.0),
        ink.circle(centre, centre, outer - 2.6, 0.6),
        ink.circle(centre, centre, inner, 0.8),
        ink.arc(rim, centre, centre, inner + (outer - 2.6 - inner - size * 0.68) / 2, size),
        _star(centre, centre - (inner + outer - 2.6) / 2, 3.6, 5),
        *_middle(agency.upper(), centre, inner - 4),
        "Q",
    ]
    return " ".join(drawn).encode()


def _middle(text: str, centre: float, radius: float) -> list[str]:
    lines = _balanced(text)
    size = 9.0
    while size > _MIN_SIZE and not _fits(lines, size, radius):
        size -= 0.25
    step = size * 1.22
    top = centre - 4 + step * (len(lines) - 1) / 2 - size * 0.33
    drawn = [_star(centre, top + size * 1.05 + 7, 5.5, 14)]
    for index, part in enumerate(lines):
        width = ink.face("Bold").width(part, size)
        drawn.append(ink.line(part, centre - width / 2, top - index * step, size, style="Bold"))
    return drawn


def _fits(lines: list[str], size: float, radius: float) -> bool:
    """Whether every line's ends stay inside the inner ring."""
    step = size * 1.22
    for index, part in enumerate(lines):
        away = abs((len(lines) - 1) / 2 - index) * step + size * 0.5 + 4
        if away >= radius or ink.face("Bold").width(part, size) / 2 > math.sqrt(radius**2 - away**2):
            return False
    return True


def _balanced(text: str) -> list[str]:
    """The name in one to four lines of about equal length."""
    words = text.split()
    count = min(4, max(1, math.ceil(len(text) / 14)))
    aim = len(text) / count
    lines: list[str] = [""]
    for word in words:
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(joined) > aim + 3 and len(lines) < count:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def _star(cx: float, cy: float, radius: float, rays: int) -> str:
    points = []
    for index in range(rays * 2):
        reach = radius if index % 2 == 0 else radius * (0.42 if rays == 5 else 0.5)
        angle = math.pi / 2 + index * math.pi / rays
        points.append(f"{ink.num(cx + reach * math.cos(angle))} {ink.num(cy + reach * math.sin(angle))} {'l' if index else 'm'}")
    return " ".join([*points, "h f"])
