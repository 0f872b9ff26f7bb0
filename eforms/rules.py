"""The rules of ``validate``: compiled once per field into checks. Names are the reference's, plus ours (interfaces.md)."""

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common import jsonlogic
from eforms import patterns
from eforms.messages import Words
from eforms.nodes import Check, Context
from eforms.paths import section
from eforms.types.base import FieldType, Json, Refuse, Spec
from eforms.types.numbers import shown

_KNOWN = """required minLength maxLength minWords maxWords pattern min max minDate maxDate minYear maxYear json minRows maxRows
    minSelectedCount maxSelectedCount onlyAvailableItems customMessage patternMessage unique multiple
    strictDateValidation skipMaskValidation step customPrivate"""
KNOWN = frozenset(_KNOWN.split())
_ELSEWHERE = {
    "custom": gettext_noop("Mã JavaScript không được nhận. Viết luật này bằng JsonLogic trong validate.json."),
    "integer": gettext_noop("Luật “integer” không có. Đặt decimalLimit: 0 để chỉ nhận số nguyên."),
}
_HARMLESS = ("any", "")


def compile_checks(kind: FieldType, spec: Spec, words: Words, refuse: Refuse) -> tuple[Check, ...]:
    """Compile ``validate`` of a component; what cannot be kept is refused with a sentence."""
    rules = section(spec, "validate")
    for name, value in rules.items():
        if value and name not in KNOWN and value not in _HARMLESS:
            sentence = _(_ELSEWHERE[name]) if name in _ELSEWHERE else _unknown(name)
            refuse("custom-code" if name == "custom" else "unsupported-rule", sentence, f".validate.{name}")
    if kind.repeats:
        wanted: list[str] = []
    else:
        wanted = [name for name in _COMPILERS if name in kind.rules and _set(rules, name)]
    checks = [_COMPILERS[name](rules[name], words, refuse) for name in wanted]
    checks += [_count(name, spec, words, refuse) for name in ("minSelectedCount", "maxSelectedCount") if name in kind.rules]
    if kind.name == "day":
        checks += [_year(name, spec, words, refuse) for name in ("minYear", "maxYear")]
        checks.append(_asked_parts(spec, words))
    if kind.name in _MASKED and spec.get("inputMask") and not rules.get("skipMaskValidation"):
        checks.append(_mask(spec["inputMask"], words, refuse))
    if rules.get("json") and not isinstance(rules["json"], str):
        checks.append(_json(rules["json"], spec, words, refuse))
    return tuple(check for check in checks if check)


def _asked_parts(spec: Spec, words: Words) -> Check | None:
    """A day of which a part is required is required: Form.io's builder has no other way to say it."""
    fields = section(spec, "fields")
    if not any(section(fields, part).get("required") is True for part in ("day", "month", "year")):
        return None

    def given(answer: Json, context: Context) -> bool:
        return bool(answer) and answer not in ("//", "00/00/0000")

    return Check("day", given, lambda: words.say("enter", "day"), on_empty=True)


def without_effect(kind: FieldType, spec: Spec) -> list[str]:
    """Rules that are set on a component whose type does not know them."""
    rules = section(spec, "validate")
    judged = {*_COMPILERS, "minRows", "maxRows", "minSelectedCount", "maxSelectedCount"}
    return sorted(name for name in judged if _set(rules, name) and rules[name] not in (0, False) and name not in kind.rules)


def _unknown(name: str) -> str:
    return _("Luật “%s” không có trong ngôn ngữ biểu mẫu. Bỏ nó đi hoặc viết bằng JsonLogic trong validate.json.") % name


def _set(rules: Mapping[str, Json], name: str) -> bool:
    return rules.get(name) is not None and rules.get(name) != ""


def _number(name: str, value: Json, refuse: Refuse, where: str = "") -> float | None:
    try:
        if isinstance(value, bool):
            raise TypeError
        bound = float(value)
        if bound - bound != 0:
            raise ValueError
        return bound
    except (TypeError, ValueError, OverflowError):
        refuse("bad-rule", _("Giá trị của luật “%s” phải là một con số.") % name, where or f".validate.{name}")
        return None


def _bound(name: str, bound: float, measure: Callable[[Json], float | None], words: Words) -> Check:
    """A rule that compares a measure of the answer with a number; names begin with min or max."""
    whole = int(bound) if bound.is_integer() else bound
    said = str(whole) if name.endswith("Year") else shown(whole)

    def at_least(answer: Json, context: Context) -> bool:
        size = measure(answer)
        return size is None or size >= bound

    def at_most(answer: Json, context: Context) -> bool:
        size = measure(answer)
        return size is None or size <= bound

    return Check(name, at_least if name.startswith("min") else at_most, lambda: words.say(name, n=said))


def _measured(name: str, measure: Callable[[Json], float | None]) -> Callable[[Json, Words, Refuse], Check | None]:
    def build(value: Json, words: Words, refuse: Refuse) -> Check | None:
        bound = _number(name, value, refuse)
        if bound is None or (bound == 0 and name not in ("min", "max")):
            return None  # as the reference: no words, no letters asked for is no rule
        return _bound(name, bound, measure, words)

    return build


