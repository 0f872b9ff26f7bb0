"""What is wrong with a process that reads well: looked at before publishing, never while a dossier waits.

Refused: a step nobody reaches, a step from which the end cannot be reached, more time shared out than the law gives, a
consultation longer than its step, an approval by whoever proposed it, a signature before its number or a stamp
before the signature (decisions.md: number and date are reserved first; the agency's signature comes last).
"""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import islice

from workflow.language import END, Problem, Process, Step
from workflow.limits import parse

Way = tuple[Step, ...]
MOST_WAYS = 5_000
_BEFORE = (("sign", "number", "Ký khi chưa lấy số."), ("stamp", "sign", "Đóng dấu khi lãnh đạo chưa ký."))


def check(process: Process, *, legal_limit: str, roles: Collection[str] | None = None) -> list[Problem]:
    """Every problem, in the order of steps; [] means it may be published.

    ``legal_limit`` is the procedure's limit text; ``roles`` are the roles held where it is offered (None: not asked).
    """
    forward = _reachable(process)
    problems = [
        Problem(s.key, "unreachable", "Không có cách nào tới được bước này.") for s in process.steps if s.key not in forward
    ]
    problems += _dead_ends(process)
    ways = list(islice(_ways(process), MOST_WAYS + 1))
    if len(ways) > MOST_WAYS:
        problems.append(Problem("", "too-many-ways", "Quy trình rẽ nhánh quá nhiều, không kiểm tra hết được."))
    problems += _time(process, ways, legal_limit)
    problems += _order(ways)
    problems += _four_eyes(process)
    if roles is not None:
        for step in process.steps:
            wanted = {step.role, step.consult.role if step.consult else step.role} - {""}
            problems += [
                Problem(step.key, "nobody", f"Không ai giữ vai trò “{role}” ở nơi thực hiện bước này.")
                for role in sorted(wanted - set(roles))
            ]
    return problems


def _next(step: Step) -> set[str]:
    return {action.to for action in step.actions} - {step.key}


def _reachable(process: Process) -> set[str]:
    seen, waiting = {process.start.key}, [process.start.key]
    while waiting:
        for key in _next(process.step(waiting.pop())) - seen - {END}:
            seen.add(key)
            waiting.append(key)
    return seen


def _dead_ends(process: Process) -> list[Problem]:
    leading = {END}
    grown = True
    while grown:
        more = {s.key for s in process.steps if s.key not in leading and _next(s) & leading}
        leading |= more
        grown = bool(more)
    return [
        Problem(s.key, "dead-end", "Bước này không có đường ra, hồ sơ sẽ nằm lại.") for s in process.steps if s.key not in leading
    ]


def _ways(process: Process) -> Iterator[Way]:
    """Every way from the start to an end or a dead end that passes no step twice (a return goes over known ground)."""
    ways: list[Way] = [(process.start,)]
    while ways:
        way = ways.pop()
        onward = [process.step(k) for k in sorted(_next(way[-1]) - {END}) if all(s.key != k for s in way)]
        if not onward or END in _next(way[-1]):
            yield way
        ways += [(*way, step) for step in onward]


def _hours(step: Step, whole: Fraction) -> Fraction:
    if step.before_clock:
        return Fraction(0)
    return parse(step.limit).hours if step.limit else Fraction(step.share or 0).limit_denominator(10_000) * whole


def _time(process: Process, ways: Sequence[Way], legal_limit: str) -> list[Problem]:
    whole = parse(legal_limit).hours
    longest = max((sum((_hours(s, whole) for s in way), Fraction(0)) for way in ways), default=Fraction(0))
    problems = []
    if longest > whole:
        problems.append(
            Problem("", "over-limit", f"Các bước cộng lại {float(longest):g} giờ làm việc, quá thời hạn {float(whole):g} giờ.")
        )
    for step in process.steps:
        if step.consult and parse(step.consult.limit).hours > _hours(step, whole):
            problems.append(Problem(step.key, "consult-too-long", "Thời gian lấy ý kiến dài hơn thời gian của bước."))
    return problems


def _order(ways: Sequence[Way]) -> list[Problem]:
    problems = {}
    for way in ways:
        kinds = [step.kind for step in way]
        for later, earlier, message in _BEFORE:
            if later in kinds and earlier not in kinds[: kinds.index(later)]:
                step = way[kinds.index(later)]
                problems[step.key, later] = Problem(step.key, f"{later}-before-{earlier}", message)
    return [problems[key] for key in sorted(problems)]


def _four_eyes(process: Process) -> list[Problem]:
    proposing = {s.role for s in process.steps for a in s.actions if a.effect == "propose"}
    return [
        Problem(s.key, "four-eyes", "Người trình và người duyệt phải là hai vai trò khác nhau.")
        for s in process.steps
        if s.kind == "approve" and s.role in proposing
    ]
