"""Returning a draft with what is wrong in each section: one reason to read, and a remark at each section to work off."""

import uuid
from collections.abc import Mapping

from django.db import transaction

from common.actors import Actor
from common.text import nfc
from procedures import sections
from procedures.models import VersionDraft
from procedures.services import comments
from procedures.services.reviewing import send_back


@transaction.atomic
def return_draft(
    draft_id: uuid.UUID, *, by: Actor, seen: int, reason: str = "", wrong: Mapping[str, str] | None = None
) -> VersionDraft:
    """``reason`` for the whole, ``wrong`` by section; at least one. Raises what ``send_back`` and ``comments.say`` raise."""
    said = {key: nfc(text.strip()) for key, text in (wrong or {}).items() if key in sections.BY_KEY and text.strip()}
    lines = [reason.strip(), *(f"{sections.BY_KEY[key].title}: {text}" for key, text in said.items())]
    draft = send_back(draft_id, by=by, seen=seen, reason="\n".join(filter(None, lines)))
    for key, text in said.items():
        comments.say(draft_id, text, by=by, section=key, quiet=True)
    return draft
