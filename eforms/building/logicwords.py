"""Sentences as JsonLogic and JsonLogic as sentences: one table of shapes, read and written by the same module.

Every shape means in JsonLogic what Form.io's comparison of that name means: an empty number is neither small nor great, 0 is an
answer, ticked boxes are asked one by one, a date is compared as its year, month and day. Written is always true or false, because
to Form.io a condition that gives nothing shows; so a bare variable is read as a sentence only where nothing counts as false
(``loose``, inside an "if").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.jsvalues import text
from eforms import dates
from eforms.building.questions import Question

Json = Any
Questions = Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class Sentence:
    """``question``: path; ``operator``: isEqual, isNotEqual, oneOf, notOneOf, isEmpty, isNotEmpty, includes, notIncludes,
    startsWith, endsWith, greaterThan…, dateLessThan…; ``value``: text, number, bool, a list for oneOf, "" without one."""

    question: str
    operator: str
    value: Any = ""


@dataclass(frozen=True, slots=True)
class Sentences:
    """``show``: shown when they hold, else hidden; ``every``: all of them, else any of them."""

    sentences: tuple[Sentence, ...]
    show: bool = True
    every: bool = True


@dataclass(frozen=True, slots=True)
class Advanced:
    """A condition that sentences cannot say: JsonLogic, shown as text and edited as JSON."""

    rule: Any


_NEGATED = {
    "isEqual": "isNotEqual", "isEmpty": "isNotEmpty", "oneOf": "notOneOf", "includes": "notIncludes",
}  # fmt: skip
_NEGATED |= {after: before for before, after in _NEGATED.items()}
_AMOUNTS = ("number", "currency")
_NUMBERS = {"greaterThan": ">", "greaterThanOrEqual": ">=", "lessThan": "<", "lessThanOrEqual": "<="}
_DATES = {
    "dateGreaterThan": ">", "dateGreaterThanOrEqual": ">=", "dateLessThan": "<", "dateLessThanOrEqual": "<=", "isDateEqual": "==",
}  # fmt: skip


def var(question: Question, inner: str = "") -> dict[str, Json]:
    """The variable of a question (or of something in its answer)."""
    return {"var": f"{question.name}.{inner}" if inner else question.name}


def day_key(question: Question) -> dict[str, Json]:
    """A date as text whose order is the order of time: 20260315."""
    own = var(question)
    if question.kind.name == "datetime":
        return {"cat": [{"substr": [own, 0, 4]}, {"substr": [own, 5, 2]}, {"substr": [own, 8, 2]}]}
    return {"cat": [{"substr": [own, 6, 4]}, {"substr": [own, 3, 2]}, {"substr": [own, 0, 2]}]}


def filled(question: Question) -> Json:
    """True when it has an answer."""
    if question.kind.name == "selectboxes":
        return {"!!": [{"or": [var(question, value) for value, _label in question.options]}]}
    if question.kind.name == "address":
        return {"!!": [var(question, "tinh")]}
    return {"!=": [var(question), None]} if question.kind.name in _AMOUNTS else {"!!": [var(question)]}


def empty(question: Question) -> Json:
    """True when it has none."""
    held = filled(question)
    return {"==": held["!="]} if "!=" in held else {"!": held["!!"]}


def write_logic(condition: Sentences, questions: Questions) -> Json:
    """The sentences as one JsonLogic rule. Raises ``KeyError`` on unknown questions."""
    rules = [_write(one, questions[one.question]) for one in condition.sentences]
    whole = rules[0] if len(rules) == 1 else {"and" if condition.every else "or": rules}
    return whole if condition.show else {"!": [whole]}


def _write(one: Sentence, question: Question) -> Json:
    own, operator, value = var(question), one.operator, one.value
    if operator in ("isEmpty", "isNotEmpty"):
        return empty(question) if operator == "isEmpty" else filled(question)
    if question.kind.name == "selectboxes":
        return _write_boxes(operator, value, question)
    if operator in ("oneOf", "notOneOf"):
        inside = {"in": [own, list(value) if isinstance(value, (list, tuple)) else [value]]}
        return inside if operator == "oneOf" else {"!": [inside]}
    if operator in ("includes", "notIncludes"):
        inside = {"in": [value, own]}
        return inside if operator == "includes" else {"!": [inside]}
    if operator in _NUMBERS:
        return {"and": [{"!=": [own, None]}, {_NUMBERS[operator]: [own, value]}]}
    if operator in _DATES:
        return {"and": [filled(question), {_DATES[operator]: [day_key(question), _as_key(value)]}]}
    if operator == "isNotDateEqual":
        return {"!": [{"==": [day_key(question), _as_key(value)]}]}
    if operator in ("startsWith", "endsWith"):
        size = len(text(value))
        return {"==": [{"substr": [own, 0, size] if operator == "startsWith" else [own, -size]}, value]}
    return {"==" if operator == "isEqual" else "!=": [own, value]}


def _write_boxes(operator: str, value: Json, question: Question) -> Json:
    if operator in ("oneOf", "notOneOf"):
        some = {"or": [var(question, text(one)) for one in (value if isinstance(value, (list, tuple)) else [value])]}
        return {"!!" if operator == "oneOf" else "!": [some]}
    return {"!!" if operator in ("isEqual", "includes") else "!": [var(question, text(value))]}


def _as_key(value: Json) -> str:
    read = dates.read(text(value))
    return f"{read.year:04d}{read.month:02d}{read.day:02d}" if read else ""


def read_logic(rule: Json, questions: Questions, *, loose: bool = False) -> Sentences | Advanced:
    """The sentences of a JsonLogic rule, or the rule itself."""
    one = _read(rule, questions, loose)
    if one:
        return Sentences((one,))
    if isinstance(rule, Mapping) and len(rule) == 1:
        ((operator, given),) = rule.items()
        parts = given if isinstance(given, list) else [given]
        if operator == "!" and len(parts) == 1:
            inner = read_logic(parts[0], questions, loose=True)
            if isinstance(inner, Sentences) and inner.show:
                return Sentences(inner.sentences, False, inner.every)
        if operator in ("and", "or") and parts:
            found = [_read(part, questions, loose) for part in parts]
            if None not in found:
                return Sentences(tuple(part for part in found if part), True, operator == "and")
    return Advanced(rule)


def _read(rule: Json, questions: Questions, loose: bool = False) -> Sentence | None:
    """One sentence, ``None`` when the rule is not of a shape that ``_write`` makes or that means the same."""
    if not isinstance(rule, Mapping) or len(rule) != 1:
        return None
    ((operator, given),) = rule.items()
    parts = given if isinstance(given, list) else [given]
    if operator == "var":
        return _truth(rule, questions) if loose else None
    if operator == "!!" and len(parts) == 1:
        return _truth(parts[0], questions)
    if operator == "!" and len(parts) == 1:
        inner = _truth(parts[0], questions) or _read(parts[0], questions, True)
        turned = _NEGATED.get(inner.operator) if inner else None
        if inner and inner.operator == "isDateEqual":
            turned = "isNotDateEqual"
        return Sentence(inner.question, turned, inner.value) if inner and turned else None
    if operator == "or":
        return _some_boxes(parts, questions) if loose else None
    if operator == "and" and len(parts) == 2:
        return _guarded(parts, questions)
    if operator == "in" and len(parts) == 2:
        return _in(parts, questions)
    return _compared(operator, parts, questions)


def _named(part: Json, questions: Questions) -> tuple[Question, str] | None:
    """(question, what in its answer) of a variable."""
    if not isinstance(part, Mapping) or list(part) != ["var"]:
        return None
    name = part["var"][0] if isinstance(part["var"], list) and part["var"] else part["var"]
    if not isinstance(name, str):
        return None
    for question in questions.values():
        if name == question.name:
            return question, ""
        if name.startswith(f"{question.name}.") and question.kind.name in ("selectboxes", "address"):
            return question, name.removeprefix(f"{question.name}.")
    return None


def _truth(part: Json, questions: Questions) -> Sentence | None:
    found = _named(part, questions)
    if found is None:
        boxes = part.get("or") if isinstance(part, Mapping) else None
        return _some_boxes(boxes, questions) if isinstance(boxes, list) else None
    question, inner = found
    if question.kind.name == "selectboxes":
        return Sentence(question.path, "isEqual", inner) if inner else None
    if question.kind.name == "checkbox":
        return Sentence(question.path, "isEqual", True)
    plain = question.kind.name not in _AMOUNTS and inner == ("tinh" if question.kind.name == "address" else "")
    return Sentence(question.path, "isNotEmpty") if plain else None


def _some_boxes(parts: Sequence[Json], questions: Questions) -> Sentence | None:
    found = [_named(part, questions) for part in parts]
    names = [one for one in found if one and one[1] and one[0].kind.name == "selectboxes"]
    if not parts or len(names) != len(parts) or len({one[0].path for one in names}) != 1:
        return None
    question, chosen = names[0][0], [inner for _question, inner in names]
    if chosen == [value for value, _label in question.options]:
        return Sentence(question.path, "isNotEmpty")
    return Sentence(question.path, "oneOf", chosen)


def _guarded(parts: Sequence[Json], questions: Questions) -> Sentence | None:
    """A comparison with "it has an answer" before it."""
    if not isinstance(parts[1], Mapping) or len(parts[1]) != 1:
        return None
    ((operator, compared),) = parts[1].items()
    one = _compared(operator, compared, questions)
    if one is None:
        return None
    question = questions[one.question]
    guards = [{"!=": [var(question), None]}] if one.operator in _NUMBERS else [filled(question)]
    return one if parts[0] in guards and (one.operator in _NUMBERS or one.operator in _DATES) else None


def _in(parts: Sequence[Json], questions: Questions) -> Sentence | None:
    left, right = _named(parts[0], questions), _named(parts[1], questions)
    if left and not left[1] and isinstance(parts[1], list) and all(isinstance(one, (str, int, float)) for one in parts[1]):
        return Sentence(left[0].path, "oneOf", [text(one) for one in parts[1]])
    if right and not right[1] and isinstance(parts[0], str):
        return Sentence(right[0].path, "includes", parts[0])
    return None


def _compared(operator: str, parts: Json, questions: Questions) -> Sentence | None:
    if not isinstance(parts, list) or len(parts) != 2 or isinstance(parts[1], (Mapping, list)):
        return None
    left, value = parts
    found = _named(left, questions)
    if found and not found[1]:
        question = found[0]
        if value is None:
            known = question.kind.name in _AMOUNTS and operator in ("==", "!=")
            return Sentence(question.path, "isEmpty" if operator == "==" else "isNotEmpty") if known else None
        if operator in ("==", "===", "!=", "!==") and question.kind.name != "selectboxes":
            same = operator in ("==", "===")
            if isinstance(value, bool) and question.kind.name == "checkbox":
                return Sentence(question.path, "isEqual", value if same else not value)
            return Sentence(question.path, "isEqual" if same else "isNotEqual", value)
        named = next((name for name, sign in _NUMBERS.items() if sign == operator), "")
        return Sentence(question.path, named, value) if named and isinstance(value, (int, float)) else None
    return _compared_dates(operator, left, value, questions)


def _compared_dates(operator: str, left: Json, value: Json, questions: Questions) -> Sentence | None:
    for question in questions.values():
        if question.kind.name in ("day", "datetime") and left == day_key(question) and isinstance(value, str) and len(value) == 8:
            named = next((name for name, sign in _DATES.items() if sign == operator), "")
            return Sentence(question.path, named, f"{value[:4]}-{value[4:6]}-{value[6:]}") if named else None
        for named, shape in (("startsWith", 0), ("endsWith", -1)):
            size = len(text(value))
            wanted = [var(question), 0, size] if shape == 0 else [var(question), -size]
            if operator == "==" and left == {"substr": wanted}:
                return Sentence(question.path, named, value)
    return None
