"""Where data lie, and the sentences for a disk or a folder that will not do."""

import os
from collections import namedtuple
from pathlib import Path

import pytest

from runtime import places
from runtime.places import Places
from runtime.says import Stop

Usage = namedtuple("Usage", "total used free")


def test_a_disk_that_is_almost_full_is_named_before_postgres_fails_on_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places.shutil, "disk_usage", lambda folder: Usage(10, 9, 50 * 2**20))
    with pytest.raises(Stop, match="chỉ còn 50 MB") as stopped:
        places.check_disk(tmp_path)
    assert "Only 50 MB are free" in str(stopped.value)


def test_portal_var_moves_everything_and_a_file_in_its_place_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path / "elsewhere"))
    assert places.standing().log == tmp_path / "elsewhere" / "log"
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path / "file"))
    with pytest.raises(Stop, match="Đặt PORTAL_VAR"):
        places.standing()


def test_throw_away_places_can_be_walked_by_postgres_and_vanish() -> None:
    here = places.throwaway("place-test")
    uid = places.postgres_uid(here)
    home = places.postgres_home(uid, here)
    assert home.parent == here.var
    assert home.stat().st_uid == (os.geteuid() if uid is None else uid)
    here.remove()
    assert not here.var.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to be someone else")
def test_as_root_a_closed_folder_sends_the_data_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, outside = tmp_path / "closed", tmp_path / "outside"
    closed.mkdir(mode=0o700)
    outside.mkdir()
    monkeypatch.setattr(places, "_home_outside", lambda: outside)
    home = places.postgres_home(places.postgres_uid(), Places(closed))
    assert home.parent == outside
    assert home.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_as_root_the_owner_of_older_data_stays_its_owner(tmp_path: Path) -> None:
    cluster = tmp_path / "postgres" / "cluster"
    cluster.mkdir(parents=True)
    os.chown(cluster, 4711, 4711)
    assert places.postgres_uid(Places(tmp_path)) == 4711
