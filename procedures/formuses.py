"""Who names a question of the e-form outside it: papers, fees, results and the process of the same version."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from eforms.building import Use, named_in
from procedures import tariffs

_RESULT_RULES = ("copies", "title")


def outside(content: Mapping[str, Any]) -> tuple[Use, ...]:
    """Every use, in the order of the document; a key that is named may not be renamed or removed behind its back."""
    return tuple(use for use in _all(content) if use.path)


def _all(content: Mapping[str, Any]) -> Iterator[Use]:
    for paper in content.get("papers", ()):
        yield from named_in(_("điều kiện của giấy tờ “%s”") % paper.get("name", ""), paper.get("when"))
    for fee in content.get("fees", ()):
        where = _("khoản thu “%s”") % fee.get("name", "")
        if fee.get("each"):
            yield Use(str(fee["each"]), where)
        for rule in (
            *(fee.get(key) for key in ("when", *tariffs.RULES)),
            *(one.get("when") for one in fee.get("exemptions", ())),
        ):
            yield from named_in(where, rule)
    for result in content.get("results", ()):
        yield from _result(result)
    for case in content.get("cases", ()):
        yield from named_in(_("trường hợp “%s”") % case.get("name", ""), case.get("when"))
    for step in _steps(content):
        for action in step.get("actions", ()):
            where = _("bước “%(step)s”, việc “%(action)s”") % {"step": step.get("name", ""), "action": action.get("label", "")}
            yield from named_in(where, action.get("when"))


def _result(result: Mapping[str, Any]) -> Iterator[Use]:
    where = _("kết quả “%s”") % result.get("name", "")
    if result.get("each"):
        yield Use(str(result["each"]), where)
    for rule in (*(result.get(name) for name in _RESULT_RULES), *(one.get("value") for one in result.get("fields", ()))):
        yield from named_in(where, rule)


def _steps(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The steps of the procedure's process and of each case that has its own with the procedure's e-form."""
    processes = [content.get("process")]
    processes += [case.get("process") for case in content.get("cases", ()) if "form" not in case]
    found = [process.get("steps") for process in processes if isinstance(process, Mapping)]
    return [step for steps in found if isinstance(steps, list) for step in steps if isinstance(step, Mapping)]
