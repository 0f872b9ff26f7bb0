"""I8: files that nothing names go after a day, files that a row names stay."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from common import blobs, sweeping
from common.ids import uuid7
from common.models import Blob
from tests.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path: Path) -> None:
    """In the folder of the run lie files of rows that other tests put back later: to this test they are strays."""
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}}


def test_only_what_nothing_names_is_swept() -> None:
    draft = build().draft()
    named = draft.files.first().blob
    forgotten = blobs.put(b"nobody's", "text/plain")
    name = uuid7().hex
    stray = default_storage.save(f"blobs/{name[-2:]}/{name}", ContentFile(b"no row"))

    assert sweeping.sweep() == 0, "younger than a day"
    assert sweeping.sweep(timedelta(seconds=-1)) >= 2

    assert not Blob.objects.filter(pk=forgotten.pk).exists()
    assert not default_storage.exists(forgotten.path)
    assert not default_storage.exists(stray)
    assert blobs.read(named)
