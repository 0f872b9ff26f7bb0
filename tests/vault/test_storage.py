"""Files and sealed columns under a new key, and the nightly look at every file (F19)."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from accounts.models import Person
from common import blobs, crypto, rotation, scrub
from common.models import Blob

OLD, NEW = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "EBESExQVFhcYGRobHB0eHxAREhMUFRYXGBkaGxwdHh8="

pytestmark = pytest.mark.django_db


def test_rotation_rewraps_everything_reads_both_and_goes_on_where_it_stopped(settings, monkeypatch) -> None:
    settings.DATA_KEY = OLD
    people = [Person.objects.create(full_name=f"Người {n}", identity_number=f"07419000{n:04d}") for n in range(3)]
    files = [blobs.put(f"tệp {n}".encode(), "text/plain") for n in range(3)]
    settings.DATA_KEY, settings.DATA_KEYS_OLD = NEW, [OLD]
    assert Person.objects.get(pk=people[0].pk).identity_number == "074190000000"
    assert blobs.read(files[0]) == "tệp 0".encode()
    killed = iter([True, False])
    real = blobs.rewrap
    monkeypatch.setattr(blobs, "rewrap", lambda blob: real(blob) if next(killed) else 1 / 0)
    with pytest.raises(ZeroDivisionError):
        list(rotation.rotate())
    monkeypatch.setattr(blobs, "rewrap", real)
    left = {name: done.changed for name, done in rotation.rotate() if done.changed}
    assert left["files"] == 2, "one was done before the kill"
    settings.DATA_KEYS_OLD = []
    assert {str(one.identity_number) for one in Person.objects.all()} == {f"07419000{n:04d}" for n in range(3)}
    assert [blobs.read(file) for file in files] == [f"tệp {n}".encode() for n in range(3)]
    assert not any(done.changed or done.unreadable for _name, done in rotation.rotate())
    columns = {(model._meta.db_table, column) for model, column in rotation.sealed_columns()}
    assert ("accounts_person", "identity_number") in columns


def test_what_no_key_opens_is_named_and_left_alone(settings) -> None:
    settings.DATA_KEY = OLD
    person = Person.objects.create(full_name="An", identity_number="074190001234")
    settings.DATA_KEY = NEW
    done = dict(rotation.rotate())["accounts_person.identity_number"]
    assert done.unreadable == [str(person.pk)] and done.changed == 0
    with pytest.raises(crypto.Unreadable):
        crypto.rewrap(b"\x02" + bytes(crypto.HEAD))


@pytest.mark.parametrize("harm", ["flip", "remove"])
def test_the_scrub_names_the_rows_of_a_damaged_file(harm: str) -> None:
    whole, hurt = blobs.put(b"a", "text/plain"), blobs.put(b"b", "text/plain")
    path = Path(default_storage.path(hurt.path))
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data) if harm == "flip" else path.unlink()
    found = scrub.scrub()
    assert found.checked == 2 and [one.blob for one in found.damaged] == [str(hurt.pk)]
    assert Blob.objects.get(pk=hurt.pk).damaged_at and Blob.objects.get(pk=whole.pk).damaged_at is None
    assert scrub.scrub().checked == 0, "not again in the same night"
