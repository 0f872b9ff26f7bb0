"""Two texts side by side with the words that differ marked. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")
MOST_WORDS = 1_500
ALIKE = 0.35
"""Below this the two have so little in common that marks would be a riddle: each stands whole."""


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of text: ``kind`` is same, gone or new."""

    kind: str
    text: str


Sides = tuple[Sequence[Bit], Sequence[Bit]]


def marked(before: str, after: str) -> Sides:
    """(the old text, the new text), each as stretches in its order; joined they are the texts again."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if not before or not after or max(len(old), len(new)) > MOST_WORDS or matcher.ratio() < ALIKE:
        return _whole("gone", before), _whole("new", after)
    steps = matcher.get_opcodes()
    left = [("same" if step[0] == "equal" else "gone", "".join(old[step[1] : step[2]])) for step in steps]
    right = [("same" if step[0] == "equal" else "new", "".join(new[step[3] : step[4]])) for step in steps]
    return tuple(_joined(left)), tuple(_joined(right))


def _whole(kind: str, text: str) -> Sequence[Bit]:
    return (Bit(kind, text),) if text else ()


def _joined(parts: Sequence[tuple[str, str]]) -> Iterator[Bit]:
    """Stretches of one kind next to each other as one; blanks between two marks belong to them."""
    held: list[tuple[str, str]] = []
    for number, (kind, text) in enumerate(parts):
        between = 0 < number < len(parts) - 1 and not text.strip() and parts[number - 1][0] == parts[number + 1][0]
        kind = parts[number - 1][0] if between else kind
        if held and held[-1][0] == kind:
            held[-1] = (kind, held[-1][1] + text)
        elif text:
            held.append((kind, text))
    return (Bit(kind, text) for kind, text in held)
