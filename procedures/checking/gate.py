"""What publishing refuses (``procedures.content.validate``) and no rule has said already: so one list holds everything."""

from collections.abc import Iterator, Sequence

from procedures import content as contents
from procedures.checking.finding import ERROR, Finding
from procedures.checking.looked import Looked

_WHOLE = ("form", "process")  # told by their own rules, with other paths


def refusals(looked: Looked, found: Sequence[Finding]) -> Iterator[Finding]:
    """The gate's refusals whose place none of the errors in ``found`` speaks about."""
    told = [finding.path for finding in found if finding.level == ERROR]
    try:
        contents.validate(looked.content)
    except contents.BadContent as bad:
        for refusal in bad.refusals:
            if not any(_same_place(refusal.path, path) for path in told):
                yield Finding(refusal.path, refusal.reason, ERROR, refusal.message)
    except (AttributeError, KeyError, TypeError, ValueError):
        return  # a shape that only half a draft has; the rules said what is missing


def _same_place(one: str, other: str) -> bool:
    if one.split("/")[0] == other.split("/")[0] in _WHOLE:
        return True
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")
