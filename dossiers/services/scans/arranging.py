"""Sorting the pages on the table: one key press, one transaction. The rules are in dossiers/scan_order.py."""

import uuid

from django.db import transaction

from accounts.models import User
from common.errors import NotFound
from dossiers import scan_order
from dossiers.models import ScanPage, ScanTable
from dossiers.services.scans import tables

NAME = "paper"
COLUMNS = ["position", "fate", "begins", "paper_key", "turn", "turned_by_machine"]


@transaction.atomic
def arrange(table: ScanTable, *, by: User, seen: int, do: str, page: uuid.UUID | None = None, paper: str = "") -> ScanTable:
    """Do one thing to ``page`` (or to all blank ones); ``paper``: the key for ``paper``, empty to take a name off.

    The caller has checked that the key is one of the procedure's. Raises ``Stale`` when the table changed since ``seen``,
    ``NotFound`` for a page that is no longer on it or an unknown act.
    """
    table = tables.lock(table.pk, seen=seen)
    pages = list(table.pages.filter(paper__isnull=True))
    if do in scan_order.ON_BLANKS:
        changed = scan_order.settle_blanks(pages, scan_order.ON_BLANKS[do])
    else:
        at = next((place for place, row in enumerate(pages) if row.pk == page), None)
        if at is None or (do != NAME and do not in scan_order.ON_A_PAGE):
            raise NotFound
        changed = scan_order.name(pages, at, paper) if do == NAME else scan_order.ON_A_PAGE[do](pages, at)
    if changed:
        ScanPage.objects.bulk_update(changed, COLUMNS)
        tables.touch(table, by)
    return table
