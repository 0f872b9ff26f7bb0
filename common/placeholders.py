"""A text with places to be filled: ``[[child.name]]``. Logic-less: a name stands for one value, nothing is run, nothing is HTML.

Paragraphs are parted by blank lines; a line that begins with ``# `` is a heading in the middle, with ``- `` an item of a list.
Pure. What is filled in is never read for places again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_PLACE = re.compile(r"\[\[\s*([^\[\]\n]{1,120}?)\s*\]\]")
_BLANK = re.compile(r"\n\s*\n")
_KINDS = {"# ": "heading", "- ": "item"}


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or item, its places filled."""

    kind: str
    text: str


def names(text: str) -> list[str]:
    """The places of a text, each once, in their order."""
    return list(dict.fromkeys(match[1] for match in _PLACE.finditer(text)))


def fill(text: str, value: Callable[[str], str]) -> list[Block]:
    """The text as blocks; ``value`` answers for each name."""
    made = []
    for part in _BLANK.split(text.replace("\r\n", "\n")):
        lines = [line for line in part.split("\n") if line.strip()]
        if any(line[:2] in _KINDS for line in lines):
            made += [Block(_KINDS.get(line[:2], "text"), _line(line, value)) for line in lines]
        elif lines:
            made.append(Block("text", "\n".join(_line(line, value) for line in lines)))
    return made


def _line(line: str, value: Callable[[str], str]) -> str:
    bare = line[2:] if line[:2] in _KINDS else line
    return _PLACE.sub(lambda match: value(match[1]), bare).strip()
