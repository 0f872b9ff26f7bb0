"""Conditions as sentences ("Hiện khi [Quan hệ] là [Cha]") and back; what is no sentence stays JsonLogic.

Written is the plainest form that can say it: ``{show, when, eq}`` for one "là", ``{show, conjunction, conditions}`` for what
Form.io compares, JsonLogic (``eforms.building.logicwords``) where a sentence offers a list of choices.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from common.jsvalues import text
from eforms import dates
from eforms.building.logicwords import Advanced, Sentence, Sentences, read_logic, write_logic
from eforms.building.questions import Question
from eforms.conditions import OPERATORS
from eforms.types.numbers import shown

__all__ = ["Advanced", "Sentence", "Sentences"]
Json = Any
Questions = Mapping[str, Question]
# operator → words for any question, words for boxes to tick
_SAID: Mapping[str, tuple[str, str]] = {
    "isEqual": (n("%(question)s là %(value)s"), n("%(question)s có chọn %(value)s")),
    "isNotEqual": (n("%(question)s không phải là %(value)s"), n("%(question)s không chọn %(value)s")),
    "oneOf": (n("%(question)s là một trong %(value)s"), n("%(question)s có chọn một trong %(value)s")),
    "notOneOf": (n("%(question)s không phải là %(value)s"), n("%(question)s không chọn mục nào trong %(value)s")),
    "isEmpty": (n("%(question)s còn trống"), n("%(question)s chưa chọn mục nào")),
    "isNotEmpty": (n("%(question)s đã có câu trả lời"), n("%(question)s đã chọn ít nhất một mục")),
    "includes": (n("%(question)s có chứa %(value)s"), n("%(question)s có chọn %(value)s")),
    "notIncludes": (n("%(question)s không chứa %(value)s"), n("%(question)s không chọn %(value)s")),
    "startsWith": (n("%(question)s bắt đầu bằng %(value)s"), ""),
    "endsWith": (n("%(question)s kết thúc bằng %(value)s"), ""),
    "greaterThan": (n("%(question)s lớn hơn %(value)s"), ""),
    "greaterThanOrEqual": (n("%(question)s từ %(value)s trở lên"), ""),
    "lessThan": (n("%(question)s nhỏ hơn %(value)s"), ""),
    "lessThanOrEqual": (n("%(question)s từ %(value)s trở xuống"), ""),
    "isDateEqual": (n("%(question)s là ngày %(value)s"), ""),
    "isNotDateEqual": (n("%(question)s không phải ngày %(value)s"), ""),
    "dateGreaterThan": (n("%(question)s sau ngày %(value)s"), ""),
    "dateGreaterThanOrEqual": (n("%(question)s từ ngày %(value)s trở đi"), ""),
    "dateLessThan": (n("%(question)s trước ngày %(value)s"), ""),
    "dateLessThanOrEqual": (n("%(question)s từ ngày %(value)s trở về trước"), ""),
}
_EMPTY = ("isEmpty", "isNotEmpty")
_CHOICE = ("isEqual", "isNotEqual", "oneOf", "notOneOf", *_EMPTY)
_NUMBER = ("isEqual", "greaterThanOrEqual", "lessThanOrEqual", "greaterThan", "lessThan", *_EMPTY)
_DATE = ("dateLessThan", "dateGreaterThan", "dateLessThanOrEqual", "dateGreaterThanOrEqual", "isDateEqual", *_EMPTY)
_TEXT = ("isEqual", "isNotEqual", "includes", "notIncludes", "startsWith", "endsWith", *_EMPTY)
_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "radio": _CHOICE, "select": _CHOICE, "selectboxes": _CHOICE, "checkbox": ("isEqual",), "number": _NUMBER, "currency": _NUMBER,
    "day": _DATE, "datetime": _DATE, "textfield": _TEXT, "textarea": _TEXT, "nationalId": _TEXT, "taxCode": _TEXT, "email": _TEXT,
    "phoneNumber": _TEXT, "url": _TEXT, "hidden": _TEXT,
}  # fmt: skip


def read_condition(conditional: Any, questions: Questions) -> Sentences | Advanced | None:
    """The sentences of a Form.io ``conditional``; ``None`` when it says nothing. ``questions``: ``questions_seen``."""
    if not isinstance(conditional, Mapping):
        return None
    if conditional.get("json"):
        return read_logic(conditional["json"], questions)
    rows = conditional.get("conditions")
    if rows:
        show = text(conditional.get("show", True)) in ("true", "1")
        found = [_read_row(row, questions) for row in rows if _named(row)] if isinstance(rows, list) else [None]
        if not found:
            return None
        if None in found:
            return Advanced(dict(conditional))
        return Sentences(tuple(one for one in found if one), show, conditional.get("conjunction") != "any")
    if not conditional.get("when"):
        return None
    question = find(str(conditional["when"]), questions)
    if question is None:
        return _box(conditional, questions) or Advanced(dict(conditional))
    show = text(conditional.get("show")) == "true"  # the reference's own reading: anything else hides
    return Sentences((Sentence(question.path, "isEqual", _value(question, conditional.get("eq"))),), show)


def _box(conditional: Mapping[str, Json], questions: Questions) -> Sentences | None:
    """One box of several, named as if it were a question: ``khaiVe.me`` is true."""
    name, _dot, box = str(conditional["when"]).rpartition(".")
    question = find(name, questions) if name else None
    if question is None or question.kind.name != "selectboxes" or text(conditional.get("eq")) not in ("true", "false"):
        return None
    operator = "isEqual" if text(conditional["eq"]) == "true" else "isNotEqual"
    return Sentences((Sentence(question.path, operator, box),), text(conditional.get("show")) == "true")


def _named(row: Json) -> bool:
    """Form.io's builder leaves empty rows behind; they say nothing."""
    return not isinstance(row, Mapping) or bool(row.get("component"))


