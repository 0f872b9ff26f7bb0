"""What the tokens run into: from every marking that can be reached the end must be reachable too.

The branches of a block are run one at a time (``markings.explore``): whoever crosses a border is named by ``shape.nested``.
"""

from collections.abc import Iterator

from workflow.markings import MOST, TooMany, explore
from workflow.model import Problem, Process
from workflow.state import Marking


def never_stuck(process: Process) -> Iterator[Problem]:
    """Markings from which no way leads to the end; each named by its first waiting join or step."""
    if all(step.kind != "fork" for step in process.steps):
        return  # one token: ``shape.reached`` has said it
    try:
        markings = explore(process, alone=True, most=MOST)
    except TooMany:
        yield Problem("", "too-many-markings", "Quá nhiều việc song song, không kiểm tra hết được. Gộp bớt nhánh.")
        return
    leading = {Marking()}
    grown = True
    while grown:
        more = {one for one, following in markings.items() if one not in leading and not leading.isdisjoint(following)}
        leading |= more
        grown = bool(more)
    blamed = {next(iter(one.arrived), one.at[0] if one.at else "") for one in markings if one not in leading}
    for key in sorted(blamed):
        yield Problem(key, "deadlock", "Có trường hợp hồ sơ tới đây rồi không đi tiếp được nữa.")
