"""What a page of the wizard carries about its tab (dossiers/saves.py): hidden boxes, read back from what is sent."""

import secrets
from collections.abc import Mapping

from dossiers import saves
from dossiers.models import Draft
from dossiers.saves import Tab

TAB, SEEN, ORDER = "_tab", "_seen", "_order"


def fresh(draft: Draft, page: str) -> Tab:
    """A tab that has just read the page."""
    return Tab(secrets.token_urlsafe(9), saves.number(draft.saves, page))


def of(sent: Mapping[str, str]) -> Tab | None:
    """The tab that sent this; ``None`` for programs and for pages that were open before tabs were told apart."""
    numbers = [str(sent.get(name, "") or "0") for name in (SEEN, ORDER)]
    if not sent.get(TAB) or not all(number.isdecimal() and len(number) < 10 for number in numbers):
        return None
    return Tab(str(sent[TAB])[: saves.MOST_TAB], *map(int, numbers))
