"""Letters as outlines: what a visible signature is drawn with, so that it needs no font inside the PDF.

Design requirements: (1) an incremental update of a PDF/A-3 may bring no unembedded font: outlines have none;
(2) every Vietnamese letter (Liberation Serif 2.x; version 1 lacks them and is refused); (3) quick: a glyph is
read from the font once per process. Lengths are PDF points, y upward.
"""

import math
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from common.text import nfc

if TYPE_CHECKING:
    from fontTools.pens.basePen import BasePen

FAMILY = "Liberation Serif"
Point = tuple[float, float]


class FontMissing(RuntimeError):
    """The system has no Times-metric font with Vietnamese letters; the message says which package brings it."""


def num(value: float) -> str:
    """A number as PDF writes it: six decimals at most, never an exponent."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


@lru_cache
def _pen() -> "type[BasePen]":
    from fontTools.pens.basePen import BasePen

    class Operators(BasePen):
        """Turns outlines into path operators; quadratic curves become cubic in BasePen."""

        def __init__(self, glyphs: Any) -> None:
            super().__init__(glyphs)
            self.parts: list[str] = []

        def _moveTo(self, pt: Point) -> None:
            self.parts.append(f"{num(pt[0])} {num(pt[1])} m")

        def _lineTo(self, pt: Point) -> None:
            self.parts.append(f"{num(pt[0])} {num(pt[1])} l")

        def _curveToOne(self, one: Point, two: Point, to: Point) -> None:
            self.parts.append(f"{num(one[0])} {num(one[1])} {num(two[0])} {num(two[1])} {num(to[0])} {num(to[1])} c")

        def _closePath(self) -> None:
            self.parts.append("h")

    return Operators


@dataclass(frozen=True)
class Glyph:
    """A letter's outline as path operators and its advance, both in font units."""

    path: str
    advance: float


class Face:
    """One face of the family; letters are NFC code points, which is all that Vietnamese needs (no shaping)."""

    def __init__(self, path: str) -> None:
        from fontTools.ttLib import TTFont

        font = TTFont(path, lazy=True)
        self._names = font.getBestCmap()
        if ord("ệ") not in self._names or ord("Ữ") not in self._names:
            raise FontMissing(f"{path} has no Vietnamese letters: install fonts-liberation2")
        self._glyphs = font.getGlyphSet()
        self.em: int = font["head"].unitsPerEm
        self._kept: dict[str, Glyph] = {}

    def glyph(self, letter: str) -> Glyph:
        """The letter's outline; a letter that the font lacks is drawn as its missing-glyph box."""
        if letter not in self._kept:
            name = self._names.get(ord(letter), ".notdef")
            pen: Any = _pen()(self._glyphs)
            self._glyphs[name].draw(pen)
            self._kept[letter] = Glyph(" ".join(pen.parts), self._glyphs[name].width)
        return self._kept[letter]

    def width(self, text: str, size: float, spacing: float = 0) -> float:
        """The advance of a line in points; ``spacing`` is added between letters."""
        return sum(self.glyph(c).advance for c in nfc(text)) * size / self.em + spacing * max(len(nfc(text)) - 1, 0)


@lru_cache
def face(style: str = "Regular") -> Face:
    """The face ``Regular``, ``Bold`` or ``Italic``; raises ``FontMissing``."""
    try:
        pattern = f"{FAMILY}:style={style}:lang=vi"
        found = subprocess.run(
            ["fc-match", "-f", "%{family}|%{file}", pattern], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise FontMissing("fc-match does not run: install fontconfig") from error
    family, _, path = found.partition("|")
    if FAMILY not in family:
        raise FontMissing(f"{FAMILY} is not installed: install fonts-liberation2")
    return Face(path)


def line(text: str, x: float, y: float, size: float, *, style: str = "Regular") -> str:
    """Operators that fill ``text`` with its baseline's left end at (x, y)."""
    font = face(style)
    scale = size / font.em
    out = []
    for letter in nfc(text):
        glyph = font.glyph(letter)
        if glyph.path:
            out.append(f"q {num(scale)} 0 0 {num(scale)} {num(x)} {num(y)} cm {glyph.path} f Q")
        x += glyph.advance * scale
    return " ".join(out)


def arc(text: str, cx: float, cy: float, radius: float, size: float, *, style: str = "Bold") -> str:
    """Operators that fill ``text`` along a circle of ``radius`` at the letters' feet, centred at its top."""
    font = face(style)
    scale = size / font.em
    spacing = size * 0.06
    angle = math.pi / 2 + font.width(text, size, spacing) / radius / 2
    out = []
    for letter in nfc(text):
        glyph = font.glyph(letter)
        half = glyph.advance * scale / radius / 2
        angle -= half
        cos, sin = math.cos(angle - math.pi / 2) * scale, math.sin(angle - math.pi / 2) * scale
        x, y = cx + radius * math.cos(angle), cy + radius * math.sin(angle)
        if glyph.path:
            # Turn about the letter's middle, so that it stands square on the circle.
            shift = glyph.advance / 2
            matrix = f"{num(cos)} {num(sin)} {num(-sin)} {num(cos)} {num(x - cos * shift)} {num(y - sin * shift)}"
            out.append(f"q {matrix} cm {glyph.path} f Q")
        angle -= half + spacing / radius
    return " ".join(out)


def circle(cx: float, cy: float, radius: float, width: float) -> str:
    """Operators that stroke a circle of four Bézier arcs."""
    k = radius * 0.5523
    return (
        f"{num(width)} w {num(cx + radius)} {num(cy)} m "
        f"{num(cx + radius)} {num(cy + k)} {num(cx + k)} {num(cy + radius)} {num(cx)} {num(cy + radius)} c "
        f"{num(cx - k)} {num(cy + radius)} {num(cx - radius)} {num(cy + k)} {num(cx - radius)} {num(cy)} c "
        f"{num(cx - radius)} {num(cy - k)} {num(cx - k)} {num(cy - radius)} {num(cx)} {num(cy - radius)} c "
        f"{num(cx + k)} {num(cy - radius)} {num(cx + radius)} {num(cy - k)} {num(cx + radius)} {num(cy)} c s"
    )
