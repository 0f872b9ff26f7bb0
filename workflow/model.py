"""A process as plain data, frozen: what ``language.load`` makes of a document and ``rules`` decides over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from common import jsonlogic
from workflow.words import END, PASSING

Path = tuple[tuple[str, str], ...]  # the (fork, branch) pairs that a step lies in, the outermost first


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
    """Whose step it is: resolved against the dossier by ``dossiers``.

    ``code`` belongs to the kinds that look something up: an agency's code (named), a path into the answers (address),
    a field's code (competent).
    """

    kind: str
    code: str = ""


@dataclass(frozen=True)
class Consult:
    """A unit that this step may ask, for how long, and what its silence at the due time counts as."""

    agency: AgencyRef
    role: str
    limit: str
    silence: str
    key: str = "consult"
    name: str = ""


@dataclass(frozen=True)
class Child:
    """A sub-dossier of a chain: another procedure at another agency with a limit and results of its own.

    ``when`` is a JsonLogic condition or None: a child whose condition does not hold is not asked for. ``answers`` says what
    the part's own e-form hears from the whole, where the same question or the same fact would be somebody else's: the part's
    path → JsonLogic over the whole's ``answers``; null leaves the question open.
    """

    key: str
    procedure: str
    name: str
    agency: AgencyRef
    limit: str
    results: tuple[str, ...] = ()
    when: Any = None
    rule: jsonlogic.Rule | None = field(default=None, compare=False, repr=False)
    answers: tuple[tuple[str, jsonlogic.Rule], ...] = ()


@dataclass(frozen=True)
class Escalation:
    """Who is told when ``share`` of the step's time is used up (1.0: at the due time).

    With ``takes`` they may also act from then on. ``agency`` is None for the step's own.
    """

    share: float
    to_role: str
    agency: AgencyRef | None = None
    takes: bool = False


@dataclass(frozen=True)
class Substitute:
    """Who may do the step's acts instead of its role.

    ``when`` is "absent" (nobody who holds the role is at work) or "late" (the due time is past).
    """

    role: str
    when: str = "absent"
    agency: AgencyRef | None = None


@dataclass(frozen=True)
class Action:
    """One thing that may be done at a step; at a fork: one branch. ``to`` is a step's key or ``END``.

    ``when`` is JsonLogic or None, ``rule`` the same compiled. ``ends_all`` says openly that the work of the other
    branches is withdrawn; only an action that ends the process has it.
    """

    key: str
    label: str
    to: str
    effect: str
    requires: tuple[str, ...] = ()
    when: Any = None
    ends_all: bool = False
    rule: jsonlogic.Rule | None = field(default=None, compare=False, repr=False)

    @property
    def ends(self) -> bool:
        return self.to == END

    def holds(self, facts: Mapping[str, Any]) -> bool:
        """Whether its condition is met."""
        return self.rule is None or self.rule.test(facts)


@dataclass(frozen=True)
class Step:
    """One step. Exactly one of ``share`` (fraction of the procedure's limit) and ``limit`` (own limit text) is set.

    ``of`` is a join's fork; ``wait`` ("all" or "any") is a join's or chain's; ``on_due`` the action that the system takes
    at the due time, or ""; ``stops`` why the legal clock stands still while a dossier is here, or "".
    """

    key: str
    name: str
    kind: str
    role: str
    agency: AgencyRef
    actions: tuple[Action, ...]
    share: float | None = None
    limit: str = ""
    consults: tuple[Consult, ...] = ()
    children: tuple[Child, ...] = ()
    of: str = ""
    wait: str = "all"
    on_due: str = ""
    stops: str = ""
    escalate: tuple[Escalation, ...] = ()
    substitute: Substitute | None = None

    @property
    def before_clock(self) -> bool:
        """Whether it passes before the legal clock starts: the clock starts at acceptance (decisions.md)."""
        return self.kind == "receive"

    @property
    def passing(self) -> bool:
        """Whether it is nobody's work and is passed in the same moment."""
        return self.kind in PASSING

    @property
    def consult(self) -> Consult | None:
        """The only or first unit that may be asked."""
        return self.consults[0] if self.consults else None

    def action(self, key: str) -> Action | None:
        """The action of that key, or None."""
        return next((one for one in self.actions if one.key == key), None)


@dataclass(frozen=True)
class Process:
    """A whole process; ``start`` is its first step.

    ``paths`` says for every step in which branches it lies, ``joins`` the join of every fork, ``blocks`` the steps between
    the two, ``order`` the place of every step in the document.
    """

    name: str
    steps: tuple[Step, ...]
    by_key: Mapping[str, Step] = field(compare=False, repr=False)
    paths: Mapping[str, Path] = field(default_factory=dict, compare=False, repr=False)
    joins: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    blocks: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    order: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def start(self) -> Step:
        return self.steps[0]

    def step(self, key: str) -> Step:
        """The step of that key; KeyError when the process has none."""
        return self.by_key[key]
