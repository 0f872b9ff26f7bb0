"""How long each kind of thing is kept, as one table with its basis; what is past its term goes in the night.

A province may set other days: ``VAULT_TERMS`` in the environment (``submitted=3650,data-request=1825``). What an office issued is
kept for good: it is somebody's proof. Readings are kept with their paper: they say who looked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from common import clock
from vault.asked import DataRequest
from vault.given import Share
from vault.models import Document
from vault.services import export, own

BATCH = 200
OURS = "Quy định của Cổng; không văn bản nào nêu"


@dataclass(frozen=True)
class Rule:
    """``days`` after what ``since`` says; ``source`` the basis."""

    days: int
    since: str
    source: str


RULES: Mapping[str, Rule] = {
    "submitted": Rule(3650, "ngày kiểm tra", "Thời hạn bảo quản hồ sơ thủ tục hành chính thường gặp (theo trí nhớ)"),
    "share": Rule(730, "ngày hết chia sẻ", OURS),
    "data-request": Rule(1825, "ngày xong", OURS),
}


def days(kind: str) -> int:
    """The days of a rule, the province's own where it set them."""
    return int(settings.VAULT_TERMS.get(kind, RULES[kind].days))


def sweep() -> dict[str, int]:
    """Remove what is past its term, and exports whose days are over; how many of each."""
    done = {kind: act(clock.now() - timedelta(days=days(kind))) for kind, act in _ACTS.items()}
    return done | {"export": export.sweep()}


@transaction.atomic
def _submitted(before: datetime) -> int:
    rows = Document.objects.select_for_update(of=("self",), skip_locked=True)
    found = list(rows.filter(origin=Document.Origin.SUBMITTED, checked_at__lt=before, removed_at__isnull=True)[:BATCH])
    own.forget(found)
    return len(found)


def _shares(before: datetime) -> int:
    """Who it was given to and the link are forgotten; that something was given stays beside its readings."""
    over = Share.objects.filter(until__lt=before).exclude(to_shown__isnull=True, token__isnull=True)
    return over.update(to_shown=None, token=None)


def _requests(before: datetime) -> int:
    return DataRequest.objects.filter(done_at__lt=before).delete()[0]


_ACTS: Mapping[str, Callable[[datetime], int]] = {"submitted": _submitted, "share": _shares, "data-request": _requests}
