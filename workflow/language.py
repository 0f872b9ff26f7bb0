"""The format of a process document and its reader.

Design requirements: (1) a process is data, published with its procedure and never edited in place; (2) whoever reads a
document trusts it afterwards: every reference resolves, every word is of a known vocabulary; (3) what is wrong is said
all at once, each with its step; (4) nothing here knows a particular procedure, agency or person.

A document::

    {"schema": 1, "name": "…", "steps": [
      {"key": "handle", "name": "Thụ lý", "kind": "handle", "role": "handler",
       "agency": "handling",                      # receiving | handling | parent | {"named": "H09.17.02"}
       "share": 0.5,                              # of the procedure's limit, or {"limit": "8h"} / {"limit": "1wd"}
       "consult": {"agency": {"named": "…"}, "role": "handler", "limit": "3wd", "silence": "consent"},
       "actions": [{"key": "propose", "label": "Trình lãnh đạo", "to": "approve",
                    "requires": ["opinion", "result"], "when": <JsonLogic over the facts>, "effect": "propose"}]}]}

The first step begins the process; ``"to": "end"`` ends it; an action that waits (supplement, consult) leads to its own
step. ``effect`` says what the act means to the dossier and is the action's key when left out.

Facts that ``when`` may read: ``answers`` (the submitted answers), ``case`` (the chosen case's code), ``consulting`` (an
opinion is outstanding), ``consulted`` (one was asked for), ``supplements`` (how many were asked for), ``channel``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from common import jsonlogic
from workflow.limits import BadLimit, parse

END = "end"
SCHEMA = 1
KINDS = frozenset(
    {
        "receive",
        "check",
        "assign",
        "handle",
        "consult",
        "pay",
        "approve",
        "number",
        "sign",
        "stamp",
        "issue",
        "hand-over",
        "automatic",
    }
)  # what a step is for; dossiers picks screens and services by it
AGENCIES = frozenset({"receiving", "handling", "parent"})
REQUIREMENTS = frozenset(
    ["opinion", "reason", "items", "result", "number", "signature", "agency-signature", "recipient"]
)  # what an act must bring with it
EFFECTS = frozenset(
    {
        "receive",
        "refuse",
        "supplement",
        "consult",
        "propose",
        "return",
        "approve",
        "reject",
        "number",
        "sign",
        "stamp",
        "hand-over",
        "forward",
    }
)  # what an act means to the dossier
SILENCES = frozenset({"consent", "wait"})


@dataclass(frozen=True)
class Problem:
    """Something wrong with a process; ``step`` is a step's key or "" for the whole, ``code`` is stable, ``message`` is shown."""

    step: str
    code: str
    message: str


class BadProcess(Exception):
    """The document is not a process; ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.step or '-'}: {p.message}" for p in self.problems))


@dataclass(frozen=True)
class AgencyRef:
    """Whose step it is: resolved against the dossier by ``dossiers`` (``code`` only where ``kind`` is "named")."""

    kind: str
    code: str = ""


@dataclass(frozen=True)
class Consult:
    """Whom this step may ask, for how long, and what their silence at the due time counts as."""

    agency: AgencyRef
    role: str
    limit: str
    silence: str


@dataclass(frozen=True)
class Action:
    """One thing that may be done at a step. ``to`` is a step's key or ``END``; ``when`` is JsonLogic or None."""

    key: str
    label: str
    to: str
    effect: str
    requires: tuple[str, ...] = ()
    when: Any = None

    @property
    def ends(self) -> bool:
        return self.to == END


@dataclass(frozen=True)
class Step:
    """One step. Exactly one of ``share`` (fraction of the procedure's limit) and ``limit`` (own limit text) is set."""

    key: str
    name: str
    kind: str
    role: str
    agency: AgencyRef
    actions: tuple[Action, ...]
    share: float | None = None
    limit: str = ""
    consult: Consult | None = None

    @property
    def before_clock(self) -> bool:
        """Whether it passes before the legal clock starts: the clock starts at acceptance (decisions.md)."""
        return self.kind == "receive"


@dataclass(frozen=True)
class Process:
    """A whole process; ``start`` is its first step."""

    name: str
    steps: tuple[Step, ...]
    by_key: Mapping[str, Step] = field(compare=False, repr=False)

    @property
    def start(self) -> Step:
        return self.steps[0]

    def step(self, key: str) -> Step:
        """The step of that key; KeyError when the process has none."""
        return self.by_key[key]


def load(doc: Any) -> Process:
    """Read a document; raises ``BadProcess`` with everything that is wrong with its form.

    Whether the process makes sense (no dead end, within the legal limit) is ``checker.check``'s matter.
    """
    problems: list[Problem] = []
    if not isinstance(doc, Mapping) or not isinstance(doc.get("steps"), list) or not doc["steps"]:
        raise BadProcess([Problem("", "shape", "Quy trình phải có danh sách bước (steps).")])
    if doc.get("schema", SCHEMA) != SCHEMA:
        problems.append(Problem("", "schema", f"Không đọc được quy trình kiểu {doc.get('schema')!r}."))
    steps = [_step(raw, problems) for raw in doc["steps"]]
    known = {step.key for step in steps}
    seen: set[str] = set()
    for step in steps:
        if step.key in seen:
            problems.append(Problem(step.key, "duplicate-step", "Mã bước bị lặp."))
        seen.add(step.key)
        problems += [
            Problem(step.key, "unknown-target", f"Thao tác “{action.key}” dẫn tới bước không có: {action.to!r}.")
            for action in step.actions
            if action.to != END and action.to not in known
        ]
    if problems:
        raise BadProcess(problems)
    return Process(str(doc.get("name", "")), tuple(steps), {step.key: step for step in steps})


