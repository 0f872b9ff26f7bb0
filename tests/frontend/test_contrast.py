"""Every pair of text and ground that the style sheets use, computed from the tokens themselves (brand.md)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "frontend" / "src" / "_tokens.scss"
LEAST = {"normal": 4.5, "dark": 4.5, "high": 7.0}
TEXT_LEAST_UI = 3.0

# text, grounds on which it stands
PAIRS = {
    "ink": ("paper", "surface", "blue-bg", "green-bg", "grey-bg", "row"),
    "soft": ("paper", "surface", "blue-bg", "row"),
    "link": ("paper", "surface", "blue-bg", "green-bg", "row"),
    "link-hover": ("paper", "surface", "blue-bg"),
    "link-visited": ("paper", "surface", "row"),
    "on-brand": ("brand", "brand-dark"),
    "on-button": ("button", "button-hover"),
    "focus-ink": ("focus",),
    "green": ("green-bg", "paper", "surface"),
    "amber": ("amber-bg",),
    "crimson": ("crimson-bg", "paper", "surface"),
    "blue": ("blue-bg", "paper"),
}
# Borders, rings and signs that carry meaning: 3:1 (WCAG 1.4.11).
SIGNS = {"input": ("paper",), "focus-ink": ("focus",), "gold": ("brand",), "accent": ("paper", "surface")}


def tokens(theme: str) -> dict[str, str]:
    """Name → #RRGGBB of one theme."""
    body = re.search(rf"@mixin {theme} {{(.*?)\n}}", TOKENS.read_text(), re.S)
    assert body, f"no theme {theme}"
    return dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", body[1]))


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_formula_knows_black_on_white():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", LEAST)
def test_text_can_be_read(theme):
    colours = tokens(theme)
    weak = {
        f"{text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for text, grounds in PAIRS.items()
        for ground in grounds
        if contrast(colours[text], colours[ground]) < LEAST[theme]
    }
    assert weak == {}


@pytest.mark.parametrize("theme", LEAST)
def test_signs_can_be_seen(theme):
    colours = tokens(theme)
    weak = {
        f"{sign} on {ground}"
        for sign, grounds in SIGNS.items()
        for ground in grounds
        if contrast(colours[sign], colours[ground]) < TEXT_LEAST_UI
    }
    assert weak == set()


def test_every_theme_sets_the_same_tokens():
    assert set(tokens("high")) == set(tokens("normal")) == set(tokens("dark"))


def test_no_colour_stands_outside_the_tokens():
    allowed = {"_tokens.scss", "_print.scss"}
    found = {
        f"{path.name}: {colour}"
        for path in TOKENS.parent.glob("*.scss")
        if path.name not in allowed
        for colour in re.findall(r"#[0-9a-fA-F]{3,6}\b(?![^{]*\{#)", re.sub(r"#\{[^}]*\}", "", path.read_text()))
    }
    # A QR code must stay black on white for cameras, in every theme.
    assert found == {"_components.scss: #fff"}