def _read_row(row: Json, questions: Questions) -> Sentence | None:
    question = find(str(row.get("component") or ""), questions) if isinstance(row, Mapping) else None
    operator = str(row.get("operator")) if question else ""
    if question is None or operator not in _SAID:
        return None
    return Sentence(question.path, operator, "" if operator in _EMPTY else _value(question, row.get("value")))


def _value(question: Question, value: Json) -> Json:
    """A compared value in the shape that the editor offers: true and false for a box to tick, numbers, else text."""
    if question.kind.name == "checkbox":
        return text(value) == "true"
    if isinstance(value, (int, float)) and not isinstance(value, bool) and "number" in _inputs(question):
        return value
    return "" if value is None else text(value)


def find(name: str, questions: Questions) -> Question | None:
    """A question by the name in a simple condition: its path, or a key that only one has."""
    clean = name.replace("[]", "").removeprefix("data.").removeprefix("row.")
    row = next((one for path, one in questions.items() if one.grid and path == f"{one.grid}.{clean}"), None)
    if row:
        return row
    if clean in questions:
        return questions[clean]
    tails = [question for path, question in questions.items() if path.rpartition(".")[2] == clean or path.endswith(f".{clean}")]
    return tails[0] if len(tails) == 1 else None


def write_condition(condition: Sentences | Advanced | None, questions: Questions) -> dict[str, Any] | None:
    """The Form.io ``conditional``: the simple forms where they can say it, else JsonLogic. Raises ``KeyError`` on unknown
    questions.
    """
    if condition is None or (isinstance(condition, Sentences) and not condition.sentences):
        return None
    if isinstance(condition, Advanced):
        rule = condition.rule
        simple = isinstance(rule, Mapping) and ("when" in rule or "conditions" in rule or "json" in rule)
        return dict(rule) if simple else {"json": rule}
    said = condition.sentences
    if len(said) == 1 and said[0].operator == "isEqual" and _plain(said[0], questions):
        return {"show": condition.show, "when": said[0].question, "eq": said[0].value}
    if all(one.operator in OPERATORS and _plain(one, questions) for one in said):
        rows = [_row(one) for one in said]
        return {"show": condition.show, "conjunction": "all" if condition.every else "any", "conditions": rows}
    return {"json": write_logic(condition, questions)}


def _plain(one: Sentence, questions: Questions) -> bool:
    """Form.io's own comparison means the same: it knows no times, and sees text where a list holds numbers."""
    return questions[one.question] is not None and not isinstance(one.value, (list, tuple))


def _row(one: Sentence) -> dict[str, Json]:
    made: dict[str, Json] = {"component": one.question, "operator": one.operator}
    return made if one.operator in _EMPTY else {**made, "value": one.value}


