"""Work is skipped exactly while what it was made from is unchanged."""

from pathlib import Path

from runtime.stamps import Stamp, digest


def test_a_stamp_holds_until_a_byte_a_name_or_the_cluster_changes(tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001.py").write_text("one")
    value = digest([folder], "cluster-1")
    stamp = Stamp(tmp_path / "stamps" / "migrated", value)
    assert not stamp.holds()
    stamp.set()
    assert Stamp(stamp.path, digest([folder], "cluster-1")).holds()
    assert not Stamp(stamp.path, digest([folder], "cluster-2")).holds()

    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "0001.pyc").write_text("compiled")
    assert digest([folder], "cluster-1") == value, "what Python leaves behind is no change"

    (folder / "0001.py").write_text("two")
    assert digest([folder], "cluster-1") != value
    (folder / "0001.py").rename(folder / "0002.py")
    (folder / "0002.py").write_text("one")
    assert digest([folder], "cluster-1") != value
