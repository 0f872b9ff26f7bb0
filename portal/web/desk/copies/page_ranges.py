"""Pages as people write them: ``1-3, 5``."""

import re

_MOST = 60
_PART = re.compile(r"^(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?$")


def read(text: str) -> list[int]:
    """The numbers in order, each once; raises ``ValueError`` for what is no list of pages, or a list of too many."""
    found: set[int] = set()
    for part in filter(None, (one.strip() for one in text.replace(";", ",").split(","))):
        match = _PART.match(part)
        if match is None:
            raise ValueError(part)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 0 < first <= last or last - first >= _MOST:
            raise ValueError(part)
        found.update(range(first, last + 1))
    return sorted(found)
