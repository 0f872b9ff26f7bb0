"""The format of a process document and its reader.

Design requirements: (1) a process is data, published with its procedure and never edited in place; (2) whoever reads a
document trusts it afterwards: every reference resolves, every word is of a known vocabulary; (3) what is wrong is said
all at once, each with its step; (4) nothing here knows a particular procedure, agency or person.

A document::

    {"schema": 1, "name": "…", "steps": [
      {"key": "handle", "name": "Thụ lý", "kind": "handle", "role": "handler",
       "agency": "handling",          # receiving | handling | returning | parent | {"named": "H09.17.02"}
                                      # | {"address": "answers.noiO"} the agency there | {"competent": "LV07"} for a field
       "share": 0.5,                  # of the procedure's limit, or {"limit": "8h"} / {"limit": "1wd"}
       "consult": {"agency": {"named": "…"}, "role": "handler", "limit": "3wd", "silence": "consent"},
                                      # or a list of them, each with its own "key" and "name": asked in parallel
       "on_due": "agree",             # at the due time the system takes this action: silence counts as consent
       "stops": "obligation",         # the legal clock stands still while a dossier is here, and why
       "escalate": [{"at": "75%", "to_role": "leader"}, {"at": "due", "to_role": "centre-head", "takes": true}],
       "substitute": {"role": "clerk", "when": "absent"},       # or "late"; escalate may name an "agency" to tell
       "actions": [{"key": "propose", "label": "Trình lãnh đạo", "to": "approve",
                    "requires": ["opinion", "result"], "when": <JsonLogic over the facts>, "effect": "propose"}]}]}

The first step begins the process; ``"to": "end"`` ends it; an action that waits (supplement, consult) leads to its own
step. ``effect`` says what the act means to the dossier and is the action's key when left out. Steps without a role:

    {"key": "ask", "kind": "fork", "actions": [{"key": "police", "to": "police-check", "when": …}, {"key": "tax", …}]}
    {"key": "both", "kind": "join", "of": "ask", "wait": "all", "actions": [{"key": "on", "to": "approve"}]}
    {"key": "which", "kind": "automatic", "actions": [{"key": "no", "to": "…", "when": …}, {"key": "yes", "to": "…"}]}
    {"key": "joint", "kind": "chain", "wait": "all", "children": [{"key": "residence", "procedure": "1.004194",
     "name": "…", "agency": …, "limit": "7wd", "results": ["…"], "when": …,
     "answers": {"treEm.hoTen": {"var": "answers.tre.hoTen"}}}], "actions": [{"key": "on", "to": "…"}]}

A fork's actions are its branches: each whose condition holds begins. Blocks are well nested: a branch is left by its
join, or by an action ``"to": "end", "ends_all": true``, which withdraws the work of the other branches. An automatic
step takes its first action whose condition holds. A chain waits for the sub-dossiers asked for (all or any of them),
each with its own clock, and its time is the longest of theirs unless it says another.

What a condition may read, and every other word, stands in ``words``.
"""

from collections.abc import Mapping
from typing import Any

from workflow import blocks
from workflow.model import (
    Action,
    AgencyRef,
    BadProcess,
    Child,
    Consult,
    Escalation,
    Problem,
    Process,
    Step,
    Substitute,
)
from workflow.reading import Reader
from workflow.words import AGENCIES, EFFECTS, END, FACTS, KINDS, REQUIREMENTS, SCHEMA, SILENCES, STOPS

__all__ = [
    "AGENCIES",
    "EFFECTS",
    "END",
    "FACTS",
    "KINDS",
    "REQUIREMENTS",
    "SCHEMA",
    "SILENCES",
    "STOPS",
    "Action",
    "AgencyRef",
    "BadProcess",
    "Child",
    "Consult",
    "Escalation",
    "Problem",
    "Process",
    "Step",
    "Substitute",
    "load",
]


def load(doc: Any) -> Process:
    """Read a document; raises ``BadProcess`` with everything that is wrong with its form.

    Whether the process makes sense (no dead end, within the legal limit) is ``checker.check``'s matter.
    """
    if not isinstance(doc, Mapping) or not isinstance(doc.get("steps"), list) or not doc["steps"]:
        raise BadProcess([Problem("", "shape", "Quy trình phải có danh sách bước (steps).")])
    problems: list[Problem] = []
    if doc.get("schema", SCHEMA) != SCHEMA:
        problems.append(Problem("", "schema", f"Không đọc được quy trình kiểu {doc.get('schema')!r}."))
    steps = [Reader(raw, problems).step() for raw in doc["steps"]]
    by_key = {step.key: step for step in steps}
    order = {step.key: number for number, step in enumerate(steps)}
    for number, step in enumerate(steps):
        if order[step.key] != number:
            problems.append(Problem(step.key, "duplicate-step", "Mã bước bị lặp."))
        _references(step, by_key, problems)
    _pairs(steps, problems)
    if problems:
        raise BadProcess(problems)
    paths, _crossings = blocks.paths(by_key, steps[0].key)
    inside = blocks.insides(steps, paths)
    return Process(str(doc.get("name", "")), tuple(steps), by_key, paths, blocks.joins(steps), inside, order)


def _references(step: Step, by_key: Mapping[str, Step], problems: list[Problem]) -> None:
    for action in step.actions:
        if action.to != END and action.to not in by_key:
            message = f"Thao tác “{action.key}” dẫn tới bước không có: {action.to!r}."
            problems.append(Problem(step.key, "unknown-target", message))
    if step.on_due and step.action(step.on_due) is None:
        message = f"Thao tác khi đến hạn không có trong bước: {step.on_due!r}."
        problems.append(Problem(step.key, "unknown-action", message))
    if step.kind == "join" and step.of and (step.of not in by_key or by_key[step.of].kind != "fork"):
        problems.append(Problem(step.key, "unknown-fork", f"Bước gộp không thuộc bước rẽ nhánh nào: {step.of!r}."))


def _pairs(steps: list[Step], problems: list[Problem]) -> None:
    closed = [step.of for step in steps if step.kind == "join"]
    for step in steps:
        if step.kind == "fork" and step.key not in closed:
            problems.append(Problem(step.key, "no-join", "Bước rẽ nhánh chưa có bước gộp."))
        elif step.kind == "fork" and closed.count(step.key) > 1:
            problems.append(Problem(step.key, "two-joins", "Bước rẽ nhánh có hơn một bước gộp."))
