"""A draft's beginning and its place: what was said before it was begun stands in it, and it may go to another place later."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from common.errors import NotFound
from dossiers.loaded import load
from dossiers.locks import lock_open_draft
from dossiers.models import Draft
from eforms import paths
from procedures import selectors
from procedures.models import Offering


@transaction.atomic
def fill(draft_id: uuid.UUID, user: User, said: Mapping[str, str]) -> Draft:
    """Put first answers {path: value} into a draft nobody has written in; paths that its form does not ask are left out.

    Its pages still ask, with these chosen. Two statements. Raises ``NotAllowed`` once it was submitted.
    """
    draft = lock_open_draft(draft_id, user)
    form = load(draft.version_id, draft.case).form
    answers: dict[str, Any] = {}
    for path, value in said.items():
        node = form.by_path.get(path)
        if node is not None and not node.grids and node.kind.input:
            paths.put(answers, tuple(path.split(".")), value)
    if answers and not draft.answers:
        draft.answers = answers
        draft.save(update_fields=["answers"])
    return draft


@transaction.atomic
def hand_in_at(draft_id: uuid.UUID, user: User, offering: Offering) -> Draft:
    """Send a draft to another place of its procedure; the answers stay. Three statements.

    Raises ``NotFound`` for a place that does not take it online today, ``NotAllowed`` once it was submitted.
    """
    draft = lock_open_draft(draft_id, user)
    if offering.pk not in {place.pk for place in selectors.offerings(draft.version) if place.online}:
        raise NotFound
    draft.offering, draft.receiving = offering, None
    draft.save(update_fields=["offering", "receiving"])
    return draft
