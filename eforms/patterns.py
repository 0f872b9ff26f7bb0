"""Regular expressions of a form, accepted only when matching is cheap on every text.

Design requirements:

1. The whole value must match (the reference forgets to group alternatives: ``^a|b$``; ours does not).
2. A pattern on which a backtracking matcher can explode is refused when the form is saved: ``(a+)+``, ``(\\w+\\s?)*``.
3. No back-references and no looking around: they are not regular, and the browser and the server differ in them.

How: the pattern becomes its position automaton (Glushkov), edges counted with multiplicity. Two ways round one loop
on the same text is exponential ambiguity; three loops in a row that share letters is cubic or worse. Values longer
than ``MAX_VALUE`` never reach the matcher, which bounds what is left (quadratic at worst). Looking is bounded too
(``_MAX_WORK``): a pattern too tangled to judge is refused as too long.
"""

import re
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MAX_VALUE = 1_000
MAX_PATTERN = 500
_MAX_POSITIONS = 400
_MAX_WORK = 1_000_000
_FEW = 4  # a counted repeat above this is looked at as a loop: (\\d{1,3}){30} has 3^30 ways
_ALPHABET = 0x2000
_ALL = (1 << _ALPHABET) - 1


class BadPattern(ValueError):
    """The pattern is refused; ``reason`` is ``syntax``, ``not-regular``, ``too-long`` or ``catastrophic``."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def compile(source: str) -> re.Pattern[str]:
    """Compile for ``fullmatch``; digits and word letters are ASCII as in JavaScript. Raises ``BadPattern``."""
    if len(source) > MAX_PATTERN:
        raise BadPattern("too-long")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(source, re.ASCII)
            compiled = re.compile(source, re.ASCII)
    except (re.error, RecursionError, OverflowError):
        raise BadPattern("syntax") from None
    automaton = _Automaton()
    whole = automaton.sequence(tree)
    if _explodes(automaton, whole):
        raise BadPattern("catastrophic")
    return compiled


_SINGLE = (code.LITERAL, code.NOT_LITERAL, code.ANY, code.IN)


@dataclass(slots=True)
class _Part:
    """A piece of the pattern: may it be empty, which positions can begin and end it."""

    empty: bool
    first: list[int]
    last: list[int]


@dataclass(slots=True)
class _Automaton:
    letters: list[int] = field(default_factory=list)
    work: int = 0
    edges: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))

    def spend(self, steps: int) -> None:
        """Count work done; raises ``BadPattern`` when it is too much."""
        self.work += steps
        if self.work > _MAX_WORK:
            raise BadPattern("too-long")

    def position(self, letters: int) -> _Part:
        if len(self.letters) >= _MAX_POSITIONS:
            raise BadPattern("too-long")
        self.letters.append(letters)
        return _Part(False, [len(self.letters) - 1], [len(self.letters) - 1])

    def sequence(self, items: Any) -> _Part:
        whole = _Part(True, [], [])
        for operator, argument in items:
            whole = self._after(whole, self.piece(operator, argument))
        return whole

    def _after(self, left: _Part, right: _Part) -> _Part:
        self._connect(left.last, right.first)
        return _Part(
            left.empty and right.empty,
            left.first + right.first if left.empty else left.first,
            left.last + right.last if right.empty else right.last,
        )

    def _connect(self, sources: list[int], targets: list[int]) -> None:
        self.spend(len(sources) * len(targets))
        for source in sources:
            for target in targets:
                self.edges[source, target] += 1

    def piece(self, operator: Any, argument: Any) -> _Part:
        if operator in _SINGLE:
            return self.position(_letters(operator, argument))
        if operator is code.SUBPATTERN:
            return self.sequence(argument[-1])
        if operator is code.BRANCH:
            parts = [self.sequence(branch) for branch in argument[1]]
            return _Part(any(p.empty for p in parts), [i for p in parts for i in p.first], [i for p in parts for i in p.last])
        if operator in (code.MAX_REPEAT, code.MIN_REPEAT):
            return self.repeat(*argument)
        if operator is code.AT:
            return _Part(True, [], [])
        raise BadPattern("not-regular")

    def repeat(self, low: int, high: int, body: Any) -> _Part:
        exact = low == high and len(body) == 1 and body[0][0] in _SINGLE and high <= 100
        endless = high == code.MAXREPEAT or (high > _FEW and not exact)
        if high > _FEW and body.getwidth()[0] == 0:
            raise BadPattern("catastrophic")
        whole = _Part(True, [], [])
        for number in range(1 if endless else high):
            part = self.sequence(body)
            if endless:
                self._connect(part.last, part.first)
            if number >= low:
                part = _Part(True, part.first, part.last)
            whole = self._after(whole, part)
        return _Part(True, whole.first, whole.last) if low == 0 else whole


_CLASSES = {
    code.CATEGORY_DIGIT: re.compile(r"\d", re.ASCII),
    code.CATEGORY_SPACE: re.compile(r"\s", re.ASCII),
    code.CATEGORY_WORD: re.compile(r"\w", re.ASCII),
}
_OPPOSITE = {
    code.CATEGORY_NOT_DIGIT: code.CATEGORY_DIGIT,
    code.CATEGORY_NOT_SPACE: code.CATEGORY_SPACE,
    code.CATEGORY_NOT_WORD: code.CATEGORY_WORD,
}
_class_letters: dict[Any, int] = {}


def _category(name: Any) -> int:
    if name in _OPPOSITE:
        return _ALL & ~_category(_OPPOSITE[name])
    if name not in _class_letters:
        _class_letters[name] = sum(1 << point for point in range(_ALPHABET) if _CLASSES[name].match(chr(point)))
    return _class_letters[name]


def _letter(point: int) -> int:
    return 1 << min(point, _ALPHABET - 1)


def _letters(operator: Any, argument: Any) -> int:
    if operator is code.ANY:
        return _ALL
    if operator is code.LITERAL:
        return _letter(argument)
    if operator is code.NOT_LITERAL:
        return _ALL & ~_letter(argument)
    found, negated = 0, False
    for kind, value in argument:
        if kind is code.NEGATE:
            negated = True
        elif kind is code.LITERAL:
            found |= _letter(value)
        elif kind is code.RANGE:
            low, high = min(value[0], _ALPHABET - 1), min(value[1], _ALPHABET - 1)
            found |= ((1 << (high - low + 1)) - 1) << low
        elif kind is code.CATEGORY:
            found |= _category(value)
    return _ALL & ~found if negated else found


def _explodes(automaton: _Automaton, whole: _Part) -> bool:
    following: dict[int, list[int]] = defaultdict(list)
    for source, target in automaton.edges:
        following[source].append(target)
    loops = _loops(automaton, following)
    for (source, target), count in automaton.edges.items():
        if count > 1 and loops[source] is not None and loops[source] == loops[target]:
            return True
    return _two_ways_round(automaton, following, loops) or _three_in_a_row(automaton, following, loops)


def _loops(automaton: _Automaton, following: dict[int, list[int]]) -> list[int | None]:
    """Name the strongly connected component of each position that lies on a loop, ``None`` for the others."""
    size = len(automaton.letters)
    reach = [_reachable(automaton, [node], following) for node in range(size)]
    return [min(other for other in reach[node] if node in reach[other]) if node in reach[node] else None for node in range(size)]


def _reachable(automaton: _Automaton, start: list[int], following: dict[int, list[int]], shared: int = _ALL) -> set[int]:
    """Positions that can come after these, on letters in ``shared``."""
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        after = [node for node in following.get(waiting.pop(), ()) if node not in found and automaton.letters[node] & shared]
        automaton.spend(len(after) + 1)
        found.update(after)
        waiting.extend(after)
    return found


def _two_ways_round(automaton: _Automaton, following: dict[int, list[int]], loops: list[int | None]) -> bool:
    """Is there a loop with two different ways round on the same text? Walk pairs of positions of one component."""
    letters = automaton.letters

    def steps(pair: tuple[int, int]) -> Iterator[tuple[int, int]]:
        automaton.spend(len(following.get(pair[0], ())) * len(following.get(pair[1], ())))
        for left in following.get(pair[0], ()):
            for right in following.get(pair[1], ()):
                if loops[left] == loops[right] == loops[pair[0]] and letters[left] & letters[right]:
                    yield left, right

    for node, loop in enumerate(loops):
        if loop is None:
            continue
        seen: set[tuple[int, int]] = set()
        waiting = [(node, node)]
        while waiting:
            for after in steps(waiting.pop()):
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)
        for pair in seen:
            if pair[0] != pair[1] and _returns(pair, node, steps):
                return True
    return False


def _returns(pair: tuple[int, int], node: int, steps: Any) -> bool:
    seen, waiting = {pair}, [pair]
    while waiting:
        for after in steps(waiting.pop()):
            if after == (node, node):
                return True
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return False


def _three_in_a_row(automaton: _Automaton, following: dict[int, list[int]], loops: list[int | None]) -> bool:
    """Are there three loops where each can hand over to the next on letters that both accept?"""
    letters: dict[int, int] = defaultdict(int)
    members: dict[int, list[int]] = defaultdict(list)
    for node, loop in enumerate(loops):
        if loop is not None:
            letters[loop] |= automaton.letters[node]
            members[loop].append(node)

    def after(one: int) -> Iterator[int]:
        for other in letters:
            shared = letters[one] & letters[other]
            if one != other and shared and _reachable(automaton, members[one], following, shared) & set(members[other]):
                yield other

    return any(next(after(two), None) is not None for one in letters for two in after(one))
