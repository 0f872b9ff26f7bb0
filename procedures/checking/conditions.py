"""Conditional parts that no answer reaches, and conditions that always hold.

A condition is tried on every combination of the answers it reads, as long as all of them are choices; what is open (text,
numbers, dates) is left alone, so nothing that could come about is ever called unreachable.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from common import jsonlogic
from common.jsvalues import truthy
from procedures.checking.finding import ERROR, HINT, Finding
from procedures.checking.looked import Looked, entries, quoted

MOST_TRIED = 4_096
_CHANNELS = ("online", "counter", "post")
_CHOICES = frozenset({"radio", "select"})
Domain = Sequence[Any]


def reached(looked: Looked) -> Iterator[Finding]:
    for path, what, rule in _rules(looked):
        outcomes = _outcomes(looked, rule)
        if outcomes == {False}:
            message = _("%s không bao giờ áp dụng: không câu trả lời nào làm điều kiện đúng. Sửa điều kiện hoặc bỏ phần này.")
            yield Finding(path, "never-applies", ERROR, message % what)
        elif outcomes == {True}:
            message = _("%s luôn áp dụng vì điều kiện lúc nào cũng đúng. Bỏ điều kiện cho đơn giản.")
            yield Finding(path, "always-applies", HINT, message % what)


def _rules(looked: Looked) -> Iterator[tuple[str, str, Any]]:
    """(path, what it is about, rule) of every condition over the answers."""
    for path, paper in looked.rows("papers"):
        if "when" in paper:
            yield f"{path}/when", _("Giấy tờ %s") % quoted(paper), paper["when"]
    for path, fee in looked.rows("fees"):
        if "when" in fee:
            yield f"{path}/when", _("Khoản thu %s") % quoted(fee), fee["when"]
        for index, exemption in enumerate(entries(fee, "exemptions")):
            if isinstance(exemption, Mapping) and "when" in exemption:
                words = _("Miễn giảm “%(reason)s” của %(fee)s") % {"reason": exemption.get("reason", ""), "fee": quoted(fee)}
                yield f"{path}/exemptions/{index}", words, exemption["when"]
    for path, case in looked.cases:
        if "when" in case:
            yield f"{path}/when", _("Trường hợp %s") % quoted(case), case["when"]


def _outcomes(looked: Looked, rule: Any) -> set[bool]:
    """What the rule can come to; both where it cannot be told."""
    both = {True, False}
    try:
        compiled = jsonlogic.compile(rule)
    except jsonlogic.BadRule:
        return both
    names = sorted(compiled.variables)
    domains = [_domain(looked, name) for name in names]
    known = [domain for domain in domains if domain is not None]
    size = 1
    for domain in known:
        size *= len(domain)
    nested = any(other.startswith(f"{name}.") for name in names for other in names)
    if not names or len(known) < len(domains) or size > MOST_TRIED or nested:
        return both
    found: set[bool] = set()
    for values in product(*known):
        data: dict[str, Any] = {}
        for name, value in zip(names, values, strict=True):
            _put(data, name, value)
        try:
            found.add(truthy(compiled(data)))
        except jsonlogic.RuleTooCostly:
            return both
        if found == both:
            break
    return found


def _domain(looked: Looked, name: str) -> Domain | None:
    """Every value that a name can have, ``None`` for no answer; ``None`` altogether when it is open."""
    if name == "case":
        return [str(case.get("code")) for _path, case in looked.cases] or None
    if name == "channel":
        return _CHANNELS
    question = looked.questions.get(name)
    if question is not None and not question.grid:
        if question.kind.name == "checkbox":
            return (None, True, False)
        if question.kind.name in _CHOICES and question.options:
            return (None, *(value for value, _label in question.options))
        return None
    outer = looked.questions.get(name.rpartition(".")[0])
    if outer is not None and outer.kind.name == "selectboxes" and not outer.grid:
        option = name.rpartition(".")[2]
        return (None, True, False) if not outer.options or option in dict(outer.options) else (None,)
    return None


def _put(data: dict[str, Any], name: str, value: Any) -> None:
    *outer, last = name.split(".")
    for part in outer:
        data = data.setdefault(part, {})
    data[last] = value


RULES = (reached,)
