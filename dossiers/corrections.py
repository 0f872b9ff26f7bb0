"""The answers that a supplement asks for anew, put into what was submitted and judged by the engine. Writes nothing."""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from common import clock
from dossiers.files import ports
from dossiers.known import known
from dossiers.loaded import load
from dossiers.models import Dossier, Draft, SupplementItem
from eforms import engine, paths
from eforms.nodes import Field, FieldError, Form


@dataclass(frozen=True)
class Corrected:
    """The whole answers with the corrections, and what is wrong in the questions that were asked."""

    data: dict[str, Any]
    errors: tuple[FieldError, ...]


def questions(form: Form, items: Iterable[SupplementItem]) -> tuple[Field, ...]:
    """The questions behind the items, each once and whole: a row's with its group (rows may come and go in the answer),
    an address with all its boxes."""
    found = (_question(form, item.field_path) for item in items if item.field_path)
    return tuple(dict.fromkeys(node for node in found if node is not None))


def _question(form: Form, path: str) -> Field | None:
    path = path.partition("[")[0]
    while path and form.field(path) is None:
        path = path.rpartition(".")[0]
    return form.field(path) if path else None


def asks(form: Form, items: Iterable[SupplementItem], path: str) -> bool:
    """Whether the items ask for the question at ``path`` anew, by itself or as a part of a group."""
    return _within(path, questions(form, items))


def merged(submitted: Mapping[str, Any], given: Mapping[str, Any], asked: Iterable[Field]) -> dict[str, Any]:
    """What was submitted, with the given answers to the questions asked and to no other."""
    whole = copy.deepcopy(dict(submitted))
    for node in asked:
        value = paths.get(given, node.parts)
        if value is not paths.MISSING:
            paths.put(whole, node.parts, value)
    return whole


def judge(dossier: Dossier, items: Iterable[SupplementItem], given: Mapping[str, Any], *, draft: Draft) -> Corrected:
    """Run the engine over what was submitted, with the corrections that ``draft`` holds and those of ``given`` in it.

    Only the questions asked can be in error.
    """
    form = load(dossier.version_id, dossier.case).form
    asked = questions(form, items)
    whole = merged(merged(dossier.answers, draft.answers, asked), given, asked)
    outcome = engine.process(form, {}, previous=whole, prefill=known(draft), now=clock.now(), ports=ports(draft))
    return Corrected(outcome.data, tuple(error for error in outcome.errors if _within(error.path, asked)))


def _within(path: str, asked: Iterable[Field]) -> bool:
    return any(path == node.path or path.startswith((f"{node.path}.", f"{node.path}[")) for node in asked)
