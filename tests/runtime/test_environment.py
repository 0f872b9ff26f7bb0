"""Settings from the environment: what is understood, and that nonsense stops the start with a sentence."""

from pathlib import Path

import pytest

from portal.settings import env
from portal.settings.env import BadSetting


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1", True),
        ("TRUE", True),
        ("yes", True),
        ("on", True),
        ("0", False),
        ("no", False),
        ("Off", False),
        ("", True),
        ("  ", True),
    ],
)
def test_yes_and_no_in_every_usual_spelling(monkeypatch: pytest.MonkeyPatch, written: str, meant: bool) -> None:
    monkeypatch.setenv("A_SWITCH", written)
    assert env.boolean("A_SWITCH", True) is meant


@pytest.mark.parametrize(("reader", "written"), [(env.boolean, "maybe"), (env.integer, "8 000"), (env.integer, "8k")])
def test_nonsense_is_named_and_never_guessed(monkeypatch: pytest.MonkeyPatch, reader, written: str) -> None:
    monkeypatch.setenv("A_SETTING", written)
    with pytest.raises(BadSetting, match=f"A_SETTING='{written}'"):
        reader("A_SETTING", 1)


def test_a_setting_without_default_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "   ")
    with pytest.raises(BadSetting, match="A_SECRET is not set"):
        env.text("A_SECRET")


def test_words_folder_and_number(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOSTS", "a.vn, b.vn ,,")
    monkeypatch.setenv("PLACE", str(tmp_path / "new" / "place"))
    monkeypatch.setenv("PORT", " 8000 ")
    assert env.words("HOSTS", []) == ["a.vn", "b.vn"]
    assert env.folder("PLACE", tmp_path).is_dir()
    assert env.integer("PORT", 1) == 8000
