"""The rows that were ticked: each with the version that the official saw."""

import uuid
from collections.abc import Sequence

from django.http import QueryDict

MOST = 50
Picked = Sequence[tuple[uuid.UUID, int]]


def read(given: QueryDict) -> Picked:
    """(dossier, seen) of each ``chon=<id>:<version>``, once each and at most a page of them; the rest is left out."""
    found: dict[uuid.UUID, int] = {}
    for text in given.getlist("chon")[:MOST]:
        pk, _sep, version = text.partition(":")
        try:
            found[uuid.UUID(pk)] = int(version)
        except ValueError:
            continue
    return list(found.items())


def written(dossier_id: uuid.UUID, seen: int) -> str:
    """The same as a box holds it."""
    return f"{dossier_id}:{seen}"
