"""What runs: e-forms, processes, results and the rules that read answers, the procedure's and each case's."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import eforms.schema
from common import jsonlogic
from eforms.nodes import Form
from procedures import issued, tariffs
from procedures.content.cases import for_case, forms_of
from procedures.content.refusals import Refusal
from procedures.content.shape import is_handled
from workflow import checker, language, limits
from workflow.checks import people

_KNOWN = frozenset({"case", "channel"})


def check(content: Mapping[str, Any], roles: people.Held | None) -> Iterator[Refusal]:
    """What is only shown (``is_handled``) needs none of it, but what it has must be sound."""
    forms, refused = _forms(content)
    yield from refused
    if is_handled(content):
        yield from _results(content, [form for form in forms if form is not None] if not refused else [])
    else:
        yield from _shown_results(content)
    if "process" in content:
        yield from _processes(content, roles)
    yield from _variables(content)


def _forms(content: Mapping[str, Any]) -> tuple[list[Form], list[Refusal]]:
    loaded, refused = [], []
    for code, document in forms_of(content).items():
        root = f"cases/{code}/form" if code else "form"
        try:
            loaded.append(eforms.schema.load(dict(document)))
        except eforms.schema.Refused as found:
            refused += [Refusal(f"{root}/{one.path}", one.reason, str(one.message)) for one in found.refusals]
    return loaded, refused


def _results(content: Mapping[str, Any], forms: Sequence[Form]) -> Iterator[Refusal]:
    """A name that a rule reads must be asked by one of the forms at least; anything else must hold with every form."""
    asking: Sequence[Form | None] = forms or [None]
    said = [list(issued.problems(content["results"], form)) for form in asking]
    for found in dict.fromkeys(one for each in said for one in each):
        if found[1] not in ("unknown-field", "unknown-place") or all(found in each for each in said):
            yield Refusal(*found)


def _shown_results(content: Mapping[str, Any]) -> Iterator[Refusal]:
    for index, result in enumerate(content["results"]):
        if not result.get("name"):
            yield Refusal(f"results/{result.get('key', index)}", "missing", "Thiếu tên.")


def _processes(content: Mapping[str, Any], roles: people.Held | None) -> Iterator[Refusal]:
    yield from _process(content, roles, "process")
    for case in content.get("cases", ()):
        if "process" in case or "limit" in case:
            yield from _process(for_case(content, case["code"]), roles, f"cases/{case['code']}/process")


def _process(content: Mapping[str, Any], roles: people.Held | None, root: str) -> Iterator[Refusal]:
    try:
        process = language.load(content["process"])
        found: Sequence[language.Problem] = checker.check(process, legal_limit=content["limit"]["value"], roles=roles)
    except language.BadProcess as bad:
        found = bad.problems
    except (limits.BadLimit, KeyError):
        return  # said at limit/value already
    for problem in found:
        yield Refusal(f"{root}/{problem.step}".rstrip("/"), problem.code, problem.message)


def _variables(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """A condition that names a field no form asks would be silently false: it is refused."""
    keys = {key for form in forms_of(content).values() for key in _form_keys(form.get("components", []))} | _KNOWN
    questions = {asked.get("key") for asked in content.get("eligibility", ())}
    for group in ("papers", "fees"):
        for item in content.get(group, []):
            path, rows = f"{group}/{item.get('key', item.get('code'))}", {"row"} if "each" in item else set()
            rules = (item.get(key) for key in ("when", *tariffs.RULES))
            yield from _rules(path, [*rules, *(one.get("when") for one in item.get("exemptions", []))], keys | rows)
            if "each" in item and item["each"] not in keys:
                yield Refusal(f"{path}/each", "unknown-group", "Không có nhóm lặp này trong biểu mẫu.")
    for case in content.get("cases", []):
        yield from _rules(f"cases/{case.get('code')}", [case.get("when")], keys | questions)


def _rules(path: str, rules: Sequence[Any], keys: set[Any]) -> Iterator[Refusal]:
    for rule in rules:
        try:
            names = jsonlogic.compile(rule).variables
        except jsonlogic.BadRule as bad:
            yield Refusal(path, "bad-rule", f"Không hiểu điều kiện: {bad}.")
            continue
        for name in sorted(names - {""}):
            if name.split(".")[0] not in keys:
                yield Refusal(path, "unknown-field", f"Điều kiện dùng trường “{name}” không có trong biểu mẫu.")


def _form_keys(components: Any) -> Iterator[str]:
    for component in components if isinstance(components, list) else ():
        if isinstance(component, Mapping):
            yield str(component.get("key", "")).split(".")[0]
            yield from _form_keys(component.get("components"))
            for column in component.get("columns") or ():
                yield from _form_keys(column.get("components") if isinstance(column, Mapping) else None)
