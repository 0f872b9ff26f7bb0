"""The desk's side column: the queues that a seat's role can use with their counts, and the views that this person saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import Seat
from dossiers import queues
from dossiers.models import SavedView

_MINE, _TIME, _UNIT = _("Hồ sơ"), _("Thời hạn"), _("Đơn vị")
_GROUPS = {queues.NEAR_DUE: _TIME, queues.LATE: _TIME, queues.UNIT: _UNIT, queues.ALL: _UNIT}
_ORDER = (_MINE, _TIME, _UNIT)


@dataclass(frozen=True)
class Tab:
    """One entry of the side navigation; ``hot`` ones stand out while there is something in them."""

    key: str
    label: str | Promise
    count: str
    current: bool
    hot: bool = False
    group: str | Promise = _MINE


def navigation(seat: Seat, user: Any, current: str = "") -> dict[str, Any]:
    """``tabs``, ``tab`` (the current one) and ``views`` for desk/base.html; two queries."""
    shown = queues.counts(seat, user)
    tabs = [_tab(key, shown, current) for key in queues.of_seat(seat)]
    tabs.sort(key=lambda tab: _ORDER.index(tab.group))
    return {
        "tabs": tabs,
        "tab": next((tab for tab in tabs if tab.current), None),
        "views": _views(seat, user),
    }


def _tab(key: str, shown: queues.Counts, current: str) -> Tab:
    hot = key in (queues.LATE, queues.NEAR_DUE) and shown.of.get(key, 0) > 0
    return Tab(key, queues.LABELS[key], shown.shown(key), key == current, hot, _GROUPS.get(key, _MINE))


def _views(seat: Seat, user: User) -> Sequence[tuple[str, str]]:
    """(name, address) of the person's saved views on this seat."""
    base = reverse("queue:list", args=[seat.pk])
    return [(view.name, f"{base}?{view.query}") for view in SavedView.objects.filter(user=user, seat=seat)]


def default_tab(seat: Seat) -> str:
    """Where a role's day begins; empty for a role without queues."""
    return next(iter(queues.of_seat(seat)), "")
