"""What differs between the reference's answer and ours, in single points."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.eforms.differential.cases.table import Case

Json = Any
GONE: Any = type("Gone", (), {"__repr__": lambda self: "(absent)"})()


@dataclass(frozen=True)
class Difference:
    """One point: an error that one side has and the other has not, or a value at a path.

    ``kind``: "error" (``rule`` set; ``theirs`` and ``ours`` true or false), "data", "refused" (our reasons) or "crash" (theirs).
    """

    case: Case
    kind: str
    path: str
    rule: str = ""
    theirs: Json = None
    ours: Json = None

    def __str__(self) -> str:
        where = f"{self.path} ({self.rule})" if self.rule else self.path
        form = json.dumps(self.case.form["components"], ensure_ascii=False)
        answers = json.dumps(self.case.data, ensure_ascii=False)
        return f"{self.case.name}: {self.kind} {where}: reference {self.theirs!r}, ours {self.ours!r}\n    {answers}\n    {form}"


def differences(case: Case, theirs: Mapping[str, Json], ours: Mapping[str, Json]) -> Iterator[Difference]:
    """Every point in which the two answers to ``case`` differ."""
    if "crash" in theirs:
        yield Difference(case, "crash", "", theirs=theirs["crash"])
        return
    if ours["refused"]:
        for refusal in ours["refused"]:
            yield Difference(case, "refused", refusal["path"], ours=refusal["reason"])
        return
    left = {(error["path"], error["rule"]) for error in theirs["errors"]}
    right = {(error["path"], error["rule"]) for error in ours["errors"]}
    for path, rule in sorted(left ^ right):
        yield Difference(case, "error", path, rule, (path, rule) in left, (path, rule) in right)
    yield from (Difference(case, "data", path, theirs=a, ours=b) for path, a, b in _values(theirs["data"], ours["data"], ""))


def _values(left: Json, right: Json, path: str) -> Iterator[tuple[str, Json, Json]]:
    if isinstance(left, dict) and isinstance(right, dict):
        for key in [*left, *(key for key in right if key not in left)]:
            yield from _values(left.get(key, GONE), right.get(key, GONE), f"{path}.{key}" if path else key)
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for number, (a, b) in enumerate(zip(left, right, strict=True)):
            yield from _values(a, b, f"{path}[{number}]")
    elif not _same(left, right):
        yield path, left, right


def _same(left: Json, right: Json) -> bool:
    """Equal as JSON: 1 and 1.0 are, 1 and true are not."""
    return left == right and isinstance(left, bool) == isinstance(right, bool)
