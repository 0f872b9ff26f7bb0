"""Every template of the web: nothing inline, composed letters, our words (brand.md)."""

import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
# PDF templates carry their own style; they are never sent to a browser.
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "documents" not in path.relative_to(TEMPLATES).parts)
ALL = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt", ".md"})
SCRIPTS = sorted((ROOT / "frontend" / "src").glob("*.js"))
FORBIDDEN_WORDS = ("vui lòng", "không hợp lệ", "bắt buộc nhập", "xin lỗi vì sự bất tiện")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_nothing_inline(path):
    text = path.read_text()
    data = r"(?:src=|type=\"application/(?:ld\+)?json\")"  # data blocks are never run
    assert not re.search(rf"<script(?![^>]*{data})", text), "a script of its own"
    assert not re.search(r"<style\b", text), "a style sheet of its own"
    assert not re.search(r"<[^>]*\sstyle=", text), "a style attribute"
    assert not re.search(r"<[^>]*\son[a-z]+=", text), "an inline handler"
    assert "javascript:" not in text


@pytest.mark.parametrize("path", [*ALL, *SCRIPTS], ids=name)
def test_letters_are_composed(path):
    text = path.read_text()
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("path", [*PAGES, *SCRIPTS], ids=name)
def test_no_words_that_blame_or_beg(path):
    text = path.read_text().lower()
    assert [words for words in FORBIDDEN_WORDS if words in text] == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_exclamation_in_what_people_read(path):
    said = re.findall(r"{%\s*translate\s+[\"'](.+?)[\"']\s*%}", path.read_text())
    assert [words for words in said if words.endswith("!")] == []


def test_every_component_is_documented():
    readme = (TEMPLATES / "README.md").read_text()
    inside = {"accessibility_bar", "header", "main_nav", "person_nav", "messages", "help", "footer", "session_warning", "emblem"}
    components = {path.stem for path in (TEMPLATES / "components").glob("*.html")} - inside
    assert [component for component in sorted(components) if f"{component}.html" not in readme] == []
