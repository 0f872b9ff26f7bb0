"""The pipeline of every page and every submission, always on the server.

    1  normalise    each answer into its one stored shape; what a type cannot read stays as typed and is an error;
                    keys that the form does not know fall away
    2  prefill      facts of the State replace answers; known values and defaults fill what was never answered
    3  conditions   ┐ settled together, component by component, each after everything that it reads (``eforms.order``):
    4  calculate    │ hidden or not (conditions, then logic), then its calculated value, then what logic sets, then cleared
    5  clear hidden ┘ when hidden. Cycles were refused when the form was saved, so this one pass is the fixpoint
    6  validate     required, the type's own checks, the rules of ``validate``, JsonLogic across fields, unique rows; visible ones
                    only, each as fired logic makes it

What the client sends for a hidden, disabled, calculated or known value is dropped in stage 1, or in stage 3 where logic decides:
it never gets in. Storing is stage 7 and the caller's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from common import clock
from eforms import ports as outside
from eforms.intake import open_rows, take_in
from eforms.nodes import FieldError, Form, Page
from eforms.ports import Ports
from eforms.run import Answers, Run
from eforms.settle import hidden_paths, settle
from eforms.types.base import Json
from eforms.validation import validate


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the answers. ``hidden`` holds the paths of hidden components, their contents included."""

    data: dict[str, Json]
    errors: tuple[FieldError, ...]
    hidden: frozenset[str]
    valid: bool
    facts: frozenset[str] = frozenset()


def process(
    form: Form,
    data: Answers,
    *,
    page: str | None = None,
    prefill: Mapping[str, Any] | None = None,
    previous: Answers | None = None,
    now: datetime | None = None,
    ports: Ports | None = None,
) -> Outcome:
    """Run stages 1-6. ``previous`` are the answers saved so far: they stand wherever ``data`` has no answer.

    With ``page`` only that page's answers are taken from ``data`` and only its errors are reported (``KeyError`` when there is no
    such page); ``Outcome.data`` is always the whole document. ``prefill`` maps fact names to values or ``Fact``; it is asked
    before ``ports.prefill``.
    """
    if page is not None:
        form.page(page)
    run = _start(form, data, page, prefill, previous, now, ports)
    errors = tuple(validate(run))
    return Outcome(run.data, errors, frozenset(run.hidden), not errors, frozenset(run.facts))


def prepare(
    form: Form,
    previous: Answers,
    *,
    prefill: Mapping[str, Any] | None = None,
    now: datetime | None = None,
    ports: Ports | None = None,
) -> Outcome:
    """Stages 1-5 on saved answers, for showing a page that was not sent yet: facts, defaults, conditions; no errors."""
    run = _start(form, {}, None, prefill, previous, now, ports)
    open_rows(run)
    return Outcome(run.data, (), frozenset(run.hidden), True, frozenset(run.facts))


def visible_pages(form: Form, data: Answers) -> tuple[Page, ...]:
    """The pages that these (processed) answers lead through."""
    hidden = hidden_paths(form, data)
    return tuple(page for page in form.pages if page.node is None or page.node.path not in hidden)


def _start(
    form: Form,
    data: Answers,
    page: str | None,
    prefill: Mapping[str, Any] | None,
    previous: Answers | None,
    now: datetime | None,
    ports: Ports | None,
) -> Run:
    run = Run(form, now or clock.now(), ports or outside.current(), prefill or {}, page, whole=page is None and previous is None)
    take_in(run, data if isinstance(data, Mapping) else {}, previous if isinstance(previous, Mapping) else {})
    settle(run)
    return run
