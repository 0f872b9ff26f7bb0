"""One form, perhaps with one submission, judged into the answer of ``eform_check`` (interfaces.md)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from eforms import engine, named, schema
from eforms.nodes import FieldError, Form
from eforms.ports import PlainPorts

Answer = dict[str, Any]


class BadSubmission(ValueError):
    """What was given as a submission is no object."""


def check(form: Any, submission: Any = None, now: datetime | None = None) -> Answer:
    """Judge a document and, when there is one, a submission on it. Raises ``BadSubmission``."""
    try:
        return judge(schema.load(form), submission, now)
    except schema.Refused as refused:
        return refusal(refused)


def judge(form: Form, submission: Any = None, now: datetime | None = None) -> Answer:
    """Judge a submission (plain answers, or Form.io's ``{"data": …}``) on a loaded form; ``None``: the form alone.

    ``data`` repeats what was sent for buttons (``"submit": true``), as the reference does; nothing of it is ever stored.
    """
    lint = [{"path": item.path, "code": item.code, "message": item.message} for item in form.lint]
    if submission is None:
        return {"valid": True, "refused": [], "errors": [], "data": {}, "lint": lint}
    if not isinstance(submission, Mapping):
        raise BadSubmission("submission must be an object")
    answers = submission
    if isinstance(submission.get("data"), Mapping) and "data" not in form.by_path:
        answers = submission["data"]
    outcome = engine.process(form, answers, now=now, ports=PlainPorts(lists=named.lists()))
    pressed = {key: answers[key] for key in form.buttons if isinstance(answers.get(key), bool)}
    errors = _told(form, outcome.errors)
    return {"valid": outcome.valid, "refused": [], "errors": errors, "data": _filled(outcome.data) | pressed, "lint": lint}


def _told(form: Form, errors: Iterable[FieldError]) -> list[dict[str, str]]:
    """Errors as the reference tells them: those of the items of a multiple answer stand at its path, once per rule."""
    told: dict[tuple[str, str], str] = {}
    for error in errors:
        field = form.field(error.path)
        path = error.path.rpartition("[")[0] if field and field.multiple and error.path.endswith("]") else error.path
        told.setdefault((path, error.rule), error.message)
    return [{"path": path, "rule": rule, "message": message} for (path, rule), message in told.items()]


def _filled(held: Any) -> Any:
    """The answers without the keys that a person emptied: inside they stay as null, so that no default fills them again."""
    if isinstance(held, dict):
        return {key: _filled(value) for key, value in held.items() if value is not None}
    return [_filled(item) for item in held] if isinstance(held, list) else held


def refusal(refused: schema.Refused) -> Answer:
    """The answer for a document that is not accepted."""
    refusals = [{"path": r.path, "reason": r.reason, "message": r.message} for r in refused.refusals]
    return {"valid": False, "refused": refusals, "errors": [], "data": {}, "lint": []}
