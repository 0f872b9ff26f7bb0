"""The drawing of a process: every step is reached and leaves, blocks are well nested, nothing turns in circles by itself."""

from collections.abc import Iterator

from workflow import blocks
from workflow.model import Action, Child, Problem, Process, Step
from workflow.words import CLOSING, END, FACTS


def reached(process: Process) -> Iterator[Problem]:
    """Steps that nobody comes to and steps that nobody leaves."""
    seen, waiting = {process.start.key}, [process.start.key]
    while waiting:
        for key in onward(process.step(waiting.pop())) - seen - {END}:
            seen.add(key)
            waiting.append(key)
    for step in process.steps:
        if step.key not in seen:
            yield Problem(step.key, "unreachable", "Không có cách nào tới được bước này.")
    leading, grown = {END}, True
    while grown:
        more = {step.key for step in process.steps if step.key not in leading and onward(step) & leading}
        leading |= more
        grown = bool(more)
    for step in process.steps:
        if step.key not in leading:
            yield Problem(step.key, "dead-end", "Bước này không có đường ra, hồ sơ sẽ nằm lại.")


def onward(step: Step) -> set[str]:
    """Where a step leads, but for itself."""
    return {action.to for action in step.actions} - {step.key}


def ended(process: Process) -> Iterator[Problem]:
    """Ways out that close nothing: whoever holds the dossier has no step any more, and it lies there for ever."""
    for step in process.steps:
        for action in step.actions:
            if action.ends and (not step.role or action.effect not in CLOSING):
                message = f"“{action.label}” kết thúc quy trình mà hồ sơ chưa đóng, không còn ai giữ."
                yield Problem(step.key, "ends-open", f"{message} Kết thúc bằng trả kết quả hoặc từ chối.")


def nested(process: Process) -> Iterator[Problem]:
    """Branches are entered by their fork and left by their join or by ending everything, and are at least two."""
    _paths, crossings = blocks.paths(process.by_key, process.start.key)
    for one in crossings:
        fork = process.by_key.get(one.fork)
        where = f"“{process.step(one.target).name}”"
        around = f" của “{fork.name}”" if fork else ""
        message = f"Thao tác “{one.action}” tới {where} đi tắt qua ranh giới nhánh song song{around}."
        yield Problem(one.source, "not-nested", f"{message} Nhánh chỉ vào bằng bước rẽ và ra bằng bước gộp.")
    for step in process.steps:
        if step.kind == "fork" and len(step.actions) < 2:
            yield Problem(step.key, "one-branch", "Bước rẽ nhánh cần ít nhất hai nhánh.")
        if not process.paths.get(step.key) or any(one.target == step.key for one in crossings):
            continue
        for action in step.actions:
            if action.to == END and not action.ends_all:
                message = f"Thao tác “{action.key}” kết thúc cả quy trình khi nhánh khác còn làm; ghi ends_all nếu đúng là vậy."
                yield Problem(step.key, "ends-branch", message)


def passing(process: Process) -> Iterator[Problem]:
    """Automatic steps always have a way and do not lead in a circle of steps that only pass."""
    for step in process.steps:
        if step.kind != "automatic":
            continue
        free = [number for number, action in enumerate(step.actions) if action.when is None]
        if not free:
            yield Problem(step.key, "no-default", "Thao tác cuối của bước tự động phải không có điều kiện, để luôn có đường đi.")
        elif free[0] < len(step.actions) - 1:
            message = (
                f"Các thao tác sau “{step.actions[free[0]].key}” không bao giờ được chọn vì thao tác này không có điều kiện."
            )
            yield Problem(step.key, "never-taken", message)
    through = {step.key: _through(process, step) for step in process.steps}
    for step in process.steps:
        if step.key in _reach(through, step.key):
            yield Problem(step.key, "endless", "Các bước tự động dẫn vòng về nhau mà không qua việc của ai.")


def _through(process: Process, step: Step) -> set[str]:
    """The steps that a token may come to from here in the same moment."""
    if step.kind == "chain":
        skips = all(child.when is not None for child in step.children)
        return onward(step) if skips else set()
    if not step.passing:
        return set()
    empty = {process.joins[step.key]} if step.kind == "fork" and all(one.when is not None for one in step.actions) else set()
    return {action.to for action in step.actions} - {END} | empty


def _reach(through: dict[str, set[str]], key: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(through[key])
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += through[here]
    return seen


def conditions(process: Process) -> Iterator[Problem]:
    """A condition that reads what nobody fills in would be silently false."""
    named = {
        "acts": set(process.by_key),
        "verdicts": {consult.key for step in process.steps for consult in step.consults},
        "children": {child.key for step in process.steps for child in step.children},
    }
    for step in process.steps:
        readers: list[Action | Child] = [*step.actions, *step.children]
        for one in readers:
            for name in sorted(one.rule.variables - {"", "*"}) if one.rule else ():
                head, _, rest = name.partition(".")
                if head not in FACTS or (rest and head in named and rest.split(".")[0] not in named[head]):
                    message = f"Điều kiện của “{one.key}” đọc “{name}” mà quy trình không biết."
                    yield Problem(step.key, "unknown-fact", message)