def _pattern(value: Json, words: Words, refuse: Refuse) -> Check | None:
    try:
        compiled = patterns.compile(str(value))
    except patterns.BadPattern as bad:
        refuse("bad-pattern", _(_PATTERN_REFUSALS[bad.reason]), ".validate.pattern")
        return None
    return _matching("pattern", compiled, words)


def _matching(name: str, compiled: re.Pattern[str], words: Words) -> Check:
    matches = compiled.fullmatch

    def holds(answer: Json, context: Context) -> bool:
        return not isinstance(answer, str) or (len(answer) <= patterns.MAX_VALUE and matches(answer) is not None)

    return Check(name, holds, lambda: words.say(name))


_PATTERN_REFUSALS: Mapping[str, str] = {
    "syntax": gettext_noop("Mẫu (pattern) viết chưa đúng cú pháp biểu thức chính quy."),
    "not-regular": gettext_noop("Mẫu (pattern) dùng tham chiếu ngược hoặc nhìn trước, nhìn sau. Viết lại không dùng chúng."),
    "too-long": gettext_noop("Mẫu (pattern) quá dài. Viết ngắn lại, dưới 500 ký tự."),
    "catastrophic": gettext_noop(
        "Mẫu (pattern) có vòng lặp lồng nhau nên có thể làm treo máy. Viết lại sao cho mỗi chữ chỉ khớp một cách."
    ),
}
_MASKED = frozenset({"textfield", "phoneNumber"})
_MASK_LETTERS = {"9": r"\d", "a": "[A-Za-z]", "A": "[A-Z]", "*": "[A-Za-z0-9]"}


def _mask(mask: Json, words: Words, refuse: Refuse) -> Check | None:
    """An input mask: 9 a digit, a a letter, A a capital, * either; every other sign stands for itself."""
    if not isinstance(mask, str) or len(mask) > 100 or set(mask) & set("[]{}|\\&#"):
        refuse(
            "bad-mask", _("Mẫu nhập (inputMask) chỉ dùng 9, a, A, * và dấu thường. Việc khác viết bằng pattern."), ".inputMask"
        )
        return None
    source = "".join(_MASK_LETTERS.get(sign) or re.escape(sign) for sign in mask)
    return _matching("mask", re.compile(source, re.ASCII), words)


def _json(rule: Json, spec: Spec, words: Words, refuse: Refuse) -> Check | None:
    """True or null holds, a text is the sentence to show, everything else is wrong: the reference's own reading."""
    try:
        step = jsonlogic.compile(rule).step
    except jsonlogic.BadRule as bad:
        refuse(*logic_refusal(bad), ".validate.json")
        return None

    def holds(answer: Json, context: Context) -> bool | str:
        scope = {"data": context.data, "row": context.row, "value": answer, "input": answer, "component": spec}
        try:
            result = step(scope, context.budget)
        except jsonlogic.RuleTooCostly:
            return False
        if result is True or result is None:
            return True
        return result if isinstance(result, str) and result else False

    return Check("json", holds, lambda: words.say("json"), on_empty=True)


def logic_refusal(bad: jsonlogic.BadRule) -> tuple[str, str]:
    """Reason and sentence for a JsonLogic rule that does not compile."""
    if bad.operator:
        message = _("Phép “%s” không có trong JsonLogic. Dùng các phép chuẩn như ==, and, or, if, in.") % bad.operator
        return "unknown-operator", message
    return "bad-rule", _("Luật JsonLogic quá sâu hoặc quá dài. Tách nó thành nhiều luật nhỏ.")


def _count(name: str, spec: Spec, words: Words, refuse: Refuse) -> Check | None:
    value = spec.get(name) if _set(spec, name) else section(spec, "validate").get(name)
    bound = None if value in (None, "") else _number(name, value, refuse)
    return _bound(name, bound, _ticked, words) if bound else None


def _year(name: str, spec: Spec, words: Words, refuse: Refuse) -> Check | None:
    """Form.io keeps the years of a day beside it, in its year part, or (ours) in ``validate``."""
    year = section(section(spec, "fields"), "year")
    value = next((scope[name] for scope in (section(spec, "validate"), spec, year) if scope.get(name)), None)
    bound = None if value is None else _number(name, value, refuse, f".{name}")
    return _bound(name, bound, _year_of, words) if bound else None


def _ticked(value: Json) -> float | None:
    return sum(map(bool, value.values())) if isinstance(value, Mapping) else None


def _year_of(value: Json) -> float | None:
    year = value[-4:] if isinstance(value, str) else ""
    return int(year) if year.isascii() and year.isdecimal() and year != "0000" else None


def _length(value: Json) -> float | None:
    return len(value) if isinstance(value, str) else None


def _words(value: Json) -> float | None:
    return len(value.split()) if isinstance(value, str) else None


def _amount(value: Json) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


_COMPILERS: Mapping[str, Callable[[Json, Words, Refuse], Check | None]] = {
    "minLength": _measured("minLength", _length),
    "maxLength": _measured("maxLength", _length),
    "minWords": _measured("minWords", _words),
    "maxWords": _measured("maxWords", _words),
    "pattern": _pattern,
    "min": _measured("min", _amount),
    "max": _measured("max", _amount),
}
