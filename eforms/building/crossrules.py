"""Rules between questions in words ("Ít nhất một trong [Cha], [Mẹ] phải có") ↔ JsonLogic, and when a question is required.

A rule stands in ``validate.json`` of the question that gets the error. It is written ``{"if": [holds, true, message]}``; any
rule of that shape is read back, whoever wrote it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eforms.building.logicwords import Advanced, Sentences, day_key, filled, read_logic, var, write_logic
from eforms.building.questions import Question
from eforms.building.sentences import read_condition, sentences_words, write_condition
from eforms.paths import section

Json = Any
Questions = Mapping[str, Question]
REQUIRED_WHEN = "requiredWhen"
_SIGNS = {
    "greaterThan": ">", "greaterThanOrEqual": ">=", "lessThan": "<", "lessThanOrEqual": "<=", "isEqual": "==", "isNotEqual": "!=",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CrossRule:
    """``kind``: atLeastOne, atMostOne, allOrNone (``questions``), compare (two ``questions`` and ``operator``: greaterThan, …,
    isEqual; dates by time), must (``must`` holds whenever ``when`` holds; no ``when``: always). ``message``: what the person
    reads when it does not hold. A question of ``atLeastOne`` may be one choice of boxes to tick: ``khaiVe.me``."""

    kind: str
    message: str
    questions: tuple[str, ...] = ()
    operator: str = ""
    when: Sentences | None = None
    must: Sentences | None = None


def _answered(path: str, questions: Questions) -> Json:
    """Something when the question has an answer, or the named box is ticked; the rule stands in an "if", where nothing is
    false.
    """
    if path in questions:
        return filled(questions[path])
    holder, _dot, inner = path.rpartition(".")
    return var(questions[holder], inner)


def _named(rule: Json, questions: Questions) -> str:
    """The path behind ``_answered``, "" when it is something else."""
    for path, question in questions.items():
        if rule in (filled(question), var(question)):
            return path
        if question.kind.name == "selectboxes" and any(rule == var(question, value) for value, _label in question.options):
            return f"{path}.{rule['var'].removeprefix(question.name + '.')}"
    return ""


def write_rule(rule: CrossRule | Advanced | None, questions: Questions) -> Any:
    """The JsonLogic for ``SetRule``. Raises ``KeyError`` on unknown questions."""
    if rule is None:
        return None
    if isinstance(rule, Advanced):
        return rule.rule
    return {"if": [_holds(rule, questions), True, rule.message]}


def _holds(rule: CrossRule, questions: Questions) -> Json:
    if rule.kind == "compare":
        return _compare(rule, questions)
    if rule.kind == "must":
        must = write_logic(rule.must or Sentences(()), questions)
        return {"or": [{"!": [write_logic(rule.when, questions)]}, must]} if rule.when else must
    some = {"or": [_answered(path, questions) for path in rule.questions]}
    if rule.kind == "atLeastOne":
        return some
    if rule.kind == "allOrNone":
        return {"or": [{"and": [_answered(path, questions) for path in rule.questions]}, {"!": [some]}]}
    ones = [{"if": [_answered(path, questions), 1, 0]} for path in rule.questions]
    return {"<=": [{"+": ones}, 1]}


def _compare(rule: CrossRule, questions: Questions) -> Json:
    left, right = (questions[path] for path in rule.questions)
    sides = [day_key(one) if one.kind.name in ("day", "datetime") else var(one) for one in (left, right)]
    return {"or": [{"!": [{"and": [filled(left), filled(right)]}]}, {_SIGNS[rule.operator]: sides}]}


def read_rule(rule: Any, questions: Questions) -> CrossRule | Advanced | None:
    """The rule in ``validate.json`` as one of our kinds; anything else is ``Advanced``. ``questions``: ``questions_seen``."""
    if not rule:
        return None
    parts = rule.get("if") if isinstance(rule, Mapping) and len(rule) == 1 else None
    if not isinstance(parts, list) or len(parts) != 3 or parts[1] is not True or not isinstance(parts[2], str):
        return Advanced(rule)
    found = _read_holds(parts[0], parts[2], questions)
    return found if found is not None and _holds_same(found, parts[0], questions) else Advanced(rule)


def _holds_same(found: CrossRule, holds: Json, questions: Questions) -> bool:
    """What was read must be what writing it means: the words never say less than the rule."""
    written = _holds(found, questions)
    return bool(written == holds) or found.kind in ("must", "atLeastOne")


def _read_holds(holds: Json, message: str, questions: Questions) -> CrossRule | None:
    if not isinstance(holds, Mapping) or len(holds) != 1:
        return None
    ((operator, given),) = holds.items()
    parts = given if isinstance(given, list) else [given]
    names = [_named(part, questions) for part in parts] if operator == "or" else []
    if len(names) > 1 and all(names):
        return CrossRule("atLeastOne", message, tuple(names))
    for reader in (_read_pairs, _read_must):
        found = reader(operator, parts, message, questions)
        if found:
            return found
    whole = read_logic(holds, questions, loose=True)
    return CrossRule("must", message, must=whole) if isinstance(whole, Sentences) else None


def _read_pairs(operator: str, parts: list[Json], message: str, questions: Questions) -> CrossRule | None:
    if operator == "or" and len(parts) == 2 and isinstance(parts[0], Mapping) and isinstance(parts[1], Mapping):
        together = parts[0].get("and")
        names = tuple(_named(part, questions) for part in together) if isinstance(together, list) else ()
        if len(names) > 1 and all(names):
            return CrossRule("allOrNone", message, names)
        return _read_compare(parts, message, questions)
    if operator == "<=" and len(parts) == 2 and isinstance(parts[0], Mapping) and isinstance(parts[0].get("+"), list):
        counted = [part.get("if") if isinstance(part, Mapping) else None for part in parts[0]["+"]]
        names = tuple(_named(one[0], questions) for one in counted if isinstance(one, list) and one)
        return CrossRule("atMostOne", message, names) if len(names) == len(counted) and all(names) else None
    return None


def _read_compare(parts: list[Json], message: str, questions: Questions) -> CrossRule | None:
    sign, sides = next(iter(parts[1].items()))
    operator = next((name for name, own in _SIGNS.items() if own == sign), "")
    if not operator or not isinstance(sides, list) or len(sides) != 2:
        return None
    paths = [next((p for p, q in questions.items() if side in (var(q), day_key(q))), "") for side in sides]
    if not all(paths):
        return None
    found = CrossRule("compare", message, tuple(paths), operator)
    return found if _compare(found, questions) == {"or": parts} else None


def _read_must(operator: str, parts: list[Json], message: str, questions: Questions) -> CrossRule | None:
    if operator != "or" or len(parts) != 2 or not isinstance(parts[0], Mapping) or "!" not in parts[0]:
        return None
    given = parts[0]["!"]
    when = read_logic(given[0] if isinstance(given, list) else given, questions, loose=True)
    must = read_logic(parts[1], questions, loose=True)
    if isinstance(when, Sentences) and isinstance(must, Sentences):
        return CrossRule("must", message, when=when, must=must)
    return None


def rule_words(rule: Any, questions: Questions) -> str:
    """A ``validate.json`` in words, "" when there is none."""
    found = read_rule(rule, questions)
    if found is None:
        return ""
    if isinstance(found, Advanced):
        return _("Luật nâng cao")
    names = ", ".join(_label(path, questions) for path in found.questions)
    if found.kind == "atLeastOne":
        return _("Ít nhất một trong %s phải có") % names
    if found.kind == "atMostOne":
        return _("Nhiều nhất một trong %s được có") % names
    if found.kind == "allOrNone":
        return _("%s phải có cùng nhau hoặc cùng để trống") % names
    if found.kind == "compare":
        return _compare_words(found, questions)
    must = sentences_words(found.must, questions) if found.must else ""
    if found.when is None:
        return _("Phải đúng: %s") % must
    return _("Khi %(when)s thì phải đúng: %(must)s") % {"when": sentences_words(found.when, questions), "must": must}


def _compare_words(rule: CrossRule, questions: Questions) -> str:
    dated = questions[rule.questions[0]].kind.name in ("day", "datetime")
    numbers = {
        "greaterThan": _("%(a)s phải lớn hơn %(b)s"), "greaterThanOrEqual": _("%(a)s phải từ %(b)s trở lên"),
        "lessThan": _("%(a)s phải nhỏ hơn %(b)s"), "lessThanOrEqual": _("%(a)s phải từ %(b)s trở xuống"),
        "isEqual": _("%(a)s phải giống %(b)s"), "isNotEqual": _("%(a)s phải khác %(b)s"),
    }  # fmt: skip
    times = {
        "greaterThan": _("%(a)s phải sau %(b)s"), "greaterThanOrEqual": _("%(a)s phải từ %(b)s trở đi"),
        "lessThan": _("%(a)s phải trước %(b)s"), "lessThanOrEqual": _("%(a)s phải từ %(b)s trở về trước"),
    }  # fmt: skip
    pattern = times.get(rule.operator, numbers[rule.operator]) if dated else numbers[rule.operator]
    left, right = (_label(path, questions) for path in rule.questions)
    return pattern % {"a": left, "b": right}


def _label(path: str, questions: Questions) -> str:
    if path in questions:
        return f"“{questions[path].label}”"
    holder, _dot, inner = path.rpartition(".")
    return f"“{questions[holder].option(inner)}”" if holder in questions else f"“{path}”"


def required_logic(conditional: Mapping[str, Json]) -> dict[str, Json]:
    """The entry of Form.io's ``logic`` that makes a question required while the condition holds."""
    if conditional.get("json"):
        trigger: dict[str, Json] = {"type": "json", "json": conditional["json"]}
    else:
        trigger = {"type": "simple", "simple": dict(conditional)}
    required = {"label": "Required", "value": "validate.required", "type": "boolean"}
    action = {"name": REQUIRED_WHEN, "type": "property", "property": required, "state": True}
    return {"name": REQUIRED_WHEN, "trigger": trigger, "actions": [action]}


def _requires(action: Mapping[str, Json]) -> bool:
    return section(action, "property").get("value") == "validate.required" and str(action.get("state")).lower() == "true"


def required_condition(spec: Mapping[str, Any]) -> dict[str, Json] | None:
    """The condition behind ``required_logic`` in a component, whoever wrote it."""
    logic = spec.get("logic")
    for entry in logic if isinstance(logic, list) else []:
        actions = entry.get("actions") if isinstance(entry, Mapping) else None
        for action in actions if isinstance(actions, list) else []:
            if isinstance(action, Mapping) and _requires(action):
                trigger = section(entry, "trigger")
                return {"json": trigger["json"]} if trigger.get("type") == "json" else dict(section(trigger, "simple"))
    return None


def read_required_when(spec: Mapping[str, Any], questions: Questions) -> Sentences | Advanced | None:
    """When the component must be answered, ``None`` when no rule says so."""
    return read_condition(required_condition(spec), questions)


def write_required_when(condition: Sentences | Advanced | None, questions: Questions) -> dict[str, Any] | None:
    """The condition for ``SetRequiredWhen``."""
    return write_condition(condition, questions)
