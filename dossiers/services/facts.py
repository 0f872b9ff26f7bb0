"""What the conditions of a process may look at (workflow.words.FACTS), read from one dossier."""

from collections.abc import Callable
from typing import Any

from dossiers.loaded import Loaded
from dossiers.models import Consultation, Dossier
from dossiers.services.stepping import UNDONE
from dossiers.states import State
from payments.models import FeeRequest

ALL = "*"
# How a part ended, as a condition names it; "" while it goes on.
_ENDED = {State.DELIVERED: "completed"}


def facts(dossier: Dossier, loaded: Loaded | None = None) -> dict[str, Any]:
    """The facts by name; with ``loaded`` only those that its process reads cost a query each, without it all do."""
    wanted = loaded.facts_read if loaded else frozenset({ALL})
    known: dict[str, Any] = {"answers": dossier.answers, "case": dossier.case or None, "channel": dossier.channel}
    if {ALL, "consulting", "consulted", "verdicts"} & wanted:
        known |= _opinions(dossier)
    for name, read in _READ.items():
        if name in wanted or ALL in wanted:
            known[name] = read(dossier)
    return known


def _opinions(dossier: Dossier) -> dict[str, Any]:
    """A question that was taken back counts as never asked."""
    rows = dossier.consultations.exclude(verdict=Consultation.Verdict.WITHDRAWN).order_by("asked_at")
    asked = list(rows.values_list("key", "verdict"))
    return {
        "consulting": any(not verdict for _key, verdict in asked),
        "consulted": bool(asked),
        "verdicts": {key or "consult": verdict for key, verdict in asked if verdict},
    }


def _acts(dossier: Dossier) -> dict[str, str]:
    done = dossier.tasks.filter(done_at__isnull=False).exclude(action__in=UNDONE).order_by("done_at")
    return {step: action for step, action in done.values_list("step", "action") if ":" not in step}


def _children(dossier: Dossier) -> dict[str, str]:
    rows = dossier.parts.order_by("submitted_at").values_list("part", "state", "closed_at")
    return {part: _ENDED.get(State(state), state) if closed else "" for part, state, closed in rows}


def _obligations(dossier: Dossier) -> str:
    """ "" where no notice was entered, ``due`` while one is unpaid, ``settled`` once none is; one query."""
    rows = dossier.fees.filter(fee_request__purpose=FeeRequest.Purpose.OBLIGATION).exclude(fee_request__status="cancelled")
    there = set(rows.values_list("fee_request__status", flat=True))
    return ("settled" if there <= {"settled", "waived"} else "due") if there else ""


_READ: dict[str, Callable[[Dossier], Any]] = {
    "supplements": lambda dossier: dossier.supplements.count(),
    "acts": _acts,
    "obligations": _obligations,
    "children": _children,
    "results": lambda dossier: list(dossier.results.values_list("result_key", flat=True)),
}