def condition_words(conditional: Any, questions: Questions) -> str:
    """ "Hiện khi “Quan hệ” là “Cha”", "Hiện theo điều kiện nâng cao", or "" when it always shows."""
    condition = read_condition(conditional, questions)
    if condition is None:
        return ""
    if isinstance(condition, Advanced):
        return _("Hiện theo điều kiện nâng cao")
    return (_("Hiện khi %s") if condition.show else _("Ẩn khi %s")) % sentences_words(condition, questions)


def sentences_words(condition: Sentences, questions: Questions) -> str:
    """The sentences with "và" or "hoặc" between them."""
    said = [sentence_words(one, questions) for one in condition.sentences]
    return (_(" và ") if condition.every else _(" hoặc ")).join(said)


def sentence_words(sentence: Sentence, questions: Questions) -> str:
    """“Quan hệ” là “Cha”."""
    question = questions.get(sentence.question)
    named = f"“{question.label}”" if question else f"“{sentence.question}”"
    if question and question.kind.name == "checkbox" and sentence.operator in ("isEqual", "isNotEqual"):
        ticked = (sentence.value is True) == (sentence.operator == "isEqual")
        return (_("%s được đánh dấu") if ticked else _("%s không được đánh dấu")) % named
    usual, boxes = _SAID[sentence.operator]
    pattern = boxes if boxes and question and question.kind.name == "selectboxes" else usual
    return _(pattern) % {"question": named, "value": value_words(sentence.value, question)}


def value_words(value: Json, question: Question | None) -> str:
    """A compared value in words: the choice's label, a number as people write it."""
    if isinstance(value, (list, tuple)):
        return ", ".join(value_words(one, question) for one in value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return shown(value)
    read = dates.read(value) if isinstance(value, str) and question and question.kind.name in ("day", "datetime") else None
    if read:
        return read.words()
    return f"“{question.option(value) if question else text(value)}”"


def _inputs(question: Question) -> set[str]:
    return {kind for _operator, _words, kind in operators_for(question)}


def operators_for(question: Question) -> tuple[tuple[str, str, str], ...]:
    """What can be said about it: (operator, words, input) with input option, options, text, number, date, ticked or none."""
    names = _BY_KIND.get(question.kind.name, _EMPTY)
    return tuple((name, _words(name, question), _input(name, question)) for name in names)


def _words(operator: str, question: Question) -> str:
    usual, boxes = _SAID[operator]
    if question.kind.name == "checkbox":
        return _("được đánh dấu")
    said = _(boxes if boxes and question.kind.name == "selectboxes" else usual)
    return " ".join((said % {"question": "", "value": "…"}).split()).removesuffix(" …")


def _input(operator: str, question: Question) -> str:
    if operator in _EMPTY:
        return "none"
    if question.kind.name == "checkbox":
        return "ticked"
    if question.kind.name in ("number", "currency"):
        return "number"
    if question.kind.name in ("day", "datetime"):
        return "date"
    if question.kind.name in ("radio", "select", "selectboxes"):
        return "options" if operator in ("oneOf", "notOneOf") else "option"
    return "text"


def problems(condition: Sentences, questions: Questions) -> Sequence[str]:
    """What is not finished in the sentences, for the editor: sentence by sentence, "" where it can be taken."""
    return [_problem(one, questions.get(one.question)) for one in condition.sentences]


def _problem(one: Sentence, question: Question | None) -> str:
    if question is None:
        return _("Chọn câu hỏi.")
    offered = {operator: kind for operator, _words, kind in operators_for(question)}
    if one.operator not in offered:
        return _("Chọn cách so sánh dùng được với “%s”.") % question.label
    kind = offered[one.operator]
    if kind == "none" or kind == "ticked":
        return ""
    if kind in ("option", "options"):
        values = [text(value) for value in (one.value if isinstance(one.value, (list, tuple)) else [one.value])]
        known = {value for value, _label in question.options}
        if not values or not all(values) or (known and not set(values) <= known):
            return _("Chọn một câu trả lời của “%s”.") % question.label
        return ""
    if kind == "number":
        numeric = isinstance(one.value, (int, float)) and not isinstance(one.value, bool)
        return "" if numeric else _("Nhập một con số để so sánh với “%s”.") % question.label
    if kind == "date":
        return "" if dates.read(str(one.value)) else _("Nhập một ngày có thật, ví dụ 1/3/2026.")
    return "" if text(one.value) else _("Nhập chữ để so sánh với “%s”.") % question.label
