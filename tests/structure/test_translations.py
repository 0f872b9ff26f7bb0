"""Vietnamese first, English second: every interface string has its English words with the same placeholders."""

import gettext
import re
import subprocess
from pathlib import Path

import pytest

PO = Path(__file__).resolve().parent.parent.parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Names that have no English form of their own.
STAYS = frozenset({"Luật Bảo vệ dữ liệu cá nhân"})
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> gettext.GNUTranslations:
    compiled = tmp_path_factory.mktemp("mo") / "django.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", compiled, PO], check=True, capture_output=True)
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def entries() -> list[str]:
    return [
        "".join(re.findall(r'"(.*)"', block.split("msgstr")[0].split("msgid_plural")[0].split("msgid", 1)[1]))
        for block in PO.read_text(encoding="utf-8").split("\n\n")[1:]
        if "msgid" in block and not block.startswith("#~")
    ]


def test_no_string_is_left_in_vietnamese_only(catalogue: gettext.GNUTranslations) -> None:
    known = {key if isinstance(key, str) else key[0] for key in catalogue._catalog if key}
    words = {key.rpartition("\x04")[2] for key in known}  # without its context
    missing = [text for text in entries() if text and _plain(text) not in words]
    assert [text for text in missing if text not in STAYS] == []


def _plain(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def test_placeholders_survive(catalogue: gettext.GNUTranslations) -> None:
    wrong = [
        key
        for key, value in catalogue._catalog.items()
        if isinstance(key, str) and key and sorted(set(PLACEHOLDER.findall(key))) != sorted(set(PLACEHOLDER.findall(value)))
    ]
    assert wrong == []
