"""What npm run build makes: small enough, in Vietnamese, with nothing of another government's look, the same every time."""

import gzip
import json
import re
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"
DIST = FRONTEND / "dist"
# Default words of govuk-frontend's scripts; any of them in a bundle would reach a Vietnamese page (ux.md, front-end.md).
ENGLISH = (
    "Show password", "Hide password", "Your password is", "characters remaining", "characters too many", "words remaining",
    "Choose file", "No file chosen", "or drop file", "Entered drop zone", "Show all sections", "Hide all sections",
    "Show this section", "Exit this page", "Loading.",
)  # fmt: skip
BUDGET = {
    "app.css": 18_000,
    "desk.css": 20_000,
    "publisher.css": 6_000,
    "app.js": 35_000,
    "desk.js": 35_000,
    "counter.css": 3_000,
    "hall.css": 4_000,
    "scans.css": 3_000,
    "counter.js": 16_000,
    "hall.js": 3_000,
}

pytestmark = pytest.mark.skipif(not DIST.exists(), reason="frontend/dist is not built (npm run build)")


def read(name: str) -> str:
    return (DIST / name).read_text()


@pytest.mark.parametrize(("name", "limit"), BUDGET.items())
def test_weight(name, limit):
    assert len(gzip.compress((DIST / name).read_bytes(), 9)) <= limit


def test_fonts_weigh_38_kb_together():
    fonts = list((DIST / "fonts").glob("*.woff2"))
    assert len(fonts) == 4
    assert sum(font.stat().st_size for font in fonts) <= 38_000


@pytest.mark.parametrize("name", ["app.js", "desk.js"])
def test_no_english_default_words(name):
    assert [words for words in ENGLISH if words in read(name)] == []


@pytest.mark.parametrize("name", ["app.js", "desk.js", "htmx.js"])
def test_content_security_policy_is_enough(name):
    script = read(name)
    if name != "htmx.js":  # htmx holds its evaluating code behind allowEval, which base.html switches off
        assert "new Function" not in script
        assert not re.search(r"\beval\(", script)


@pytest.mark.parametrize("name", ["app.css", "desk.css"])
def test_style_sheet_is_ours(name):
    css = read(name)
    assert "GDS Transport" not in css
    assert "crown" not in css
    for colour in ("#1d70b8", "#1a65a6", "#fd0;", "#0f7a52"):
        assert colour not in css.lower()
    assert not re.search(r"url\(\s*['\"]?(?:https?:|//|/)", css), "addresses must be relative to be hashed"


def test_every_file_named_in_the_style_sheet_exists():
    for address in re.findall(r"url\(([^)]+)\)", read("app.css")):
        if not address.startswith("data:"):
            assert (DIST / address).is_file(), address


def test_lockfile_has_no_download_addresses():
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert all(entry.get("integrity") for name, entry in lock["packages"].items() if name)


def test_packages_are_pinned_exactly():
    package = json.loads((FRONTEND / "package.json").read_text())
    for version in {**package["dependencies"], **package["devDependencies"]}.values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), version


def test_manifest_names_an_icon_that_exists():
    manifest = json.loads(read("manifest.webmanifest"))
    assert manifest["lang"] == "vi"
    assert all((DIST / icon["src"]).is_file() for icon in manifest["icons"])