def _step(raw: Any, problems: list[Problem]) -> Step:
    if not isinstance(raw, Mapping):
        problems.append(Problem("", "shape", "Mỗi bước phải là một đối tượng."))
        return Step("", "", "", "", AgencyRef(""), ())
    key = _text(raw, "key", "", problems)
    name, kind = _text(raw, "name", key, problems), _text(raw, "kind", key, problems)
    if kind and kind not in KINDS:
        problems.append(Problem(key, "unknown-kind", f"Loại bước không có trong ngôn ngữ: {kind!r}."))
    role = "" if kind == "automatic" else _text(raw, "role", key, problems)
    share, limit = _share(raw.get("share"), key, problems)
    actions = raw.get("actions", [])
    if not isinstance(actions, list):
        problems.append(Problem(key, "shape", "actions phải là danh sách."))
        actions = []
    read = tuple(_action(item, key, problems) for item in actions)
    for action_key in {a.key for a in read if sum(b.key == a.key for b in read) > 1}:
        problems.append(Problem(key, "duplicate-action", f"Thao tác “{action_key}” bị lặp."))
    agency = _agency(raw.get("agency", "handling"), key, problems)
    return Step(key, name, kind, role, agency, read, share, limit, _consult(raw.get("consult"), key, problems))


def _action(raw: Any, step: str, problems: list[Problem]) -> Action:
    if not isinstance(raw, Mapping):
        problems.append(Problem(step, "shape", "Mỗi thao tác phải là một đối tượng."))
        return Action("", "", END, "")
    key = _text(raw, "key", step, problems)
    effect = str(raw.get("effect", key))
    if key and effect not in EFFECTS:
        problems.append(Problem(step, "unknown-effect", f"Thao tác “{key}” có tác dụng không có trong ngôn ngữ: {effect!r}."))
    requires = tuple(raw.get("requires", ()))
    for word in requires:
        if word not in REQUIREMENTS:
            problems.append(Problem(step, "unknown-requirement", f"Thao tác “{key}” đòi điều không có trong ngôn ngữ: {word!r}."))
    try:
        jsonlogic.compile(raw.get("when"))
    except jsonlogic.BadRule as bad:
        problems.append(Problem(step, "bad-rule", f"Không hiểu điều kiện của thao tác “{key}”: {bad}."))
    label, to = _text(raw, "label", step, problems), _text(raw, "to", step, problems)
    return Action(key, label, to, effect, requires, raw.get("when"))


def _agency(raw: Any, step: str, problems: list[Problem]) -> AgencyRef:
    if isinstance(raw, str) and raw in AGENCIES:
        return AgencyRef(raw)
    if isinstance(raw, Mapping) and isinstance(raw.get("named"), str) and raw["named"]:
        return AgencyRef("named", raw["named"])
    problems.append(Problem(step, "unknown-agency", f"Không hiểu cơ quan của bước: {raw!r}."))
    return AgencyRef("")


def _consult(raw: Any, step: str, problems: list[Problem]) -> Consult | None:
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        problems.append(Problem(step, "shape", "consult phải là một đối tượng."))
        return None
    limit = _text(raw, "limit", step, problems)
    _check_limit(limit, step, problems)
    silence = str(raw.get("silence", "wait"))
    if silence not in SILENCES:
        problems.append(Problem(step, "unknown-silence", f"Không hiểu im lặng được coi là gì: {silence!r}."))
    return Consult(_agency(raw.get("agency"), step, problems), str(raw.get("role", "handler")), limit, silence)


def _share(raw: Any, step: str, problems: list[Problem]) -> tuple[float | None, str]:
    if isinstance(raw, Mapping) and isinstance(raw.get("limit"), str):
        _check_limit(raw["limit"], step, problems)
        return None, raw["limit"]
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 0 <= raw <= 1:
        return float(raw), ""
    problems.append(Problem(step, "bad-share", "Thời gian của bước là một phần của thời hạn (0 đến 1) hoặc {limit: …}."))
    return 0.0, ""


def _check_limit(text: str, step: str, problems: list[Problem]) -> None:
    try:
        parse(text)
    except BadLimit:
        problems.append(Problem(step, "bad-limit", f"Không hiểu thời hạn {text!r}; ví dụ 3wd, 0.5wd, 6h."))


def _text(raw: Mapping[str, Any], name: str, step: str, problems: list[Problem]) -> str:
    value = raw.get(name)
    if isinstance(value, str) and value.strip():
        return value
    problems.append(Problem(step, "shape", f"Thiếu “{name}”."))
    return ""
