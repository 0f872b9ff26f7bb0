"""The process: there is one, it makes sense, and its steps fit into the limit, for every case too."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from procedures.checking.finding import ERROR, WARNING, Finding
from procedures.checking.looked import Looked, limit_of, limit_words, quoted
from workflow import checker, language


def parts_of(content: Mapping[str, Any]) -> frozenset[str]:
    """The codes of procedures that the sub-dossiers of its processes name; what cannot be read names none."""
    documents = [content.get("process"), *(case.get("process") for case in _dicts(content.get("cases")))]
    steps = [step for one in _dicts(documents) for step in _dicts(one.get("steps"))]
    return frozenset(str(child.get("procedure")) for step in steps for child in _dicts(step.get("children")))


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def there_is_one(looked: Looked) -> Iterator[Finding]:
    if looked.part("process").get("steps"):
        return
    without = [case for _path, case in looked.cases if not isinstance(case.get("process"), Mapping)]
    if looked.cases and not without:
        return
    if looked.text("service_level") == "information":
        yield Finding(
            "process", "no-process", WARNING, _("Chưa có quy trình nội bộ. Thêm các bước nếu hồ sơ xử lý trên hệ thống này.")
        )
    else:
        message = _("Chưa có quy trình nội bộ nên hồ sơ không chuyển đi đâu được. Thêm các bước từ tiếp nhận tới trả kết quả.")
        yield Finding("process", "no-process", ERROR, message)


def sound(looked: Looked) -> Iterator[Finding]:
    """What the process checker says, for the procedure's own and for each case's."""
    process = looked.part("process")
    if process.get("steps"):
        yield from _found("process", process, looked.limit, "", looked.held, looked.known)
    for path, case in looked.cases:
        own, limit = case.get("process"), limit_of(case.get("limit") or {}) or looked.limit
        if isinstance(own, Mapping):
            yield from _found(f"{path}/process", own, limit, quoted(case), looked.held, looked.known)
        elif process.get("steps") and limit != looked.limit:
            yield from (one for one in _found(f"{path}/limit", process, limit, quoted(case)) if one.code in _TIMES)


_TIMES = ("over-limit", "consult-too-long", "child-too-long")
# An empty seat is the agency's to fill: a law for ninety communes does not wait for one of them.
_NOT_IN_THE_WAY = ("nobody-there",)


def _found(
    path: str,
    document: Mapping[str, Any],
    limit: str,
    whose: str,
    held: Mapping[str, Any] | None = None,
    known: Collection[str] | None = None,
) -> Iterator[Finding]:
    try:
        process = language.load(document)
        problems = checker.check(process, legal_limit=limit, roles=held or None, procedures=known) if limit else ()
    except language.BadProcess as bad:
        process, problems = None, bad.problems
    for problem in problems:
        step = process.by_key.get(problem.step) if process else None
        message = problem.message
        if problem.code == "over-limit":
            message += " " + _("Giảm thời gian của các bước cho vừa %s.") % limit_words(limit)
        if step is not None:
            message = _("Bước “%(step)s”: %(message)s") % {"step": step.name, "message": message}
        if whose:
            message = _("Trường hợp %(case)s: %(message)s") % {"case": whose, "message": message}
        level = WARNING if problem.code in _NOT_IN_THE_WAY else ERROR
        yield Finding(f"{path}/{problem.step}".rstrip("/"), problem.code, level, message)


RULES = (there_is_one, sound)
