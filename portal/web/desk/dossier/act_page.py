"""How an act on a dossier looks and which service does it; acts.py, acts_routing.py and acts_time.py hold the entries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from portal.web.desk.dossier.forms import ActForm


@dataclass(frozen=True)
class ActPage:
    """One act: its words, its service, its form; ``asks`` is False when a button is all it needs."""

    title: str | Promise
    button: str | Promise
    done: str | Promise
    service: Callable[..., Any]
    form: type[ActForm] = ActForm
    asks: bool = True
