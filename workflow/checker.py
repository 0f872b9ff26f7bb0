"""What is wrong with a process that reads well: looked at before publishing, never while a dossier waits.

Refused: a step that nobody reaches or leaves, an end that leaves the dossier open with nobody, branches that are not well
nested, a join that waits for ever, more time shared out than the law gives, an opinion longer than its step, an approval by
whoever proposed it, a signature before its number or a stamp before the signature, a decision by silence, roles that nobody
holds. ``workflow/checks`` has the rules.
"""

from collections.abc import Collection
from itertools import chain

from workflow.checks import order, people, runs, shape, times
from workflow.model import Problem, Process


def check(
    process: Process, *, legal_limit: str, roles: people.Held | None = None, procedures: Collection[str] | None = None
) -> list[Problem]:
    """Every problem, those of the whole first, then in the order of steps; [] means it may be published.

    ``legal_limit`` is the procedure's limit text; ``roles`` are the roles held where it is offered, or those of each agency
    (``people.held``); ``procedures`` the codes that sub-dossiers may name (None: not asked).
    """
    found = chain(
        shape.reached(process),
        shape.ended(process),
        shape.nested(process),
        shape.passing(process),
        shape.conditions(process),
        runs.never_stuck(process),
        times.within(process, legal_limit),
        order.signatures(process),
        people.four_eyes(process),
        people.silence(process),
        people.escalated(process),
        people.held(process, roles) if roles is not None else (),
        people.procedures(process, procedures) if procedures is not None else (),
    )
    return sorted(dict.fromkeys(found), key=lambda problem: process.order.get(problem.step, -1))
